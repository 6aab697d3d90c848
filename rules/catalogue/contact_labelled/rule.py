"""Phone and e-mail together on one page under a heading for contact."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rules.checks import channel_places, contact_pages, looked_at, mentions, on_page, place, read, seen, sightings, where
from rules.pack import Entry
from rules.reach import pictured
from rules.result import Result
from spiders.evidence import ChannelKind, Evidence, Page
from spiders.said import say

_SHOWN: Mapping[tuple[bool, bool], str] = MappingProxyType(
    {
        (True, True): say("a phone number and an e-mail address"),
        (False, True): say("an e-mail address and no phone number"),
        (True, False): say("a phone number and no e-mail address"),
        (False, False): say("neither a phone number nor an e-mail address"),
    }
)


def check(evidence: Evidence, _entry: Entry) -> Result:
    candidates = _headed(evidence)
    if not candidates:
        return Result(
            "no-contact-heading",
            say("No page or heading named as contact or customer service was found {looked_at}.", looked_at=looked_at(evidence)),
        )
    kinds: tuple[ChannelKind, ...] = ("phone", "email")
    shown = [{at.page for channel in seen(evidence, kind) for at in sightings(channel)} for kind in kinds]
    page = max(candidates, key=lambda page: sum(bool(at & {page.url, page.final_url}) for at in shown))
    phones, emails = on_page(evidence, page, "phone"), on_page(evidence, page, "email")
    lacking = frozenset({*(() if phones else ("phone",)), *(() if emails else ("email",))})
    if found := pictured(evidence, lacking, page.url, page.final_url):
        return found
    name = {(True, True): "both", (False, True): "phone-not", (True, False): "email-not", (False, False): "neither"}[
        bool(phones), bool(emails)
    ]
    shows, at = _SHOWN[bool(phones), bool(emails)], where(page.final_url)
    told = say("The page with a heading for contact, {at}, shows {shows}.", at=at, shows=shows)
    if page in contact_pages(evidence):
        told = say("The page for contact, {at}, shows {shows}.", at=at, shows=shows)
    return Result(f"{name}-under-contact", told, (place(evidence, page), *channel_places(evidence, phones + emails, 4)))


def _headed(evidence: Evidence) -> tuple[Page, ...]:
    """The contact pages first, then pages with a heading that says contact or customer service."""
    offered = contact_pages(evidence)
    listed = frozenset(offered)
    headed = {mention.page for mention in mentions(evidence, "contact_us", "customer_service", forms=("heading",))}
    return offered + tuple(page for page in read(evidence) if page not in listed and headed & {page.url, page.final_url})
