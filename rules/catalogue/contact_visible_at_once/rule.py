"""On the contact page the details show at once: nothing to open, near the top, in letters that can be read."""

from __future__ import annotations

from typing import NamedTuple

from rules.checks import contact_pages, place, seen, sightings, where, written
from rules.pack import Entry
from rules.reach import for_customers
from rules.result import Result
from spiders.evidence import Channel, Evidence, Page, Sighting, Viewport
from spiders.said import count, joined, say, sentences

_SIZES: tuple[Viewport, ...] = ("desktop", "mobile")


class _Spot(NamedTuple):
    channel: Channel
    sighting: Sighting


def check(evidence: Evidence, entry: Entry) -> Result:
    offered = contact_pages(evidence)
    spots = [spot for page in offered for spot in _spots(evidence, page)]
    if not spots:
        return Result(
            "no-details-on-contact", say("No contact page that shows a phone number, an e-mail address or a form was read.")
        )
    drawn = [spot for spot in spots if spot.sighting.viewports]
    if not drawn:
        told = say(
            "The contact page {page} was not opened in a browser, so that how it looks is not known.",
            page=where(offered[0].final_url),
        )
        return Result("not-rendered", told, (place(evidence, offered[0]),))
    least = entry.thresholds["least-contrast"]
    channel, best = max(drawn, key=lambda spot: _worth(spot.sighting, least))
    told = say(
        "On {page} {kind} {channel} {look}.",
        page=where(best.page),
        kind=say(channel.kind),
        channel=written(channel),
        look=_look(best),
    )
    places = tuple(place(evidence, spot.sighting, written(spot.channel)) for spot in [_Spot(channel, best), *drawn])[:5]
    if all(spot.sighting.behind_at(size) for spot in drawn for size in _SIZES):
        return Result("only-after-a-click", sentences(told, say("Nothing else shows without a click.")), places)
    return Result("shown-at-once", told, places, earned=_worth(best, least))


def _spots(evidence: Evidence, page: Page) -> list[_Spot]:
    """Where the details for customers stand on the page."""
    channels = [channel for channel in seen(evidence, "phone", "email", "form") if for_customers(channel)]
    addresses = {page.url, page.final_url}
    return [_Spot(channel, spot) for channel in channels for spot in sightings(channel) if spot.page in addresses]


def _worth(spot: Sighting, least: float) -> float:
    """The mean of how few clicks it takes, whether it stands in the first screen, and its contrast, each 0 to 1."""
    clicks = sum(1 / (1 + spot.behind_at(size)) for size in _SIZES) / len(_SIZES)
    first = (1 + len(spot.first_screen) / len(_SIZES)) / 2
    legible = min(1.0, (spot.contrast or 0) / least)
    return (clicks + first + legible) / 3


def _look(spot: Sighting) -> str:
    behind = max(spot.behind_at(size) for size in _SIZES)
    told = [say("shows after {clicks}", clicks=count(behind, "{n} click", "{n} clicks")) if behind else say("shows at once")]
    if behind and spot.opened_by:
        told.append(say("on '{opened_by}'", opened_by=spot.opened_by[0]))
    told.append(say("in the first screen") if spot.first_screen else say("below the first screen"))
    letters = [
        say("{font_px:g} px", font_px=spot.font_px) if spot.font_px else "",
        say("contrast {contrast:g} to 1", contrast=spot.contrast) if spot.contrast else "",
    ]
    return joined(", ", [*told, *(each for each in letters if each)])
