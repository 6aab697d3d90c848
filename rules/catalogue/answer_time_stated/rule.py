"""The time until an answer is stated."""

from __future__ import annotations

from rules.checks import channel_places, has_a_number, looked_at, mention_places, mentions, seen
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence, Mention
from spiders.said import say
from spiders.words import find

_NEAR = 40
"""Characters: as far as "response time for e-mail: usually two working days" has them."""


def check(evidence: Evidence, _entry: Entry) -> Result:
    channels = seen(evidence, "email", "form", "phone", "chat", "callback", "messaging")
    if not channels:
        return Result(
            "no-channel-seen", say("No channel that could be answered was found {looked_at}.", looked_at=looked_at(evidence))
        )
    promised = [promise for promise in evidence.promises if promise.claim == "answer_within"]
    words = mentions(evidence, "response_time")
    if promised:
        places = tuple(Place(page=promise.page, text=promise.text) for promise in promised[:5])
        return Result("answer-time-told", say("Stated: '{text}'.", text=promised[0].text), places)
    if timed := [mention for mention in words if _timed(mention)]:
        return Result("answer-time-told", say("Stated: '{text}'.", text=timed[0].text), mention_places(evidence, timed), "medium")
    if words:
        told = say("Words about an answer without a time were found: '{text}'; a person should look.", text=words[0].text)
        return Result("without-a-time", told, mention_places(evidence, words))
    told = say("No time until an answer was found {looked_at}.", looked_at=looked_at(evidence))
    return Result("answer-time-not-told", told, channel_places(evidence, channels, 2), "medium")


def _timed(mention: Mention) -> bool:
    """Whether a number stands by the words, not merely in the same sentence."""
    hits = find(mention.text, "", ("response_time",))
    return any(has_a_number(mention.text[hit.start : hit.end + _NEAR]) for hit in hits)
