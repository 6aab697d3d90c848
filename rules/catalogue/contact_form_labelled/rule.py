"""The fields and buttons of the forms by which a customer writes to the company have names."""

from __future__ import annotations

from rules.axe import by_page, by_whom, faults, in_form, not_run, path_pages, places, reports, told, unlisted
from rules.checks import contact_forms, looked_at, place, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import count, say, sentences

_RULE = "contact-form-labelled"


def check(evidence: Evidence, _entry: Entry) -> Result:
    forms = contact_forms(evidence, "contact", "complaint", "callback", "cancellation", "withdrawal")
    if not forms:
        return Result("no-form-seen", say("No form for customers was seen {looked_at}.", looked_at=looked_at(evidence)))
    stand = tuple(place(evidence, form) for form in forms[:3])
    standing = {form.page for form in forms}
    pages = [page for page in path_pages(evidence, forms) if standing & {page.url, page.final_url}]
    seen = reports(evidence, pages)
    ran = {report.page for report in seen}
    examined = tuple(form for form in forms if form.page in ran and not form.embedded)
    if not examined:
        framed = any(form.page in ran for form in forms)
        why = (
            say("The form is another site's, in a frame, into which axe-core did not look.") if framed else not_run(evidence, pages)
        )
        return Result("form-not-examined", sentences(say("The fields were not looked at."), why), stand)
    whom = by_whom(seen)
    on = by_page(examined)
    if found := tuple(fault for fault in faults(seen, _RULE) if any(in_form(fault, form) for form in on.get(fault.page, ()))):
        many = count(len(found), "{n} field or button", "{n} fields and buttons")
        return Result(
            "fields-unnamed",
            say("{whom} reports {many} without a name: {told}.", whom=whom, many=many, told=told(found)),
            places(evidence, found),
            "medium",
        )
    if more := unlisted(seen, _RULE):
        why = say(
            "{whom} reports {elements} without a name than are listed; whether they are the form's is open.",
            whom=whom,
            elements=count(more, "{n} more element", "{n} more elements"),
        )
        return Result("form-not-examined", why, stand)
    passed = say(
        "{whom} reported no field or button without a name in the form at {page}.", whom=whom, page=where(examined[0].page)
    )
    return Result("nothing-reported", passed, stand, "medium")
