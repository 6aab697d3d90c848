"""A phone number of the company's own that a visitor can see."""

from __future__ import annotations

from rules.checks import channel_places, instead, looked_at, own, seen, sightings, where, written
from rules.pack import Entry
from rules.reach import for_customers, pictured, reachable
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import count, say, sentences


def check(evidence: Evidence, _entry: Entry) -> Result:
    if phones := reachable(evidence, "phone"):
        first = phones[0]
        if not for_customers(first):
            told = say(
                "The only phone number found is for other matters: {channel} ({purpose}) at {page}; whether it serves customers "
                "is for a person to verify.",
                channel=written(first),
                purpose=say(first.purpose),
                page=where(sightings(first)[0].page),
            )
            return Result("phone-for-other-matters", told, channel_places(evidence, phones))
        told = say(
            "{numbers} shown, {channel} at {page}.",
            numbers=count(len(phones), "{n} phone number", "{n} phone numbers"),
            channel=written(first),
            page=where(sightings(first)[0].page),
        )
        return Result("phone-shown", told, channel_places(evidence, phones))
    if premium := seen(evidence, "phone"):
        told = say(
            "Only a premium-rate number was found {looked_at}: {channel}; see no-premium-number.",
            looked_at=looked_at(evidence),
            channel=written(premium[0]),
        )
        return Result("premium-number-only", told, channel_places(evidence, premium))
    if concealed := own(evidence, "phone"):
        told = sentences(
            say("A phone number stands only where no visitor sees it, {looked_at}.", looked_at=looked_at(evidence)),
            instead(evidence),
        )
        return Result("phone-not-visible", told, channel_places(evidence, concealed))
    if found := pictured(evidence, frozenset({"phone"})):
        return found
    return Result(
        "phone-missing", sentences(say("No phone number was found {looked_at}.", looked_at=looked_at(evidence)), instead(evidence))
    )
