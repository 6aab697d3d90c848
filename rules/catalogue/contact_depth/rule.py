"""Clicks from the home page to the nearest phone number or e-mail address, on a smooth curve."""

from __future__ import annotations

from rules.checks import channel_places, looked_at, seen
from rules.pack import Entry
from rules.result import Result
from rules.scoring import depth
from spiders.evidence import Evidence
from spiders.said import count, say


def check(evidence: Evidence, entry: Entry) -> Result:
    channels = seen(evidence, "phone", "email")
    if not channels:
        return Result(
            "no-details-seen",
            say("Neither a phone number nor an e-mail address was found {looked_at}.", looked_at=looked_at(evidence)),
        )
    reached = [(channel.clicks, channel) for channel in channels if channel.clicks is not None]
    if not reached:
        told = say("A phone number or an e-mail address exists, but no path of clicks from the home page to it was found.")
        return Result("no-click-path", told, channel_places(evidence, channels))
    clicks, nearest = min(reached, key=lambda pair: pair[0])
    told = say(
        "The nearest contact detail ({kind}) is {clicks} from the home page.",
        kind=say(nearest.kind),
        clicks=count(clicks, "{n} click", "{n} clicks"),
    )
    if clicks > entry.thresholds["most-clicks"]:
        return Result("many-clicks", told, channel_places(evidence, [nearest]))
    return Result(
        "few-clicks", told, channel_places(evidence, [nearest]), earned=max(depth(pair[1].kind, pair[0]) for pair in reached)
    )
