"""The elements of a page by the attributes they carry: one walk that the extractors of links share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bs4 import Tag

from spiders.page import ParsedPage

__all__ = ["attributes", "has_structured", "own_names"]


@lru_cache(maxsize=1)
def attributes(page: ParsedPage) -> Mapping[str, list[tuple[Tag, str]]]:
    """Every attribute name of the page with the elements that have it and its value, in reading order."""
    found: dict[str, list[tuple[Tag, str]]] = {}
    for tag in page.soup.descendants:
        if isinstance(tag, Tag) and tag.attrs:
            for name, value in tag.attrs.items():
                if name not in _LISTS:
                    found.setdefault(name, []).append((tag, str(value)))
    return found


def has_structured(page: ParsedPage) -> bool:
    """Whether the page carries JSON-LD or microdata at all."""
    index = attributes(page)
    return "itemscope" in index or any("ld+json" in value for _, value in index.get("type", ()))


def own_names(tag: Tag) -> str:
    """The class and id of an element as one string."""
    return " ".join((*map(str, tag.get_attribute_list("class")), str(tag.get("id") or ""))) if tag.attrs else ""


_LISTS = frozenset({"class", "rel", "style", "d", "viewbox", "width", "height"})
