"""Phone and e-mail together on one page under a heading for contact."""

from __future__ import annotations

from rules.checks import channel_places, contact_pages, looked_at, mentions, on_page, place, read, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Channel, Evidence, Page


def check(evidence: Evidence, _entry: Entry) -> Result:
    candidates = _headed(evidence)
    if not candidates:
        return Result(
            "no-contact-heading", f"No page or heading named as contact or customer service was found {looked_at(evidence)}."
        )
    page, phones, emails = max(
        ((page, on_page(evidence, page, "phone"), on_page(evidence, page, "email")) for page in candidates), key=_both
    )
    name = {(True, True): "both", (False, True): "phone-not", (True, False): "email-not", (False, False): "neither"}[
        bool(phones), bool(emails)
    ]
    shown = f"{'a' if phones else 'no'} phone number and {'an' if emails else 'no'} e-mail address"
    told = f"Under the contact heading at {where(page.final_url)} there is {shown}."
    return Result(f"{name}-under-contact", told, (place(evidence, page), *channel_places(evidence, phones + emails, 4)))


def _headed(evidence: Evidence) -> tuple[Page, ...]:
    """The contact pages first, then pages with a heading that says contact or customer service."""
    offered = contact_pages(evidence)
    headed = {mention.page for mention in mentions(evidence, "contact_us", "customer_service", forms=("heading",))}
    return offered + tuple(page for page in read(evidence) if page not in offered and headed & {page.url, page.final_url})


def _both(found: tuple[Page, tuple[Channel, ...], tuple[Channel, ...]]) -> int:
    return bool(found[1]) + bool(found[2])
