"""
Masking: secrets taken out of all that is kept of a page, in whatever way a page writes them.

What is masked is what can be told from what a page says to everybody: a word in ordinary letters is not, for with it the page's own
words would go. A text is searched once for each secret; no pattern is built from what a file holds.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, AnyStr, TypeVar
from urllib.parse import quote, unquote

from pydantic import BaseModel

__all__ = ["MASKED", "Mask", "rewritten", "tells", "tokens"]

MASKED = "***"

_LEAST = 8
_LONGEST_WORD = 19
_TOKEN = re.compile(r"(?=\D*\d)(?=[^A-Za-z]*[A-Za-z])[\w\-.~+/=%|:$@]{16,4096}")
_IN_SCRIPT = str.maketrans({"/": "\\/", "&": "\\u0026", "<": "\\u003c", ">": "\\u003e"})
_ENCODINGS = ("utf-8", "latin-1", "utf-16-le", "utf-16-be")

Record = TypeVar("Record", bound=BaseModel)


@dataclass(frozen=True, repr=False)
class Mask:
    """Takes secrets out of what is kept; they do not show in its `repr`."""

    secrets: tuple[str, ...] = ()

    def __call__(self, kept: AnyStr) -> AnyStr:
        """A text, or a page's bytes, with the secrets masked."""
        if isinstance(kept, str):
            for form in self._texts:
                kept = kept.replace(form, MASKED)
        else:
            for coded, masked in self._bytes:
                kept = kept.replace(coded, masked)
        return kept

    def cleared(self, record: Record) -> Record:
        """A record with the secrets masked in all its texts."""
        return rewritten(record, self) if self.secrets else record

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        """Every form of every secret, the longest first."""
        forms = {form for secret in self.secrets for form in _forms(secret)}
        return tuple(sorted(forms, key=lambda form: (-len(form), form)))

    @cached_property
    def _bytes(self) -> tuple[tuple[bytes, bytes], ...]:
        """Every form as bytes, with what stands in its place."""
        coded: dict[bytes, bytes] = {}
        for encoding in _ENCODINGS:
            for form in self._texts:
                with suppress(UnicodeEncodeError):
                    coded.setdefault(form.encode(encoding), MASKED.encode(encoding))
        return tuple(coded.items())


def rewritten(record: Record, by: Callable[[str], str]) -> Record:
    """A record with every text in it put through a function; names of fields and keys stay."""

    def of(value: Any) -> Any:
        if isinstance(value, str):
            return by(value)
        if isinstance(value, dict):
            return {name: of(one) for name, one in value.items()}
        return type(value)(map(of, value)) if isinstance(value, (list, tuple)) else value

    told = record.model_dump(by_alias=True)
    made = of(told)
    return record if made == told else type(record).model_validate(made)


def tells(value: str) -> bool:
    """Whether a password or a cookie's value can be told from the words of a page: not a short one, not "Stockholm"."""
    ordinary = value in (value.lower(), value.capitalize(), value.upper()) and value.replace("-", "").isalpha()
    return len(value) >= _LEAST and not (ordinary and len(value) <= _LONGEST_WORD)


def tokens(stored: object) -> Iterator[str]:
    """What looks like a token in what a page has stored: 16 to 4096 characters, letters and figures, no blank, no address."""
    for text in _texts(stored):
        yield from (part for part in text.split() if _TOKEN.fullmatch(part) and "://" not in part)


def _texts(value: object) -> Iterator[str]:
    """The texts in a value; a text that is JSON is opened."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        inner = None
        with suppress(ValueError, RecursionError):
            inner = json.loads(value)
        yield from _texts(inner) if isinstance(inner, (dict, list, str)) else (value,)


def _forms(secret: str) -> Iterator[str]:
    """The ways in which a page may write it: as it is, in an address, in markup, in a script."""
    for one in (secret, unquote(secret)):
        script = json.dumps(one, ensure_ascii=False)[1:-1]
        yield from (one, quote(one, safe=""), html.escape(one), html.escape(one, quote=False))
        yield from (script, json.dumps(one)[1:-1], script.translate(_IN_SCRIPT))
