"""Who cannot hear has a way to talk at once besides the telephone: a messaging service, or sign language by video."""

from __future__ import annotations

from rules.checks import channel_places, looked_at, mention_places, mentions, seen, sightings, where, written
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    if services := seen(evidence, "messaging"):
        told = say(
            "A messaging service is offered at {page}: {channel}.",
            page=where(sightings(services[0])[0].page),
            channel=written(services[0]),
        )
        return Result("messaging-shown", told, channel_places(evidence, services))
    phones = seen(evidence, "phone")
    if not phones:
        return Result(
            "no-phone-seen",
            say("No phone number was found {looked_at}, beside which another way could stand.", looked_at=looked_at(evidence)),
        )
    told = say(
        "No messaging service was found beside {channel}, {looked_at}", channel=written(phones[0]), looked_at=looked_at(evidence)
    )
    if words := mentions(evidence, "accessibility"):
        told = say("{told}; accessibility is spoken of: '{text}'.", told=told, text=words[0].text)
        return Result("accessibility-spoken-of", told, mention_places(evidence, words))
    told = say("{told}; whether sign language by video is offered is for a person to verify.", told=told)
    return Result("neither-seen", told, channel_places(evidence, phones))
