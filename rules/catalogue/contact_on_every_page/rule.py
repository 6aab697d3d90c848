"""The share of pages that lead to contact."""

from __future__ import annotations

from rules.checks import addresses, contact_forms, count, mentions, place, read, seen, sightings
from rules.coverage import unread
from rules.pack import Entry
from rules.reach import loaded_chat
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, entry: Entry) -> Result:
    judged = [page for page in read(evidence) if page.rendered or not page.needs_script]
    if len(judged) < 2:
        return Result("one-page-only", "Only one page could be compared.")
    leading = _leading(evidence)
    without = [page for page in judged if not leading & {page.url, page.final_url}]
    share = 1 - len(without) / len(judged)
    told = f"{len(judged) - len(without)} of {len(judged)} pages have a contact link or a contact channel ({share:.0%}; "
    told += f"the tool's own threshold is {entry.thresholds['least-share']:.0%})."
    if share >= entry.thresholds["least-share"]:
        return _passed(evidence, entry, len(judged), len(without), told)
    if chat := loaded_chat(evidence, *addresses(without)):
        return chat
    return Result("missing-on-many-pages", told, tuple(place(evidence, page) for page in without[:5]))


def _passed(evidence: Evidence, entry: Entry, judged: int, without: int, told: str) -> Result:
    """A pass, unless the pages that could not be read would turn it if none of them led to contact."""
    left = unread(evidence)
    if (judged - without) / (judged + left) >= entry.thresholds["least-share"]:
        return Result("on-nearly-every-page", told)
    told = f"{told[:-1]}, and {count(left, 'page')} could not be read, which could turn it."
    return Result("pages-left-open", told, confidence="medium")


def _leading(evidence: Evidence) -> set[str]:
    links = mentions(evidence, "contact_us", "customer_service", forms=("link", "button"))
    channels = (sighting.page for channel in seen(evidence, "phone", "email", "chat", "form") for sighting in sightings(channel))
    return {mention.page for mention in links} | set(channels) | {form.page for form in contact_forms(evidence)}
