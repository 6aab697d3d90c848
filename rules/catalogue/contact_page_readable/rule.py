"""The letters of the contact page's own content stand out from what is behind them."""

from __future__ import annotations

from rules.axe import Fault, by_whom, faults, in_content, mapping, not_run, on_path, places, reports, told, why
from rules.checks import contact_pages, looked_at, place, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say, sentences

_RULE = "contact-page-readable"
_BUTTONS = ("submit", "button", "reset")


def check(evidence: Evidence, _entry: Entry) -> Result:
    pages = contact_pages(evidence)
    if not pages:
        return Result("no-contact-page", say("No contact page was read {looked_at}.", looked_at=looked_at(evidence)))
    seen = reports(evidence, pages)
    if not seen:
        return Result("page-not-examined", not_run(evidence, pages), tuple(place(evidence, page) for page in pages[:1]))
    whom = by_whom(seen)
    reported = tuple(fault for fault in faults(seen, _RULE) if in_content(fault))
    at_contact = on_path(evidence, reported)
    if found := tuple(fault for fault in at_contact if not _field(fault)):
        told_of = sentences(
            say("{whom} reports text of too little contrast in the contact page's content: {told}.", whom=whom, told=told(found)),
            why(found[0]),
        )
        return Result("contrast-reported", told_of, places(evidence, found), "medium")
    if at_contact:
        told_of = say(
            "{whom} reports too little contrast of what one writes into fields of the contact page: {told}.",
            whom=whom,
            told=told(at_contact),
        )
        return Result("writing-reported", sentences(told_of, why(at_contact[0])), places(evidence, at_contact), "medium")
    if reported:
        told_of = say(
            "{whom} reports text of too little contrast on the home page, which is the contact page too: {told}; "
            "whether it stands where one contacts the company is for a person to tell.",
            whom=whom,
            told=told(reported),
        )
        return Result("reported-elsewhere", told_of, places(evidence, reported))
    left = say("Of some text it could not tell.") if any(set(mapping()[_RULE]) & set(report.incomplete) for report in seen) else ""
    passed = sentences(
        say("{whom} reported no text of too little contrast in the content of {page}.", whom=whom, page=where(seen[0].page)), left
    )
    return Result("nothing-reported", passed, tuple(place(evidence, page) for page in pages[:1]), "low" if left else "medium")


def _field(fault: Fault) -> bool:
    """Whether it is a field, in which no letters stand until somebody writes."""
    html = fault.node.html.casefold()
    return html.startswith(("<textarea", "<input")) and not any(f'type="{kind}"' in html for kind in _BUTTONS)
