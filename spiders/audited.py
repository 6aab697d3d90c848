"""What axe-core reported of a page, cleaned and put where it stands on the page. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bs4 import Tag

from spiders.evidence import BESIDE, AxeFinding, AxeNode, AxePage
from spiders.page import ParsedPage
from spiders.page.elements import box
from spiders.page.places import TOP
from spiders.said import Said
from spiders.spoken import cleaned

__all__ = ["MOST_NODES", "audited"]

MOST_NODES = 5
_HTML, _WHY, _HELP, _DETAIL = 200, 300, 200, 200
_CRITERION = re.compile(r"wcag(\d)(\d)(\d{1,2})")
_STAMPS = re.compile(r"\sdata-auditor-\w+=(?:\"[^\"]*\"?|'[^']*'?)")


def audited(report: Mapping[str, Any], page: ParsedPage) -> AxePage:
    """The report of `spiders.browser.axe` on a page that was stored as it stood then."""
    findings = sorted((_finding(each, page) for each in report.get("findings", ())), key=lambda found: found.rule)
    return AxePage(
        page=page.url,
        engine=str(report.get("engine", "")),
        findings=tuple(findings),
        incomplete=tuple(sorted(map(str, report.get("incomplete", ())))),
        detail=_told(report.get("detail", "")),
    )


def _finding(found: Mapping[str, Any], page: ParsedPage) -> AxeFinding:
    nodes = sorted((_node(node, page) for node in found["nodes"]), key=lambda node: (not node.visible, node.region in BESIDE))
    return AxeFinding(
        rule=str(found["rule"]),
        impact=str(found["impact"]),
        criteria=_criteria(found["tags"]),
        help=_line(found["help"], _HELP),
        count=int(found["count"]),
        nodes=tuple(nodes[:MOST_NODES]),
    )


def _node(node: Mapping[str, Any], page: ParsedPage) -> AxeNode:
    tag = _element(page, str(node["selector"]))
    place = page.place(tag) if tag else TOP
    return AxeNode(
        selector=node["selector"],
        form=node["form"],
        region=place.region,
        visible=place.visible,
        box=box(tag) if tag else None,
        html=_line(_STAMPS.sub("", node["html"]), _HTML),
        why=_line(node["why"], _WHY),
    )


def _element(page: ParsedPage, selector: str) -> Tag | None:
    """The element of a selector as `spiders.page.elements.selector` makes them; soupsieve does not look into shadow roots."""
    first, *steps = selector.split(" > ")
    at = page.soup.find(id=first[1:]) if first.startswith("#") else page.soup.find(first)
    for step in steps:
        name, _, number = step.rstrip(")").partition(":nth-of-type(")
        twins = [node for node in at.contents if isinstance(node, Tag) and node.name == name] if isinstance(at, Tag) else []
        at = twins[int(number or 1) - 1] if len(twins) >= int(number or 1) else None
    return at if isinstance(at, Tag) else None


def _criteria(tags: Sequence[str]) -> tuple[str, ...]:
    """The success criteria among axe-core's tags: wcag143 is 1.4.3."""
    return tuple(dict.fromkeys(_numbers(tags)))


def _numbers(tags: Sequence[str]) -> Iterator[str]:
    for tag in tags:
        if criterion := _CRITERION.fullmatch(str(tag)):
            yield ".".join(criterion.groups())


def _told(detail: object) -> str:
    """Why there is no report; a sentence of ours stays one where nothing of it had to be cleaned away."""
    line = _line(detail, _DETAIL)
    return detail if isinstance(detail, Said) and detail == line else line


def _line(text: object, most: int) -> str:
    """A hostile text on one line, at most so long."""
    return " ".join(cleaned(str(text)).split())[:most].rstrip()
