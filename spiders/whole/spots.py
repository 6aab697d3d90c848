"""The site's pages as a customer stands on them: what each offers in its own content, and what header, menu and footer add."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spiders.evidence import AROUND, Channel, ChannelKind, Form, Mention, Page, PageKind, Sighting
from spiders.look import Link, Look
from spiders.strictyaml import load_data
from spiders.urls import host_of, key, registrable, same_site
from spiders.whole.graph import ClickGraph
from spiders.words import labels

__all__ = ["LEADS", "USABLE", "Spot", "Way", "asks_for_number", "spots"]

_DATA: dict[str, Any] = load_data("deadends")
_HELP_KINDS: frozenset[PageKind] = frozenset(_DATA["help_kinds"])
USABLE: frozenset[ChannelKind] = frozenset(_DATA["usable"])
"""Kinds of channels through which a question gets to the company from a web page."""
LEADS = frozenset(_DATA["leads_to_somebody"])
"""Concepts of a label that promise somebody."""
_CONTACT_FORMS = frozenset(_DATA["contact_forms"])
_QUESTION_FORMS = frozenset(_DATA["question_forms"])
_SHOWING_FRAMES = frozenset(_DATA["showing_frames"])


@dataclass(frozen=True, slots=True)
class Way:
    """
    A link of a page; `to` is the key of the page it leads to, `url` its address.

    Where `to` is "" it is a control that promises somebody, and nobody knows what it opens.
    """

    to: str
    label: str = ""
    url: str = ""

    def promises(self, lang: str, concepts: frozenset[str] = LEADS) -> bool:
        """Whether its label names one of the concepts."""
        return not concepts.isdisjoint(labels(self.label, lang))


@dataclass(frozen=True, slots=True)
class Spot:
    """
    A page as a customer stands on it.

    Attributes:
        key: The page's key in the click graph.
        own: Channels a person can see in the page's own content, none of them somebody else's; `around`: their kinds in header,
            navigation and footer.
        ways: The links in its own content; `exits`: those in header, navigation and footer.
        mentions: What can be seen in the page's own content.
        called: Labels of the links of the site that lead here; `called_on`: the addresses of the pages that have them.
        unopened: What on the page may show a channel and was not looked into, in words.
        hours_told: Something on the page says when somebody can be reached.
    """

    key: str
    page: Page
    own: tuple[Channel, ...] = ()
    around: frozenset[ChannelKind] = frozenset()
    ways: tuple[Way, ...] = ()
    exits: tuple[Way, ...] = ()
    forms: tuple[Form, ...] = ()
    mentions: tuple[Mention, ...] = ()
    called: tuple[str, ...] = ()
    called_on: tuple[str, ...] = ()
    unopened: tuple[str, ...] = ()
    hours_told: bool = False

    @property
    def offers(self) -> frozenset[ChannelKind]:
        """
        The kinds of usable channels in the page's own content.

        No way is an address that nobody reads, or a form that asks for a number that not everybody has.
        """
        kinds = {channel.kind for channel in self.own if not channel.unread}
        forms = [form for form in self.forms if form.kind in _CONTACT_FORMS and form.visible]
        if any(not asks_for_number(form) for form in forms):
            kinds.add("form")
        elif forms:
            kinds.discard("form")
        return USABLE & kinds

    @property
    def helps(self) -> bool:
        """Whether a customer looks for help here."""
        return self.page.state == "ok" and not _HELP_KINDS.isdisjoint(self.page.kinds)

    def says(self, *concepts: str) -> Mention | None:
        """The first mention of one of the concepts in the page's own content."""
        return next((mention for mention in self.mentions if mention.concept in concepts), None)

    def sighting(self, channel: Channel) -> Sighting | None:
        """Where the page shows a channel."""
        return next((seen for seen in channel.sightings if seen.visible and key(seen.page) == self.key), None)


def asks_for_number(form: Form) -> bool:
    """Whether a form for a question cannot be sent without a customer or order number."""
    return form.customer_number_needed and form.kind in _QUESTION_FORMS


def spots(looks: Sequence[Look], pages: Sequence[Page], channels: Sequence[Channel], graph: ClickGraph) -> tuple[Spot, ...]:
    """
    The pages that were looked at, in the order of the looks.

    Args:
        pages: The pages of `looks` with their kinds, in any order.
        channels: The site's channels, merged: they tell whose a channel is and what it costs.
    """
    whole = {key(page.final_url): page for page in pages}
    merged = {(channel.kind, channel.value): channel for channel in channels}
    callers: dict[str, dict[str, None]] = {}
    for here, edges in graph.edges.items():
        for there, _ in edges:
            if there != here:
                callers.setdefault(there, {})[graph.pages[here]] = None
    return tuple(
        _spot(look, whole[here], merged, graph, tuple(callers.get(here, ())))
        for look in looks
        if not look.redirect and (here := key(look.page.final_url)) in whole
    )


def _spot(
    look: Look, page: Page, merged: Mapping[tuple[ChannelKind, str], Channel], graph: ClickGraph, called_on: tuple[str, ...]
) -> Spot:
    here = key(page.final_url)
    own: dict[Channel, None] = {}
    around: set[ChannelKind] = set()
    for seen in look.channels:
        channel = merged.get((seen.kind, seen.value), seen)
        regions = {sighting.region for sighting in seen.sightings if sighting.visible}
        if channel.owner != "third-party" and regions - AROUND:
            own[channel] = None
        elif channel.owner != "third-party" and regions:
            around.add(channel.kind)
    links = [(link.region in AROUND, Way(there, link.label, link.url)) for there, link in graph.edges.get(here, ())]
    forms = tuple(form for form in look.forms if form.visible)
    mentions = tuple(mention for mention in look.mentions if mention.visible)
    return Spot(
        key=here,
        page=page,
        own=tuple(own),
        around=frozenset(around),
        ways=(*(way for outside, way in links if not outside), *_controls(look, page.lang)),
        exits=tuple(way for outside, way in links if outside),
        forms=forms,
        mentions=tuple(mention for mention in mentions if mention.region not in AROUND),
        called=graph.labels.get(here, ()),
        called_on=called_on,
        unopened=tuple(_unopened(look)),
        hours_told=any(mention.concept == "opening_hours" for mention in mentions) or any(c.hours for c in look.channels),
    )


def _controls(look: Look, lang: str) -> Iterator[Way]:
    """The buttons, and the links that lead to no page, that promise somebody; the button of a form is part of the form."""
    here, forms = key(look.page.final_url), tuple(f"{form.selector} > " for form in look.forms if form.selector)
    for mention in look.mentions:
        leads = mention.href.startswith(("http:", "https:")) and (key(mention.href) != here or "#" in mention.href)
        acts = mention.form in ("link", "button") and mention.visible and mention.region not in AROUND
        way = Way("", mention.text)
        if acts and not leads and not mention.selector.startswith(forms) and way.promises(lang):
            yield way


def _unopened(look: Look) -> Iterator[str]:
    yield from look.page.closed
    yield from (p.alt or p.src for p in look.pictures if p.visible and not p.read and p.region not in AROUND)
    yield from (hint.text for hint in look.hints if hint.sighting.visible and hint.sighting.region not in AROUND)
    yield from (link.url for link in look.links if link.frame and link.behind is not None and _may_hold_a_form(link, look))
    yield from (form.action_host or "a form" for form in look.forms if form.visible and form.embedded and form.kind == "other")
    for channel in look.channels:
        if channel.kind == "chat" and not any(sighting.visible for sighting in channel.sightings):
            yield channel.as_written or "a chat"


def _may_hold_a_form(frame: Link, look: Look) -> bool:
    """Whether a frame of another site is none of those that only show something."""
    shows = registrable(host_of(frame.url)) in _SHOWING_FRAMES
    return not shows and frame.region not in AROUND and not same_site(frame.url, look.page.final_url)
