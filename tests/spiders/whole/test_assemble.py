"""Looks in, evidence out: what is merged, what counts as a click, what is broken."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.evidence import BrokenLink, Channel, Evidence, Identifier, Mention, Page, Sighting
from spiders.job import Job
from spiders.look import End, Link, Look
from spiders.whole.assemble import assemble, merge

HOME = "https://acme.example/"
JOB = Job(start_url=HOME, folder="")
DONE = End(stopped_by="done")


def look(path: str = "", *links: Link, state: Any = "ok", channels: tuple[Channel, ...] = (), **fields: Any) -> Look:
    page = Page(url=HOME + path, final_url=HOME + path, status=200, state=state, **fields)
    return Look(page=page, links=links, channels=channels)


def link(path: str, label: str = "x", behind: int | None = 0) -> Link:
    return Link(url=HOME + path, label=label, behind=behind)


def channel(path: str = "", value: str = "+4684650040", *, visible: bool = True, kind: Any = "phone", **fields: Any) -> Channel:
    return Channel(kind=kind, value=value, sightings=(Sighting(page=HOME + path, via="text", visible=visible),), **fields)


def evidence(*looks: Look, end: End = DONE) -> Evidence:
    return assemble(JOB, looks, end)


CHAIN = (look("", link("help")), look("help", link("contact")), look("contact"))
"""Home leads to help, help to contact."""


def with_channels(**found: Channel) -> tuple[Look, ...]:
    """The chain, with a channel on the pages named."""
    names = ("home", "help", "contact")
    return tuple(
        each.model_copy(update={"channels": (found[name],) if name in found else ()})
        for name, each in zip(names, CHAIN, strict=True)
    )


def test_equal_channels_are_one_with_all_their_sightings_nearest_first() -> None:
    seen = evidence(*with_channels(contact=channel("contact"), help=channel("help")))
    assert [(each.value, each.clicks) for each in seen.channels] == [("+4684650040", 1)]
    assert [sighting.page for sighting in seen.channels[0].sightings] == [HOME + "help", HOME + "contact"]


def test_kind_and_value_tell_channels_apart() -> None:
    several = (channel(), channel(kind="fax"), channel(value="+4684650041"))
    merged = merge(several, {HOME: Page(url=HOME, final_url=HOME, clicks=0)})
    assert [(each.kind, each.value) for each in merged] == [
        ("fax", "+4684650040"),
        ("phone", "+4684650040"),
        ("phone", "+4684650041"),
    ]


@pytest.mark.parametrize(
    ("visible_on", "clicks"),
    [(("home", "help", "contact"), 0), (("help", "contact"), 1), (("contact",), 2), ((), None)],
)
def test_clicks_are_counted_to_where_a_person_sees_it(visible_on: tuple[str, ...], clicks: int | None) -> None:
    paths = {"home": "", "help": "help", "contact": "contact"}
    found = {name: channel(path, visible=name in visible_on) for name, path in paths.items()}
    (merged,) = evidence(*with_channels(**found)).channels
    assert merged.clicks == clicks
    assert len(merged.sightings) == 3


def test_a_page_that_no_click_leads_to_gives_no_clicks() -> None:
    seen = evidence(look(""), look("contact", channels=(channel("contact"),)))
    assert seen.channels[0].clicks is None
    assert seen.pages[1].clicks is None


@pytest.mark.parametrize(
    ("owners", "owner"),
    [
        (("own", "third-party"), "own"),
        (("third-party", "own"), "own"),
        (("unknown", "third-party"), "third-party"),
        (("unknown", "unknown"), "unknown"),
        (("own",), "own"),
    ],
)
def test_it_is_the_company_s_own_where_any_sighting_says_so(owners: tuple[Any, ...], owner: str) -> None:
    (merged,) = merge([channel(owner=each) for each in owners], {})
    assert merged.owner == owner


def test_what_it_is_for_is_told_by_the_nearest_sighting_that_tells() -> None:
    found = {
        "home": channel("", purpose="unknown", cost="unknown"),
        "help": channel("help", purpose="customer-service", cost="basic", hours="8-17"),
        "contact": channel("contact", purpose="press", cost="premium", hours="9-12"),
    }
    (merged,) = evidence(*with_channels(**found)).channels
    assert (merged.purpose, merged.cost, merged.hours) == ("customer-service", "basic", "8-17")


def test_a_chat_stands_on_the_highest_rung_that_was_seen() -> None:
    rungs: list[Any] = ["script", "launcher", None, "wording"]
    (merged,) = merge([channel(kind="chat", value="vendor", rung=rung) for rung in rungs], {})
    assert merged.rung == "launcher"


def test_a_number_on_every_page_of_a_big_site_does_not_fill_the_evidence() -> None:
    (merged,) = merge([channel(str(number)) for number in range(500)], {})
    assert 10 <= len(merged.sightings) <= 100


@pytest.mark.parametrize("state", ["broken", "soft-404"])
def test_a_link_to_an_error_is_broken_once_for_each_label(state: str) -> None:
    seen = evidence(
        look("", link("gone", "Support"), link("gone", "Support"), link("gone", "Help"), link("fine")),
        look("gone", state=state),
        look("fine"),
    )
    assert seen.broken_links == (
        BrokenLink(from_=HOME, to=HOME + "gone", label="Support", status=200),
        BrokenLink(from_=HOME, to=HOME + "gone", label="Help", status=200),
    )
    assert seen.pages[1].kinds == ("not-found",)


@pytest.mark.parametrize("state", ["blocked", "robots", "timeout", "crashed", "not-html", "login"])
def test_a_page_that_could_not_be_read_makes_no_link_broken(state: str) -> None:
    assert evidence(look("", link("there")), look("there", state=state)).broken_links == ()


def test_a_broken_link_that_nobody_sees_is_none() -> None:
    assert evidence(look("", link("gone", behind=None)), look("gone", state="broken")).broken_links == ()


def test_a_redirect_is_an_edge_and_no_page() -> None:
    away = Page(url=HOME + "old", final_url=HOME + "new", status=200)
    seen = evidence(look("", link("old", "Contact us")), Look(page=away, redirect=True), look("new"))
    assert [(page.final_url, page.clicks) for page in seen.pages] == [(HOME, 0), (HOME + "new", 1)]
    assert [step.label for step in seen.pages[1].path] == ["Contact us"]


def test_a_page_under_two_spellings_is_one_target() -> None:
    there = Page(url=HOME + "kontakt", final_url=HOME + "kontakt/", status=200)
    seen = evidence(look("", link("kontakt/index.html")), Look(page=there))
    assert [page.clicks for page in seen.pages] == [0, 1]


def test_every_candidate_for_the_contact_page_is_kept_with_its_reasons_the_best_first() -> None:
    pages = ("kontakt", "kundservice", *(f"kontor/{number}" for number in range(20)))
    home = look("", *(link(path, label="Kontakt" if path == "kontakt" else "Kundservice") for path in pages), lang="sv")
    seen = evidence(home, *(look(path, channels=(channel(path),), lang="sv") for path in pages))
    best, *others = seen.contact_candidates
    assert seen.contact_page is not None
    assert (best.url, best.lost, best.score) == (seen.contact_page.url, "", sum(reason.points for reason in best.reasons))
    assert len(others) == 11
    assert all(other.lost and other.score <= best.score for other in others)


def test_a_label_of_two_meanings_names_the_kind_where_the_page_s_text_bears_it_out() -> None:
    complaint = Mention(concept="complaint", page=HOME + "b", form="text", text="Ihre Beschwerde", region="main")
    home = look("", link("b", label="Beschwerden"), link("c", label="Beschwerden"), lang="de")
    seen = evidence(home, look("b", lang="de").model_copy(update={"mentions": (complaint,)}), look("c", lang="de"))
    assert [page.kinds for page in seen.pages] == [("home",), ("complaints",), ("other",)]


def test_the_site_and_its_coverage_are_told() -> None:
    looks = [look("", lang="sv"), look("en", lang="en"), look("om", lang="sv"), look("x", state="timeout").model_copy()]
    looks[3] = looks[3].model_copy(update={"page": looks[3].page.model_copy(update={"status": None})})
    end = End(stopped_by="page-budget", detail="so", known=9, skipped=((HOME + "y", "page budget used up"),), country="SE")
    seen = evidence(*looks, end=end)
    assert (seen.site.host, seen.site.country, seen.site.languages) == ("acme.example", "SE", ("sv", "en"))
    assert (seen.coverage.pages_fetched, seen.coverage.pages_known, seen.coverage.stopped_by) == (3, 9, "page-budget")
    assert [(each.url, each.reason) for each in seen.coverage.skipped] == [(HOME + "y", "page budget used up")]


def test_what_the_pages_say_is_gathered_in_their_order() -> None:
    name = Identifier(kind="legal-name", value="Acme AB", page=HOME)
    first = look("").model_copy(update={"identifiers": (name, name)})
    second = look("om").model_copy(update={"identifiers": (name,)})
    assert evidence(first, second).identifiers == (name,)


def test_no_look_gives_evidence_all_the_same() -> None:
    seen = evidence(end=End(stopped_by="unreachable", detail="no answer"))
    assert (seen.pages, seen.channels, seen.site.final_url, seen.coverage.detail) == ((), (), HOME, "no answer")


PATHS = ("", "a", "b", "c")
links = st.builds(link, st.sampled_from(PATHS), st.sampled_from(("Help", "Contact", "")), st.sampled_from((0, 1, None)))
values = st.sampled_from(("+4684650040", "+4684650041"))


@st.composite
def journals(draw: st.DrawFn) -> list[Look]:
    """A journal of a small site: home first, each page once, with channels here and there."""
    looks = []
    for path in draw(st.lists(st.sampled_from(PATHS[1:]), unique=True).map(lambda paths: ["", *paths])):
        found = tuple(
            channel(path, draw(values), visible=draw(st.booleans()), owner=draw(st.sampled_from(("own", "third-party", "unknown"))))
            for _ in range(draw(st.integers(0, 2)))
        )
        looks.append(look(path, *draw(st.lists(links, max_size=3)), channels=found))
    return looks


@given(journals())
def test_the_same_looks_give_the_same_bytes(looks: list[Look]) -> None:
    again = [Look.model_validate_json(each.model_dump_json()) for each in looks]
    assert evidence(*looks).model_dump_json() == evidence(*again).model_dump_json()


@given(journals(), st.data())
def test_taking_a_look_away_never_adds_a_channel_or_brings_one_nearer(looks: list[Look], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(looks) - 1))
    fewer = looks[:gone] + looks[gone + 1 :]
    before = {(each.kind, each.value): each for each in evidence(*looks).channels}
    after = {(each.kind, each.value): each for each in evidence(*fewer).channels}
    assert after.keys() <= before.keys()
    if gone:  # without the home page the first page left stands in its place
        for name, each in after.items():
            nearest = before[name].clicks
            assert each.clicks is None or (nearest is not None and each.clicks >= nearest)


@given(journals())
def test_clicks_are_those_of_the_nearest_page_that_shows_it(looks: list[Look]) -> None:
    seen = evidence(*looks)
    distance = {page.final_url: page.clicks for page in seen.pages}
    for each in seen.channels:
        reached = [clicks for s in each.sightings if s.visible and (clicks := distance[s.page]) is not None]
        assert each.clicks == min(reached, default=None)
