"""What a telephone number found in a text is, and a line of text in which numbers are looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spiders.extract._labels import Label

__all__ = ["Basis", "Line", "Number"]

Basis = Literal["label", "layout", "digits"]
"""Why digits are taken for a number: what stands beside them says so, nothing else is laid out so, or they could be one."""


@dataclass(frozen=True, slots=True)
class Number:
    """
    A telephone number at `text[start:end]`.

    Attributes:
        value: E.164; a short number as +, country code, digits as printed.
        written: As it stands in the text.
        fax: Whether the words beside it call it a fax number.
    """

    value: str
    written: str
    start: int
    end: int
    fax: bool = False
    basis: Basis = "layout"

    @property
    def labelled(self) -> bool:
        """Whether a word or a sign beside it calls it a number to call."""
        return self.basis == "label"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text (`raw` without masks), where it starts, and how numbers on it are to be read."""

    text: str
    raw: str
    at: int
    regions: tuple[str, ...]
    label: Label
