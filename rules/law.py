"""What an expectation of a pack rests on and to whom it is addressed: its sources, its questions, and what is only announced."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from rules.model import Strict
from rules.verdict import Citation, Confidence, Force

__all__ = ["Applies", "Asked", "IsoDate", "Law", "Watch"]


def _iso(value: str) -> str:
    return date.fromisoformat(value).isoformat()


IsoDate = Annotated[str, AfterValidator(_iso)]


class Law(Strict):
    """
    A source of an expectation.

    Attributes:
        authority: The act and article, the judgment or the guidance, exactly.
        confidence: How surely its text is known: high, the official text was read; medium, from secondary sources; low, unread.
    """

    authority: str = Field(min_length=3)
    url: str = Field(pattern=r"^https?://\S+$")
    force: Force
    confidence: Confidence
    in_force_from: IsoDate | None = None
    in_force_until: IsoDate | None = None

    def in_force(self, as_of: date) -> bool:
        """Whether it holds on that day; the last day is `in_force_until` itself."""
        return not self.later(as_of) and (self.in_force_until is None or as_of <= date.fromisoformat(self.in_force_until))

    def later(self, as_of: date) -> bool:
        """Whether it comes into force after that day."""
        return self.in_force_from is not None and as_of < date.fromisoformat(self.in_force_from)

    def citation(self) -> Citation:
        """The same as the verdicts give it."""
        return Citation(**self.model_dump())


class Asked(Strict):
    """
    A question whose answer decides whether an expectation applies; in a pack `sells-at-a-distance`, or `sector: telecom, rail`.

    Attributes:
        question: Its id in `questions.yaml`.
        among: For a question with choices: those of which the answer must name one.
    """

    question: str
    among: tuple[str, ...] = Field(default=(), strict=False)  # behind its validator a list of a file is no tuple yet

    @classmethod
    def parse(cls, written: object) -> object:
        """Read the short form of a pack; what is no text is left for validation to judge."""
        if not isinstance(written, str):
            return written
        question, _, among = written.partition(":")
        return cls(question=question.strip(), among=tuple(choice.strip() for choice in among.split(",") if choice.strip()))


Asking = Annotated[Asked, BeforeValidator(Asked.parse)]


class Applies(Strict):
    """
    To whom an expectation is addressed, in words and by questions.

    Attributes:
        all: Each of them must hold; `any`: one of them, if there are some.
        none: Who answers by nothing but these is left out; nobody is asked for them.
    """

    to: str
    all: tuple[Asking, ...] = ()
    any: tuple[Asking, ...] = ()
    none: tuple[Asking, ...] = ()

    @property
    def asks(self) -> tuple[Asked, ...]:
        """Every question that must be answered, in order."""
        return self.all + self.any


class Watch(Strict):
    """
    What is announced and no law yet, or law whose day is not set: told, never judged.

    Attributes:
        says: What it would expect, in half a sentence; `status`: how far it has come, with dates.
    """

    title: str
    says: str
    status: str
    authority: str
    url: str = Field(pattern=r"^https?://\S+$")
    confidence: Confidence
