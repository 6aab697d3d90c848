"""Beside a number that costs more than an ordinary call stands its price."""

from __future__ import annotations

from rules.checks import channel_places, looked_at, mentions, seen, sightings, where, written
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Channel, Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    dear = tuple(phone for phone in seen(evidence, "phone") if phone.cost in {"shared", "premium"})
    if not dear:
        return Result(
            "no-dearer-number",
            say("No number that costs more than an ordinary call was found {looked_at}.", looked_at=looked_at(evidence)),
        )
    priced = {mention.page: mention for mention in reversed(mentions(evidence, "premium_cost", "free_cost"))}
    bare = [(phone, page) for phone in dear for page in _pages(phone) if page not in priced]
    if not bare:
        said = priced[_pages(dear[0])[0]]
        told = say("The price of a call to {channel} is stated: '{text}'.", channel=written(dear[0]), text=said.text)
        return Result("price-stated", told, channel_places(evidence, dear), "medium")
    phone, page = bare[0]
    told = say(
        "{channel} may cost more than an ordinary call, and {page} shows it without a price",
        channel=written(phone),
        page=where(page),
    )
    if priced:
        other = next(iter(priced.values()))
        told = say("{told}; words about a price stand at {page}: '{text}'.", told=told, page=where(other.page), text=other.text)
        return Result("price-elsewhere", told, channel_places(evidence, dear))
    return Result(
        "price-not-stated",
        say("{told}; none was found {looked_at}.", told=told, looked_at=looked_at(evidence)),
        channel_places(evidence, dear),
        "medium",
    )


def _pages(phone: Channel) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sighting.page for sighting in sightings(phone)))
