"""The site publishes its complaints procedure: where to send a complaint and, where asked for, who can try it after that."""

from __future__ import annotations

from urllib.parse import urldefrag

from rules.checks import (
    contact_forms,
    looked_at,
    mention_places,
    mentions,
    on_page,
    pages,
    place,
    read,
    together,
    where,
)
from rules.pack import Entry
from rules.result import Result
from rules.telling import at_length, leading_to_read
from spiders.evidence import Evidence, Page
from spiders.said import say


def check(evidence: Evidence, entry: Entry) -> Result:
    words = mentions(evidence, "complaint")
    offered = _offering(evidence)
    if not offered:
        if words:
            told = say(
                "Complaints are mentioned ('{text}'), and no page about how they are handled was read; that is for a "
                "person to verify.",
                text=words[0].text,
            )
            return Result("complaint-word-only", told, mention_places(evidence, words))
        return Result(
            "procedure-missing",
            say("No page, heading or text about complaints was found {looked_at}.", looked_at=looked_at(evidence)),
        )
    lacking = {page.url: _lacks(evidence, page, bool(entry.thresholds["further-body"])) for page in offered}
    best = min(offered, key=lambda page: len(lacking[page.url]))
    told, places = (
        say("How complaints are handled is told at {page}", page=where(best.final_url or best.url)),
        (place(evidence, best),),
    )
    if missing := lacking[best.url]:
        told = say(
            "{told}; not recognised there: {lacking}. Whether it is told elsewhere is for a person to verify.",
            told=told,
            lacking=together(missing),
        )
        return Result("procedure-in-part", told, places)
    return Result("procedure-published", say("{told}, with a way to send one.", told=told), places, "medium")


def _offering(evidence: Evidence) -> tuple[Page, ...]:
    """The pages about complaints, those that a link so named leads to, and those with a section about them, each once."""
    words = mentions(evidence, "complaint")
    linked = {urldefrag(link.href).url for link in leading_to_read(evidence, words)}
    sections = {mention.page for mention in at_length(words)}
    found = pages(evidence, "complaints") + tuple(
        page for addresses in (linked, sections) for page in read(evidence) if addresses & {page.url, page.final_url}
    )
    return tuple({page.url: page for page in found}.values())


def _lacks(evidence: Evidence, page: Page, body: bool) -> tuple[str, ...]:
    """What the page does not show of what is asked for."""
    addresses = {page.url, page.final_url}
    ways = on_page(evidence, page, "phone", "email", "form", "postal", "visit", "chat")
    forms = [form for form in contact_forms(evidence) if form.page in addresses]
    further = [mention for mention in mentions(evidence, "adr") if mention.page in addresses]
    lacks = [] if ways or forms else [say("a way to send a complaint")]
    return (*lacks, *([] if further or not body else [say("a body that can try the complaint after the company")]))
