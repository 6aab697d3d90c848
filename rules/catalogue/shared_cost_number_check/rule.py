"""Numbers whose price is shared are pointed out, for a person to check the tariff."""

from __future__ import annotations

from rules.checks import channel_places, count, looked_at, mention_places, mentions, seen, written
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    phones = seen(evidence, "phone")
    if not phones:
        return Result("no-phone-seen", f"No phone number was found {looked_at(evidence)}.")
    shared = [phone for phone in phones if phone.cost == "shared"]
    if not shared:
        told = f"{count(len(phones), 'phone number')} seen, no shared-cost number among them."
        return Result("no-shared-cost-number-seen", told, channel_places(evidence, phones))
    prices = mentions(evidence, "premium_cost")
    stated = "a price of calls is stated" if prices else "no price of calls was found"
    told = f"{written(shared[0])} is a shared-cost number, and {stated}; check what a call costs from a mobile phone."
    return Result("shared-cost-to-check", told, channel_places(evidence, shared) + mention_places(evidence, prices, 2))
