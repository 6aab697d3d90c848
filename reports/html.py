"""The report for people: one self-contained file, for the screen and for paper, without script and without network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any
from urllib.parse import urldefrag

from reports import helpmap
from reports.fixes import Fix
from reports.meets import contact_page, facts, shown_value, visible
from reports.pictures import Album, Figure, album, crop, figure, shot_of
from reports.story import Story
from reports.templating import environment, style_sheet
from reports.text import clean, short
from reports.upcoming import coming
from reports.walked import node_sign, node_told, walked
from reports.words import Words
from rules.promises import gap
from rules.registry import questions
from rules.verdict import Place
from spiders.evidence import Box, Channel, Form, Page, Sighting

NAME = "html"
SUFFIX = ".html"
CROPS = 2

_MARKED = ("phone", "email", "form", "chat", "callback", "messaging")
_SCHEMES = {"phone": "tel:", "fax": "", "email": "mailto:"}


@dataclass(frozen=True)
class Opening:
    """The pictures of one page at the top of the report; the legend gives each mark's number its words."""

    title: str
    figures: tuple[Figure, ...]
    legend: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Seen:
    """Sightings that differ by nothing but the page."""

    via: str
    region: str
    behind: int
    shows: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A channel in the evidence table."""

    channel: Channel
    link: str
    text: str
    remarks: str
    seen: tuple[Seen, ...]


def render(story: Story) -> bytes:
    """The whole report as UTF-8 HTML."""
    words = story.words
    openings = (*_openings(story, words), *_afters(story, words))
    section = walked(story, words)
    crops = {fix: tuple(_crops(story, fix)) for fix in story.fixes}
    shown = [*chain.from_iterable(o.figures for o in openings), *(f for pairs in crops.values() for _, f in pairs)]
    pictures = album([*shown, *section.end_figures], story.folder, section.strip_figures)
    page = environment(words.language).get_template("report.html.j2")
    text = page.render(
        **_helpers(story, words),
        story=story,
        words=words,
        css=style_sheet(),
        facts=facts(story, words),
        trouble={"dead-ends": "Dead ends", "broken-links": "Broken links"},
        album=pictures,
        openings=tuple(_with_pictures(openings, pictures)),
        crops={fix: [(p, f) for p, f in pairs if f.shot.file in pictures.ids] for fix, pairs in crops.items()},
        numbers={fix: number for number, fix in enumerate(story.fixes, 1)},
        coming=coming(story),
        promise_gap=gap(story.verdicts.promises),
        law=words.law(story.without_national_law, [pack.id for pack in story.verdicts.method.packs]),
        identities=_identities(story),
        walked=section,
        job_ids={job.name: number for number, block in enumerate(section.blocks, 1) for job in block.jobs},
        page_ids={page.final_url: number for number, page in reversed(tuple(enumerate(story.evidence.pages, 1)))},
        rows=[_row(channel, words) for channel in story.evidence.channels],
        stored=[file for file in story.manifest.files if file.path != "report.html"],  # it cannot hold its own hash
    )
    return text.encode("utf-8")


def _with_pictures(openings: Iterable[Opening], pictures: Album) -> Iterator[Opening]:
    for opening in openings:
        kept = tuple(f for f in opening.figures if f.shot.file in pictures.ids)
        if kept:
            yield Opening(opening.title, kept, opening.legend)


def _helpers(story: Story, words: Words) -> dict[str, Any]:
    """What the templates ask about an address or a record of this story."""

    def here(url: str) -> str:
        return "the home page" if story.home and url == story.home.final_url else short(url, story.host)

    def clicks(url: str) -> str:
        page = story.pages.get(url)
        return words("clicks", n=page.clicks) if page and page.clicks else ""

    def named(url: str) -> str:
        return story.titles.get(url) or here(url)

    return {
        "asks": lambda name: questions()[name].asks,
        "anchor": lambda number: f"fix-{number}",
        "box": {"width": helpmap.WIDTH, "height": helpmap.HEIGHT},
        "clicks": clicks,
        "here": here,
        "named": named,
        "node_sign": partial(node_sign, words=words),
        "node_told": partial(node_told, words=words),
        "remarks": _remarks,
    }


def _openings(story: Story, words: Words) -> Iterator[Opening]:
    """The home page and the contact page with the channels on them."""
    pages = [("The home page", story.home), ("The contact page", contact_page(story))]
    seen: set[str] = set()
    for title, page in pages:
        if page is None or page.final_url in seen:
            continue
        seen.add(page.final_url)
        marks, legend = _legend(story, words, page)
        desktop, mobile = shot_of(page), shot_of(page, "mobile")
        figures = [figure(page, desktop, marks)] if desktop else []
        figures += [figure(page, mobile)] if mobile else []
        if figures:
            yield Opening(title, tuple(figures), legend if desktop else ())


def _afters(story: Story, words: Words) -> Iterator[Opening]:
    """What clicks brought to light: the pages on which something was opened, or a choice in the consent dialog showed more."""
    for page in story.evidence.pages:
        told = {s.consent for c in story.evidence.channels for s in c.sightings if s.page == page.final_url and s.visible}
        for after in ("opened", "accepted"):
            shot = shot_of(page, after=after) if after == "opened" or after in told else None
            if shot:
                title = words(f"after.{after}", page=clean(page.title, 60) or short(page.final_url, story.host))
                yield Opening(title, (figure(page, shot),), ())


def _legend(story: Story, words: Words, page: Page) -> tuple[list[tuple[str, Box]], tuple[tuple[str, str], ...]]:
    """The boxes to mark on a page with their numbers, and what each number means; in reading order."""
    found: list[tuple[Box, str]] = []
    for channel in story.evidence.channels:
        if channel.kind not in _MARKED or channel.owner == "third-party":
            continue
        value = "" if channel.kind in {"form", "chat"} else " " + shown_value(channel)
        boxes = [s.box for s in visible(channel) if s.page == page.final_url and s.box and "desktop" in s.viewports]
        found += [(box, words.label("channel", channel.kind) + value) for box in boxes]
    found += [(box, f"link to the contact page, “{text}”") for box, text in _contact_links(story, page)]
    found.sort(key=lambda pair: (pair[0].y, pair[0].x, pair[1]))
    numbers = {text: str(number) for number, text in enumerate(dict.fromkeys(text for _, text in found), 1)}
    return [(numbers[text], box) for box, text in found], tuple((number, text) for text, number in numbers.items())


def _contact_links(story: Story, page: Page) -> Iterator[tuple[Box, str]]:
    contact = story.evidence.contact_page
    if contact is None or contact.url == page.final_url:
        return
    wanted = _plain(contact.url)
    for mention in dict.fromkeys(story.evidence.mentions):
        if mention.page == page.final_url and mention.visible and mention.box and _plain(mention.href) == wanted:
            yield mention.box, clean(mention.text, 40)


def _plain(url: str) -> str:
    return urldefrag(url).url.rstrip("/")


def _crops(story: Story, fix: Fix) -> Iterator[tuple[Place, Figure]]:
    """Up to two marked cut-outs of what a fix rests on, each from another page where there is one."""
    by_page: dict[str, tuple[Place, Figure]] = {}
    for place in fix.places:
        page = story.pages.get(place.page)
        shot = shot_of(page)
        if page and shot and place.box and place.page not in by_page and (found := crop(page, shot, place.box)):
            by_page[place.page] = (place, found)
    yield from tuple(by_page.values())[:CROPS]


def _identities(story: Story) -> list[tuple[tuple[str, str], list[str]]]:
    """Each thing the company says of who it is, with the pages that say it."""
    pages: dict[tuple[str, str], list[str]] = {}
    for found in story.evidence.identifiers:
        pages.setdefault((found.kind, found.value), []).append(found.page)
    return list(pages.items())


def _row(channel: Channel, words: Words) -> Row:
    text = shown_value(channel)
    scheme = _SCHEMES.get(channel.kind)
    link = channel.value if scheme is None else scheme + channel.value if scheme else ""
    return Row(channel, link, text, ", ".join(_about(channel, words)), tuple(_seen(channel, words)))


def _about(channel: Channel, words: Words) -> Iterator[str]:
    yield words.label("channel_owner", channel.owner)
    if channel.purpose != "unknown":
        yield "for " + words.label("purpose", channel.purpose)
    if channel.cost != "unknown":
        yield words.label("cost", channel.cost)
    if channel.rung:
        yield words.label("rung", channel.rung)
    if channel.chat and channel.chat.answered_by != "unknown":
        yield words.label("answered_by", channel.chat.answered_by)
    if channel.hours:
        yield channel.hours


def _seen(channel: Channel, words: Words) -> Iterator[Seen]:
    groups: dict[tuple[str, str, int, str], list[str]] = {}
    for s in channel.sightings:
        groups.setdefault((s.via, s.region, s.behind, _shows(s, words)), []).append(s.page)
    for (via, region, behind, shows), pages in groups.items():
        yield Seen(via, region, behind, shows, tuple(dict.fromkeys(pages)))
    if not groups:
        yield Seen("text", "unknown", 0, "", ())


def _shows(sighting: Sighting, words: Words) -> str:
    if not sighting.visible:
        return "nowhere"
    if not sighting.viewports:
        return "not looked at in a browser"
    return " and ".join(words.label("viewport", viewport) for viewport in sighting.viewports)


def _remarks(form: Form) -> str:
    """What is particular about a form, in words."""
    told = {
        "asks for a login": form.login_needed,
        "asks for a customer or order number": form.customer_number_needed,
        "has a CAPTCHA": form.captcha,
        "takes an attachment": form.attachment,
        "offers a copy to the sender": form.copy_to_sender,
        "belongs to another service": form.embedded,
        "does not show": not form.visible,
    }
    return ", ".join(text for text, holds in told.items() if holds)
