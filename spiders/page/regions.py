"""The part of the page in which an element stands: told by landmarks, roles, names, and where on the page a block was drawn."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import islice

from bs4 import Tag

from spiders.evidence import Region
from spiders.page.elements import BOX_STAMP, below, strings
from spiders.page.names import DATA, any_name, names_of, own_name

__all__ = ["Regions"]

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
_NESTS: dict[Region, frozenset[Region]] = {
    "unknown": frozenset({"header", "nav", "main", "footer", "overlay"}),
    "main": frozenset({"overlay"}),
    "header": frozenset({"nav", "overlay"}),
    "nav": frozenset({"overlay"}),
    "footer": frozenset({"overlay"}),
    "overlay": frozenset(),
}
_BREADCRUMB = any_name(["breadcrumb*", "bread-crumb*"])
_ARTICLES = ("article", "blockquote")
"""What has a head and a foot of its own."""
_BLOCKS = frozenset("div section aside table tbody tr td center ul ol form".split())
_NAMED: tuple[Region, ...] = tuple(DATA["regions"])
_SURE = {region: any_name(names.get("anywhere", ())) for region, names in DATA["regions"].items()}
_OWN = {region: own_name(names.get("own", ()), DATA["prefixes"]) for region, names in DATA["regions"].items()}
_ODD = {region: any_name(DATA["regions"][region]["own"]) for region in ("footer", "header")}
_HEADER_BEGINS, _ODD_HEADER_BEGINS = 800, 150
"""CSS pixels from the top of the page, above which a header begins; one with an odd name."""
_FOOTER_ENDS, _ODD_FOOTER_ENDS = 800, 250
"""CSS pixels from the lowest thing on the page, below which a footer ends; one with an odd name."""

_MOST = 3000
"""So many elements of a block are looked at to judge it."""


class Regions:
    """The regions of a page's elements, where `rendered` with the boxes that the browser has stamped."""

    def __init__(self, tags: Sequence[Tag], *, rendered: bool) -> None:
        self._tags = tags
        self._rendered = rendered

    def of(self, tag: Tag, above: Region) -> Region:
        """The region of an element; `above` is that of its parent."""
        if not tag.attrs and tag.name not in _REGION_TAGS:
            return above
        names = names_of(tag)
        if above in ("main", "unknown") and _BREADCRUMB(f"{names} {tag.get('aria-label') or ''}".lower()):
            return "nav"  # even within the main text
        region = _REGION_ROLES.get(str(tag.get("role") or "")) or self._by_tag(tag, names) or self._by_name(tag, names, above)
        return region if region is not None and region in _NESTS[above] else above

    def _by_tag(self, tag: Tag, names: str) -> Region | None:
        region = _REGION_TAGS.get(tag.name)
        if region not in _ODD:
            return region
        if tag.find_parent(_ARTICLES) is not None:
            return None
        return region if self._at_its_end(tag, region, odd=_ODD[region](names) and not _OWN[region](names)) else None

    def _by_name(self, tag: Tag, names: str, above: Region) -> Region | None:
        if not names.strip() or not _NESTS[above] or not (tag.name in _BLOCKS or "-" in tag.name):
            return None
        for region in _NAMED:
            if region in _ODD:
                if _ODD[region](names) and self._at_its_end(tag, region, odd=not _OWN[region](names)):
                    return region
            elif (_SURE[region](names) or _OWN[region](names)) and (region != "nav" or _mostly_links(tag)):
                return region
        return None

    def _at_its_end(self, tag: Tag, region: Region, *, odd: bool) -> bool:
        """Whether a header or footer stands where the page's own does; where that is not known, an odd name is not enough."""
        edges = [edge for each in (tag, *islice(below(tag), _MOST)) if (edge := _edges(each))] if self._rendered else []
        if not edges:
            return not odd
        if region == "header":
            return min(edges)[0] < (_ODD_HEADER_BEGINS if odd else _HEADER_BEGINS)
        return self._bottom - max(bottom for _, bottom in edges) < (_ODD_FOOTER_ENDS if odd else _FOOTER_ENDS)

    @cached_property
    def _bottom(self) -> int:
        return max(edge[1] for tag in self._tags if (edge := _edges(tag)))


def _edges(tag: Tag) -> tuple[int, int] | None:
    """Where an element begins and ends on the desktop page, from its own stamp, or None."""
    stamp = tag.attrs.get(BOX_STAMP)
    if not stamp or stamp[0] == ",":
        return None
    try:
        _, top, _, height = map(int, str(stamp).split(",", 4)[:4])
    except ValueError:
        return None
    return top, top + height


def _mostly_links(tag: Tag) -> bool:
    """Whether at least half of what is written in a block is links."""
    written = sum(1 for text in islice(strings(tag), _MOST) if text.strip())
    links = (each for each in islice(below(tag), _MOST) if each.name in ("a", "button"))
    linked = sum(1 for link in links for text in strings(link) if text.strip())
    return linked > 0 and written <= linked * 2
