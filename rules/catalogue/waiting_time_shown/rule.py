"""How long one waits for a person is shown."""

from __future__ import annotations

from rules.chats import opened
from rules.checks import channel_places, has_a_number, looked_at, mention_places, mentions, own
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    words = mentions(evidence, "agents_busy")
    if timed := [mention for mention in words if has_a_number(mention.text)]:
        return Result("waiting-time-told", f"Shown: '{timed[0].text}'.", mention_places(evidence, timed), "medium")
    queued = [one for one in opened(own(evidence, "chat")) if one.chat and one.chat.probe and one.chat.probe.outcome == "Q"]
    if queued:
        told = "Asked for a person, the chat told of a queue and its waiting time."
        return Result("waiting-time-told", told, channel_places(evidence, queued))
    if words:
        told = f"Words about waiting without a time were found: '{words[0].text}'."
        return Result("without-a-time", told, mention_places(evidence, words))
    return Result("no-waiting-time", f"No waiting time was found {looked_at(evidence)}.")
