"""
Whether enough of a site was looked at to say that something is not there.

Absence of evidence is not evidence of absence: a page that was blocked, timed out or was never visited leaves the question open.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from rules.checks import mentions, pages, read, where
from rules.model import Strict
from rules.model import read as read_yaml
from spiders.evidence import UNSEEN, Evidence, Page, PageKind, StoppedBy
from spiders.said import Said, count, joined, say
from spiders.urls import key
from spiders.words import knows

__all__ = ["compared", "cut_short", "not_enough", "not_seen", "unread", "unspoken"]

_UNREAD = UNSEEN - {"not-html"}  # a file that is no web page is no gap
_TURNED_AWAY: Mapping[StoppedBy, str] = MappingProxyType(
    {
        "blocked": say("the site turned the auditor away before enough was seen"),
        "unreachable": say("the site did not answer"),
    }
)
_BUDGETS = frozenset({"page-budget", "time-budget"})
_STATES = {
    "blocked": say("blocked"),
    "timeout": say("timed out"),
    "crashed": say("crashed"),
    "robots": say("closed to robots"),
}


class _Enough(Strict):
    least_pages: int
    language_words: int
    named_by: Mapping[PageKind, tuple[str, ...]]


@cache
def _enough() -> _Enough:
    return read_yaml(_Enough, files("rules").joinpath("coverage.yaml").read_text("utf-8"), "coverage.yaml")


def not_enough(evidence: Evidence, kinds: Collection[PageKind]) -> str:
    """
    Why something not seen may still be there, or "" where enough was looked at.

    Args:
        evidence: What was seen.
        kinds: The kinds of pages that could hold it.
    """
    coverage = evidence.coverage
    if coverage.stopped_by in _TURNED_AWAY:
        return _TURNED_AWAY[coverage.stopped_by]
    if not any("home" in page.kinds for page in read(evidence)):
        return say("the home page could not be read")
    if gap := _unread(evidence, kinds) or unspoken(evidence) or _by_buttons(evidence) or _led_away(evidence, kinds):
        return gap
    if coverage.stopped_by != "done" and (coverage.quick or len(read(evidence)) < _enough().least_pages):
        few = count(len(read(evidence)), "{n} page", "{n} pages")
        return say("only {pages} could be read before the {budget} ran out", pages=few, budget=_budget(evidence))
    return ""


def _unread(evidence: Evidence, kinds: Collection[PageKind]) -> str:
    if missed := [page for page in evidence.pages if page.state in _UNREAD and _could_hold(evidence, page, kinds)]:
        return say("{pages} that could hold it could not be read: {listed}", pages=_pages(missed), listed=_listed(missed))
    if blank := [page for page in read(evidence) if page.needs_script and not page.rendered and _could_hold(evidence, page, kinds)]:
        return say(
            "{pages} that could hold it needs a browser, and none was used: {listed}", pages=_pages(blank), listed=_listed(blank)
        )
    if cut := [page for page in evidence.pages if page.cut and ("home" in page.kinds or _could_hold(evidence, page, kinds))]:
        # What the home page leads to may be anything.
        return say("{pages} that could hold it could be read only in part: {listed}", pages=_pages(cut), listed=_listed(cut))
    if closed := [page for page in read(evidence) if page.closed and _could_hold(evidence, page, kinds)]:
        labels = [say("“{label}” on {page}", label=one, page=where(page.url)) for page in closed[:3] for one in page.closed[:2]]
        return say(
            "part of {pages} that could hold it shows only after a click that was not made: {labels}",
            pages=_pages(closed),
            labels=joined(", ", labels),
        )
    return ""


def _by_buttons(evidence: Evidence) -> str:
    """Why the rest of the site may hold it: the home page has no links, and buttons that name where they lead; or ""."""
    if any(page.clicks for page in evidence.pages):
        return ""
    homes = {page.final_url for page in read(evidence) if "home" in page.kinds and not page.links}
    names = sorted({mention.text for mention in evidence.mentions if mention.form == "button" and mention.page in homes})
    buttons = ", ".join(f"“{name}”" for name in names[:3])
    told = say("the home page has no links, only buttons ({buttons}) whose pages could not be followed", buttons=buttons)
    return told if names else ""


def _led_away(evidence: Evidence, kinds: Collection[PageKind]) -> str:
    """Why another place may hold it: no such page was read, and all links named for one lead to none that was looked at; or ""."""
    sought = {kind: named for kind, named in _enough().named_by.items() if kind in kinds and not pages(evidence, kind)}
    known = {key(address) for page in evidence.pages for address in (page.url, page.final_url)} if sought else set()
    for concepts in sought.values():
        links = [link for link in mentions(evidence, *concepts, forms=("link",)) if link.href.startswith(("http:", "https:"))]
        missed = [link for link in links if link.href == link.page or key(link.href) not in known]
        if missed and len(missed) == len(links):
            text, page = missed[0].text, where(missed[0].page)
            return say("the link “{text}” on {page} leads to no page that could be looked at", text=text, page=page)
    return ""


def unspoken(evidence: Evidence) -> str:
    """
    Why words not found may still be there: the home page, or half of all that was read, is in a language without a lexicon; or "".

    A page whose language nobody could tell counts only where it holds enough words to tell it by, and not for the home page's sake.
    """
    told = read(evidence)
    strange = [page for page in told if not knows(page.lang) and (page.lang or page.words >= _enough().language_words)]
    if 2 * len(strange) < max(len(told), 1) and not any(page.lang and "home" in page.kinds for page in strange):
        return ""
    codes = ", ".join(sorted({page.lang for page in strange if page.lang}))
    language = codes or say("not recognised")
    return say("the pages are in a language ({language}) this version has no words for", language=language)


def cut_short(evidence: Evidence) -> str:
    """
    Why a rule that was found not to apply may apply all the same, or "" where every known page was visited.

    Stricter than `not_enough`: a failure that a few pages more would turn costs points already, while a rule that does not apply is
    left out of the score, so that the page that makes it apply must not pay by staying unvisited.
    """
    coverage = evidence.coverage
    left = _not_visited(evidence)
    if not left or coverage.stopped_by not in _BUDGETS:
        return ""
    pages = count(left, "{n} known page", "{n} known pages")
    return say("the {budget} ran out before {pages} could be visited", budget=_budget(evidence), pages=pages)


def _budget(evidence: Evidence) -> Said:
    return say(evidence.coverage.stopped_by.replace("-", " "))


def _not_visited(evidence: Evidence) -> int:
    return max(0, evidence.coverage.pages_known - len(evidence.pages))


def _could_hold(evidence: Evidence, page: Page, kinds: Collection[PageKind]) -> bool:
    contact = evidence.contact_page
    offered = contact is not None and contact.url in {page.url, page.final_url}
    return bool(set(page.kinds) & set(kinds)) or (offered and "contact" in kinds)


def _pages(found: list[Page]) -> Said:
    return count(len(found), "{n} page", "{n} pages")


def _listed(unread: list[Page]) -> Said:
    long, blank = say("longer than is read of a page"), say("needs scripts")
    states = {page.url: _STATES.get(page.state, long if page.cut else blank) for page in unread[:3]}
    return joined(", ", (say("{page} ({state})", page=where(url), state=state) for url, state in states.items()))


def unread(evidence: Evidence) -> int:
    """How many pages could not be read; a file that is no web page is none of them."""
    return sum(page.state in _UNREAD for page in evidence.pages)


def compared(evidence: Evidence, leading: Set[str]) -> tuple[list[Page], int]:
    """
    The pages of which it is known whether they lead somewhere, and the number of others that were met.

    Args:
        leading: The addresses of those that do; of what was read only in part it is known of no others.
    """
    told = [page for page in read(evidence) if page.rendered or not page.needs_script]
    known = [page for page in told if not page.cut or leading & {page.url, page.final_url}]
    return known, unread(evidence) + len(told) - len(known)


def not_seen(evidence: Evidence) -> Said:
    """What was not looked at, as the last sentence of a finding."""
    gaps = unread(evidence)
    left = _not_visited(evidence)
    parts = [say("pages behind login")]
    if gaps:
        parts.append(count(gaps, "{n} page that could not be read", "{n} pages that could not be read"))
    if cut := sum(page.cut for page in evidence.pages):
        parts.append(count(cut, "the rest of {n} page read only in part", "the rest of {n} pages read only in part"))
    if left:
        parts.append(count(left, "{n} known page not visited", "{n} known pages not visited"))
    return say("Not checked: {parts}.", parts=joined("; ", parts))
