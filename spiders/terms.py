"""
Terms and how they are found in a text: whole words, folded, a trailing `*` for a stem, the longest term first.

The machinery of `spiders.words`, which holds the lexicon.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

__all__ = ["Index", "Role", "Sense", "Term", "Words", "fold", "split", "term_words", "unaccented"]

Role = Literal["names", "alone", "excludes"]

_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_TOKEN = re.compile(rf"[^\W_]+(?:[\u0300-\u036f{_UNSEEN}]+[^\W_]*)*|[&€$£%]")
_TERM_WORD = re.compile(rf"(?:{_TOKEN.pattern})\*?")
_DROPPED = re.compile(f"[{_UNSEEN}]")
_GAP = re.compile(rf"[\s.,:'’/()+\"*‐-―\-{_UNSEEN}]{{0,6}}")
_UNACCENTED = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})
_UMLAUT = re.compile(r"([aou])e|(a)a")


class Words:
    """A text's words, folded, and where each stands in it; that is worked out when it is asked for, as few texts need it."""

    __slots__ = ("_spans", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        plain = text.isascii()
        self.words: Sequence[str] = _TOKEN.findall(text.lower()) if plain else [_word(token) for token in _TOKEN.findall(text)]
        self._spans: Sequence[tuple[int, int]] | None = None

    @property
    def spans(self) -> Sequence[tuple[int, int]]:
        if self._spans is None:
            self._spans = [match.span() for match in _TOKEN.finditer(self.text)]
        return self._spans


class Sense(NamedTuple):
    """What a language says of a term: as it writes it, and the part it plays for a concept."""

    text: str
    role: Role
    concept: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its words (a stem ends in `*`) and the concepts it names, names when alone, and does not name."""

    text: str
    words: tuple[str, ...]
    names: frozenset[str]
    alone: frozenset[str]
    excludes: frozenset[str]

    @property
    def rank(self) -> tuple[int, int, int]:
        """Terms of more words first; of those the ones with fewer, then with longer stems."""
        return len(self.words), -sum(word.endswith("*") for word in self.words), sum(map(len, self.words))

    def stands(self, words: Words, at: int) -> bool:
        """Whether the term begins at a word, with nothing but blanks and light punctuation within it."""
        if at + len(self.words) > len(words.words):
            return False
        for n, word in enumerate(self.words, at):
            if words.words[n] != word and not (word[-1] == "*" and words.words[n].startswith(word[:-1])):
                return False
            if n > at and not _GAP.fullmatch(words.text, words.spans[n - 1][1], words.spans[n][0]):
                return False
        return True


class Index:
    """The terms of some languages by their first word; of thousands only those are made that a text begins."""

    def __init__(self, terms: Iterable[tuple[tuple[str, ...], Sequence[Sense]]], joiners: frozenset[str] = frozenset()) -> None:
        self.joiners = joiners
        self._terms = tuple(terms)
        self._words: dict[str, list[tuple[tuple[str, ...], Sequence[Sense]]]] = {}
        self._stems: dict[str, list[tuple[tuple[str, ...], Sequence[Sense]]]] = {}
        for words, senses in self._terms:
            first = words[0]
            (self._stems if first[-1] == "*" else self._words).setdefault(first.rstrip("*"), []).append((words, senses))
        self._lengths = sorted({len(stem) for stem in self._stems})
        self.beginning = lru_cache(maxsize=1 << 15)(self._beginning)

    def of(self, concepts: Collection[str]) -> Index:
        """The terms that have to do with one of some concepts."""
        return Index((words, senses) for words, senses in self._terms if any(sense.concept in concepts for sense in senses))

    def _beginning(self, word: str) -> tuple[tuple[Term, str], ...]:
        """The terms that may begin with a word, best first, each with its second word where only that will do."""
        found = list(self._words.get(word, ()))
        for length in self._lengths[: bisect_right(self._lengths, len(word))]:
            found.extend(self._stems.get(word[:length], ()))
        if not found:
            return ()
        terms = sorted((_term(words, senses) for words, senses in found), key=lambda term: term.rank, reverse=True)
        return tuple((term, term.words[1] if len(term.words) > 1 and term.words[1][-1] != "*" else "") for term in terms)

    def at(self, words: Words, at: int) -> Iterator[Term]:
        """The terms that stand at a word, best first."""
        following = words.words[at + 1] if at + 1 < len(words.words) else ""
        for term, second in self.beginning(words.words[at]):
            if (not second or second == following) and term.stands(words, at):
                yield term


def fold(text: str) -> str:
    """Fold a text for comparing: NFC, case folded, straight apostrophes, nothing unseen, single blanks."""
    return " ".join(_DROPPED.sub("", unicodedata.normalize("NFC", text)).replace("’", "'").casefold().split())


def term_words(term: str) -> tuple[str, ...]:
    """The words of a term, each stem with its `*`."""
    return tuple(_word(token) for token in _TERM_WORD.findall(term))


def _term(words: tuple[str, ...], senses: Sequence[Sense]) -> Term:
    def of(role: Role) -> frozenset[str]:
        return frozenset(sense.concept for sense in senses if sense.role == role)

    return Term(senses[0].text, words, of("names"), of("alone"), of("excludes"))


def split(text: str) -> Words:
    """Split a text into its words; `&`, `%` and the signs of currencies are words too."""
    return Words(text)


@lru_cache(maxsize=1 << 15)
def _word(token: str) -> str:
    return token.lower() if token.isascii() else fold(token)


@lru_cache(maxsize=1 << 14)
def unaccented(text: str) -> str:
    """Fold further for addresses: ö, ø, oe and o are one, å, aa and a too."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)).translate(_UNACCENTED)
    return _UMLAUT.sub(r"\1\2", plain)
