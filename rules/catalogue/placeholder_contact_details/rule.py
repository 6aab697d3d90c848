"""No contact detail that a template was delivered with stands on the site."""

from __future__ import annotations

from rules.checks import addresses, contact_pages, looked_at, mention_places, mentions, pages, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say

_DETAILS = ("mailto:", "tel:")


def check(evidence: Evidence, _entry: Entry) -> Result:
    left = mentions(evidence, "template_text")
    if details := [each for each in left if each.href.casefold().startswith(_DETAILS)]:
        told = say(
            "At {page} the link '{text}' leads to {href}, as templates have it.",
            page=where(details[0].page),
            text=details[0].text,
            href=details[0].href,
        )
        return Result("sample-detail-linked", told, mention_places(evidence, details))
    telling = (*contact_pages(evidence), *pages(evidence, "imprint", "help", "home"))
    here = addresses(telling)
    if written := [each for each in left if each.page in here]:
        told = say(
            "At {page} stands '{text}'; whether it was left over is for a person to verify.",
            page=where(written[0].page),
            text=written[0].text,
        )
        return Result("filler-written", told, mention_places(evidence, written))
    return Result(
        "no-filler-seen", say("No contact detail left over from a template was seen {looked_at}.", looked_at=looked_at(evidence))
    )
