"""The company's registration number can be seen."""

from __future__ import annotations

from rules.checks import looked_at, pages, where
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence, Identifier
from spiders.said import say, sentences


def check(evidence: Evidence, _entry: Entry) -> Result:
    numbers = [found for found in evidence.identifiers if found.kind in {"organisation-number", "vat-number"}]
    names = [found for found in evidence.identifiers if found.kind == "legal-name" and found.visible and _own(evidence, found)]
    named = (
        say("Name given: {value}.", value=names[0].value)
        if names
        else say("The company's name was not recognised; a person should look for it.")
    )
    places = tuple(Place(page=found.page, text=found.value) for found in numbers[:3])
    if shown := [found for found in numbers if found.visible]:
        return Result(
            "number-given",
            sentences(say("{value} is given at {page}.", value=shown[0].value, page=where(shown[0].page)), named),
            places,
        )
    if numbers:
        return Result(
            "number-not-visible",
            sentences(
                say("A registration number stands only where no visitor sees it, {looked_at}.", looked_at=looked_at(evidence)),
                named,
            ),
            places,
        )
    nothing = sentences(say("No registration or VAT number was found {looked_at}.", looked_at=looked_at(evidence)), named)
    if names:
        return Result("number-missing", nothing, tuple(Place(page=name.page, text=name.value) for name in names[:1]), "medium")
    return Result("registration-unknown", sentences(nothing, say("Whether the company is registered cannot be seen.")))


def _own(evidence: Evidence, name: Identifier) -> bool:
    """Whether the name stands where a site says who runs it, and no quite different name is given too."""
    telling = pages(evidence, "imprint", "contact", "legal", "terms")
    names = (found for found in evidence.identifiers if found.kind == "legal-name")
    if any(not _words(name) & _words(other) for other in names):
        return False
    return name.region == "footer" or any(name.page in {page.url, page.final_url} for page in telling)


def _words(name: Identifier) -> frozenset[str]:
    return frozenset(name.value.casefold().split())
