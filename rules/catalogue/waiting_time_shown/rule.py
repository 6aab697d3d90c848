"""How long one waits for a person is shown."""

from __future__ import annotations

from rules.chats import opened
from rules.checks import channel_places, has_a_number, looked_at, mention_places, mentions, own
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    words = mentions(evidence, "agents_busy")
    if timed := [mention for mention in words if has_a_number(mention.text)]:
        return Result("waiting-time-told", say("Shown: '{text}'.", text=timed[0].text), mention_places(evidence, timed), "medium")
    queued = [one for one in opened(own(evidence, "chat")) if one.chat and one.chat.probe and one.chat.probe.outcome == "Q"]
    if queued:
        told = say("Asked for a person, the chat told of a queue and its waiting time.")
        return Result("waiting-time-told", told, channel_places(evidence, queued))
    if words:
        told = say("Words about waiting without a time were found: '{text}'.", text=words[0].text)
        return Result("without-a-time", told, mention_places(evidence, words))
    return Result("no-waiting-time", say("No waiting time was found {looked_at}.", looked_at=looked_at(evidence)))
