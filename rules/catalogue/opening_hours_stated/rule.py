"""The hours of staffed channels are stated."""

from __future__ import annotations

from rules.checks import channel_places, has_a_number, looked_at, mention_places, mentions, seen
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    staffed = seen(evidence, "phone", "chat", "callback", "visit")
    if not staffed:
        return Result(
            "no-staffed-channel", say("No channel with people at set hours was found {looked_at}.", looked_at=looked_at(evidence))
        )
    if timed := [channel for channel in staffed if has_a_number(channel.hours or "")]:
        return Result(
            "hours-stated",
            say("Hours stated ({kind}): {hours}.", kind=say(timed[0].kind), hours=timed[0].hours),
            channel_places(evidence, timed),
        )
    words = mentions(evidence, "opening_hours")
    if clock := [mention for mention in words if has_a_number(mention.text)]:
        return Result("hours-stated", say("Hours stated: '{text}'.", text=clock[0].text), mention_places(evidence, clock), "medium")
    if said := [*(channel.hours for channel in staffed if channel.hours), *(mention.text for mention in words)]:
        told = say(
            "Only words without a time were found ('{said}'); whether hours are stated is for a person to verify.", said=said[0]
        )
        return Result("hours-in-words-only", told, mention_places(evidence, words) or channel_places(evidence, staffed))
    told = say("No opening hours were found {looked_at}.", looked_at=looked_at(evidence))
    return Result("hours-not-stated", told, channel_places(evidence, staffed), "medium")
