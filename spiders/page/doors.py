"""The controls of a rendered page that open a menu, an accordion or a tab, or may do so, as far as a person sees them at once."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag

from spiders.look import Door
from spiders.page import ParsedPage
from spiders.page.controls import toggles_a_menu, words_of
from spiders.page.elements import below, box, disabled, selector, submits
from spiders.page.leads import leads

__all__ = ["doors_of"]

_MOST = 60
_FIELDS = ("input", "textarea", "select")
_SAYS_WHAT = frozenset({"aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle"})


def doors_of(page: ParsedPage) -> tuple[Door, ...]:
    """The doors in reading order, at most 60; nothing where the page was only fetched."""
    return tuple(_doors(page))[:_MOST] if page.rendered else ()


def _doors(page: ParsedPage) -> Iterator[Door]:
    buttons = {id(tag) for tag in page.named("button") if tag.find_parent("form") is None}
    leading = {id(tag) for tag, _ in leads(page)}
    for tag in (tag for tag in page.tags if id(tag) in page.doors or id(tag) in buttons):
        # What leads to another page is followed; the pointer rests on it where that shows more.
        if id(tag) in leading and not page.doors.get(id(tag)):
            continue
        if page.place(tag).behind == 0 and not disabled(tag) and not _sends(tag) and tag.get("aria-expanded") != "true":
            yield Door(
                selector=selector(tag),
                label=words_of(tag),
                region=page.place(tag).region,
                menu=toggles_a_menu(tag),
                known=id(tag) in page.doors,
                leads=id(tag) in leading,
                box=box(tag),
            )


def _sends(tag: Tag) -> bool:
    """Whether a click on it could send something; of the buttons in a form to fill in only those that say what they open do not."""
    if {"form", "formaction", "data-method"} & tag.attrs.keys() or tag.name == "input" or submits(tag):
        return True
    form = tag.find_parent("form") if tag.name == "button" else None
    return form is not None and not (_SAYS_WHAT & tag.attrs.keys()) and any(_filled_in(field) for field in below(form, *_FIELDS))


def _filled_in(field: Tag) -> bool:
    return field.name != "input" or field.get("type", "text") not in ("hidden", "search", "button", "submit", "image", "reset")
