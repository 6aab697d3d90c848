"""A sentence to translate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import Formatter

__all__ = ["Message", "placeholders"]

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Message:
    """
    A sentence of ours.

    Attributes:
        english: As it stands, with `{names}`; `many`: for any number but one, or "".
        source: What kind of place it comes from, as "rules".
        comment: Where it stands, for the translator.
        context: The key of the words that reports have by key, "" for all others.
    """

    english: str
    source: str
    comment: str
    many: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What a catalogue finds it by."""
        return self.context, self.english

    @property
    def wordy(self) -> bool:
        """Whether there is a letter or a quotation mark to translate, and not only names to fill in."""
        return any(c.isalpha() or c in "“”" for c in _PLACEHOLDER.sub("", self.english))


def placeholders(text: str) -> frozenset[str]:
    """The names in a text with how they are written, as "share:.0%"; of a text whose braces stand for themselves, none."""
    try:
        fields = [(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(text) if name is not None]
    except ValueError:
        return frozenset()
    return frozenset(f"{name}{f'!{how}' if how else ''}{f':{spec}' if spec else ''}" for name, spec, how in fields)
