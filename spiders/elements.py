"""What can be said of one element alone: its text, the way back to it, its place on the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from soupsieve import escape

from spiders.evidence import Box

__all__ = ["BOX_STAMP", "below", "box", "selector", "strings", "text_of"]

BOX_STAMP = "data-auditor-box"

_SPACES = re.compile(r"[ \t\r\n\f\v]+")


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
    """The pieces of text that `get_text` joins, in reading order; a page has hundreds of elements that are asked for theirs."""
    kinds = tag.interesting_string_types or Tag.MAIN_CONTENT_STRING_TYPES
    waiting = tag.contents[::-1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            waiting.extend(reversed(node.contents))
        elif isinstance(node, NavigableString) and type(node) in kinds:
            yield node


def selector(tag: Tag) -> str:
    """A short CSS selector of the element: from the nearest id down, by position among its like."""
    steps: list[str] = []
    for element in (tag, *tag.parents):
        if isinstance(element, BeautifulSoup):
            break
        name = str(element.get("id") or "")
        if re.fullmatch(r"[A-Za-z][\w-]*", name):
            steps.append(f"#{name}")
            break
        siblings = element.parent.contents if element.parent is not None else [element]
        twins = [node for node in siblings if isinstance(node, Tag) and node.name == element.name]
        steps.append(_escaped(element.name) + (f":nth-of-type({_index(twins, element) + 1})" if len(twins) > 1 else ""))
    return " > ".join(reversed(steps))


@lru_cache(maxsize=1 << 10)
def _escaped(name: str) -> str:
    return escape(name)


def box(tag: Tag) -> Box | None:
    """The element's place on the desktop page, from the nearest stamp, or None."""
    for element in (tag, *tag.parents):
        stamp = element.attrs.get(BOX_STAMP)
        if stamp:
            try:
                x, y, width, height = (int(float(part)) for part in str(stamp).split(","))
            except ValueError:
                return None
            return Box(x=x, y=y, width=width, height=height)
    return None


def _index(tags: Sequence[Tag], wanted: Tag) -> int:
    return next(i for i, tag in enumerate(tags) if tag is wanted)
