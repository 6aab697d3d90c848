"""What can be said of one element alone: its text, the way back to it, how it was drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, TemplateString
from soupsieve import escape

from spiders.evidence import Box, Viewport

__all__ = ["BOX_STAMP", "Drawn", "below", "box", "disabled", "drawn", "selector", "strings", "submits", "text_of"]

BOX_STAMP = "data-auditor-box"
_SCREEN, _FONT, _CONTRAST = 4, 5, 6
"""What follows the box in its stamp."""
_SCREENS: tuple[tuple[str, Viewport], ...] = (("d", "desktop"), ("m", "mobile"))

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_PLAIN = re.compile(r"[A-Za-z][\w-]*")
"""An id that a selector can hold as it is."""


def text_of(tag: Tag) -> str:
    """The text of an element on one line; where it has none, the name it gives itself (aria-label, alt, title, value)."""
    text = _SPACES.sub(" ", " ".join(strings(tag))).strip()
    if text:
        return text
    image = next((image for image in below(tag, "img") if "alt" in image.attrs), None)
    for source, attributes in ((tag, ("aria-label", "title", "value", "alt")), (image, ("alt",))):
        if isinstance(source, Tag):
            for attribute in attributes:
                value = _SPACES.sub(" ", str(source.get(attribute) or "")).strip()
                if value:
                    return value
    return ""


def below(tag: Tag, *names: str) -> Iterator[Tag]:
    """The elements inside an element, in reading order; where names are given, those that have one of them."""
    for node in tag.descendants:
        if isinstance(node, Tag) and (not names or node.name in names):
            yield node


def strings(tag: Tag) -> Iterator[str]:
    """The pieces of text that `get_text` joins, and those in shadow roots, in reading order."""
    kinds = frozenset(tag.interesting_string_types or Tag.MAIN_CONTENT_STRING_TYPES) | {TemplateString}
    waiting = tag.contents[::-1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            if node.name != "template" or "shadowrootmode" in node.attrs:
                waiting.extend(reversed(node.contents))
        elif isinstance(node, NavigableString) and type(node) in kinds:
            yield node


def selector(tag: Tag) -> str:
    """A short CSS selector of the element: from the nearest id down, by position among its like."""
    steps: list[str] = []
    for element in (tag, *tag.parents):
        if isinstance(element, BeautifulSoup):
            break
        name = str(element.attrs.get("id") or "")
        if name and _PLAIN.fullmatch(name):
            steps.append(f"#{name}")
            break
        siblings = element.parent.contents if element.parent is not None else [element]
        twins = [node for node in siblings if isinstance(node, Tag) and node.name == element.name]
        steps.append(_escaped(element.name) + (f":nth-of-type({_index(twins, element) + 1})" if len(twins) > 1 else ""))
    return " > ".join(reversed(steps))


@lru_cache(maxsize=1 << 10)
def _escaped(name: str) -> str:
    return escape(name)


def submits(tag: Tag) -> bool:
    """Whether a click on it may send a form, or empty it: a button of one, and not called a mere button."""
    mere = str(tag.get("type") or "submit").lower() == "button"
    return tag.name in ("button", "input") and not mere and ("form" in tag.attrs or tag.find_parent("form") is not None)


def disabled(tag: Tag) -> bool:
    """Whether a control says of itself that it does nothing now."""
    return "disabled" in tag.attrs or tag.get("aria-disabled") == "true"


def box(tag: Tag) -> Box | None:
    """The element's place on the desktop page, from the nearest stamp, or None."""
    for element in (tag, *tag.parents):
        if stamp := _stamp(element):
            return _box(stamp[:_SCREEN])
    return None


@dataclass(frozen=True, slots=True)
class Drawn:
    """How the browser drew an element; see `Sighting` for what the fields mean."""

    first_screen: tuple[Viewport, ...] = ()
    font_px: float | None = None
    contrast: float | None = None


def drawn(tag: Tag) -> Drawn:
    """How an element was drawn, from the nearest stamps; its letters may be in an element that it holds."""
    around = next((stamp for element in (tag, *tag.parents) if (stamp := _stamp(element))), ())
    letters = next((stamp for element in (tag, *below(tag), *tag.parents) if len(stamp := _stamp(element)) > _FONT), ())
    return Drawn(
        first_screen=tuple(viewport for letter, viewport in _SCREENS if letter in "".join(around[_SCREEN:_FONT])),
        font_px=_number(letters[_FONT:_CONTRAST]),
        contrast=_number(letters[_CONTRAST:]),
    )


def _stamp(tag: Tag) -> Sequence[str]:
    stamp = tag.attrs.get(BOX_STAMP)
    return str(stamp).split(",") if stamp else ()


def _box(parts: Sequence[str]) -> Box | None:
    try:
        x, y, width, height = (int(float(part)) for part in parts)
    except ValueError:
        return None
    return Box(x=x, y=y, width=width, height=height)


def _number(parts: Sequence[str]) -> float | None:
    try:
        return float(parts[0]) if parts else None
    except ValueError:
        return None


def _index(tags: Sequence[Tag], wanted: Tag) -> int:
    return next(i for i, tag in enumerate(tags) if tag is wanted)
