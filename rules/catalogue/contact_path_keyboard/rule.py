"""What stands on the contact page, or beside a form for customers, can be used without a mouse."""

from __future__ import annotations

from rules.axe import by_whom, faults, in_content, not_run, on_path, path_pages, places, reports, told
from rules.checks import contact_forms, looked_at, place, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import count, say

_RULE = "contact-path-keyboard"


def check(evidence: Evidence, _entry: Entry) -> Result:
    pages = path_pages(evidence, contact_forms(evidence))
    if not pages:
        return Result(
            "no-contact-page", say("No contact page and no form for customers was read {looked_at}.", looked_at=looked_at(evidence))
        )
    seen = reports(evidence, pages)
    if not seen:
        return Result("page-not-examined", not_run(evidence, pages), tuple(place(evidence, page) for page in pages[:1]))
    whom = by_whom(seen)
    reported = tuple(fault for fault in faults(seen, _RULE) if in_content(fault))
    if found := on_path(evidence, reported):
        many = count(len(found), "{n} obstacle", "{n} obstacles")
        told_of = say("{whom} reports {many} for those who use the keyboard alone: {told}.", whom=whom, many=many, told=told(found))
        return Result("obstacle-reported", told_of, places(evidence, found), "medium")
    if reported:
        told_of = say(
            "{whom} reports an obstacle on the home page, which has a form or the contact details too: {told}; "
            "whether it stands where one contacts the company is for a person to tell.",
            whom=whom,
            told=told(reported),
        )
        return Result("reported-elsewhere", told_of, places(evidence, reported))
    passed = say(
        "{whom} reported nothing on operating {page} by keyboard; nobody has tried it by hand.", whom=whom, page=where(seen[0].page)
    )
    return Result("nothing-reported", passed, tuple(place(evidence, page) for page in pages[:1]), "low")
