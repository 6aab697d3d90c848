"""At least one contact form can be sent by everybody."""

from __future__ import annotations

from rules.checks import contact_forms, looked_at, place, where
from rules.deadends import ends
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    forms = contact_forms(evidence)
    if not forms:
        return Result("no-form-seen", say("No contact form was seen {looked_at}.", looked_at=looked_at(evidence)))
    gated = {form.page: form for form in forms if form.login_needed or form.customer_number_needed}
    gated |= {end.page: forms[0] for end in ends(evidence, "D4") if any(form.page == end.page for form in forms)}
    unhindered = [form for form in forms if form.page not in gated]
    if unhindered:
        told = say("The form at {page} asks for no customer number and no log-in.", page=where(unhindered[0].page))
        return Result("open-form", told, tuple(place(evidence, form) for form in unhindered[:3]))
    first = forms[0]
    needs = say("a log-in") if first.login_needed else say("a customer or order number")
    told = say(
        "Every contact form seen needs something not everybody has; the one at {page} needs {needs}.",
        page=where(first.page),
        needs=needs,
    )
    return Result("gated-form-only", told, tuple(place(evidence, form) for form in forms[:3]))
