"""A number that is free to call is shown."""

from __future__ import annotations

from rules.checks import channel_places, count, looked_at, seen, written
from rules.pack import Entry
from rules.reach import for_customers
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    phones = tuple(phone for phone in seen(evidence, "phone") if for_customers(phone))
    if not phones:
        return Result("no-phone-seen", f"No phone number for customers was found {looked_at(evidence)}.")
    if free := [phone for phone in phones if phone.cost == "free"]:
        return Result("free-number-shown", f"Free to call: {written(free[0])}.", channel_places(evidence, free))
    told = (
        f"{count(len(phones), 'phone number')} found {looked_at(evidence)}, none free to call; the first is {written(phones[0])}."
    )
    return Result("no-free-number", told, channel_places(evidence, phones))
