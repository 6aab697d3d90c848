"""Findability of whole sites: which links are options, what is an end, and what stays the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.evidence import Channel, Evidence, Findability, Page, Sighting
from spiders.job import Job
from spiders.look import End, Link, Look
from spiders.whole.assemble import assemble

HOME = "https://acme.example/"
CONTACT = "Contact us"


def look(path: str, *links: Link, says: tuple[Channel, ...] = (), site: str = HOME, **more: Any) -> Look:
    fields = {"page": Page(url=site + path, final_url=site + path, status=200, lang="en"), **more}
    return Look(links=links, channels=says, **fields)


def link(path: str, label: str, region: Any = "nav", behind: int | None = 0, site: str = HOME, **more: Any) -> Link:
    return Link(url=site + path, label=label, region=region, behind=behind, desktop=behind, mobile=behind, **more)


def phone(path: str, behind: int = 0, site: str = HOME, **more: Any) -> Channel:
    return Channel(kind="phone", value="+46812345678", sightings=(Sighting(page=site + path, via="text", behind=behind),), **more)


def mail(path: str) -> Channel:
    return Channel(kind="email", value="help@acme.example", sightings=(Sighting(page=HOME + path, via="text"),))


def evidence(*looks: Look) -> Evidence:
    return assemble(Job(start_url=looks[0].page.url, folder=""), looks, End(stopped_by="done"))


def found(*looks: Look, task: str = "phone", channel: str = "", start: str = "home") -> Findability:
    ways = [w for w in evidence(*looks).findability if (w.task, w.channel, w.start_kind) == (task, channel, start)]
    assert len(ways) == 1
    return ways[0]


REACHED = look("contact", says=(phone("contact"),))


def test_one_clear_link_is_taken_by_all_who_do_not_give_up() -> None:
    way = found(look("", link("contact", CONTACT)), REACHED)
    assert (way.reached, way.unknown, way.direct, way.lostness, way.depth, way.customers) == (0.92, 0, 1, 0, 1, 200)


def test_what_shows_on_the_first_page_is_found_by_everybody() -> None:
    way = found(look("", says=(phone(""),)))
    assert (way.reached, way.direct, way.lostness, way.depth) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("first", "less"),
    [
        (link("contact", CONTACT, behind=1), 0.92**2),
        (link("contact", "Prices"), 0),
        (link("contact", CONTACT, behind=None), 0),
        (link("contact-us", "Click"), 0),
    ],
    ids=["behind a menu", "a label that promises nothing", "a link that nobody sees", "an address that promises"],
)
def test_only_what_a_label_in_sight_promises_is_chosen(first: Link, less: float) -> None:
    target = first.url.removeprefix(HOME)
    way = found(look("", first), look(target, says=(phone(target),)))
    assert way.reached == pytest.approx(less)


def test_a_number_behind_a_control_takes_an_action_more() -> None:
    way = found(look("", link("contact", CONTACT)), look("contact", says=(phone("contact", behind=1),)))
    assert way.reached == pytest.approx(0.92**2, abs=1e-4)
    assert way.depth == 2


def test_wrong_turns_make_customers_indirect_and_lost() -> None:
    way = found(look("", link("help", "Help", "header"), link("contact", CONTACT, "footer")), look("help"), REACHED)
    assert way.direct is not None
    assert way.lostness is not None
    assert 0.5 < way.reached < 0.92
    assert 0.5 < way.direct < 1
    assert 0 < way.lostness < 0.2


def test_links_to_pages_nobody_looked_at_leave_it_open() -> None:
    way = found(look("", link("contact", CONTACT), link("help", "Customer service")), REACHED)
    assert way.reached + way.unknown == pytest.approx(0.92)
    assert way.unknown > 0.2


def test_a_broken_page_is_no_unknown_one() -> None:
    broken = look("contact", page=Page(url=HOME + "contact", final_url=HOME + "contact", status=404, state="broken"))
    way = found(look("", link("contact", CONTACT)), broken)
    assert (way.reached, way.unknown, way.depth) == (0, 0, None)


def test_many_links_to_one_page_are_one_option() -> None:
    twice = (link("contact", CONTACT), link("contact", "Contact", "footer"), link("contact", CONTACT, "main"))
    other = link("help", "Help")
    assert found(look("", *twice, other), look("help"), REACHED) == found(look("", twice[0], other), look("help"), REACHED)


def test_what_a_frame_shows_is_part_of_the_page() -> None:
    menu = look("menu", link("contact", CONTACT))
    way = found(look("", link("menu", "", frame=True)), menu, REACHED)
    assert (way.reached, way.depth, way.direct) == (0.92, 1, 1)


def test_what_is_elsewhere_said_to_be_somebody_elses_is_not_found() -> None:
    theirs = phone("partner", owner="third-party")
    way = found(look("", link("contact", CONTACT), link("partner", "Partners")), REACHED, look("partner", says=(theirs,)))
    assert (way.reached, way.depth) == (0, None)


def test_each_kind_of_channel_of_a_job_has_its_own_figure() -> None:
    looks = (look("", link("contact", CONTACT)), look("contact", says=(mail("contact"),)))
    assert [found(*looks, task="write", channel=channel).reached for channel in ("", "email", "form")] == [0.92, 0.92, 0]
    assert {way.channel for way in evidence(*looks).findability if way.task == "phone"} == {""}


def test_the_general_contact_is_looked_for_only_where_there_is_no_place_for_the_job() -> None:
    general = (look("", link("contact", CONTACT), link("complain", "Complaints")), REACHED)
    place = look("complain", says=(mail("complain"),), headings=("Complaints",))
    assert found(*general, task="complain").reached > 0.1
    assert found(look("", link("contact", CONTACT)), REACHED, task="complain").reached == 0.92
    assert found(look("", link("contact", CONTACT)), REACHED, place, task="complain").reached == 0


def test_nothing_is_said_where_home_could_not_be_read() -> None:
    blocked = look("", page=Page(url=HOME, final_url=HOME, state="blocked"))
    assert evidence(blocked, REACHED).findability == ()


_LABELS = st.sampled_from([CONTACT, "Help", "Customer service", "About us", "Prices", "Phone", "\x00" * 9, ""])
_EDGES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6), _LABELS, st.integers(0, 2)), max_size=16)


def site(edges: list[tuple[int, int, str, int]], address: str) -> list[Look]:
    """Five pages with links among them and to two that nobody looked at; the last shows a number."""
    return [
        look(
            f"p{n}",
            *(link(f"p{b}", label, behind=behind, site=address) for a, b, label, behind in edges if a == n),
            says=(phone("p4", site=address),) if n == 4 else (),
            site=address,
        )
        for n in range(5)
    ]


@settings(max_examples=25, deadline=None)
@given(_EDGES)
def test_figures_lie_where_they_must_and_come_again_wherever_the_site_is_served(
    edges: list[tuple[int, int, str, int]],
) -> None:
    first = evidence(*site(edges, HOME)).findability
    again = evidence(*site(edges, "https://other.example:8443/")).findability
    assert [each.model_copy(update={"start": ""}) for each in first] == [each.model_copy(update={"start": ""}) for each in again]
    for each in first:
        assert 0 <= each.reached <= each.reached + each.unknown <= 1 + 1e-9
        assert (each.direct is None) == (each.lostness is None)
        assert each.reached == 0 or each.depth is not None
        assert 0 <= (each.lostness or 0) <= 2**0.5
