"""What the words beside digits say they are: a telephone number, a fax number, or something else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Literal

from spiders.extract._wordlist import pattern
from spiders.lexicon import merged
from spiders.strictyaml import load_data

__all__ = ["JOINS", "Label", "amount_follows", "label_after", "label_before", "mark_of", "names_phone", "word_end"]

Label = Literal["phone", "fax", "other", ""]

_DATA: dict[str, Any] = load_data("phones")
_WORDS = merged("phones")
_SIGNS = "[" + _DATA["phone_signs"] + "]"
_PHONE = re.compile(f"{pattern((*_DATA['phone_words'], *_WORDS['phone_words'])).pattern}|{_SIGNS}", re.IGNORECASE)
_FAX = pattern((*_DATA["fax_words"], *_WORDS["fax_words"]))
_OTHER = pattern((*_DATA["other_words"], *_WORDS["other_words"]))
_AFTER = re.compile(r"\s?[(\[]\s?([^()\[\]\n]{1,30})[)\]]")
_UNITS = re.compile(
    r"\s?(?:" + "|".join(sorted(map(re.escape, {*_DATA["units"], *_WORDS["units"]}), key=lambda u: (-len(u), u))) + r")(?![^\W_])",
    re.IGNORECASE,
)
JOINS = "|".join(_WORDS["joins"])
"""Words between two numbers, as a pattern."""

_JOINED = re.compile(rf"[\s./&,+|·:()-]*(?:{JOINS})?[\s./&,+|·:()-]*", re.IGNORECASE)
_PHONE_MARKS = frozenset((*_DATA["phone_marks"], *_WORDS["phone_marks"]))
_FAX_MARKS = frozenset((*_DATA["fax_marks"], *_WORDS["fax_marks"]))
_FAX_SIGN = "📠"
_PHONE_REACH = 70
_OTHER_REACH = 26
_CARRIED_REACH = 25


def label_before(before: str, carried: Label = "") -> Label:
    """
    The label of a number by the words that stand before it; the nearest word decides.

    Args:
        before: The text before the number on its line.
        carried: The label of the number before it on the same line, which holds on in a list ("Tel: 1, 2").
    """
    near = before[-_PHONE_REACH:]
    phone = _last(_PHONE, near)
    fax = _last(_FAX, near)
    other = _last(_OTHER, near)
    if other is not None and len(near) - other.end() > _OTHER_REACH:
        other = None
    ends = {"phone": phone.end() if phone else -1, "fax": fax.end() if fax else -1, "other": other.end() if other else -1}
    best = max(ends.values())
    if best < 0:
        return carried if len(before) <= _CARRIED_REACH else ""
    if phone and fax and _JOINED.fullmatch(near[min(phone.end(), fax.end()) : max(phone.start(), fax.start())]):
        return "phone" if phone.group() != _FAX_SIGN else "fax"
    if best == ends["other"]:
        return "other"
    return "phone" if best == ends["phone"] else "fax"


def label_after(after: str) -> Label:
    """The label that stands in brackets after a number, "" where none does."""
    match = _AFTER.match(after)
    if match is None:
        return ""
    if _FAX.search(match[1]):
        return "fax"
    return "phone" if _PHONE.search(match[1]) else ""


def names_phone(text: str) -> bool:
    """Whether a phone word or sign stands anywhere in the text."""
    return bool(_PHONE.search(text))


def word_end(before: str) -> int:
    """Where the last phone word ends, -1 where there is none or a fax word or another follows it."""
    phone, fax, other = (_last(words, before) for words in (_PHONE, _FAX, _OTHER))
    if phone is None or any(each is not None and each.start() >= phone.end() for each in (fax, other)):
        return -1
    return phone.end()


def amount_follows(after: str) -> bool:
    """Whether a unit or a currency stands right after the digits."""
    return bool(_UNITS.match(after))


@lru_cache(maxsize=1 << 11)
def mark_of(names: str) -> Label:
    """The label that an element's names (class, id, property, label) give to what it holds."""
    words = {word.lower() for word in re.split(r"[^A-Za-z]+", names)} | {word.lower() for word in re.findall(r"[\w-]+", names)}
    if words & _FAX_MARKS:
        return "fax"
    return "phone" if words & _PHONE_MARKS else ""


def _last(words: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in words.finditer(text):
        found = match
    return found
