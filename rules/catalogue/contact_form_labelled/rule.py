"""The fields and buttons of the forms by which a customer writes to the company have names."""

from __future__ import annotations

from rules.axe import by_page, by_whom, faults, in_form, not_run, path_pages, places, reports, told, unlisted
from rules.checks import contact_forms, count, looked_at, place, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence

_RULE = "contact-form-labelled"


def check(evidence: Evidence, _entry: Entry) -> Result:
    forms = contact_forms(evidence, "contact", "complaint", "callback", "cancellation", "withdrawal")
    if not forms:
        return Result("no-form-seen", f"No form for customers was seen {looked_at(evidence)}.")
    stand = tuple(place(evidence, form) for form in forms[:3])
    standing = {form.page for form in forms}
    pages = [page for page in path_pages(evidence, forms) if standing & {page.url, page.final_url}]
    seen = reports(evidence, pages)
    ran = {report.page for report in seen}
    examined = tuple(form for form in forms if form.page in ran and not form.embedded)
    if not examined:
        framed = any(form.page in ran for form in forms)
        why = "The form is another site's, in a frame, into which axe-core did not look." if framed else not_run(evidence, pages)
        return Result("form-not-examined", f"The fields were not looked at. {why}", stand)
    whom = by_whom(seen)
    on = by_page(examined)
    if found := tuple(fault for fault in faults(seen, _RULE) if any(in_form(fault, form) for form in on.get(fault.page, ()))):
        many = count(len(found), "field or button", "fields and buttons")
        return Result("fields-unnamed", f"{whom} reports {many} without a name: {told(found)}.", places(evidence, found), "medium")
    if more := unlisted(seen, _RULE):
        why = f"{whom} reports {count(more, 'more element')} without a name than are listed; whether they are the form's is open."
        return Result("form-not-examined", why, stand)
    passed = f"{whom} reported no field or button without a name in the form at {where(examined[0].page)}."
    return Result("nothing-reported", passed, stand, "medium")
