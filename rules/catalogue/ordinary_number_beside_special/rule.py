"""Beside a special-rate number stands one at the price of an ordinary call."""

from __future__ import annotations

from rules.checks import channel_places, looked_at, seen, sightings, where, written
from rules.pack import Entry
from rules.reach import for_customers
from rules.result import Result
from spiders.evidence import Channel, Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    phones = tuple(phone for phone in seen(evidence, "phone") if for_customers(phone))
    special = tuple(phone for phone in phones if phone.cost in {"shared", "premium"})
    if not special:
        return Result("no-special-number", f"No special-rate number for customers was found {looked_at(evidence)}.")
    others = tuple(phone for phone in phones if phone not in special)
    bare = tuple(page for phone in special for page in _pages(phone) if not any(page in _pages(other) for other in others))
    told = f"{written(special[0])} is a special-rate number"
    if not bare:
        return Result(
            "ordinary-beside", f"{told}; beside it stands {written(others[0])}.", channel_places(evidence, special + others)
        )
    if others:
        first = _pages(others[0])[0]
        told = f"{told}, and on {where(bare[0])} it stands alone; {written(others[0])} stands at {where(first)}."
        return Result("ordinary-elsewhere", told, channel_places(evidence, special + others))
    return Result("special-alone", f"{told}; no other number was found {looked_at(evidence)}.", channel_places(evidence, special))


def _pages(phone: Channel) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sighting.page for sighting in sightings(phone)))
