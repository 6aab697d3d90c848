"""A phone number shown on the site stands in the withdrawal information too."""

from __future__ import annotations

from rules.checks import channel_places, pages, place, seen, sightings, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    phones, informing = seen(evidence, "phone"), pages(evidence, "withdrawal")
    if not phones or not informing:
        return Result("nothing-to-compare", "There is no phone number, or no page about withdrawal, to compare.")
    addresses = {address for page in informing for address in (page.url, page.final_url)}
    there = [phone for phone in phones if any(seen_at.page in addresses for seen_at in sightings(phone))]
    if there:
        return Result(
            "same-number",
            f"{there[0].as_written or there[0].value} stands on the page about withdrawal.",
            channel_places(evidence, there),
        )
    told = f"The page about withdrawal at {where(informing[0].final_url)} shows none of the site's phone numbers."
    return Result("number-not-there", told, tuple(place(evidence, page) for page in informing[:3]), "medium")
