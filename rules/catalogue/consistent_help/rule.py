"""Help links keep their order from page to page."""

from __future__ import annotations

from itertools import combinations

from rules.checks import mentions, where
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import AROUND, Evidence
from spiders.said import say

_HELP = ("contact_us", "customer_service", "help_faq")


def check(evidence: Evidence, _entry: Entry) -> Result:
    first: dict[tuple[str, str, str], str] = {}
    compared = 0
    for page, concepts in _orders(evidence).items():
        for region, one, other in concepts:
            compared += (region, one, other) in first
            if (region, other, one) in first:
                before = first[region, other, one]
                told = say(
                    "'{one}' and '{other}' stand in one order at {page} and in the other at {page2} ({region}).",
                    one=one,
                    other=other,
                    page=where(before),
                    page2=where(page),
                    region=say(region),
                )
                return Result("order-differs", told, (Place(page=before), Place(page=page)), "low")
            first.setdefault((region, one, other), page)
    if not compared:
        return Result("too-little-to-compare", say("No two pages repeat the same two help links."))
    return Result(
        "same-order", say("Help links keep their order in all {compared} comparisons.", compared=compared), confidence="medium"
    )


def _orders(evidence: Evidence) -> dict[str, list[tuple[str, str, str]]]:
    """By page: the pairs of help links of one region, in the order in which they stand."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for mention in mentions(evidence, *_HELP, forms=("link", "button")):
        if mention.region in AROUND:
            found.setdefault(mention.page, {}).setdefault(mention.region, {})[mention.concept] = None
    return {
        page: [(region, *pair) for region, names in regions.items() for pair in combinations(names, 2)]
        for page, regions in found.items()
    }
