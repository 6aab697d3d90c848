"""What a chat says, sentence by sentence: which of the terms of `lexicon/<language>/chat.yaml` stand in it, and where."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from spiders.lexicon import by_language, read_by
from spiders.terms import Index, Sense, split, term_words

__all__ = ["Part", "Spoken", "cleaned", "listen", "sentences"]

Part = Literal["greeting", "handover"]
"""A part of the words of chats: what one says first, and what it says when a person is asked for."""

_READ = 4000
_SENTENCES = re.compile(r"\n|(?<=[.!?…])\s")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said in one go: its words, and where in them each concept's terms begin and end."""

    words: Sequence[str]
    spans: Mapping[str, tuple[tuple[int, int], ...]]

    def has(self, *concepts: str) -> bool:
        """Whether it speaks of any of these."""
        return any(concept in self.spans for concept in concepts)


def cleaned(text: str) -> str:
    """The first 4000 characters without what cannot be seen, no line empty or twice; any text, it may be hostile."""
    lines = dict.fromkeys(" ".join(line.split()) for line in _UNSEEN.sub("", text[: 2 * _READ])[:_READ].splitlines())
    return "\n".join(line for line in lines if line)


def sentences(text: str) -> Sequence[str]:
    """The sentences of a cleaned text; a line that ends without a full stop is one too."""
    return _SENTENCES.split(text)


def listen(text: str, lang: str, part: Part) -> Spoken:
    """Read a sentence by the words of a language and English; of an unknown language by those of all."""
    index, words = _index(part, read_by(lang[:2].lower(), _terms(part))), split(text)
    spans: dict[str, list[tuple[int, int]]] = {}
    for at, word in enumerate(words.words):
        for term in index.at(words, at) if index.beginning(word) else ():
            for concept in term.names:
                spans.setdefault(concept, []).append((at, at + len(term.words)))
    return Spoken(words.words, {concept: tuple(found) for concept, found in spans.items()})


@cache
def _terms(part: Part) -> Mapping[str, Mapping[str, Any]]:
    return {lang: said[part] for lang, said in by_language("chat").items() if part in said}


@cache
def _index(part: Part, languages: Collection[str]) -> Index:
    senses: dict[tuple[str, ...], list[Sense]] = {}
    for lang in languages:
        for concept, listed in _terms(part)[lang].items():
            for term in _flat(listed):
                senses.setdefault(term_words(term), []).append(Sense(term, "names", concept))
    return Index(senses.items())


def _flat(listed: Any) -> Iterator[str]:
    """The terms of a concept, in grades or without."""
    for each in listed.values() if isinstance(listed, Mapping) else (listed,):
        yield from each
