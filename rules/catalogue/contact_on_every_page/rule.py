"""The share of pages that lead to contact."""

from __future__ import annotations

from rules.checks import addresses, contact_forms, mentions, place, seen, sightings
from rules.coverage import compared
from rules.pack import Entry
from rules.reach import loaded_chat
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import count, joined, say


def check(evidence: Evidence, entry: Entry) -> Result:
    lead = _leading(evidence)
    judged, unknown = compared(evidence, lead)
    if len(judged) < 2:
        return Result("one-page-only", say("Only one page could be compared."))
    without = [page for page in judged if not lead & {page.url, page.final_url}]
    share = 1 - len(without) / len(judged)
    leading, of = len(judged) - len(without), len(judged)
    told = say(
        "{leading} of {of} pages have a contact link or a contact channel ({share:.0%}; the tool's own "
        "threshold is {least_share:.0%})",
        leading=leading,
        of=of,
        share=share,
        least_share=entry.thresholds["least-share"],
    )
    if share >= entry.thresholds["least-share"]:
        return _passed(entry, leading, of + unknown, unknown, told)
    if chat := loaded_chat(evidence, *addresses(without)):
        return chat
    return Result("missing-on-many-pages", joined("", (told, ".")), tuple(place(evidence, page) for page in without[:5]))


def _passed(entry: Entry, leading: int, of: int, left: int, told: str) -> Result:
    """A pass, unless the pages that could not be read would turn it if none of them led to contact."""
    if leading / of >= entry.thresholds["least-share"]:
        return Result("on-nearly-every-page", joined("", (told, ".")))
    told = say("{told}, and {pages} could not be read, which could turn it.", told=told, pages=count(left, "{n} page", "{n} pages"))
    return Result("pages-left-open", told, confidence="medium")


def _leading(evidence: Evidence) -> set[str]:
    links = mentions(evidence, "contact_us", "customer_service", forms=("link", "button"))
    channels = (sighting.page for channel in seen(evidence, "phone", "email", "chat", "form") for sighting in sightings(channel))
    return {mention.page for mention in links} | set(channels) | {form.page for form in contact_forms(evidence)}
