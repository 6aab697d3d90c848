"""Ending a contract is not limited to a call."""

from __future__ import annotations

from rules.checks import contact_forms, mention_places, mentions, on_page, place, read, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    calls = mentions(evidence, "gate_cancel_by_phone_only")
    controls = mentions(evidence, "cancel_function", forms=("link", "button"))
    forms = contact_forms(evidence, "cancellation")
    if controls or forms:
        told = f"There is '{controls[0].text}'." if controls else f"There is a form for it at {where(forms[0].page)}."
        told += f" Beside it the site says '{calls[0].text}' at {where(calls[0].page)}." if calls else ""
        places = mention_places(evidence, controls) or tuple(place(evidence, form) for form in forms[:3])
        return Result("other-way-offered", told, places + mention_places(evidence, calls, 2))
    if not calls:
        return Result("nothing-stated", "No page visited says that a contract is to be ended by calling.")
    told = f"The site says '{calls[0].text}' at {where(calls[0].page)}"
    stated_on = [page for page in read(evidence) if calls[0].page in {page.url, page.final_url}]
    if any(on_page(evidence, page, "email", "form") for page in stated_on):
        told += "; whether the e-mail address or the form on the same page may be used as well is for a person to verify."
        return Result("phone-named-email-beside", told, mention_places(evidence, calls))
    if letters := mentions(evidence, "gate_cancel_by_post_only"):
        told += f", and '{letters[0].text}' at {where(letters[0].page)}; whether one may do as well is for a person to verify."
        return Result("phone-named-letter-elsewhere", told, mention_places(evidence, (*calls, *letters)))
    return Result(
        "phone-only-stated",
        f"{told}, and no form, e-mail address or button to end a contract was found.",
        mention_places(evidence, calls),
        "medium",
    )
