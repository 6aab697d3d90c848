"""The links, buttons and pictures that are a way to the company have names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from rules.axe import Fault, by_page, by_whom, faults, in_content, not_run, path_pages, places, reports, told, touches, unlisted
from rules.checks import addresses, contact_forms, contact_pages, looked_at, mentions, own, pages, place, sightings
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Channel, ChannelKind, Evidence, Mention, Page, Sighting, Via
from spiders.said import count, say

_RULE = "contact-link-named"
_WAYS: tuple[ChannelKind, ...] = ("phone", "email", "chat", "callback", "messaging")
_VIAS: frozenset[Via] = frozenset({"tel-link", "mailto", "link", "widget", "image"})
_LEADS = re.compile(r'href="(?:tel:|sms:|mailto:[^?"]|https://wa\.me/\d)', re.I)
"""What a button that shares the page with a friend does not lead to."""
_HOME = re.compile(r'href="(?:\./|/)"')


def check(evidence: Evidence, _entry: Entry) -> Result:
    ways = _places_of(own(evidence, *_WAYS))
    links = mentions(evidence, "contact_us", "customer_service", "help_faq", "complaint", forms=("link", "button"))
    looked = _looked(evidence)
    seen = reports(evidence, looked)
    if not seen:
        return Result("links-not-examined", not_run(evidence, looked), tuple(place(evidence, page) for page in looked[:1]))
    whom = by_whom(seen)
    nameless = faults(seen, _RULE)
    known: Mapping[str, Sequence[Sighting | Mention]] = by_page((*ways, *links))
    if found := tuple(fault for fault in nameless if _is_way(fault, known)):
        many = count(len(found), "{n} way to the company", "{n} ways to the company")
        return Result(
            "links-unnamed",
            say("{whom} reports {many} without a name: {told}.", whom=whom, many=many, told=told(found)),
            places(evidence, found),
            "medium",
        )
    if more := unlisted(seen, _RULE):
        why = say(
            "{whom} reports {elements} without a name than are listed; one may be a way to the company.",
            whom=whom,
            elements=count(more, "{n} more element", "{n} more elements"),
        )
        return Result("links-not-examined", why, places(evidence, nameless))
    others = by_page(_places_of(own(evidence, "social")))
    offered = addresses(contact_pages(evidence))
    if left := tuple(fault for fault in nameless if fault.page in offered and _may_be_way(fault, others)):
        many = count(len(left), "{n} link or picture", "{n} links and pictures")
        told_of = say(
            "{whom} reports {many} without a name on the contact page: {told}; whether one of them is a way to "
            "the company is for a person to tell.",
            whom=whom,
            many=many,
            told=told(left),
        )
        return Result("unnamed-on-contact-page", told_of, places(evidence, left))
    if not ways and not links:
        return Result(
            "no-way-seen",
            say("No link, button or picture that is a way to the company was seen {looked_at}.", looked_at=looked_at(evidence)),
        )
    passed = say(
        "{whom} reported no way to the company without a name on the {pages} that it was run on.",
        whom=whom,
        pages=count(len(seen), "{n} page", "{n} pages"),
    )
    return Result("nothing-reported", passed, tuple(place(evidence, page) for page in looked[:1]), "medium")


def _looked(evidence: Evidence) -> tuple[Page, ...]:
    path = path_pages(evidence, contact_forms(evidence))
    listed = frozenset(path)
    return path + tuple(page for page in pages(evidence, "home", "help") if page not in listed)


def _places_of(channels: Iterable[Channel]) -> tuple[Sighting, ...]:
    return tuple(sighting for channel in channels for sighting in sightings(channel) if sighting.via in _VIAS)


def _may_be_way(fault: Fault, others: Mapping[str, Sequence[Sighting]]) -> bool:
    """Whether it stands in the content, in no form, and is neither a social network nor the way home."""
    return in_content(fault) and not fault.node.form and not _is_way(fault, others) and not _HOME.search(fault.node.html)


def _is_way(fault: Fault, ways: Mapping[str, Sequence[Sighting | Mention]]) -> bool:
    """Whether it is, holds or lies in one of the ways, or leads to one by its address."""
    return _LEADS.search(fault.node.html) is not None or any(touches(fault, way) for way in ways.get(fault.page, ()))
