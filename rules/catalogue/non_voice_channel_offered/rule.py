"""Whoever cannot use a telephone can write."""

from __future__ import annotations

from rules.checks import channel_places, contact_forms, looked_at, place, seen, sightings, where, written
from rules.pack import Entry
from rules.reach import reachable
from rules.result import Result
from spiders.evidence import ChannelKind, Evidence

_WRITTEN: tuple[ChannelKind, ...] = ("email", "chat", "messaging")


def check(evidence: Evidence, _entry: Entry) -> Result:
    if by_text := reachable(evidence, *_WRITTEN):
        first = by_text[0]
        told = f"There is a way to write: {first.kind} {written(first)} at {where(sightings(first)[0].page)}."
        return Result("written-way-offered", told, channel_places(evidence, by_text))
    if forms := contact_forms(evidence, "contact", "complaint"):
        told = f"There is a form to write by at {where(forms[0].page)}."
        return Result("written-way-offered", told, tuple(place(evidence, form) for form in forms[:3]))
    if doubtful := seen(evidence, *_WRITTEN):
        told = f"No other way to write was found than {written(doubtful[0])}; whether somebody reads it is for a person to tell."
        return Result("written-way-doubtful", told, channel_places(evidence, doubtful))
    voice = seen(evidence, "phone", "callback")
    if not voice:
        return Result("no-channel-seen", f"No telephone number, and no other way to the company, was seen {looked_at(evidence)}.")
    told = f"The only way to the company found {looked_at(evidence)} is by voice: {written(voice[0])}."
    return Result("voice-only", told, channel_places(evidence, voice))
