"""Customers are not sent to a premium-rate number."""

from __future__ import annotations

from rules.checks import channel_places, count, looked_at, seen, written
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence, Purpose

_NOT_FOR_CUSTOMERS: frozenset[Purpose] = frozenset({"sales", "press", "jobs"})


def check(evidence: Evidence, _entry: Entry) -> Result:
    phones = [phone for phone in seen(evidence, "phone") if phone.purpose not in _NOT_FOR_CUSTOMERS]
    premium = [phone for phone in phones if phone.cost == "premium"]
    if not phones:
        return Result("no-phone-seen", f"No phone number for customers was found {looked_at(evidence)}.")
    if not premium:
        told = f"{count(len(phones), 'phone number')} seen, no premium-rate number among them."
        return Result("no-premium-number-seen", told, channel_places(evidence, phones))
    places = channel_places(evidence, premium)
    if len(premium) == len(phones):
        told = f"{count(len(phones), 'phone number')} for customers, premium-rate: {written(premium[0])}."
        return Result("premium-only", told, places)
    told = f"A premium-rate number ({written(premium[0])}) stands beside ordinary ones; which one customers call is to verify."
    return Result("premium-beside-ordinary", told, places)
