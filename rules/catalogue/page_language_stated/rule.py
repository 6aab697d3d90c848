"""The pages of the contact path say which language they are in."""

from __future__ import annotations

from rules.axe import by_whom, faults, not_run, path_pages, places, reports, told
from rules.checks import contact_forms, pages, place, read
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import count, say

_RULE = "page-language-stated"


def check(evidence: Evidence, _entry: Entry) -> Result:
    seen = reports(evidence, read(evidence))
    if not seen:
        expected = path_pages(evidence, contact_forms(evidence)) or pages(evidence, "home")
        return Result("page-not-examined", not_run(evidence, expected), tuple(place(evidence, page) for page in expected[:1]))
    whom = by_whom(seen)
    if found := faults(seen, _RULE):
        told_of = say(
            "{whom} reports on {pages} that its language is not stated, or not so that it is understood: {told}.",
            whom=whom,
            pages=count(len(found), "{n} page", "{n} pages"),
            told=told(found),
        )
        return Result("language-not-stated", told_of, places(evidence, found), "medium")
    passed = say(
        "{whom} reported nothing on the stated language of the {pages} that it was run on.",
        whom=whom,
        pages=count(len(seen), "{n} page", "{n} pages"),
    )
    return Result("nothing-reported", passed, places(evidence, found), "medium")
