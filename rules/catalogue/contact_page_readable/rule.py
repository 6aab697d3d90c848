"""The letters of the contact page's own content stand out from what is behind them."""

from __future__ import annotations

from rules.axe import by_whom, faults, in_content, mapping, not_run, on_path, places, reports, told
from rules.checks import contact_pages, looked_at, place, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence

_RULE = "contact-page-readable"


def check(evidence: Evidence, _entry: Entry) -> Result:
    pages = contact_pages(evidence)
    if not pages:
        return Result("no-contact-page", f"No contact page was read {looked_at(evidence)}.")
    seen = reports(evidence, pages)
    if not seen:
        return Result("page-not-examined", not_run(evidence, pages), tuple(place(evidence, page) for page in pages[:1]))
    whom = by_whom(seen)
    reported = tuple(fault for fault in faults(seen, _RULE) if in_content(fault))
    if found := on_path(evidence, reported):
        told_of = f"{whom} reports text of too little contrast in the contact page's content: {told(found)}. {found[0].node.why}"
        return Result("contrast-reported", told_of, places(evidence, found), "medium")
    if reported:
        told_of = f"{whom} reports text of too little contrast on the home page, which is the contact page too: {told(reported)}; "
        told_of += "whether it stands where one contacts the company is for a person to tell."
        return Result("reported-elsewhere", told_of, places(evidence, reported))
    left = " Of some text it could not tell." if any(set(mapping()[_RULE]) & set(report.incomplete) for report in seen) else ""
    passed = f"{whom} reported no text of too little contrast in the content of {where(seen[0].page)}.{left}"
    return Result("nothing-reported", passed, tuple(place(evidence, page) for page in pages[:1]), "low" if left else "medium")
