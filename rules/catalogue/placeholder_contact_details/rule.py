"""No contact detail that a template was delivered with stands on the site."""

from __future__ import annotations

from rules.checks import addresses, contact_pages, looked_at, mention_places, mentions, pages, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence

_DETAILS = ("mailto:", "tel:")


def check(evidence: Evidence, _entry: Entry) -> Result:
    left = mentions(evidence, "template_text")
    if details := [each for each in left if each.href.casefold().startswith(_DETAILS)]:
        told = f"At {where(details[0].page)} the link '{details[0].text}' leads to {details[0].href}, as templates have it."
        return Result("sample-detail-linked", told, mention_places(evidence, details))
    telling = (*contact_pages(evidence), *pages(evidence, "imprint", "help", "home"))
    here = addresses(telling)
    if written := [each for each in left if each.page in here]:
        told = f"At {where(written[0].page)} stands '{written[0].text}'; whether it was left over is for a person to verify."
        return Result("filler-written", told, mention_places(evidence, written))
    return Result("no-filler-seen", f"No contact detail left over from a template was seen {looked_at(evidence)}.")
