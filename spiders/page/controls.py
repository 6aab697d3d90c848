"""
Which control of a page opens what: told by what it refers to, by the button of a menu, by what stands right before a closed part.

A closed part is the outermost element of something hidden. Nothing is clicked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from bs4 import Tag

from spiders.lexicon import merged
from spiders.page.elements import below, text_of
from spiders.page.names import DATA, any_name, names_of
from spiders.terms import fold

__all__ = ["Attributes", "Controls", "toggles_a_menu", "words_of"]

Attributes = Mapping[str, Sequence[tuple[Tag, str]]]
"""For each attribute name the elements that carry it, with its value."""

_REFERS: tuple[str, ...] = tuple(DATA["refers"])
_QUOTED = re.compile(r"['\"]#?([A-Za-z][\w-]{0,80})['\"]")
_CLICKED = frozenset({"a", "button", "summary", "label"})
_DRAWN = frozenset({"div", "span", "img", "i", "svg"})
"""What becomes a button by its name alone."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})
_MENU_TOGGLE = any_name(DATA["toggles"])
_DROPDOWN = any_name(DATA["dropdowns"])
_MENU = any_name(DATA["menus"])
_MENU_SIGNS = frozenset({"☰", "≡"})
_MENU_WORDS = frozenset(map(fold, merged("controls")["menu"]))
_HIGHEST = 6
"""So many elements above the button of a menu the menu is looked for."""
_MOST_TOGGLES = 12
_MENU_LINKS = 3
_MOST_SIBLINGS = 20
_LONGEST_WORDS = 60
_LONGEST_HEADING = 160


class Controls:
    """
    What opens what on one page.

    Args:
        attributes: All attributes of the page.
        hides: The viewports, a letter each ("d", "m"), in which an element is hidden while what holds it need not be; "" for none.
    """

    def __init__(self, attributes: Attributes, tags: Sequence[Tag], hides: Callable[[Tag], str]) -> None:
        self._hides = hides
        self._opens: dict[int, dict[int, Tag]] = {}
        ids = {value: tag for tag, value in reversed(attributes.get("id", ()))}
        for control, target in _references(attributes, ids):
            closed = next((each for each in (target, *islice(target.parents, 2)) if hides(each)), None)
            if closed is not None:
                self._add(closed, control)
        for label, value in attributes.get("for", ()):
            opened = self._ticked(ids[value]) if value in ids else None
            if opened is not None:
                self._add(opened, label)
        told = {control for controls in self._opens.values() for control in controls}
        toggles = list(islice((tag for tag in tags if id(tag) not in told and toggles_a_menu(tag)), _MOST_TOGGLES))
        menus = [tag for tag in tags if hides(tag) and _is_menu(tag)] if toggles else []
        for control in toggles:
            for menu in self._nearest(control, menus):
                self._add(menu, control)

    def named(self, closed: Tag) -> Sequence[Tag]:
        """The controls that are known to open a closed part."""
        if closed.parent is not None and closed.parent.name == "details":
            summary = next((child for child in closed.parent.children if isinstance(child, Tag) and child.name == "summary"), None)
            return [summary] if summary is not None else []
        return list(self._opens.get(id(closed), {}).values())

    def beside(self, closed: Tag) -> Tag | None:
        """What stands right before a closed part and may well open it: the link above a submenu, the question above an answer."""
        for element in (closed, *islice(closed.parents, 1)):
            siblings = (each for each in element.previous_siblings if isinstance(each, Tag))
            before = next((each for each in siblings if each.name not in ("br", "script")), None)
            if before is not None:
                return before if _may_open(before) and not self._hides(before) else None
        return None

    def _add(self, closed: Tag, control: Tag) -> None:
        if closed is not control and not any(holder is closed for holder in control.parents):
            self._opens.setdefault(id(closed), {})[id(control)] = control

    def _ticked(self, box: Tag) -> Tag | None:
        """The closed part that a style sheet may show when a box is ticked: the first after it, and before the next box."""
        if str(box.get("type") or "").lower() != "checkbox":
            return None
        after = (
            each
            for each in islice(box.next_siblings, _MOST_SIBLINGS)
            if isinstance(each, Tag) and (each.name == "input" or self._hides(each))
        )
        first = next(after, None)
        return first if first is not None and first.name != "input" else None

    def _nearest(self, control: Tag, menus: Sequence[Tag]) -> Iterator[Tag]:
        """Of all closed menus those nearest to a button that opens one; sooner such as are shown nowhere but by it."""
        heights = {id(holder): height for height, holder in enumerate(islice(control.parents, _HIGHEST))}
        ranked: dict[int, tuple[tuple[bool, int], Tag]] = {}
        for menu in menus:
            height = next((heights[id(holder)] for holder in menu.parents if id(holder) in heights), None)
            if height is not None and not any(id(holder) in ranked for holder in menu.parents):
                ranked[id(menu)] = (len(self._hides(menu)) == 1, height), menu
        best = min((rank for rank, _ in ranked.values()), default=None)
        return (menu for rank, menu in ranked.values() if rank == best)


def words_of(control: Tag) -> str:
    """What is written on a control, else what it calls itself; "" where that is a mere sign."""
    text = text_of(control)
    if len(text) > _LONGEST_HEADING or not any(letter.isalnum() for letter in text):
        text = str(control.get("aria-label") or control.get("title") or "")
    return " ".join(text.split())[:_LONGEST_WORDS] if any(letter.isalnum() for letter in text) else ""


def _references(attributes: Attributes, ids: Mapping[str, Tag]) -> Iterator[tuple[Tag, Tag]]:
    """Every control that refers to an element, and that element."""
    for attribute in _REFERS:
        for control, value in attributes.get(attribute, ()):
            yield from ((control, ids[part.lstrip("#")]) for part in value.split() if part.lstrip("#") in ids)
    for control, value in attributes.get("href", ()):
        if value.startswith("#") and value[1:] in ids:
            yield control, ids[value[1:]]
    for control, value in attributes.get("onclick", ()):
        yield from ((control, ids[name]) for name in _QUOTED.findall(value[:1000]) if name in ids)
    for panel, value in attributes.get("aria-labelledby", ()):
        if str(panel.get("role") or "") in ("tabpanel", "region") and value in ids:
            yield ids[value], panel


def toggles_a_menu(tag: Tag) -> bool:
    """Whether an element is the button of a menu, by its name or its words."""
    if not tag.attrs or not (tag.name in _CLICKED or tag.get("role") == "button" or tag.name in _DRAWN):
        return False
    if _MENU_TOGGLE(names_of(tag)):
        return True
    if tag.name in _DRAWN and tag.get("role") != "button":
        return False
    leads_on = tag.name == "a" and not str(tag.get("href") or "#").lower().startswith(("#", "javascript:"))
    said = fold(str(tag.get("aria-label") or "") or text_of(tag)).strip()
    return not leads_on and (said in _MENU_SIGNS or said.strip(" ☰≡+") in _MENU_WORDS)


def _is_menu(tag: Tag) -> bool:
    """Whether a closed part holds a menu that has a button of its own."""
    if _DROPDOWN(names_of(tag)) or (tag.parent is not None and tag.parent.name == "li"):
        return False
    links = list(islice(below(tag, "a"), _MENU_LINKS))
    if len(links) < _MENU_LINKS:
        return False
    return tag.name in ("nav", "ul") or _MENU(names_of(tag)) or next(below(tag, "nav"), None) is not None


def _may_open(tag: Tag) -> bool:
    if tag.name in _CLICKED or tag.name in _HEADINGS or tag.get("role") in ("button", "tab") or "onclick" in tag.attrs:
        return True
    return "tabindex" in tag.attrs or len(list(islice(below(tag, "a", "button"), 2))) == 1
