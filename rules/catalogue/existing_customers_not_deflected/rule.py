"""The channels shown are open to those who are customers already, not only to buyers."""

from __future__ import annotations

from rules.checks import channel_places, contact_forms, looked_at, seen, sightings, where, written
from rules.pack import Entry
from rules.reach import for_customers
from rules.result import Result
from spiders.evidence import Channel, Evidence
from spiders.said import count, joined, say, sentences


def check(evidence: Evidence, _entry: Entry) -> Result:
    shown = tuple(channel for channel in seen(evidence, "phone", "email", "callback", "messaging") if for_customers(channel))
    if not shown:
        return Result(
            "no-details-seen", say("No phone number or address for customers was found {looked_at}.", looked_at=looked_at(evidence))
        )
    selling = tuple(channel for channel in shown if channel.purpose == "sales")
    if not selling:
        told = say(
            "{addresses} shown, none named for sales or new customers alone.",
            addresses=count(len(shown), "{n} number or address", "{n} numbers and addresses"),
        )
        return Result("open-to-customers", told, channel_places(evidence, shown))
    told = say("Named for sales or new customers: {told}.", told=_told(selling))
    if others := tuple(channel for channel in shown if channel not in selling):
        return Result(
            "open-to-customers", sentences(told, say("Besides: {told}.", told=_told(others))), channel_places(evidence, others)
        )
    if contact_forms(evidence) or seen(evidence, "form", "chat"):
        others_write = say("Others can write by a form or a chat; whether that is open to customers is for a person to verify.")
        return Result("form-besides", sentences(told, others_write), channel_places(evidence, selling))
    none = say("No other number or address was found {looked_at}.", looked_at=looked_at(evidence))
    return Result("only-for-buyers", sentences(told, none), channel_places(evidence, selling), "medium")


def _told(channels: tuple[Channel, ...]) -> str:
    return joined(
        ", ",
        (say("{channel} at {page}", channel=written(channel), page=where(sightings(channel)[0].page)) for channel in channels[:2]),
    )
