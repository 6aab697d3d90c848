"""The information about withdrawal names the withdrawal function."""

from __future__ import annotations

from rules.checks import addresses, mention_places, mentions, pages
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import count, say


def check(evidence: Evidence, _entry: Entry) -> Result:
    told_on = pages(evidence, "withdrawal", "terms", "help", "article", "legal")
    here = addresses(told_on)
    words = [
        mention
        for mention in mentions(evidence, "withdraw_function")
        if mention.page in here and mention.region in {"main", "unknown"}
    ]
    if words:
        return Result(
            "function-told",
            say("The information names the function: '{text}'.", text=words[0].text),
            mention_places(evidence, words),
        )
    informing = pages(evidence, "withdrawal", "terms")
    if not informing:
        return Result("no-terms-read", say("No page with terms or information about withdrawal was read."))
    told = say(
        "On {pages} of terms or about withdrawal nothing that names the withdrawal function was found.",
        pages=count(len(informing), "{n} page", "{n} pages"),
    )
    return Result("function-not-told", told, confidence="medium")
