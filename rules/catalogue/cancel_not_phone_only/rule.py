"""Ending a contract is not limited to a call."""

from __future__ import annotations

from rules.checks import contact_forms, mention_places, mentions, on_page, place, read, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say, sentences


def check(evidence: Evidence, _entry: Entry) -> Result:
    calls = mentions(evidence, "gate_cancel_by_phone_only")
    controls = mentions(evidence, "cancel_function", forms=("link", "button"))
    forms = contact_forms(evidence, "cancellation")
    if controls or forms:
        way = (
            say("There is '{text}'.", text=controls[0].text)
            if controls
            else say("There is a form for it at {page}.", page=where(forms[0].page))
        )
        told = sentences(
            way, say("Beside it the site says '{text}' at {page}.", text=calls[0].text, page=where(calls[0].page)) if calls else ""
        )
        places = mention_places(evidence, controls) or tuple(place(evidence, form) for form in forms[:3])
        return Result("other-way-offered", told, places + mention_places(evidence, calls, 2))
    if not calls:
        return Result("nothing-stated", say("No page visited says that a contract is to be ended by calling."))
    told = say("The site says '{text}' at {page}", text=calls[0].text, page=where(calls[0].page))
    stated_on = [page for page in read(evidence) if calls[0].page in {page.url, page.final_url}]
    if any(on_page(evidence, page, "email", "form") for page in stated_on):
        told = say(
            "{told}; whether the e-mail address or the form on the same page may be used as well is for a person to verify.",
            told=told,
        )
        return Result("phone-named-email-beside", told, mention_places(evidence, calls))
    if letters := mentions(evidence, "gate_cancel_by_post_only"):
        told = say(
            "{told}, and '{text}' at {page}; whether one may do as well is for a person to verify.",
            told=told,
            text=letters[0].text,
            page=where(letters[0].page),
        )
        return Result("phone-named-letter-elsewhere", told, mention_places(evidence, (*calls, *letters)))
    return Result(
        "phone-only-stated",
        say("{told}, and no form, e-mail address or button to end a contract was found.", told=told),
        mention_places(evidence, calls),
        "medium",
    )
