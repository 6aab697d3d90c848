"""The customer can ask to be rung up."""

from __future__ import annotations

from rules.checks import channel_places, contact_forms, looked_at, mention_places, mentions, place, seen, sightings, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    if offered := seen(evidence, "callback"):
        told = say("A call-back is offered at {page}.", page=where(sightings(offered[0])[0].page))
        return Result("callback-shown", told, channel_places(evidence, offered))
    if forms := contact_forms(evidence, "callback"):
        places = tuple(place(evidence, form) for form in forms[:3])
        return Result("callback-shown", say("A form for a call-back stands at {page}.", page=where(forms[0].page)), places)
    if words := mentions(evidence, "callback", forms=("link", "button", "heading")):
        told = say("Words about a call-back were found, and no way to ask for one: '{text}'.", text=words[0].text)
        return Result("callback-in-words", told, mention_places(evidence, words))
    return Result("no-callback", say("No call-back was found {looked_at}.", looked_at=looked_at(evidence)))
