"""The channels of the customer service stand on the home page itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rules.checks import addresses, channel_places, mention_places, mentions, on_page, pages, seen, sightings, where
from rules.pack import Entry
from rules.reach import for_customers
from rules.result import Result
from spiders.evidence import Channel, ChannelKind, Evidence, Page

_GROUPS: Mapping[str, tuple[ChannelKind, ...]] = MappingProxyType(
    {"a phone number": ("phone", "callback"), "a way to write": ("email", "form", "messaging", "chat")}
)


def check(evidence: Evidence, _entry: Entry) -> Result:
    homes = pages(evidence, "home")
    here = {name: _on(evidence, homes, *kinds) for name, kinds in _GROUPS.items()}
    shown = tuple(channel for channels in here.values() for channel in channels)
    away = [name for name, channels in here.items() if not channels]
    if shown and not away:
        told = f"The home page shows {' and '.join(here)}{_region(shown, homes)}."
        return Result("shown-on-home", told, channel_places(evidence, shown))
    if shown:
        other = seen(evidence, *_GROUPS[away[0]])
        told = f"The home page shows {next(name for name in here if name not in away)}, and {away[0]} was not found there"
        where_else = f": it stands at {where(sightings(other[0])[0].page)}" if other else ""
        return Result("partly-on-home", f"{told}{where_else}.", channel_places(evidence, shown))
    named = mentions(evidence, "contact_us", "customer_service", forms=("link", "button"))
    if links := [link for link in named if link.page in addresses(homes)]:
        told = f"The home page shows no channel itself; its link '{links[0].text}' ({links[0].region}) leads to contact."
        return Result(
            "link-on-home", f"{told} Whether that is prominent enough is for a person to say.", mention_places(evidence, links)
        )
    return Result(
        "not-on-home",
        "On the home page no channel and no link named for contact or customer service was found.",
    )


def _on(evidence: Evidence, homes: tuple[Page, ...], *kinds: ChannelKind) -> tuple[Channel, ...]:
    """The channels of the kinds that the home page shows to customers."""
    return tuple(channel for page in homes for channel in on_page(evidence, page, *kinds) if for_customers(channel))


def _region(shown: tuple[Channel, ...], homes: tuple[Page, ...]) -> str:
    """In which parts of the home page the channels stand, as the end of a sentence."""
    here = addresses(homes)
    regions = [sighting.region for channel in shown for sighting in sightings(channel) if sighting.page in here]
    told = ", ".join(dict.fromkeys(region for region in regions if region != "unknown"))
    return f" ({told})" if told else ""
