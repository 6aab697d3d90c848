"""What the words in and around a form say: `lexicon/<language>/forms.yaml`, ready for looking up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from spiders.lexicon import merged
from spiders.strictyaml import load_data

_WORDS = merged("forms")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_WORD = re.compile(r"[a-z0-9]+")
_LETTERS = str.maketrans({"º": " ", "°": " ", "№": "n ", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})
_LONGEST = 160


class _Terms:
    """The terms of concepts, by their first word, its beginning or its ending."""

    def __init__(self, concepts: Mapping[str, Sequence[str]]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._beginnings: dict[str, set[str]] = {}
        self._endings: dict[str, set[str]] = {}
        for concept, terms in concepts.items():
            for term in terms:
                words = tuple(term.split())
                if len(words) > 1 or "*" not in term:
                    self._first.setdefault(words[0], []).append((words, concept))
                elif term.endswith("*"):
                    self._beginnings.setdefault(term[:-1], set()).add(concept)
                else:
                    self._endings.setdefault(term[1:], set()).add(concept)
        self._lengths = sorted({len(stem) for stem in (*self._beginnings, *self._endings)})

    def of(self, words: tuple[str, ...]) -> Iterator[str]:
        """The concepts that these words name."""
        for at, word in enumerate(words):
            for term, concept in self._first.get(word, ()):
                if _stands(term, words[at : at + len(term)]):
                    yield concept
            for length in self._lengths:
                if length > len(word):
                    break
                yield from self._beginnings.get(word[:length], ())
                yield from self._endings.get(word[-length:], ())


def _stands(term: tuple[str, ...], words: tuple[str, ...]) -> bool:
    if len(term) != len(words) or term[:-1] != words[:-1]:
        return False
    last = term[-1]
    return words[-1].startswith(last[:-1]) if last.endswith("*") else words[-1] == last


def _words(text: str) -> tuple[str, ...]:
    split = _CAMEL.sub(" ", text[:_LONGEST])
    plain = unicodedata.normalize("NFKD", split.casefold().translate(_LETTERS))
    return tuple(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


SEARCH_NAMES: frozenset[str] = frozenset(load_data("form-services")["search_names"])
"""Names of fields that search, too short to be told by a word."""

NUMBERS = frozenset({"customer_number", "order_number"})
"""What a field asks for that only a customer can fill in."""

_CHOICES: frozenset[str] = frozenset(_WORDS["choices"])

_FIELDS = _Terms(_WORDS["fields"])
_PURPOSES = _Terms(_WORDS["purposes"])


@lru_cache(maxsize=1 << 13)
def field_concepts(text: str) -> frozenset[str]:
    """What a field with this label or name asks for: `email`, `message`, `order_number` and so on."""
    return frozenset(_FIELDS.of(_words(text)))


def asks_only_for(text: str, concepts: frozenset[str]) -> bool:
    """
    Whether a label asks for one of the concepts and leaves nothing else to choose ("order number or e-mail" does).

    What stands before the "or" counts as another choice only where it is known: "customer or order number" leaves none.
    """
    words = _words(text)
    ends = [n for n, word in enumerate(words) if word in _CHOICES]
    parts = [words[start:end] for start, end in zip([0, *(n + 1 for n in ends)], [*ends, len(words)], strict=True)]
    asked = [frozenset(_FIELDS.of(part)) for part in parts]
    first = next((n for n, named in enumerate(asked) if named & concepts), None)
    if first is None:
        return False
    others = any(part and not named & concepts for part, named in zip(parts[first:], asked[first:], strict=True))
    return not any(asked[:first]) and not others


@lru_cache(maxsize=1 << 13)
def purposes(text: str) -> frozenset[str]:
    """What a form with this button, heading or name is for: `newsletter`, `order`, `comment` …; also `required`, `optional`."""
    return frozenset(_PURPOSES.of(_words(text)))
