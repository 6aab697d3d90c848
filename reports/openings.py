"""The pictures at the top of the report: the home page and the contact page with the channels marked, and what clicks showed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag

from reports.fixes import Fix
from reports.meets import contact_page, shown_value, visible
from reports.pictures import Album, Figure, crop, figure, shot_of
from reports.story import Story
from reports.text import clean, short
from reports.words import Words
from rules.verdict import Place
from spiders.evidence import Box, Page

__all__ = ["Opening", "crops", "openings", "with_pictures"]

CROPS = 2

_MARKED = ("phone", "email", "form", "chat", "callback", "messaging")


@dataclass(frozen=True)
class Opening:
    """The pictures of one page; the legend gives each mark's number its words."""

    title: str
    figures: tuple[Figure, ...]
    legend: tuple[tuple[str, str], ...]


def openings(story: Story, words: Words) -> tuple[Opening, ...]:
    """The pictures of the home page and the contact page, then those of what was opened."""
    return (*_marked(story, words), *_afters(story, words))


def with_pictures(shown: Iterable[Opening], pictures: Album) -> Iterator[Opening]:
    """Those of which a picture is in the album."""
    for opening in shown:
        kept = tuple(f for f in opening.figures if f.shot.file in pictures.ids)
        if kept:
            yield Opening(opening.title, kept, opening.legend)


def _marked(story: Story, words: Words) -> Iterator[Opening]:
    pages = [(words("legend.home"), story.home), (words("legend.contact"), contact_page(story))]
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
    found += [(box, words("legend.link", text=text)) for box, text in _contact_links(story, page)]
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


def crops(story: Story, fix: Fix) -> Iterator[tuple[Place, Figure]]:
    """Up to two marked cut-outs of what a fix rests on, each from another page where there is one."""
    by_page: dict[str, tuple[Place, Figure]] = {}
    for place in fix.places:
        page = story.pages.get(place.page)
        shot = shot_of(page)
        if page and shot and place.box and place.page not in by_page and (found := crop(page, shot, place.box)):
            by_page[place.page] = (place, found)
    yield from tuple(by_page.values())[:CROPS]
