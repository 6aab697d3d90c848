"""What some extractors ask of a page's elements: inline scripts, where structured data is stated, an element's own names."""

from __future__ import annotations

from functools import lru_cache

from bs4 import Tag

from spiders.page import ParsedPage

__all__ = ["classes", "has_structured", "own_names", "scripts", "stated_in"]


def scripts(page: ParsedPage) -> list[Tag]:
    """The page's inline scripts, data blocks too."""
    return [tag for tag in page.named("script") if "src" not in tag.attrs]


def has_structured(page: ParsedPage) -> bool:
    """Whether the page carries JSON-LD or microdata at all."""
    return "itemscope" in page.attributes or any("ld+json" in value for _, value in page.attributes.get("type", ()))


def stated_in(page: ParsedPage, key: str, text: str = "") -> Tag:
    """
    The element that states a property in structured data: the JSON-LD block, else the element of the microdata property.

    Args:
        text: What is stated; of several blocks the first that holds it is meant.
    """
    blocks = [tag for tag, value in page.attributes.get("type", ()) if "ld+json" in value]
    holding = (tag for tag in blocks if text and text in tag.get_text())
    properties = (tag for tag, value in page.attributes.get("itemprop", ()) if key in value.split())
    return next(holding, None) or next(iter(blocks), None) or next(properties, None) or page.soup


@lru_cache(maxsize=1)
def classes(page: ParsedPage) -> dict[str, list[Tag]]:
    """The elements of the page by class."""
    found: dict[str, list[Tag]] = {}
    for tag in page.tags:
        for name in tag.attrs.get("class") or ():
            found.setdefault(name, []).append(tag)
    return found


def own_names(tag: Tag) -> str:
    """The class and id of an element as one string."""
    return " ".join((*map(str, tag.get_attribute_list("class")), str(tag.get("id") or ""))) if tag.attrs else ""
