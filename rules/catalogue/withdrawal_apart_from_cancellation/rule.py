"""Withdrawing from a purchase and ending a contract are two rights: the site keeps their controls apart."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, where
from rules.functions import ENDING, WITHDRAWING, ways
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence, Page


def check(evidence: Evidence, entry: Entry) -> Result:
    seen = ways(evidence, WITHDRAWING, entry)
    controls = seen.every
    if not (controls or seen.forms):
        return Result("no-function-seen", f"No link, button or form for withdrawing was seen {looked_at(evidence)}.")
    ending = {
        (each.page, each.text, each.selector) for each in mentions(evidence, ENDING.concept, ENDING.near, forms=("link", "button"))
    }
    if both := [each for each in controls if (each.page, each.text, each.selector) in ending]:
        told = f"The control '{both[0].text}' at {where(both[0].page)} names both withdrawing and ending a contract, two rights;"
        return Result("one-control-for-both", f"{told} what it does is for a person to verify.", mention_places(evidence, both))
    if controls and not seen.forms and all(_is_of_ending(seen.target(each)) for each in controls):
        told = f"The control '{controls[0].text}' leads to {where(controls[0].href)}, a page about ending a contract;"
        return Result(
            "leads-to-ending",
            f"{told} whether one can withdraw there is for a person to verify.",
            mention_places(evidence, controls),
        )
    return Result(
        "kept-apart",
        "What is offered for withdrawing does not name, or lead to, the ending of a contract.",
        mention_places(evidence, controls),
    )


def _is_of_ending(page: Page | None) -> bool:
    return page is not None and "cancellation" in page.kinds and "withdrawal" not in page.kinds
