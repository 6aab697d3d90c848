"""Where others sell, the offer tells how to reach the seller."""

from __future__ import annotations

from urllib.parse import urldefrag

from rules.checks import looked_at, mention_places, mentions, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import ChannelKind, Evidence
from spiders.said import joined, say

_ITEMS: tuple[tuple[str, frozenset[ChannelKind]], ...] = (
    (say("address"), frozenset({"postal", "visit"})),
    (say("phone number"), frozenset({"phone"})),
    (say("e-mail address"), frozenset({"email"})),
)


def check(evidence: Evidence, _entry: Entry) -> Result:
    named = mentions(evidence, "seller_info")
    if not named:
        return Result(
            "no-offer-seen",
            say(
                "No offer of another seller was recognised {looked_at}; a person has to look at some.",
                looked_at=looked_at(evidence),
            ),
        )
    lacking = {mention: _lacks(evidence, {mention.page, urldefrag(mention.href).url}) for mention in named}
    best = min(named, key=lambda mention: len(lacking[mention]))
    at = where(best.page)
    if missing := lacking[best]:
        told = say(
            "A seller is told of at {at} ('{text}'); not seen beside it: {lacking}. Whether the offers tell it is "
            "for a person to verify.",
            at=at,
            text=best.text,
            lacking=joined(", ", missing),
        )
        return Result("seller-in-part", told, mention_places(evidence, (best,)))
    told = say(
        "A seller is told of at {at} ('{text}'); that page, or the one it leads to, shows an address, a "
        "phone number and an e-mail address besides the company's own.",
        at=at,
        text=best.text,
    )
    return Result("seller-reachable", told, mention_places(evidence, (best,)), "low")


def _lacks(evidence: Evidence, addresses: set[str]) -> tuple[str, ...]:
    """Which of the items no channel gives there; the company's own, which stand on every page, are none of the seller's."""
    there = {
        channel.kind
        for channel in evidence.channels
        if channel.owner != "own"
        if any(sighting.page in addresses and sighting.visible for sighting in channel.sightings)
    }
    return tuple(name for name, kinds in _ITEMS if not kinds & there)
