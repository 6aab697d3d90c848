"""The findability of a person: what holds of the number and its parts, and the worked sum of its page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.cases import SITE, evidence_from
from rules.findability import Found, found
from rules.scoring import depth, scheme
from spiders.evidence import Box, Channel, Evidence, Findability, Page, Region, Sighting
from spiders.job import Job
from spiders.look import End, Link, Look
from spiders.whole.assemble import assemble

SHARES = st.floats(0, 1)


def simulated(reached: float, unknown: float = 0, direct: float | None = 1.0, clicks: int | None = 1) -> Found:
    way = Findability(task="phone", start=SITE, reached=reached, unknown=unknown, direct=direct, depth=clicks)
    result = found(Evidence.model_validate({**evidence_from({}).model_dump(), "findability": (way,)}), "phone", "home")
    assert result is not None
    return result


@given(SHARES, SHARES, st.none() | SHARES, st.none() | st.integers(0, 12))
def test_the_interval_lies_within_0_and_1(reached: float, rest: float, direct: float | None, clicks: int | None) -> None:
    way = simulated(reached, rest * (1 - reached), direct, clicks)
    assert 0 <= way.low <= way.high + 1e-9 <= 1 + 2e-9


@given(SHARES, SHARES, SHARES)
def test_the_less_was_seen_the_wider_the_interval_and_never_the_higher(reached: float, share: float, direct: float) -> None:
    """Some of those who arrive are lost from sight instead: what was found falls, what may be found does not."""
    lost = reached * share
    whole, poorer = simulated(reached, 0, direct), simulated(reached - lost, lost, direct)
    assert poorer.low <= whole.low + 1e-9
    assert poorer.high >= whole.high - 1e-9


def test_where_it_shows_at_once_nothing_is_missing() -> None:
    assert simulated(1, clicks=0).low == pytest.approx(1)


def test_where_nobody_arrives_and_nothing_is_unknown_there_is_nothing() -> None:
    assert simulated(0, direct=None, clicks=None).high == 0


def test_the_weights_are_all_of_it() -> None:
    weights = scheme().findability
    assert weights.reached + weights.direct + weights.depth == pytest.approx(1)


def test_the_kind_of_channel_that_earns_most_gives_the_depth() -> None:
    ways = [{"task": "write", "start": "/", "reached": 0.8, "depth": 1}]
    ways += [{**ways[0], "channel": "email"}, {**ways[0], "channel": "form", "depth": 2}]
    write = found(evidence_from({"findability": ways}), "write", "home")
    assert write is not None
    assert write.depth == max(depth("email", 1), depth("form", 2))


def test_nobody_set_out_where_no_customers_were_sent() -> None:
    assert found(evidence_from({}), "phone", "home") is None


def link(path: str, label: str, region: Region, y: int) -> Link:
    return Link(url=SITE + path, label=label, region=region, box=Box(x=0, y=y, width=120, height=30))


def look(path: str, *links: Link, says: tuple[Channel, ...] = ()) -> Look:
    page = Page(url=SITE + path, final_url=SITE + path, status=200, lang="en", title=path)
    return Look(page=page, links=links, channels=says)


def worked() -> Evidence:
    """The site of the worked sum."""
    shown = Sighting(page=f"{SITE}contact", via="text", region="main")
    home = look("", link("service", "Customer service", "header", 20), link("contact", "Contact us", "footer", 2400))
    contact = look("contact", says=(Channel(kind="phone", value="+46812345678", sightings=(shown,)),))
    return assemble(Job(start_url=SITE, folder=""), (home, look("service"), contact), End(stopped_by="done"))


def test_the_worked_sum_of_the_page_is_right() -> None:
    page = Path(__file__).parents[2].joinpath("docs", "findability.md").read_text("utf-8")
    way = next(way for way in worked().findability if (way.task, way.start_kind) == ("phone", "home"))
    person = found(worked(), "phone", "home")
    assert person is not None
    stated = re.findall(r"^\| (arrive|without going back|depth|together)\b.*\| ([0-9.]+) \| ([0-9.]+) \|$", page, re.M)
    weights = scheme().findability
    assert stated == [
        ("arrive", f"{way.reached:.3f}", f"{100 * weights.reached * way.reached:.1f}"),
        ("without going back", f"{person.direct:.3f}", f"{100 * weights.direct * person.direct:.1f}"),
        ("depth", f"{person.depth:.3f}", f"{100 * weights.depth * person.depth:.1f}"),
        ("together", f"{person.low:.3f}", f"{100 * person.low:.1f}"),
    ]
    assert f"{way.direct:.3f} of those who arrive" in page
    assert f"lostness of {way.lostness:.2f}" in page
