"""The information about withdrawal names the withdrawal function."""

from __future__ import annotations

from rules.checks import addresses, count, mention_places, mentions, pages
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    told_on = pages(evidence, "withdrawal", "terms", "help", "article", "legal")
    here = addresses(told_on)
    words = [
        mention
        for mention in mentions(evidence, "withdraw_function")
        if mention.page in here and mention.region in {"main", "unknown"}
    ]
    if words:
        return Result("function-told", f"The information names the function: '{words[0].text}'.", mention_places(evidence, words))
    informing = pages(evidence, "withdrawal", "terms")
    if not informing:
        return Result("no-terms-read", "No page with terms or information about withdrawal was read.")
    told = f"On {count(len(informing), 'page')} of terms or about withdrawal nothing that names the withdrawal function was found."
    return Result("function-not-told", told, confidence="medium")
