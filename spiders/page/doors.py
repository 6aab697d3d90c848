"""The controls of a rendered page that open a menu, an accordion or a tab, as far as a person sees them at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from spiders.look import Door
from spiders.page import ParsedPage
from spiders.page.controls import toggles_a_menu, words_of
from spiders.page.elements import box, selector

__all__ = ["doors_of"]

_MOST = 60
_STAYS = re.compile(r"\s*(?:#|javascript:|$)", re.I)


def doors_of(page: ParsedPage) -> tuple[Door, ...]:
    """The doors in reading order, at most 60; nothing where the page was only fetched."""
    return tuple(_doors(page))[:_MOST] if page.rendered else ()


def _doors(page: ParsedPage) -> Iterator[Door]:
    for tag in page.doors:
        place = page.place(tag)
        if place.behind == 0 and not _sends(tag) and tag.get("aria-expanded") != "true":
            yield Door(
                selector=selector(tag),
                label=words_of(tag),
                region=place.region,
                menu=toggles_a_menu(tag),
                leads=_leads(tag),
                box=box(tag),
            )


def _leads(tag: Tag) -> bool:
    return tag.name == "a" and not _STAYS.match(str(tag.get("href") or ""))


def _sends(tag: Tag) -> bool:
    """Whether a click on it could send something: whatever belongs to a form, or names another way than asking."""
    if {"form", "formaction", "data-method"} & tag.attrs.keys() or tag.name == "input":
        return True
    return tag.name == "button" and str(tag.get("type") or "submit") == "submit" and tag.find_parent("form") is not None
