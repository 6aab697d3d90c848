"""The elements of a page by the attributes they carry: one walk that the extractors of links share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bs4 import Tag

from spiders.page import ParsedPage

__all__ = ["attributes", "has_structured", "own_names", "scripts", "stated_in"]


@dataclass(frozen=True, slots=True)
class _Index:
    attributes: Mapping[str, list[tuple[Tag, str]]]
    scripts: tuple[Tag, ...]


def attributes(page: ParsedPage) -> Mapping[str, list[tuple[Tag, str]]]:
    """Every attribute name of the page with the elements that have it and its value, in reading order."""
    return _index(page).attributes


def scripts(page: ParsedPage) -> tuple[Tag, ...]:
    """The page's inline scripts, data blocks too."""
    return _index(page).scripts


@lru_cache(maxsize=1)
def _index(page: ParsedPage) -> _Index:
    found: dict[str, list[tuple[Tag, str]]] = {}
    inline: list[Tag] = []
    for tag in page.soup.descendants:
        if not isinstance(tag, Tag):
            continue
        if tag.name == "script" and "src" not in tag.attrs:
            inline.append(tag)
        for name, value in tag.attrs.items():
            if name not in _UNREAD:
                found.setdefault(name, []).append((tag, str(value)))
    return _Index(found, tuple(inline))


def has_structured(page: ParsedPage) -> bool:
    """Whether the page carries JSON-LD or microdata at all."""
    index = attributes(page)
    return "itemscope" in index or any("ld+json" in value for _, value in index.get("type", ()))


def stated_in(page: ParsedPage, key: str) -> Tag:
    """The element that states a property in structured data: the JSON-LD block, else the element of the microdata property."""
    index = attributes(page)
    blocks = (tag for tag, value in index.get("type", ()) if "ld+json" in value)
    properties = (tag for tag, value in index.get("itemprop", ()) if key in value.split())
    return next(blocks, None) or next(properties, None) or page.soup


def own_names(tag: Tag) -> str:
    """The class and id of an element as one string."""
    return " ".join((*map(str, tag.get_attribute_list("class")), str(tag.get("id") or ""))) if tag.attrs else ""


_UNREAD = frozenset({"class", "rel", "style", "d", "viewbox", "width", "height"})
