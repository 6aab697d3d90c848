"""Where an element stands: its region, the viewports in which it is visible, and behind how many controls."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bs4 import Tag

from spiders.evidence import Region, Viewport

__all__ = ["HIDDEN_STAMP", "NOWHERE", "TOP", "Place", "controlled_ids", "place_of"]

HIDDEN_STAMP = "data-auditor-hidden"
_REGION_TAGS: dict[str, Region] = {"header": "header", "nav": "nav", "main": "main", "footer": "footer", "dialog": "overlay"}
_REGION_ROLES: dict[str, Region] = {
    "banner": "header",
    "navigation": "nav",
    "menubar": "nav",
    "main": "main",
    "contentinfo": "footer",
    "dialog": "overlay",
    "alertdialog": "overlay",
}
_REGION_NAMES: tuple[tuple[re.Pattern[str], Region], ...] = (
    (re.compile(r"(?:^|[-_ ])(?:modal|popup|pop-up|lightbox|cookie\w*|consent\w*|overlay)(?:$|[-_ ])", re.I), "overlay"),
    (re.compile(r"(?:^|[-_ ])(?:footer|foot|bottom-?bar|colophon|site-?footer|page-?footer|sidfot)(?:$|[-_ ])", re.I), "footer"),
    (re.compile(r"(?:^|[-_ ])(?:nav|navbar|navigation|menu|main-?menu|topmenu|mainnav)(?:$|[-_ ])", re.I), "nav"),
    (re.compile(r"(?:^|[-_ ])(?:header|site-?header|page-?header|masthead|top-?bar|sidhuvud)(?:$|[-_ ])", re.I), "header"),
)
_BREADCRUMB = re.compile(r"(?:^|[-_ ])bread-?crumbs?(?:$|[-_ ])", re.I)
_NESTS: dict[Region, frozenset[Region]] = {
    "unknown": frozenset({"header", "nav", "main", "footer", "overlay"}),
    "main": frozenset({"overlay"}),
    "header": frozenset({"nav", "overlay"}),
    "nav": frozenset({"overlay"}),
    "footer": frozenset({"overlay"}),
    "overlay": frozenset(),
}
_STYLE_HIDES = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!))", re.I)
_DISCLOSED = re.compile(
    r"(?:^|[-_ ])(?:collaps\w*|accordion\w*|tab|tabs|tab-?pane|tab-?panel|panel|drop-?down\w*|sub-?menu|menu\w*|nav\w*|toggle\w*|"
    r"off-?canvas|drawer|expand\w*|faq\w*|answer|spoiler|details|modal|popup|lightbox|mobile\w*)(?:$|[-_ ])",
    re.I,
)
_CONTROL_ATTRIBUTES = ("aria-controls", "data-target", "data-bs-target", "data-toggle-target", "data-w-tab", "href", "for")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands; `behind` is None where no person gets to see it."""

    region: Region
    viewports: tuple[Viewport, ...]
    behind: int | None

    @property
    def visible(self) -> bool:
        return self.behind is not None


_BOTH: tuple[Viewport, ...] = ("desktop", "mobile")
_VIEWPORTS: tuple[tuple[Viewport, str], ...] = (("desktop", "d"), ("mobile", "m"))
TOP = Place("unknown", _BOTH, 0)
NOWHERE = Place("unknown", (), None)


def place_of(tag: Tag, above: Place, *, rendered: bool, controls: Collection[str]) -> Place:
    """
    Where an element stands.

    Args:
        above: The place of its parent.
        rendered: Whether the browser has stamped what it knows; else the markup tells.
        controls: Ids that some control on the page opens (`controlled_ids`).
    """
    region = _region(tag, above.region)
    stamp = tag.get(HIDDEN_STAMP)
    if stamp is not None:
        viewports = tuple(v for v, letter in _VIEWPORTS if letter not in str(stamp))
        if viewports:
            return Place(region, viewports, above.behind if above.behind is not None and above.viewports else 0)
        return Place(region, above.viewports or _BOTH, _disclosed(tag, region, above, controls))
    if not rendered and _markup_hides(tag):
        return Place(region, above.viewports, _disclosed(tag, region, above, controls))
    return above if region == above.region else Place(region, above.viewports, above.behind)


def _disclosed(tag: Tag, region: Region, above: Place, controls: Collection[str]) -> int | None:
    """How many controls a person must open to see a hidden element; None where nothing on the page opens it."""
    if above.behind is None:
        return None
    names = _names(tag)
    opens = (
        region == "nav"
        or str(tag.get("id") or "") in controls
        or str(tag.get("role") or "") in ("tabpanel", "menu", "region")
        or (tag.parent is not None and tag.parent.name == "details")
        or bool(_DISCLOSED.search(names))
    )
    return above.behind + 1 if opens else None


def controlled_ids(attributes: Mapping[str, Sequence[tuple[Tag, str]]]) -> frozenset[str]:
    """The ids that some control on the page opens."""
    told = (
        value
        for attribute in _CONTROL_ATTRIBUTES
        for _, value in attributes.get(attribute, ())
        if attribute != "href" or value.startswith("#")
    )
    return frozenset(part.lstrip("#") for value in told for part in value.split()) - {""}


def _region(tag: Tag, above: Region) -> Region:
    if not tag.attrs and tag.name not in _REGION_TAGS:
        return above
    if above in ("main", "unknown") and _BREADCRUMB.search(f"{_names(tag)} {tag.get('aria-label') or ''}"):
        return "nav"  # even within the main text
    region = _REGION_ROLES.get(str(tag.get("role") or "")) or _REGION_TAGS.get(tag.name)
    if region is None and tag.name not in ("html", "body"):
        names = _names(tag)
        region = next((r for pattern, r in _REGION_NAMES if pattern.search(names)), None) if names.strip() else None
    return region if region is not None and region in _NESTS[above] else above


def _markup_hides(tag: Tag) -> bool:
    if tag.has_attr("hidden") or (tag.name == "input" and tag.get("type") == "hidden"):
        return True
    if tag.parent is not None and tag.parent.name == "details" and tag.name != "summary" and not tag.parent.has_attr("open"):
        return True
    style = tag.get("style")
    return bool(style and _STYLE_HIDES.search(str(style)))


def _names(tag: Tag) -> str:
    return f"{tag.get('id') or ''} {' '.join(str(name) for name in tag.get_attribute_list('class') if name)}" if tag.attrs else ""
