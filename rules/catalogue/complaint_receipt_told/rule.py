"""Who complains is told what proof of it they get: a reference number, an acknowledgement, a copy."""

from __future__ import annotations

from rules.checks import addresses, looked_at, mention_places, mentions, pages, place, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    told = mentions(evidence, "case_receipt")
    about = pages(evidence, "complaints", "contact", "help", "article")
    fitting = addresses(about) | {mention.page for mention in mentions(evidence, "complaint", forms=("heading",))}
    if here := [mention for mention in told if mention.page in fitting]:
        said = say("Told at {page}: '{text}'.", page=where(here[0].page), text=here[0].text)
        return Result("receipt-told", said, mention_places(evidence, here), "medium")
    if copies := mentions(evidence, "save_copy"):
        said = say(
            "No reference number or acknowledgement is told; a copy is offered at {page}: '{text}'.",
            page=where(copies[0].page),
            text=copies[0].text,
        )
        return Result("copy-offered", said, mention_places(evidence, copies))
    none = say(
        "No words about a reference number, an acknowledgement or a copy for who complains were found {looked_at}.",
        looked_at=looked_at(evidence),
    )
    return Result("receipt-not-told", none, tuple(place(evidence, page) for page in pages(evidence, "complaints")[:2]), "medium")
