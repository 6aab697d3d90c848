"""The point of contact for users is named."""

from __future__ import annotations

from rules.checks import channel_places, contact_forms, contact_pages, on_page, place, where
from rules.contactpoints import contact_point
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    found = contact_point(evidence, "contact_point_users")
    return (found.name == "point-missing" and _contact_page(evidence)) or found


def _contact_page(evidence: Evidence) -> Result | None:
    """The contact page with a way that needs no machine to answer: no law wants the words."""
    for page in contact_pages(evidence):
        ways = on_page(evidence, page, "email", "phone", "form")
        forms = tuple(form for form in contact_forms(evidence) if form.page in {page.url, page.final_url})
        if ways or forms:
            way = say(ways[0].kind) if ways else say("a form")
            told = say(
                "No point of contact for users is named, and the contact page {page} shows {way}; whether it serves "
                "as one is for a person to verify.",
                page=where(page.final_url),
                way=way,
            )
            return Result("contact-page-instead", told, channel_places(evidence, ways) or (place(evidence, forms[0]),))
    return None
