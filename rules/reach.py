"""
Channels by which a customer gets somewhere.

An address that nobody reads, a premium-rate number, a form that cannot be sent without a number and a bot with nobody behind it are
ways that a site shows and a customer cannot rely on.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from rules.checks import channel_places, contact_forms, own, seen, sightings, where, written
from rules.deadends import ends
from rules.result import Result
from rules.verdict import Place
from rules.wording import says
from spiders.evidence import Channel, ChannelKind, DeadEndType, Evidence, Form, Purpose
from spiders.said import say, sentences

__all__ = ["by_purpose", "for_customers", "loaded_chat", "open_forms", "pictured", "reachable", "unread"]

_FOR_OTHERS: frozenset[Purpose] = frozenset({"press", "jobs", "privacy", "other"})
_CUSTOMERS_FIRST: tuple[Purpose, ...] = ("customer-service", "complaints", "unknown", "switchboard", "sales")
_PICTURED = MappingProxyType({"phone": say("a phone number"), "email": say("an e-mail address")})
_NOT_LETTERS = re.compile(r"[\W_]")


def unread(email: Channel) -> bool:
    """Whether the site, or the address's own name, says that nobody reads what is sent there."""
    return email.unread or says("unread_mailboxes", _NOT_LETTERS.sub("", email.value.partition("@")[0]))


def for_customers(channel: Channel) -> bool:
    """Whether nothing says that the channel is for other people than customers."""
    return channel.purpose not in _FOR_OTHERS


def by_purpose(channels: tuple[Channel, ...]) -> tuple[Channel, ...]:
    """The channels, those for customers first."""
    ranks = {purpose: rank for rank, purpose in enumerate(_CUSTOMERS_FIRST)}
    return tuple(sorted(channels, key=lambda channel: ranks.get(channel.purpose, len(ranks))))


def reachable(evidence: Evidence, *kinds: ChannelKind, premium: bool = False) -> tuple[Channel, ...]:
    """The visible channels of the kinds that lead somewhere, those for customers first; `premium` keeps premium-rate numbers."""
    bots, gated = _ends(evidence, "D5"), _ends(evidence, "D4")

    def leads_on(channel: Channel) -> bool:
        on = {sighting.page for sighting in sightings(channel)}
        if channel.kind == "email":
            return not unread(channel)
        if channel.kind == "phone":
            return premium or channel.cost != "premium"
        if channel.kind == "chat":
            return not on & bots
        return channel.kind != "form" or not (on | {channel.value}) & gated

    return by_purpose(tuple(channel for channel in seen(evidence, *kinds) if leads_on(channel)))


def open_forms(evidence: Evidence) -> tuple[Form, ...]:
    """The visible forms for customers that can be sent without a customer or order number."""
    gated = _ends(evidence, "D4")
    return tuple(form for form in contact_forms(evidence) if form.page not in gated)


def loaded_chat(evidence: Evidence, *pages: str) -> Result | None:
    """The open result in place of a failed one, where nothing but the script of a chat was met (on one of the pages); else None."""
    chats = tuple(chat for chat in own(evidence, "chat") if not sightings(chat))
    if met := [chat for chat in chats if not pages or any(place.page in pages for place in chat.sightings)]:
        told = say(
            "The pages load a chat ({channel}) that was not seen; whether it shows and leads to a person is for "
            "a person to verify.",
            channel=written(met[0]),
        )
        return Result("chat-only-loaded", told, channel_places(evidence, met))
    return None


def pictured(evidence: Evidence, says: frozenset[str], *pages: str) -> Result | None:
    """The open result in place of a failed one, where an unread picture (on one of the pages) seems to show it; else None."""
    unread_ones = (each for each in evidence.pictures if each.visible and not each.read and each.says in says)
    if not (found := [each for each in unread_ones if not pages or each.page in pages]):
        return None
    told = say(
        "A picture at {page} seems to show {what}; its letters were not read.",
        page=where(found[0].page),
        what=_PICTURED[found[0].says],
    )
    places = tuple(Place(page=each.page, selector=each.selector, box=each.box, text=each.alt) for each in found[:5])
    return Result("perhaps-in-a-picture", sentences(told, say("Whether it does is for a person to verify.")), places, "medium")


def _ends(evidence: Evidence, kind: DeadEndType) -> frozenset[str]:
    return frozenset(end.page for end in ends(evidence, kind))
