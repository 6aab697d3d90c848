"""Numbers whose price is shared are pointed out, for a person to check the tariff."""

from __future__ import annotations

from rules.checks import channel_places, looked_at, mention_places, mentions, seen, written
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import count, say


def check(evidence: Evidence, _entry: Entry) -> Result:
    phones = seen(evidence, "phone")
    if not phones:
        return Result("no-phone-seen", say("No phone number was found {looked_at}.", looked_at=looked_at(evidence)))
    shared = [phone for phone in phones if phone.cost == "shared"]
    if not shared:
        told = say(
            "{numbers} seen, no shared-cost number among them.", numbers=count(len(phones), "{n} phone number", "{n} phone numbers")
        )
        return Result("no-shared-cost-number-seen", told, channel_places(evidence, phones))
    prices = mentions(evidence, "premium_cost")
    stated = say("a price of calls is stated") if prices else say("no price of calls was found")
    told = say(
        "{channel} is a shared-cost number, and {stated}; check what a call costs from a mobile phone.",
        channel=written(shared[0]),
        stated=stated,
    )
    return Result("shared-cost-to-check", told, channel_places(evidence, shared) + mention_places(evidence, prices, 2))
