"""The company's registration number can be seen."""

from __future__ import annotations

from rules.checks import looked_at, where
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    numbers = [found for found in evidence.identifiers if found.kind in {"organisation-number", "vat-number"}]
    names = [found for found in evidence.identifiers if found.kind == "legal-name" and found.visible]
    named = f" Name given: {names[0].value}." if names else " The company's name was not recognised; a person should look for it."
    places = tuple(Place(page=found.page, text=found.value) for found in numbers[:3])
    if shown := [found for found in numbers if found.visible]:
        return Result("number-given", f"{shown[0].value} is given at {where(shown[0].page)}.{named}", places)
    if numbers:
        return Result(
            "number-not-visible",
            f"A registration number stands only where no visitor sees it, {looked_at(evidence)}.{named}",
            places,
        )
    return Result("number-missing", f"No registration or VAT number was found {looked_at(evidence)}.{named}", confidence="medium")
