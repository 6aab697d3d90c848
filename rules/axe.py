"""
What axe-core reported, as rules of ours read it: `axe.yaml` says which of its rules speaks for which of ours.

A report is one engine's observation of one page as it stood at desktop size. That there is no report says nothing, and a report
without a finding says no more than that: nothing was reported.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from types import MappingProxyType
from typing import TypeVar

from rules.checks import addresses, by_address, contact_forms, contact_pages, pages, place, read, seen, sightings, together, where
from rules.model import Strict
from rules.model import read as read_yaml
from rules.verdict import Place
from spiders.evidence import BESIDE, AxeNode, AxePage, Box, Evidence, Form, Mention, Page, Sighting
from spiders.said import joined, say

__all__ = [
    "Fault",
    "by_page",
    "by_whom",
    "covers",
    "faults",
    "in_content",
    "in_form",
    "mapping",
    "not_run",
    "on_path",
    "path_pages",
    "places",
    "reports",
    "source",
    "told",
    "touches",
    "unlisted",
    "why",
]

_Standing = TypeVar("_Standing", bound=Form | Sighting | Mention)

_LONGEST = 80
_FIX = re.compile(r"Fix (?:any|all) of the following:\s*")


class _Mapping(Strict):
    source: str
    rules: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Fault:
    """An element of a page that one of axe-core's rules reported, with what that rule asks for and the criteria it is tied to."""

    page: str
    asks: str
    criteria: tuple[str, ...]
    node: AxeNode


@cache
def _data() -> _Mapping:
    return read_yaml(_Mapping, files("rules").joinpath("axe.yaml").read_text("utf-8"), "axe.yaml")


def mapping() -> Mapping[str, tuple[str, ...]]:
    """The ids of axe-core's rules by the rule of ours that they speak for."""
    return MappingProxyType(_data().rules)


def source(axe_rule: str) -> str:
    """The page that says what one of axe-core's rules looks at."""
    return f"{_data().source}{axe_rule}"


def path_pages(evidence: Evidence, forms: Iterable[Form] = ()) -> tuple[Page, ...]:
    """The contact pages, and the pages that these forms stand on, in the order of the evidence."""
    standing = {form.page for form in forms}
    contact = frozenset(contact_pages(evidence))
    return tuple(page for page in read(evidence) if page in contact or standing & {page.url, page.final_url})


def reports(evidence: Evidence, pages: Iterable[Page]) -> tuple[AxePage, ...]:
    """The reports on those of the pages that axe-core was run on."""
    here = addresses(pages)
    return tuple(report for report in evidence.accessibility if report.engine and report.page in here)


def faults(seen: Iterable[AxePage], rule: str) -> tuple[Fault, ...]:
    """The elements that a person can see, in the reports that speak for a rule of ours; of many on one page the first five."""
    wanted = mapping()[rule]
    return tuple(
        Fault(report.page, finding.help, finding.criteria, node)
        for report in seen
        for finding in report.findings
        if finding.rule in wanted
        for node in finding.nodes
        if node.visible
    )


def unlisted(seen: Iterable[AxePage], rule: str) -> int:
    """How many elements more were reported than the reports list."""
    wanted = mapping()[rule]
    return sum(one.count - len(one.nodes) for report in seen for one in report.findings if one.rule in wanted)


def in_content(fault: Fault) -> bool:
    """Whether it stands in the page's own content, not in what is around it."""
    return fault.node.region not in BESIDE


def on_path(evidence: Evidence, found: Iterable[Fault]) -> tuple[Fault, ...]:
    """
    Those that stand where one contacts the company: in the content of a page that is for that.

    The home page is for everything, also where it holds the contact details: there, in a form for customers, or at a channel.
    """
    homes = addresses(pages(evidence, "home"))
    forms = by_page(contact_forms(evidence))
    channels = seen(evidence, "phone", "email", "callback", "messaging")
    ways = by_page(sighting for channel in channels for sighting in sightings(channel))

    def at_way(fault: Fault) -> bool:
        within = any(in_form(fault, form) for form in forms.get(fault.page, ()))
        return within or any(touches(fault, way) for way in ways.get(fault.page, ()))

    return tuple(fault for fault in found if in_content(fault) and (fault.page not in homes or at_way(fault)))


def by_page(things: Iterable[_Standing]) -> Mapping[str, Sequence[_Standing]]:
    """The things by the address of the page that they stand on, each page's in their order."""
    grouped: defaultdict[str, list[_Standing]] = defaultdict(list)
    for thing in things:
        grouped[thing.page].append(thing)
    return grouped


def touches(fault: Fault, way: Sighting | Mention) -> bool:
    """Whether it is the element in which something was seen, or lies in it, or holds it."""
    one, other = fault.node.selector, way.selector
    if way.page != fault.page or not other:
        return False
    return one == other or one.startswith(f"{other} > ") or other.startswith(f"{one} > ")


def in_form(fault: Fault, form: Form) -> bool:
    """Whether it stands in the form; where either has no form element, by the places of the two."""
    if fault.page != form.page:
        return False
    if fault.node.form:
        return fault.node.form == form.selector
    return covers(form.box, fault.node.box)


def covers(outer: Box | None, inner: Box | None) -> bool:
    """Whether the middle of a box lies in another."""
    if outer is None or inner is None:
        return False
    x, y = inner.x + inner.width / 2, inner.y + inner.height / 2
    return outer.x <= x <= outer.x + outer.width and outer.y <= y <= outer.y + outer.height


def by_whom(seen: Sequence[AxePage]) -> str:
    """The engine with its version, as a message names it."""
    return say("axe-core {engine}", engine=seen[0].engine) if seen else "axe-core"


def not_run(evidence: Evidence, pages: Collection[Page]) -> str:
    """Why there is no report on the pages, in words that say what to do."""
    here = addresses(pages)
    failed = [report for report in evidence.accessibility if report.page in here and report.detail]
    if failed:
        return say("axe-core was not run on {page}: {why}.", page=where(failed[0].page), why=failed[0].sentence("detail"))
    named = ", ".join(where(page.final_url) for page in list(pages)[:3])
    return say(
        "axe-core was not run on {named}: it runs on a few pages that a browser renders, and not with --no-axe.",
        named=named or say("the pages"),
    )


def told(found: Sequence[Fault]) -> str:
    """The first elements, as a message shows them, with what axe-core asks for and the criteria of WCAG that it ties that to."""
    shown = joined(
        ", ",
        dict.fromkeys(say("{element} at {page}", element=_short(fault.node.html), page=where(fault.page)) for fault in found[:2]),
    )
    asks, criteria = found[0].asks, together(found[0].criteria)
    return (
        say("{shown} (“{asks}”, WCAG {criteria})", shown=shown, asks=asks, criteria=criteria)
        if criteria
        else say("{shown} (“{asks}”)", shown=shown, asks=asks)
    )


def why(fault: Fault) -> str:
    """What axe-core says of one element, as whole sentences; "" where it says nothing."""
    said = _FIX.sub("", fault.node.why).strip()
    return f"{said}." if said and not said.endswith((".", "…")) else said


def places(evidence: Evidence, found: Iterable[Fault], most: int = 5) -> tuple[Place, ...]:
    """Where the elements stand, with the pictures of their pages."""
    known = by_address(evidence.pages)
    return tuple(
        place(evidence, known[fault.page]).model_copy(
            update={"selector": fault.node.selector, "box": fault.node.box, "text": fault.node.html}
        )
        for fault in islice((fault for fault in found if fault.page in known), most)
    )


def _short(html: str) -> str:
    return html if len(html) <= _LONGEST else f"{html[:_LONGEST].rstrip()}…"
