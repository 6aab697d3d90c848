"""The channels of the customer service stand on the home page itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rules.checks import addresses, channel_places, mention_places, mentions, on_page, pages, seen, sightings, together, where
from rules.pack import Entry
from rules.reach import for_customers
from rules.result import Result
from spiders.evidence import Channel, ChannelKind, Evidence, Page
from spiders.said import joined, say

_GROUPS: Mapping[str, tuple[ChannelKind, ...]] = MappingProxyType(
    {say("a phone number"): ("phone", "callback"), say("a way to write"): ("email", "form", "messaging", "chat")}
)


def check(evidence: Evidence, _entry: Entry) -> Result:
    homes = pages(evidence, "home")
    here = {name: _on(evidence, homes, *kinds) for name, kinds in _GROUPS.items()}
    shown = tuple(channel for channels in here.values() for channel in channels)
    away = [name for name, channels in here.items() if not channels]
    if shown and not away:
        return Result("shown-on-home", _shown(together(here), shown, homes), channel_places(evidence, shown))
    if shown:
        other = seen(evidence, *_GROUPS[away[0]])
        there = next(name for name in here if name not in away)
        told = say("The home page shows {shown}, and {lacking} was not found there.", shown=there, lacking=away[0])
        if other:
            told = say(
                "The home page shows {shown}, and {lacking} was not found there: it stands at {page}.",
                shown=there,
                lacking=away[0],
                page=where(sightings(other[0])[0].page),
            )
        return Result("partly-on-home", told, channel_places(evidence, shown))
    named = mentions(evidence, "contact_us", "customer_service", forms=("link", "button"))
    if links := [link for link in named if link.page in addresses(homes)]:
        told = say(
            "The home page shows no channel itself; its link '{text}' ({region}) leads to contact. Whether that "
            "is prominent enough is for a person to say.",
            text=links[0].text,
            region=say(links[0].region),
        )
        return Result("link-on-home", told, mention_places(evidence, links))
    return Result(
        "not-on-home",
        say("On the home page no channel and no link named for contact or customer service was found."),
    )


def _on(evidence: Evidence, homes: tuple[Page, ...], *kinds: ChannelKind) -> tuple[Channel, ...]:
    """The channels of the kinds that the home page shows to customers."""
    return tuple(channel for page in homes for channel in on_page(evidence, page, *kinds) if for_customers(channel))


def _shown(what: str, shown: tuple[Channel, ...], homes: tuple[Page, ...]) -> str:
    """What the home page shows, and in which of its parts."""
    here = addresses(homes)
    regions = [sighting.region for channel in shown for sighting in sightings(channel) if sighting.page in here]
    parts = [say(region) for region in dict.fromkeys(regions) if region != "unknown"]
    return (
        say("The home page shows {what} ({parts}).", what=what, parts=joined(", ", parts))
        if parts
        else say("The home page shows {what}.", what=what)
    )
