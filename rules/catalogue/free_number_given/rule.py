"""A number that is free to call is shown."""

from __future__ import annotations

from rules.checks import channel_places, looked_at, seen, written
from rules.pack import Entry
from rules.reach import for_customers
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import count, say


def check(evidence: Evidence, _entry: Entry) -> Result:
    phones = tuple(phone for phone in seen(evidence, "phone") if for_customers(phone))
    if not phones:
        return Result("no-phone-seen", say("No phone number for customers was found {looked_at}.", looked_at=looked_at(evidence)))
    if free := [phone for phone in phones if phone.cost == "free"]:
        return Result(
            "free-number-shown", say("Free to call: {channel}.", channel=written(free[0])), channel_places(evidence, free)
        )
    told = say(
        "{numbers} found {looked_at}, none free to call; the first is {channel}.",
        numbers=count(len(phones), "{n} phone number", "{n} phone numbers"),
        looked_at=looked_at(evidence),
        channel=written(phones[0]),
    )
    return Result("no-free-number", told, channel_places(evidence, phones))
