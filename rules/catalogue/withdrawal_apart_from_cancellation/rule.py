"""Withdrawing from a purchase and ending a contract are two rights: the site keeps their controls apart."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, where
from rules.functions import ENDING, WITHDRAWING, ways
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence, Page
from spiders.said import say


def check(evidence: Evidence, entry: Entry) -> Result:
    seen = ways(evidence, WITHDRAWING, entry)
    controls = seen.every
    if not (controls or seen.forms):
        return Result(
            "no-function-seen", say("No link, button or form for withdrawing was seen {looked_at}.", looked_at=looked_at(evidence))
        )
    ending = {
        (each.page, each.text, each.selector) for each in mentions(evidence, ENDING.concept, ENDING.near, forms=("link", "button"))
    }
    if both := [each for each in controls if (each.page, each.text, each.selector) in ending]:
        told = say(
            "The control '{text}' at {page} names both withdrawing and ending a contract, two rights; what it "
            "does is for a person to verify.",
            text=both[0].text,
            page=where(both[0].page),
        )
        return Result("one-control-for-both", told, mention_places(evidence, both))
    if controls and not seen.forms and all(_is_of_ending(seen.target(each)) for each in controls):
        told = say(
            "The control '{text}' leads to {page}, a page about ending a contract; whether one can withdraw "
            "there is for a person to verify.",
            text=controls[0].text,
            page=where(controls[0].href),
        )
        return Result("leads-to-ending", told, mention_places(evidence, controls))
    return Result(
        "kept-apart",
        say("What is offered for withdrawing does not name, or lead to, the ending of a contract."),
        mention_places(evidence, controls),
    )


def _is_of_ending(page: Page | None) -> bool:
    return page is not None and "cancellation" in page.kinds and "withdrawal" not in page.kinds
