"""The department for complaints is named on a page of its own, with its postal and electronic address and the time it takes."""

from __future__ import annotations

from rules.checks import contact_forms, has_a_number, looked_at, mention_places, mentions, on_page, pages, place, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence, Page
from spiders.said import joined, say


def check(evidence: Evidence, _entry: Entry) -> Result:
    offered = pages(evidence, "complaints")
    if not offered:
        if words := mentions(evidence, "complaint"):
            told = say(
                "No page for complaints was read, and complaints are mentioned ('{text}'); a person should look.",
                text=words[0].text,
            )
            return Result("complaint-word-only", told, mention_places(evidence, words))
        return Result(
            "department-missing",
            say("No page, heading or text about complaints was found {looked_at}.", looked_at=looked_at(evidence)),
        )
    best = min(offered, key=lambda page: len(_lacks(evidence, page)))
    places = (place(evidence, best),)
    if missing := _lacks(evidence, best):
        told = say(
            "The page for complaints, {page}, was not seen to give {lacking}; a person should look.",
            page=where(best.final_url),
            lacking=joined(", ", missing),
        )
        return Result("department-in-part", told, places)
    told = say("The page for complaints, {page}, gives a postal and an electronic address and a time.", page=where(best.final_url))
    return Result("department-named", told, places, "medium")


def _lacks(evidence: Evidence, page: Page) -> tuple[str, ...]:
    """What is expected of the page and was not recognised on it."""
    addresses = {page.url, page.final_url}
    times = [said for said in mentions(evidence, "response_time") if said.page in addresses and has_a_number(said.text)]
    electronic = on_page(evidence, page, "email", "form") or [form for form in contact_forms(evidence) if form.page in addresses]
    given = {
        say("a postal address"): on_page(evidence, page, "postal", "visit"),
        say("an electronic address"): electronic,
        say("a time limit"): times,
    }
    return tuple(name for name, found in given.items() if not found)
