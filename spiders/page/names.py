"""What elements are called by their ids and classes, and which of these names mean something (`data/places.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from bs4 import Tag

from spiders.strictyaml import load_data

__all__ = ["DATA", "any_name", "names_of", "own_name"]

DATA: dict[str, Any] = load_data("places")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_JOINTS = re.compile(r"[-_:/.]+")
_LONGEST = 400
_KEPT = 1 << 12


def names_of(tag: Tag) -> str:
    """The element's id and classes in small letters with blanks between, the words of each joined by a hyphen."""
    if not tag.attrs:
        return ""
    classes = tag.attrs.get("class", "")
    return _plain(f"{tag.attrs.get('id', '')} {classes if isinstance(classes, str) else ' '.join(classes)}"[:_LONGEST])


@lru_cache(maxsize=_KEPT)
def _plain(names: str) -> str:
    return _JOINTS.sub("-", _CAMEL.sub("-", names)).lower()


def any_name(wanted: Iterable[str]) -> Callable[[str], bool]:
    """Tells whether one of an element's names has one of those wanted among its words."""
    return _finds(rf"(?:^|[- ])(?:{_either(wanted)})(?:$|[- ])")


def own_name(wanted: Iterable[str], prefixes: Iterable[str]) -> Callable[[str], bool]:
    """Tells whether one of an element's names begins with one of those wanted, nothing but prefixes before it."""
    return _finds(rf"(?:^| )(?:(?:{_either(prefixes)})-)*(?:{_either(wanted)})(?:$|[- ])")


def _finds(pattern: str) -> Callable[[str], bool]:
    search = re.compile(pattern).search
    return lru_cache(maxsize=_KEPT)(lambda names: search(names) is not None)


def _either(words: Iterable[str]) -> str:
    """A pattern for any of the words; one that never fits where there are none."""
    return "|".join(re.escape(word.removesuffix("*")) + ("[a-z0-9]*" if word.endswith("*") else "") for word in words) or r"(?!)"
