"""Clicks from the home page to the nearest phone number or e-mail address, on a smooth curve."""

from __future__ import annotations

from rules.checks import channel_places, count, looked_at, seen
from rules.pack import Entry
from rules.result import Result
from rules.scoring import depth
from spiders.evidence import Evidence


def check(evidence: Evidence, entry: Entry) -> Result:
    channels = seen(evidence, "phone", "email")
    if not channels:
        return Result("no-details-seen", f"Neither a phone number nor an e-mail address was found {looked_at(evidence)}.")
    reached = [(channel.clicks, channel) for channel in channels if channel.clicks is not None]
    if not reached:
        told = "A phone number or an e-mail address exists, but no path of clicks from the home page to it was found."
        return Result("no-click-path", told, channel_places(evidence, channels))
    clicks, nearest = min(reached, key=lambda pair: pair[0])
    told = f"The nearest contact detail ({nearest.kind}) is {count(clicks, 'click')} from the home page."
    if clicks > entry.thresholds["most-clicks"]:
        return Result("many-clicks", told, channel_places(evidence, [nearest]))
    return Result(
        "few-clicks", told, channel_places(evidence, [nearest]), earned=max(depth(pair[1].kind, pair[0]) for pair in reached)
    )
