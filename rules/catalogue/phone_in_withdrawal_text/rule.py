"""A phone number shown on the site stands in the withdrawal information too."""

from __future__ import annotations

from rules.checks import addresses, channel_places, pages, place, seen, sightings, where, written
from rules.pack import Entry
from rules.reach import for_customers
from rules.result import Result
from spiders.evidence import AROUND, Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    informing = pages(evidence, "withdrawal")
    texts = addresses(informing)
    phones = [phone for phone in seen(evidence, "phone") if for_customers(phone)]
    used = [phone for phone in phones if any(at.page not in texts or at.region in AROUND for at in sightings(phone))]
    told = [phone for phone in phones if any(at.page in texts and at.region not in AROUND for at in sightings(phone))]
    if not used or not informing:
        return Result("nothing-to-compare", say("There is no phone number, or no page about withdrawal, to compare."))
    at = where(informing[0].final_url)
    if both := [phone for phone in told if phone in used]:
        return Result(
            "same-number",
            say("{channel} stands in the text about withdrawal at {at} too.", channel=written(both[0]), at=at),
            channel_places(evidence, both),
        )
    if told:
        other = say(
            "The text about withdrawal at {at} gives {channel}, and the site elsewhere {channel2}",
            at=at,
            channel=written(told[0]),
            channel2=written(used[0]),
        )
        return Result(
            "other-number",
            say("{other}; whether both reach the company is for a person to verify.", other=other),
            channel_places(evidence, told + used),
        )
    silent = say(
        "The text about withdrawal at {at} shows none of the site's phone numbers, as {channel}.", at=at, channel=written(used[0])
    )
    return Result("number-not-there", silent, tuple(place(evidence, page) for page in informing[:3]), "medium")
