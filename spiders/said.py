"""
Sentences that remember how they were put together, so that a report can say them in another language.

A `Said` is the English sentence, and a string like any other. Its `told` is the same before it was filled in: that is what a
catalogue of another language is asked for. What comes from a site is a plain string and is never translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any, Self

from pydantic import Field as Key
from pydantic import model_validator

from spiders.frozen import Frozen

__all__ = ["Said", "Spoken", "Told", "capitalised", "count", "filled", "joined", "say", "sentences"]

_NUMBER = re.compile(r"\+?(?:\.\d)?[gf%]?")
_LONGEST = 2**20


class Told(Frozen):
    """
    A sentence before it is filled in.

    Attributes:
        text: English with `{names}`; the key of a translation.
        many: The same for any number but one, where `n` chooses.
        capital: Whether the whole begins with a capital letter, though `text` does not.
        values: What the names stand for: numbers, words of a site, or sentences of the same kind.
    """

    text: str
    many: str = Key(default="", exclude_if=lambda many: not many)
    n: int | None = Key(default=None, exclude_if=lambda n: n is None)
    capital: bool = Key(default=False, exclude_if=lambda capital: not capital)
    values: dict[str, str | int | float | Told] = Key(default={}, exclude_if=lambda values: not values)


class Said(str):
    """An English sentence with how it was put together; what is added to it is remembered, what is cut from it is not."""

    __slots__ = ("told",)
    told: Told

    def __new__(cls, english: str, told: Told) -> Said:
        """A sentence as it reads, and as it is told."""
        said = super().__new__(cls, english)
        said.told = told
        return said

    def __add__(self, other: str) -> Said:
        return joined("", (self, other))

    def __radd__(self, other: str) -> Said:
        return joined("", (other, self))

    def __getnewargs__(self) -> tuple[str, Told]:  # type: ignore[override]
        return str(self), self.told


def say(text: str, /, **values: object) -> Said:
    """An English sentence filled in: `say("{n} pages say {word}", n=3, word="kontakt")`; without values it stands as it is."""
    english = text.format(**values) if values else text
    return Said(english, Told(text=text, values={name: _value(value) for name, value in values.items()}))


def count(n: int, one: str, many: str) -> Said:
    """A number with its noun: `count(3, "{n} page", "{n} pages")`."""
    return Said((one if n == 1 else many).format(n=n), Told(text=one, many=many, n=n, values={"n": n}))


def joined(separator: str, parts: Iterable[str]) -> Said:
    """The parts with the separator between them, each as it is told."""
    values = {f"p{number}": part for number, part in enumerate(parts)}
    text = separator.replace("{", "{{").replace("}", "}}").join(f"{{{name}}}" for name in values)
    return Said(separator.join(values.values()), Told(text=text, values={name: _value(part) for name, part in values.items()}))


def capitalised(sentence: str) -> Said:
    """The sentence with its first letter a capital one."""
    told = sentence.told if isinstance(sentence, Said) else Told(text=sentence)
    return Said(f"{sentence[:1].upper()}{sentence[1:]}", told.model_copy(update={"capital": True}))


def sentences(*parts: str) -> Said:
    """The sentences one after the other, those that are empty left out."""
    return joined(" ", filter(None, parts))


def filled(text: str, values: Mapping[str, str | int | float]) -> str:
    """
    The text with its names filled in, and nothing else: it may stand in a file that somebody else wrote.

    Raises:
        ValueError: It asks for more than values by their names, for a number in place of a text, or grows beyond a million letters.
    """
    length = len(text)
    for _, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if not (name.isidentifier() and name in values and _NUMBER.fullmatch(form or "")) or conversion:
            raise ValueError(name)
        length += len(str(values[name]))
        if length > _LONGEST:
            raise ValueError(name)
    try:
        return text.format_map(values)
    except OverflowError as error:
        raise ValueError(str(error)) from None


def _value(value: object) -> str | int | float | Told:
    if isinstance(value, Said):
        return value.told
    return value if isinstance(value, (str, int, float)) else str(value)


def _filled(given: Mapping[str, Any]) -> dict[str, Told]:
    single = {name: text.told for name, text in given.items() if isinstance(text, Said) and text.told.text != text}
    lists = ((name, value) for name, value in given.items() if isinstance(value, (list, tuple)))
    # In a list words of the site stand beside ours, so that those that stand as they are have to be told from them.
    parts = {f"{name}.{at}": part.told for name, value in lists for at, part in enumerate(value) if isinstance(part, Said)}
    return single | parts


class Spoken(Frozen):
    """
    A record with sentences in it.

    Attributes:
        said: How those of its fields that were filled in are told, by the field's name, and those parts of its lists that are ours,
            as "proof.0"; a field that is a sentence as it stands needs none.
    """

    said: dict[str, Told] = Key(default={}, exclude_if=lambda said: not said)

    @model_validator(mode="before")
    @classmethod
    def _remember(cls, given: Any) -> Any:
        if not isinstance(given, Mapping):
            return given
        filled = _filled(given)
        return {**given, "said": {**given.get("said", {}), **filled}} if filled else given

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, with what is changed told as it then is."""
        if not update:
            return super().model_copy(deep=deep)
        kept = {name: told for name, told in self.said.items() if name.partition(".")[0] not in update}
        return super().model_copy(update={**update, "said": {**kept, **_filled(update)}}, deep=deep)

    def sentence(self, name: str) -> Said:
        """The sentence in a field as it is told, to be put into another one."""
        english: str = getattr(self, name)
        return Said(english, self.said.get(name) or Told(text=english))

    def __hash__(self) -> int:
        """As a record without `said`, which is a mapping and follows from the rest."""
        return hash(tuple(value for name, value in self.__dict__.items() if name != "said"))
