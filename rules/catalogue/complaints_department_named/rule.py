"""The department for complaints is named on a page of its own, with its postal and electronic address and the time it takes."""

from __future__ import annotations

from rules.checks import contact_forms, has_a_number, looked_at, mention_places, mentions, on_page, pages, place, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence, Page


def check(evidence: Evidence, _entry: Entry) -> Result:
    offered = pages(evidence, "complaints")
    if not offered:
        if words := mentions(evidence, "complaint"):
            told = f"No page for complaints was read, and complaints are mentioned ('{words[0].text}'); a person should look."
            return Result("complaint-word-only", told, mention_places(evidence, words))
        return Result("department-missing", f"No page, heading or text about complaints was found {looked_at(evidence)}.")
    best = min(offered, key=lambda page: len(_lacks(evidence, page)))
    places = (place(evidence, best),)
    if missing := _lacks(evidence, best):
        told = f"The page for complaints, {where(best.final_url)}, was not seen to give {', '.join(missing)}; a person should look."
        return Result("department-in-part", told, places)
    told = f"The page for complaints, {where(best.final_url)}, gives a postal and an electronic address and a time."
    return Result("department-named", told, places, "medium")


def _lacks(evidence: Evidence, page: Page) -> tuple[str, ...]:
    """What is expected of the page and was not recognised on it."""
    addresses = {page.url, page.final_url}
    times = [said for said in mentions(evidence, "response_time") if said.page in addresses and has_a_number(said.text)]
    electronic = on_page(evidence, page, "email", "form") or [form for form in contact_forms(evidence) if form.page in addresses]
    given = {
        "a postal address": on_page(evidence, page, "postal", "visit"),
        "an electronic address": electronic,
        "a time limit": times,
    }
    return tuple(name for name, found in given.items() if not found)
