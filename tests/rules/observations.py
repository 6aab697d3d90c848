"""Sites for the laws of the score: the cases of all rules laid over one another, and what can be taken from them or added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, reduce
from importlib.resources import files
from typing import TypeVar

from hypothesis import strategies as st

from rules.cases import SITE, cases_of, evidence_from
from rules.pack import Pack, bundled, load_pack, packs_for
from rules.registry import questions, rules
from spiders.evidence import Channel, Evidence, Mention, Page
from spiders.strictyaml import load

Thing = TypeVar("Thing")
COVERAGE = load(files("rules").joinpath("coverage.yaml").read_text("utf-8"), "coverage.yaml")
NAMING = {concept for concepts in COVERAGE["named_by"].values() for concept in concepts}
Poorer = tuple[str, Evidence]
"""What was taken from a site, and the site without it."""
LISTS = ("forms", "dead_ends", "broken_links", "journeys", "promises", "mentions", "identifiers", "pictures", "findability")
ON_PAGES = ("forms", "dead_ends", "promises", "mentions", "identifiers", "pictures")
SINGLE = ("forms", "journeys", "promises", "mentions", "identifiers", "findability")
OBSTACLES = ("gate_", "placeholder", "odr_platform")
"""Mentions that are bad news: words that stand before contact, of an unfinished page, of a closed platform."""
PLAIN = {
    "pages": [{"url": "/"}, {"url": "/kontakt", "kinds": ["contact"]}, {"url": "/villkor", "kinds": ["terms"]}, {"url": "/om"}],
    "channels": [
        {"kind": "phone", "value": "+46850000001", "cost": "basic", "at": ["/kontakt"], "clicks": 1},
        {"kind": "email", "value": "hej@example.se", "at": ["/kontakt"], "clicks": 1},
        {"kind": "postal", "value": "Storgatan 1, 111 22 Stockholm", "at": ["/kontakt"]},
    ],
    "mentions": [{"concept": "contact_us", "page": "/", "form": "link", "text": "Kontakt", "href": "/kontakt", "region": "nav"}],
    "identifiers": [{"kind": "organisation-number", "value": "556000-0000", "page": "/"}],
}


@cache
def pack_sets() -> tuple[tuple[Pack, ...], ...]:
    """The packs by which a site is judged: of every country that a pack names, another, none known; of no sector and of all."""
    packs = [load_pack(name) for name in bundled()]
    countries = sorted({country for pack in packs for country in pack.countries} - {"*"})
    sectors = {sector for pack in packs for sector in pack.sectors}
    chosen = dict.fromkeys(packs_for(country, among) for country in (*countries, "ZZ", None) for among in ((), sectors))
    return tuple(tuple(load_pack(name) for name in names) for names in chosen)


@cache
def cases() -> tuple[Evidence, ...]:
    """The evidence of every case of every rule."""
    return tuple(case.evidence for rule in rules().values() for case in cases_of(rule))


def answers() -> st.SearchStrategy[dict[str, bool | str]]:
    """An answer to every question."""
    return st.fixed_dictionaries(
        {name: st.sampled_from(asked.choices) if asked.choices else st.booleans() for name, asked in questions().items()}
    )


@st.composite
def sites(draw: st.DrawFn) -> Evidence:
    """One to three cases over a plain site or an empty one."""
    found = draw(st.lists(st.sampled_from(cases()), min_size=1, max_size=3))
    return reduce(over, found, evidence_from(draw(st.sampled_from([PLAIN, {}]))))


def over(below: Evidence, above: Evidence) -> Evidence:
    """Both sites in one; what both have is had once."""
    pages = {page.url: page for page in above.pages} | {page.url: page for page in below.pages}
    channels = {(channel.kind, channel.value): channel for channel in below.channels}
    for channel in above.channels:
        before = channels.setdefault((channel.kind, channel.value), channel)
        if before is not channel:
            both = before.sightings + channel.sightings
            channels[channel.kind, channel.value] = before.model_copy(update={"sightings": both})
    ends = [above.coverage.stopped_by, below.coverage.stopped_by]
    counts = {"pages_known": len(pages), "pages_fetched": len(pages), "pages_rendered": sum(p.rendered for p in pages.values())}
    return below.model_copy(
        update={
            "pages": tuple(pages.values()),
            "channels": tuple(channels.values()),
            "contact_page": below.contact_page or above.contact_page,
            "coverage": below.coverage.model_copy(update={**counts, "stopped_by": ends[ends[0] == "done"]}),
            **{name: _once(getattr(below, name) + getattr(above, name)) for name in LISTS},
        }
    )


def _once(things: Iterable[Thing]) -> tuple[Thing, ...]:
    kept: list[Thing] = []
    for thing in things:
        if thing not in kept:
            kept.append(thing)
    return tuple(kept)


def taken(evidence: Evidence) -> Iterator[Poorer]:
    """The site without one observation that is no bad news, for each of them."""
    for index, channel in enumerate(evidence.channels):
        rest = evidence.channels[:index], evidence.channels[index + 1 :]
        if channel.cost not in {"premium", "shared"}:
            yield f"channel {channel.kind}", evidence.model_copy(update={"channels": rest[0] + rest[1]})
        for less in _lesser(channel):
            yield f"part of channel {channel.kind}", evidence.model_copy(update={"channels": (*rest[0], less, *rest[1])})
    for name in SINGLE:
        things = getattr(evidence, name)
        for index, thing in enumerate(things):
            if not (isinstance(thing, Mention) and _is_trouble(evidence, thing)):
                yield f"{name} {index}", evidence.model_copy(update={name: things[:index] + things[index + 1 :]})
    offered = evidence.contact_page
    if offered and any(offered.url in {page.url, page.final_url} for page in _shows_a_channel(evidence)):
        yield "contact page", evidence.model_copy(update={"contact_page": None})


def _lesser(channel: Channel) -> Iterator[Channel]:
    if channel.hours:
        yield channel.model_copy(update={"hours": None})
    for index in range(len(channel.sightings)):
        if len(channel.sightings) > 1:
            yield channel.model_copy(update={"sightings": channel.sightings[:index] + channel.sightings[index + 1 :]})


def _is_trouble(evidence: Evidence, mention: Mention) -> bool:
    """Whether it tells of an obstacle, leads to a page that is one, or says that there is more where nobody looked."""
    looked_at = {page.url: page for page in evidence.pages}
    if mention.form == "button" and mention.page in looked_at and not looked_at[mention.page].links:
        return True
    if mention.form == "link" and mention.concept in NAMING and mention.href not in looked_at:
        return True
    bad = {page.url for page in evidence.pages if page.state != "ok"} | {link.to for link in evidence.broken_links}
    return mention.concept.startswith(OBSTACLES) or mention.href.partition("#")[0] in bad


def _shows_a_channel(evidence: Evidence) -> tuple[Page, ...]:
    shown = {sighting.page for channel in evidence.channels for sighting in channel.sightings if sighting.visible}
    return tuple(page for page in evidence.pages if page.state == "ok" and page.url in shown)


def unread(evidence: Evidence) -> Iterator[Poorer]:
    """The site with one page unread and all that was seen there gone, for each page at which no way ends at a log-in."""
    walls = {end.page for end in evidence.dead_ends if end.type == "D3"}
    for page in evidence.pages:
        if page.state in {"ok", "login"} and not walls & {page.url, page.final_url}:
            yield f"page {page.url}", without(evidence, page, page.model_copy(update={"state": "blocked"}))


def without(evidence: Evidence, lost: Page, *left: Page) -> Evidence:
    """The site less all that was seen on a page; its place among the pages is taken by `left`."""
    there = {lost.url, lost.final_url}
    channels = (
        channel.model_copy(update={"sightings": tuple(each for each in channel.sightings if each.page not in there)})
        for channel in evidence.channels
    )
    offered = evidence.contact_page
    return evidence.model_copy(
        update={
            "pages": tuple(each for page in evidence.pages for each in (left if page is lost else (page,))),
            "channels": tuple(channel for channel in channels if channel.sightings),
            "contact_page": None if offered and offered.url in there and not left else offered,
            **{name: tuple(thing for thing in getattr(evidence, name) if thing.page not in there) for name in ON_PAGES},
        }
    )


VALUES = {
    "phone": "+468500009{:02}",
    "email": "new{}@example.se",
    "form": SITE + "form{}",
    "postal": "Storgatan {}, 111 22 Stockholm",
}
KINDS = ("phone", "email", "form", "chat", "callback", "messaging", "postal", "visit", "social", "fax")


@st.composite
def channels(draw: st.DrawFn, at: Page) -> Channel:
    """A channel of the company's own that a visitor sees on a page and that costs no more than usual."""
    kind = draw(st.sampled_from(KINDS))
    short = {
        "kind": kind,
        "value": VALUES.get(kind, "x{}").format(draw(st.integers(10, 99))),
        "cost": draw(st.sampled_from(["basic", "free", "unknown"])),
        "owner": draw(st.sampled_from(["own", "unknown"])),
        "purpose": draw(st.sampled_from(["unknown", "customer-service", "sales", "press"])),
        "region": draw(st.sampled_from(["main", "footer"])),
        "clicks": draw(st.sampled_from([0, 1, 4, None])),
        "at": at.url,
    }
    page = {"url": at.url, "rendered": at.rendered}
    return evidence_from({"pages": [page], "channels": [short]}).channels[0]
