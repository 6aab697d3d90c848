"""The channels shown are open to those who are customers already, not only to buyers."""

from __future__ import annotations

from rules.checks import channel_places, contact_forms, count, looked_at, seen, sightings, where, written
from rules.pack import Entry
from rules.reach import for_customers
from rules.result import Result
from spiders.evidence import Channel, Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    shown = tuple(channel for channel in seen(evidence, "phone", "email", "callback", "messaging") if for_customers(channel))
    if not shown:
        return Result("no-details-seen", f"No phone number or address for customers was found {looked_at(evidence)}.")
    selling = tuple(channel for channel in shown if channel.purpose == "sales")
    if not selling:
        told = (
            f"{count(len(shown), 'number or address', 'numbers and addresses')} shown, none named for sales or new customers alone."
        )
        return Result("open-to-customers", told, channel_places(evidence, shown))
    told = f"Named for sales or new customers: {_told(selling)}."
    if others := tuple(channel for channel in shown if channel not in selling):
        return Result("open-to-customers", f"{told} Besides: {_told(others)}.", channel_places(evidence, others))
    if contact_forms(evidence) or seen(evidence, "form", "chat"):
        told = f"{told} Others can write by a form or a chat; whether that is open to customers is for a person to verify."
        return Result("form-besides", told, channel_places(evidence, selling))
    told = f"{told} No other number or address was found {looked_at(evidence)}."
    return Result("only-for-buyers", told, channel_places(evidence, selling), "medium")


def _told(channels: tuple[Channel, ...]) -> str:
    return ", ".join(f"{written(channel)} at {where(sightings(channel)[0].page)}" for channel in channels[:2])
