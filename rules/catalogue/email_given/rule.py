"""An e-mail address of the company's own that a visitor can see; a form is not an address."""

from __future__ import annotations

from rules.checks import channel_places, contact_forms, instead, looked_at, own, place, seen, sightings, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if emails := seen(evidence, "email"):
        first = emails[0]
        told = f"The e-mail address {first.value} is shown at {where(sightings(first)[0].page)}."
        return Result("email-shown", told, channel_places(evidence, emails))
    nothing = f"No e-mail address was found {looked_at(evidence)}"
    if concealed := own(evidence, "email"):
        told = f"An e-mail address stands only where no visitor sees it, {looked_at(evidence)}.{instead(evidence)}"
        return Result("email-not-visible", told, channel_places(evidence, concealed))
    if forms := contact_forms(evidence):
        told = f"{nothing}; a form was found at {where(forms[0].page)}."
        return Result("form-only", told, tuple(place(evidence, form) for form in forms[:3]))
    return Result("email-missing", f"{nothing}.{instead(evidence)}")
