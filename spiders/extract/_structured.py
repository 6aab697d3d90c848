"""The structured data of a page (JSON-LD and microdata), as plain objects that extractors share."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, groupby
from typing import Any

from bs4 import Tag

from spiders.extract._attributes import has_structured
from spiders.page import ParsedPage
from spiders.page.elements import below

_MOST_DEPTH = 40
_MOST_OBJECTS = 2000
_PARTS_OF_PAGES = frozenset(
    "WebPage CollectionPage ItemPage SearchResultsPage WebPageElement WPHeader WPFooter WPSideBar SiteNavigationElement "
    "CreativeWork Article BlogPosting Blog NewsArticle Comment ImageObject BreadcrumbList ListItem Person".split()
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WAYS_TO_REACH = frozenset({"telephone", "faxNumber", "email"})


@lru_cache(maxsize=1)
def structured(page: ParsedPage) -> tuple[dict[str, Any], ...]:
    """
    Every object of the page's structured data, outer ones before those they hold.

    An object has its short type name under `@type` ("" where it has none, space-joined where it has several, as "PostalAddress")
    and its properties under their schema.org names, JSON-LD and microdata alike; under `@as` stands the property by which another
    object holds it, or "". Bad markup gives no objects.
    """
    items = chain(_json_ld(page), _microdata(page))
    return tuple(page.first((each for item in items for each in _objects(item)), _MOST_OBJECTS))


def texts(value: Any) -> tuple[str, ...]:
    """The strings of a property's value, which may be absent, one, or a list; numbers as they print."""
    values = value if isinstance(value, list) else [value]
    return tuple(str(each).strip() for each in values if isinstance(each, (str, int, float)) and str(each).strip())


def stated_hours(page: ParsedPage) -> tuple[str, ...]:
    """The opening hours that the structured data states, each once, as "Monday-Friday 09:00-17:00; Saturday 10:00-14:00"."""
    if not has_structured(page):
        return ()
    return tuple(dict.fromkeys(filter(None, (_hours(each) for each in structured(page)))))


def _hours(item: dict[str, Any]) -> str:
    stated = item.get("openingHoursSpecification")
    rows = (_flat(row) for row in (stated if isinstance(stated, list) else [stated]) if isinstance(row, dict))
    return "; ".join(dict.fromkeys((*texts(item.get("openingHours")), *filter(None, map(_row, rows)))))


def _row(row: dict[str, Any]) -> str:
    opens, closes = (next(iter(texts(row.get(name))), "")[:5] for name in ("opens", "closes"))
    named = {day.rstrip("/").rpartition("/")[2].capitalize() for day in texts(row.get("dayOfWeek"))}
    days = [n for n, day in enumerate(_DAYS) if day in named]
    runs = [list(run) for _, run in groupby(days, key=lambda n: n - days.index(n))]
    told = ", ".join(_DAYS[run[0]] if len(run) == 1 else f"{_DAYS[run[0]]}-{_DAYS[run[-1]]}" for run in runs)
    return f"{told} {opens}-{closes}".strip() if opens and closes and opens != closes else ""


def _json_ld(page: ParsedPage) -> Iterator[Any]:
    for script in page.named("script"):
        if script.get("type") != "application/ld+json":
            continue
        text = script.get_text()
        try:
            stated = json.loads(text, strict=False)
        except RecursionError:
            continue
        except ValueError:
            yield from _by_library("jsonld", "JsonLdExtractor", script, page.base)
            continue
        yield from stated if isinstance(stated, list) else [stated]


def _microdata(page: ParsedPage) -> Iterator[Any]:
    for tag, _ in page.attributes.get("itemscope", ()):
        if not any("itemscope" in parent.attrs for parent in tag.parents) and not _is_layout(tag):
            yield from _by_library("w3cmicrodata", "MicrodataExtractor", tag, page.base)


def _is_layout(scope: Tag) -> bool:
    """Whether a scope, as many themes put around each part of a page, says nothing of the company: not worth the library's time."""
    stated = [tag.attrs for tag in (scope, *below(scope))]
    types = (str(attrs["itemtype"]).rpartition("/")[2] for attrs in stated if "itemtype" in attrs)
    properties = (name for attrs in stated for name in str(attrs.get("itemprop", "")).split())
    return _PARTS_OF_PAGES.issuperset(types) and _WAYS_TO_REACH.isdisjoint(properties)


def _by_library(module: str, name: str, tag: Tag, base: str) -> list[Any]:
    """
    What extruct makes of an element.

    It brings a large graph toolkit with it, half a second to import: for microdata and for JSON that is not quite JSON only.
    """
    extractor = getattr(importlib.import_module(f"extruct.{module}"), name)()
    try:
        return list(extractor.extract(f"<html><body>{tag}</body></html>", base_url=base))
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError):
        return []


def _objects(value: Any, depth: int = 0, held: str = "") -> Iterator[dict[str, Any]]:
    if depth > _MOST_DEPTH:
        return
    if isinstance(value, list):
        for each in value:
            yield from _objects(each, depth + 1, held)
    elif isinstance(value, dict):
        flat = _flat(value)
        yield {**flat, "@as": held}
        for name, each in flat.items():
            if isinstance(each, (dict, list)):
                yield from _objects(each, depth + 1, name)


def _flat(value: dict[str, Any]) -> dict[str, Any]:
    if isinstance(value.get("properties"), dict):
        value = {"@type": value.get("type", ""), **value["properties"]}
    kinds = texts(value.get("@type"))
    return {**value, "@type": " ".join(kind.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1].rsplit(":", 1)[-1] for kind in kinds)}
