"""Whoever cannot use a telephone can write."""

from __future__ import annotations

from rules.checks import channel_places, contact_forms, looked_at, place, seen, sightings, where, written
from rules.pack import Entry
from rules.reach import reachable
from rules.result import Result
from spiders.evidence import ChannelKind, Evidence
from spiders.said import say

_WRITTEN: tuple[ChannelKind, ...] = ("email", "chat", "messaging")


def check(evidence: Evidence, _entry: Entry) -> Result:
    if by_text := reachable(evidence, *_WRITTEN):
        first = by_text[0]
        told = say(
            "There is a way to write: {kind} {channel} at {page}.",
            kind=say(first.kind),
            channel=written(first),
            page=where(sightings(first)[0].page),
        )
        return Result("written-way-offered", told, channel_places(evidence, by_text))
    if forms := contact_forms(evidence, "contact", "complaint"):
        told = say("There is a form to write by at {page}.", page=where(forms[0].page))
        return Result("written-way-offered", told, tuple(place(evidence, form) for form in forms[:3]))
    if doubtful := seen(evidence, *_WRITTEN):
        told = say(
            "No other way to write was found than {channel}; whether somebody reads it is for a person to tell.",
            channel=written(doubtful[0]),
        )
        return Result("written-way-doubtful", told, channel_places(evidence, doubtful))
    voice = seen(evidence, "phone", "callback")
    if not voice:
        return Result(
            "no-channel-seen",
            say("No telephone number, and no other way to the company, was seen {looked_at}.", looked_at=looked_at(evidence)),
        )
    told = say(
        "The only way to the company found {looked_at} is by voice: {channel}.",
        looked_at=looked_at(evidence),
        channel=written(voice[0]),
    )
    return Result("voice-only", told, channel_places(evidence, voice))
