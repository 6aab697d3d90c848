"""Where others sell, the offer tells how to reach the seller."""

from __future__ import annotations

from urllib.parse import urldefrag

from rules.checks import looked_at, mention_places, mentions, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import ChannelKind, Evidence

_ITEMS: tuple[tuple[str, frozenset[ChannelKind]], ...] = (
    ("address", frozenset({"postal", "visit"})),
    ("phone number", frozenset({"phone"})),
    ("e-mail address", frozenset({"email"})),
)


def check(evidence: Evidence, _entry: Entry) -> Result:
    named = mentions(evidence, "seller_info")
    if not named:
        return Result(
            "no-offer-seen", f"No offer of another seller was recognised {looked_at(evidence)}; a person has to look at some."
        )
    lacking = {mention: _lacks(evidence, {mention.page, urldefrag(mention.href).url}) for mention in named}
    best = min(named, key=lambda mention: len(lacking[mention]))
    told = f"A seller is told of at {where(best.page)} ('{best.text}')"
    if missing := lacking[best]:
        told += f"; not seen beside it: {', '.join(missing)}. Whether the offers tell it is for a person to verify."
        return Result("seller-in-part", told, mention_places(evidence, (best,)))
    told += "; that page, or the one it leads to, shows an address, a phone number and an e-mail address besides the company's own."
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
