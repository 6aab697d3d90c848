"""The structured data of a page (JSON-LD and microdata), as plain objects that extractors share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from bs4 import Tag

from spiders.page import ParsedPage

_MOST_DEPTH = 40


@lru_cache(maxsize=1)
def structured(page: ParsedPage) -> tuple[dict[str, Any], ...]:
    """
    Every object of the page's structured data, outer ones before those they hold.

    An object has its short type name under `@type` ("" where it has none, space-joined where it has several, as "PostalAddress")
    and its properties under their schema.org names, JSON-LD and microdata alike. Bad markup gives no objects.
    """
    scripts, scopes = _marked(page)
    if not scripts and not scopes:
        return ()
    # The library brings a large graph toolkit with it: half a second to import, for the pages that need it only.
    from extruct.jsonld import JsonLdExtractor  # noqa: PLC0415
    from extruct.w3cmicrodata import MicrodataExtractor  # noqa: PLC0415

    found: list[dict[str, Any]] = []
    for tags, extractor in ((scripts, JsonLdExtractor()), (scopes, MicrodataExtractor())):
        for tag in tags:
            try:
                items = extractor.extract(f"<html><body>{tag}</body></html>", base_url=page.base)
            except (ValueError, LookupError, RecursionError, TypeError, AttributeError):
                continue
            found.extend(each for item in items for each in _objects(item))
    return tuple(found)


def texts(value: Any) -> tuple[str, ...]:
    """The strings of a property's value, which may be absent, one, or a list; numbers as they print."""
    values = value if isinstance(value, list) else [value]
    return tuple(str(each).strip() for each in values if isinstance(each, (str, int, float)) and str(each).strip())


def _marked(page: ParsedPage) -> tuple[list[Tag], list[Tag]]:
    scripts = [tag for tag in page.named("script") if "ld+json" in str(tag.get("type"))]
    scopes = [tag for tag, _ in page.attributes.get("itemscope", ()) if not tag.find_parent(attrs={"itemscope": True})]
    return scripts, scopes


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _MOST_DEPTH:
        return
    if isinstance(value, list):
        for each in value:
            yield from _objects(each, depth + 1)
    elif isinstance(value, dict):
        flat = _flat(value)
        yield flat
        for each in flat.values():
            if isinstance(each, (dict, list)):
                yield from _objects(each, depth + 1)


def _flat(value: dict[str, Any]) -> dict[str, Any]:
    if isinstance(value.get("properties"), dict):
        value = {"@type": value.get("type", ""), **value["properties"]}
    kinds = texts(value.get("@type"))
    return {**value, "@type": " ".join(kind.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1].rsplit(":", 1)[-1] for kind in kinds)}
