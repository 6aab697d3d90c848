"""
The reports' own words: English in `locales/en.yaml`, each other language a gettext catalogue beside it (`locales/sv.po`).

The program only fills in the numbers and names. What a catalogue has no words for is said in English.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from reports.catalogue import LOCALES, catalogue
from reports.numbers import Localised
from reports.text import capital, clean
from spiders import strictyaml
from spiders.evidence import Channel, Coverage
from spiders.said import Spoken, Told, filled

if TYPE_CHECKING:
    from reports.story import OpenQuestion

__all__ = ["Words"]

S = TypeVar("S", bound=Spoken)
V = TypeVar("V")

_NOT_FITTING = (AttributeError, LookupError, TypeError, ValueError)
"""What filling in a text raises that asks for other values than there are."""


@cache
def _english() -> Mapping[str, Any]:
    return strictyaml.load_file(LOCALES / "en.yaml")  # type: ignore[no-any-return]


def _filled(text: str, english: str, values: Mapping[str, str | int | float]) -> str:
    """The translation filled in, the English where it does not fit the values, and that as it stands where it does not either."""
    for words in (text, english):
        with suppress(ValueError):
            return filled(words, values)
    return english


class Words:
    """The words of one language; `words("meets.phone.none", pages=3)` gives a sentence."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._catalogue = catalogue(language)

    def __call__(self, key: str, n: int | None = None, **values: object) -> str:
        """
        The words at the dotted `key`, filled in.

        Where they have the forms `one` and `other`, `n` chooses between them.

        Raises:
            KeyError: There are no such words.
        """
        found: Any = _english()
        for part in key.split("."):
            found = found[part]
        if isinstance(found, Mapping):
            english = found["one" if n == 1 else "other"]
            text = self._catalogue.npgettext(key, found["one"], found["other"], 2 if n is None else n)
        else:
            english = str(found)
            text = self._catalogue.pgettext(key, english)
        if n is None and not values:
            return text
        cleaned = {name: clean(value) if isinstance(value, str) else self._number(value) for name, value in values.items()}
        try:
            return text.format(n=n, **cleaned)
        except _NOT_FITTING:
            return str(english).format(n=n, **cleaned)

    def label(self, kind: str, value: str) -> str:
        """The word for a value of an enumeration; the value itself where a later version has more values."""
        found = _english().get(kind, {}).get(value)
        if isinstance(found, str):
            return self._catalogue.pgettext(f"{kind}.{value}", found)
        return clean(value).replace("-", " ").replace("_", " ")

    def text(self, english: str) -> str:
        """A sentence of ours that stands as it is: a rule's title, an expectation, a question."""
        return self._catalogue.gettext(english) if english else ""

    def told(self, sentence: Told) -> str:
        """A sentence that was filled in, filled in anew; what cannot be, as in a bundle of a stranger, stands as it is."""
        values = {
            name: self.told(value) if isinstance(value, Told) else self._number(value) for name, value in sentence.values.items()
        }
        if sentence.n is None:
            english, text = sentence.text, self.text(sentence.text)
        else:
            english = sentence.text if sentence.n == 1 else sentence.many
            text = self._catalogue.ngettext(sentence.text, sentence.many, sentence.n)
        told = _filled(text, english, values) if values else text
        return capital(told) if sentence.capital else told

    def _number(self, value: V) -> V | Localised:
        return Localised(value, self.language) if isinstance(value, float) else value

    def spoken(self, record: S, *names: str) -> S:
        """The record with the sentences of those names in this language."""
        said = {name: self.told(record.said[name]) if name in record.said else self.text(getattr(record, name)) for name in names}
        return record.model_copy(update=said)

    def listed_in(self, record: Spoken, name: str) -> tuple[str, ...]:
        """The texts of a list with the sentences of ours in this language; the site's own words stay."""
        texts: tuple[str, ...] = getattr(record, name)
        told = (record.said.get(f"{name}.{at}") for at in range(len(texts)))
        return tuple(self.told(ours) if ours else text for text, ours in zip(texts, told, strict=True))

    def listed(self, parts: Sequence[str]) -> str:
        """The parts in a row, as "a, b and c"."""
        return self("journeys.and").join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)

    def ended(self, coverage: Coverage) -> str:
        """Why the look ended, and that it was a quick one; what was left out on the way is told."""
        return f"{self('ended.quick')} {self._ended(coverage)}" if coverage.quick else self._ended(coverage)

    def _ended(self, coverage: Coverage) -> str:
        if coverage.stopped_by == "done" and coverage.skipped:
            return self("ended.left_out", n=len(coverage.skipped))
        return self.label("stopped_by", coverage.stopped_by)

    def sent(self, channels: Sequence[Channel]) -> str:
        """What was sent to the site: nothing, or what its owner had asked for."""
        return self("sent.probed" if any(c.chat and c.chat.probe and c.chat.probe.turns for c in channels) else "sent.none")

    def question(self, asked: OpenQuestion) -> str:
        """An open question and what its answer decides."""
        told = self("question.signs" if asked.signs else "question.no_signs", n=asked.rules, asks=asked.asks)
        alone = "question.fails" if asked.rules == 1 else "question.failing"
        return f"{told} {self(alone, n=asked.failing)}" if asked.failing else told

    def answering(self, asked: OpenQuestion, bundle: str = "BUNDLE") -> tuple[str, str]:
        """The command that answers an open question, and what else the answer may be."""
        command = self("question.how", bundle=bundle, id=asked.id, answer=asked.id.upper() if asked.choices else "yes")
        return command, self("question.or_choices", choices=", ".join(asked.choices)) if asked.choices else self("question.or_no")

    def strength(self, strength: float) -> str:
        """How much of a promise can be checked."""
        return self.label("strength", "strong" if strength == 1 else "partly" if strength else "vague")

    def law(self, country: str, packs: Sequence[str]) -> str:
        """That no national law was held against the site, or "" where `country` is ""."""
        return self("law.none", country=country, packs=", ".join(packs) or "none") if country else ""

    def decided(self, decided: int, undecided: int) -> str:
        """How many of the expectations that apply had an outcome."""
        if not decided:
            return self("decided.none")
        if not undecided:
            return self("decided.all", n=decided)
        return self("decided.some", n=undecided, decided=decided, of=decided + undecided)
