"""Customers are not sent to a premium-rate number."""

from __future__ import annotations

from rules.checks import channel_places, looked_at, seen, written
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence, Purpose
from spiders.said import count, say

_NOT_FOR_CUSTOMERS: frozenset[Purpose] = frozenset({"sales", "press", "jobs"})


def check(evidence: Evidence, _entry: Entry) -> Result:
    phones = [phone for phone in seen(evidence, "phone") if phone.purpose not in _NOT_FOR_CUSTOMERS]
    premium = [phone for phone in phones if phone.cost == "premium"]
    if not phones:
        return Result("no-phone-seen", say("No phone number for customers was found {looked_at}.", looked_at=looked_at(evidence)))
    if not premium:
        told = say(
            "{numbers} seen, no premium-rate number among them.",
            numbers=count(len(phones), "{n} phone number", "{n} phone numbers"),
        )
        return Result("no-premium-number-seen", told, channel_places(evidence, phones))
    places = channel_places(evidence, premium)
    if len(premium) == len(phones):
        told = say(
            "{numbers} for customers, premium-rate: {channel}.",
            numbers=count(len(phones), "{n} phone number", "{n} phone numbers"),
            channel=written(premium[0]),
        )
        return Result("premium-only", told, places)
    told = say(
        "A premium-rate number ({channel}) stands beside ordinary ones; which one customers call is to verify.",
        channel=written(premium[0]),
    )
    return Result("premium-beside-ordinary", told, places)
