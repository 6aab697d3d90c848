"""The hours of staffed channels are stated."""

from __future__ import annotations

from rules.checks import channel_places, looked_at, mention_places, mentions, seen
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    staffed = seen(evidence, "phone", "chat", "callback", "visit")
    if not staffed:
        return Result("no-staffed-channel", f"No channel with people at set hours was found {looked_at(evidence)}.")
    if timed := [channel for channel in staffed if channel.hours]:
        return Result("hours-stated", f"Hours stated ({timed[0].kind}): {timed[0].hours}.", channel_places(evidence, timed))
    if words := mentions(evidence, "opening_hours"):
        return Result("hours-stated", f"Hours stated: '{words[0].text}'.", mention_places(evidence, words), "medium")
    return Result("hours-not-stated", f"No opening hours were found {looked_at(evidence)}.", channel_places(evidence, staffed))
