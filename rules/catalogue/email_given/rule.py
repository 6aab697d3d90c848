"""An e-mail address of the company's own that a visitor can see and a customer can use; a form is not an address."""

from __future__ import annotations

from rules.checks import channel_places, contact_forms, instead, looked_at, own, place, seen, sightings, where
from rules.pack import Entry
from rules.reach import by_purpose, for_customers, pictured, unread
from rules.result import Result
from spiders.evidence import Channel, Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if emails := by_purpose(seen(evidence, "email")):
        return _shown(evidence, emails)
    nothing = f"No e-mail address was found {looked_at(evidence)}"
    if concealed := own(evidence, "email"):
        told = f"An e-mail address stands only where no visitor sees it, {looked_at(evidence)}.{instead(evidence)}"
        return Result("email-not-visible", told, channel_places(evidence, concealed))
    if found := pictured(evidence, frozenset({"email"})):
        return found
    if forms := contact_forms(evidence):
        told = f"{nothing}; a form was found at {where(forms[0].page)}."
        return Result("form-only", told, tuple(place(evidence, form) for form in forms[:3]))
    return Result("email-missing", f"{nothing}.{instead(evidence)}")


def _shown(evidence: Evidence, emails: tuple[Channel, ...]) -> Result:
    answered = tuple(email for email in emails if not unread(email))
    if not answered:
        told = (
            f"The only e-mail address found {looked_at(evidence)} is {emails[0].value}, whose name says that it takes no answers."
        )
        return Result("email-takes-no-answers", told, channel_places(evidence, emails), "medium")
    first = answered[0]
    at = where(sightings(first)[0].page)
    if not for_customers(first):
        told = f"The only e-mail address found is for other matters: {first.value} ({first.purpose}) at {at}; "
        told += "whether it serves customers is for a person to verify."
        return Result("email-for-other-matters", told, channel_places(evidence, answered))
    return Result("email-shown", f"The e-mail address {first.value} is shown at {at}.", channel_places(evidence, answered))
