"""Who cannot hear has a way to talk at once besides the telephone: a messaging service, or sign language by video."""

from __future__ import annotations

from rules.checks import channel_places, looked_at, mention_places, mentions, seen, sightings, where, written
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if services := seen(evidence, "messaging"):
        told = f"A messaging service is offered at {where(sightings(services[0])[0].page)}: {written(services[0])}."
        return Result("messaging-shown", told, channel_places(evidence, services))
    phones = seen(evidence, "phone")
    if not phones:
        return Result("no-phone-seen", f"No phone number was found {looked_at(evidence)}, beside which another way could stand.")
    told = f"No messaging service was found beside {written(phones[0])}, {looked_at(evidence)}"
    if words := mentions(evidence, "accessibility"):
        told = f"{told}; accessibility is spoken of: '{words[0].text}'."
        return Result("accessibility-spoken-of", told, mention_places(evidence, words))
    told = f"{told}; whether sign language by video is offered is for a person to verify."
    return Result("neither-seen", told, channel_places(evidence, phones))
