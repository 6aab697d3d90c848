"""
Pictures that seem to say how to reach the company and that nobody read: a number drawn in a picture, an address as a picture.

They are told by what stands right before them ("Telefon:"), by their alternative text or by their file's name. No such picture is
an icon, one beside its number in text, one inside a link that calls or writes, or one whose alternative text holds the number or
the address itself (a channel, seen by `phones` and `emails`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from spiders import words
from spiders.evidence import Picture
from spiders.extract._attributes import own_names
from spiders.lexicon import merged
from spiders.page import ParsedPage
from spiders.page.elements import box, selector
from spiders.strictyaml import load_data

__all__ = ["extract"]

Says = Literal["phone", "fax", "email", "postal", "contact"]

_DATA: dict[str, Any] = load_data("pictures")
_LEXICON = merged("pictures")
_WORDS = {
    says: re.compile("|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"[\s_-]?") for word in labels))
    for says, labels in _LEXICON["labels"].items()
}
_DECORATION = frozenset((*_DATA["decoration"], *_LEXICON["decoration"]))
_SMALLEST: dict[str, int] = _DATA["smallest"]
_DETAIL = re.compile(r"@|\d(?:\D{0,3}\d){4}")
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*")
_PART = re.compile(r"[^\W\d_]+")
_LABEL_LENGTH = 40
_STEPS = 12
_ADJACENT = 2
_LEVELS = 3
_WHOLE = frozenset({"body", "html", "main", "[document]"})
_SRC_LENGTH = 300


def extract(page: ParsedPage) -> Iterator[Picture]:
    """The pictures of the page that seem to hold contact details, the first ones."""
    yield from islice(_pictures(page), int(_DATA["most"]))


def _pictures(page: ParsedPage) -> Iterator[Picture]:
    for tag in page.named("img"):
        says = _says(page, tag)
        if says is None:
            continue
        place = page.place(tag)
        yield Picture(
            page=page.url,
            src=page.absolute(_source(tag))[:_SRC_LENGTH],
            alt=str(tag.get("alt") or "")[:_SRC_LENGTH],
            says=says,
            region=place.region,
            visible=place.visible,
            selector=selector(tag),
            box=box(tag),
        )


def _says(page: ParsedPage, tag: Tag) -> Says | None:
    """What a picture seems to show, None where nothing speaks for contact details."""
    if _is_small(tag) or _is_linked(tag) or _DETAIL.search(str(tag.get("alt") or "")):
        return None
    before, after = _text_beside(tag, back=True), _text_beside(tag, back=False)
    if _DETAIL.search(before) or _DETAIL.search(after[:_LABEL_LENGTH]):
        return None
    said = _named(before.rstrip(" :.\u00a0")) or _named(str(tag.get("alt") or "").strip(" :.")) or _by_name(tag)
    if said is None and _under_contact_heading(page, tag, before, after):
        return "contact"
    return said


def _named(text: str) -> Says | None:
    """What a text that is nothing but a label says."""
    if not 0 < len(text) <= _LABEL_LENGTH:
        return None
    return next((says for says, label in _WORDS.items() if label.fullmatch(text.lower())), None)


def _by_name(tag: Tag) -> Says | None:
    stem, _, suffix = _file_name(tag).lower().rpartition(".")
    parts = _PART.findall(stem)
    if suffix == "svg" or not _DECORATION.isdisjoint((*parts, *_PART.findall(own_names(tag).lower()))):
        return None
    return next((says for part in parts if (says := _named(part)) is not None), None)


def _under_contact_heading(page: ParsedPage, tag: Tag, before: str, after: str) -> bool:
    """Whether a picture of some size is all that stands under a heading for contact."""
    size = _size(tag)
    if not size or size[0] < 2 * _SMALLEST["width"] or not 0 < len(before) <= _LABEL_LENGTH or after:
        return False
    return "contact_us" in words.labels(before, page.lang) and _DECORATION.isdisjoint(_PART.findall(_file_name(tag).lower()))


def _file_name(tag: Tag) -> str:
    source = _source(tag)
    if source[:5].lower() == "data:":
        return ""
    try:
        return unquote(urlsplit(source).path).rpartition("/")[2][-100:]
    except ValueError:
        return ""


def _source(tag: Tag) -> str:
    return str(tag.get("src") or tag.get("data-src") or "").strip()


def _is_small(tag: Tag) -> bool:
    size = _size(tag)
    return bool(size) and (size[0] < _SMALLEST["width"] or size[1] < _SMALLEST["height"])


def _size(tag: Tag) -> tuple[int, ...]:
    """Width and height of a picture as the browser or its own attributes tell, () where they do not."""
    stamped = box(tag) if "data-auditor-box" in tag.attrs else None
    if stamped is not None:
        return stamped.width, stamped.height
    sides = [_PIXELS.fullmatch(str(tag.get(name) or "")) for name in ("width", "height")]
    return tuple(int(side[1]) for side in sides if side) if all(sides) else ()


def _is_linked(tag: Tag) -> bool:
    """Whether a picture stands in a link that says itself what it leads to."""
    link = next((element for element in islice(tag.parents, _LEVELS) if element.name == "a"), None)
    return link is not None and not str(link.get("href") or "#").startswith(("#", "mailto:?"))


def _text_beside(tag: Tag, *, back: bool) -> str:
    """The nearest text before or after a picture, as far as it stands close to it; "" where another picture stands between."""
    around = {id(element) for element in islice(tag.parents, _LEVELS) if element.name not in _WHOLE}
    for step, node in enumerate(islice(tag.previous_elements if back else tag.next_elements, _STEPS)):
        if isinstance(node, Tag) and node.name == "img":
            return ""
        if isinstance(node, NavigableString) and not isinstance(node, PreformattedString) and node.strip():
            close = step < _ADJACENT or any(id(parent) in around for parent in islice(node.parents, _LEVELS))
            return " ".join(node.split()) if close else ""
    return ""
