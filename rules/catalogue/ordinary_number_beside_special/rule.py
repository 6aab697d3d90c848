"""Beside a special-rate number stands one at the price of an ordinary call."""

from __future__ import annotations

from rules.checks import channel_places, looked_at, seen, sightings, where, written
from rules.pack import Entry
from rules.reach import for_customers
from rules.result import Result
from spiders.evidence import Channel, Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    phones = tuple(phone for phone in seen(evidence, "phone") if for_customers(phone))
    special = tuple(phone for phone in phones if phone.cost in {"shared", "premium"})
    if not special:
        return Result(
            "no-special-number", say("No special-rate number for customers was found {looked_at}.", looked_at=looked_at(evidence))
        )
    others = tuple(phone for phone in phones if phone not in special)
    bare = tuple(page for phone in special for page in _pages(phone) if not any(page in _pages(other) for other in others))
    told = say("{channel} is a special-rate number", channel=written(special[0]))
    if not bare:
        return Result(
            "ordinary-beside",
            say("{told}; beside it stands {channel}.", told=told, channel=written(others[0])),
            channel_places(evidence, special + others),
        )
    if others:
        first = _pages(others[0])[0]
        told = say(
            "{told}, and on {page} it stands alone; {channel} stands at {page2}.",
            told=told,
            page=where(bare[0]),
            channel=written(others[0]),
            page2=where(first),
        )
        return Result("ordinary-elsewhere", told, channel_places(evidence, special + others))
    return Result(
        "special-alone",
        say("{told}; no other number was found {looked_at}.", told=told, looked_at=looked_at(evidence)),
        channel_places(evidence, special),
    )


def _pages(phone: Channel) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sighting.page for sighting in sightings(phone)))
