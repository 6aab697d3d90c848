"""The site's pages as a customer stands on them: what each offers in its own content, and what header, menu and footer add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spiders.evidence import Channel, ChannelKind, Form, Mention, Page, PageKind
from spiders.look import Look
from spiders.strictyaml import load_data
from spiders.urls import key
from spiders.whole.graph import ClickGraph

__all__ = ["USABLE", "Spot", "Way", "asks_for_number", "spots"]

_DATA: dict[str, Any] = load_data("deadends")
_HELP_KINDS: frozenset[PageKind] = frozenset(_DATA["help_kinds"])
USABLE: frozenset[ChannelKind] = frozenset(_DATA["usable"])
"""Kinds of channels through which a question gets to the company from a web page."""
_CONTACT_FORMS = frozenset(_DATA["contact_forms"])
_QUESTION_FORMS = frozenset(_DATA["question_forms"])
_AROUND = frozenset({"header", "nav", "footer"})


@dataclass(frozen=True, slots=True)
class Way:
    """A link in a page's own content; `to` is the key of the page it leads to."""

    to: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """
    A page as a customer stands on it.

    Attributes:
        key: The page's key in the click graph.
        own: Channels a person can see in the page's own content, none of them somebody else's; `around`: their kinds in header,
            navigation and footer.
        mentions: What can be seen in the page's own content.
        called: Labels of the links of the site that lead here.
    """

    key: str
    page: Page
    own: tuple[Channel, ...] = ()
    around: frozenset[ChannelKind] = frozenset()
    ways: tuple[Way, ...] = ()
    forms: tuple[Form, ...] = ()
    mentions: tuple[Mention, ...] = ()
    called: tuple[str, ...] = ()

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
    return tuple(
        _spot(look, whole[here], merged, graph)
        for look in looks
        if not look.redirect and (here := key(look.page.final_url)) in whole
    )


def _spot(look: Look, page: Page, merged: Mapping[tuple[ChannelKind, str], Channel], graph: ClickGraph) -> Spot:
    here = key(page.final_url)
    own: dict[Channel, None] = {}
    around: set[ChannelKind] = set()
    for seen in look.channels:
        channel = merged.get((seen.kind, seen.value), seen)
        regions = {sighting.region for sighting in seen.sightings if sighting.visible}
        if channel.owner != "third-party" and regions - _AROUND:
            own[channel] = None
        elif channel.owner != "third-party" and regions:
            around.add(channel.kind)
    return Spot(
        key=here,
        page=page,
        own=tuple(own),
        around=frozenset(around),
        ways=tuple(Way(there, link.label) for there, link in graph.edges.get(here, ()) if link.region not in _AROUND),
        forms=tuple(form for form in look.forms if form.visible),
        mentions=tuple(mention for mention in look.mentions if mention.visible and mention.region not in _AROUND),
        called=graph.labels.get(here, ()),
    )
