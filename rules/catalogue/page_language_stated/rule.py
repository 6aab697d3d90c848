"""The pages of the contact path say which language they are in."""

from __future__ import annotations

from rules.axe import by_whom, faults, not_run, path_pages, places, reports, told
from rules.checks import contact_forms, count, pages, place, read
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence

_RULE = "page-language-stated"


def check(evidence: Evidence, _entry: Entry) -> Result:
    seen = reports(evidence, read(evidence))
    if not seen:
        expected = path_pages(evidence, contact_forms(evidence)) or pages(evidence, "home")
        return Result("page-not-examined", not_run(evidence, expected), tuple(place(evidence, page) for page in expected[:1]))
    whom = by_whom(seen)
    if found := faults(seen, _RULE):
        told_of = f"{whom} reports on {count(len(found), 'page')} that its language is not stated, or not so that it is understood"
        return Result("language-not-stated", f"{told_of}: {told(found)}.", places(evidence, found), "medium")
    passed = f"{whom} reported nothing on the stated language of the {count(len(seen), 'page')} that it was run on."
    return Result("nothing-reported", passed, places(evidence, found), "medium")
