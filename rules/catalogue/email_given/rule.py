"""An e-mail address of the company's own that a visitor can see and a customer can use; a form is not an address."""

from __future__ import annotations

from rules.checks import channel_places, contact_forms, instead, looked_at, own, place, seen, sightings, where
from rules.pack import Entry
from rules.reach import by_purpose, for_customers, pictured, unread
from rules.result import Result
from spiders.evidence import Channel, Evidence
from spiders.said import say, sentences


def check(evidence: Evidence, _entry: Entry) -> Result:
    if emails := by_purpose(seen(evidence, "email")):
        return _shown(evidence, emails)
    if concealed := own(evidence, "email"):
        told = sentences(
            say("An e-mail address stands only where no visitor sees it, {looked_at}.", looked_at=looked_at(evidence)),
            instead(evidence),
        )
        return Result("email-not-visible", told, channel_places(evidence, concealed))
    if found := pictured(evidence, frozenset({"email"})):
        return found
    if forms := contact_forms(evidence):
        told = say(
            "No e-mail address was found {looked_at}; a form was found at {page}.",
            looked_at=looked_at(evidence),
            page=where(forms[0].page),
        )
        return Result("form-only", told, tuple(place(evidence, form) for form in forms[:3]))
    return Result(
        "email-missing",
        sentences(say("No e-mail address was found {looked_at}.", looked_at=looked_at(evidence)), instead(evidence)),
    )


def _shown(evidence: Evidence, emails: tuple[Channel, ...]) -> Result:
    answered = tuple(email for email in emails if not unread(email))
    if not answered:
        told = say(
            "The only e-mail address found {looked_at} is {value}, whose name says that it takes no answers.",
            looked_at=looked_at(evidence),
            value=emails[0].value,
        )
        return Result("email-takes-no-answers", told, channel_places(evidence, emails), "medium")
    first = answered[0]
    at = where(sightings(first)[0].page)
    if not for_customers(first):
        told = say(
            "The only e-mail address found is for other matters: {value} ({purpose}) at {at}; whether it serves "
            "customers is for a person to verify.",
            value=first.value,
            purpose=say(first.purpose),
            at=at,
        )
        return Result("email-for-other-matters", told, channel_places(evidence, answered))
    return Result(
        "email-shown",
        say("The e-mail address {value} is shown at {at}.", value=first.value, at=at),
        channel_places(evidence, answered),
    )
