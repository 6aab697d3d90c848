"""The customer can ask to be rung up."""

from __future__ import annotations

from rules.checks import channel_places, contact_forms, looked_at, mention_places, mentions, place, seen, sightings, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if offered := seen(evidence, "callback"):
        told = f"A call-back is offered at {where(sightings(offered[0])[0].page)}."
        return Result("callback-shown", told, channel_places(evidence, offered))
    if forms := contact_forms(evidence, "callback"):
        places = tuple(place(evidence, form) for form in forms[:3])
        return Result("callback-shown", f"A form for a call-back stands at {where(forms[0].page)}.", places)
    if words := mentions(evidence, "callback", forms=("link", "button", "heading")):
        told = f"Words about a call-back were found, and no way to ask for one: '{words[0].text}'."
        return Result("callback-in-words", told, mention_places(evidence, words))
    return Result("no-callback", f"No call-back was found {looked_at(evidence)}.")
