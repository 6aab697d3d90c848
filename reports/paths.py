"""The shortest way to each channel: from the home page, link by link, with what has to be opened on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.meets import KINDS, contact_page, for_customers, nearest, shown_value
from reports.story import Story
from reports.text import clean
from reports.words import Words
from spiders.evidence import Channel, ChannelKind, Page, Sighting

__all__ = ["Hop", "Way", "ways"]


@dataclass(frozen=True)
class Hop:
    """A click: the words that were followed or opened, and the page that they lead to, "" where they only open something."""

    label: str
    page: str = ""


@dataclass(frozen=True)
class Way:
    """
    The shortest way to a channel or to the contact page.

    Attributes:
        kind: A kind of channel, or "contact-page"; `name`: the same in words.
        value: What stands at its end, as the site writes it, or "".
        page: The address of the page where it stands.
        hops: From the home page on; empty where it stands there.
        clicks: Number of links followed, None where no way was found; `actions`: the same with menus and panels, 0 where unknown.
    """

    kind: str
    name: str
    value: str
    page: str
    hops: tuple[Hop, ...]
    clicks: int | None
    actions: int

    def length(self, words: Words) -> str:
        """How long it is, as "1 click, 2 actions with menus and panels"."""
        if self.clicks is None:
            return words("paths.far")
        clicks = words("clicks", n=self.clicks) if self.clicks else words("paths.at_once")
        return f"{clicks}, {words('paths.actions', n=self.actions)}" if self.actions > self.clicks else clicks

    def told(self, words: Words) -> str:
        """The way in one line of text."""
        labels = [words("quoted", text=hop.label) if hop.label else words("journeys.unlabelled") for hop in self.hops]
        way = " › ".join((words("paths.here"), *labels, *([self.value] if self.value else [])))
        return words("paths.line", kind=self.name, way=way, length=self.length(words))


def ways(story: Story, words: Words) -> tuple[Way, ...]:
    """The ways in the order in which a customer would look for them; none for what was not found."""
    return tuple(_ways(story, words))


def _ways(story: Story, words: Words) -> Iterator[Way]:
    page = contact_page(story)
    if page and page.state == "ok":
        yield _way(page, "contact-page", words("paths.contact_page"), "")
    for kind in KINDS:
        meant = for_customers(story, kind)
        found = next(((channel, sighting) for channel, sighting in nearest(story, kind) if sighting in meant), None)
        if found and (seen_on := story.pages.get(found[1].page)):
            yield _to_channel(words, kind, *found, seen_on)


def _to_channel(words: Words, kind: ChannelKind, channel: Channel, sighting: Sighting, page: Page) -> Way:
    value = shown_value(channel) if kind in {"phone", "email", "messaging"} else ""
    opened = tuple(Hop(clean(label, 40)) for label in sighting.opened_by)
    return _way(page, kind, words.label("channel", kind), value, opened, sighting.behind)


def _way(page: Page, kind: str, name: str, value: str, opened: tuple[Hop, ...] = (), behind: int = 0) -> Way:
    hops = tuple(Hop(clean(step.label, 40), step.url) for step in page.path)
    actions = 0 if page.depth_actions is None else page.depth_actions + behind
    return Way(kind, name, value, page.final_url, (*hops, *opened), page.clicks, actions)
