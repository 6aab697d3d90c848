"""
The words by which sites name things: the lexicon, and the search for it in labels, running text and addresses.

`lexicon/<language>.yaml` lists terms under concepts (`contact_us`, `adr`, `gate_app_only`):

    sure     well evidenced terms
    unsure   terms of common use that nobody counted yet; used only where the language is known
    alone    words too ambiguous for running text: they count as a whole label, or as one part of it ("Help | Acme")
    not      terms that hold a word of the concept and mean something else ("contact lenses")
    paths    words for addresses alone, in lower case without accents; "a-b" is two words

Matching is by whole words, folded (see `fold`); a trailing `*` makes a word a stem. Of all terms that begin at one word the
longest is taken. A page's language is read together with English; where the language is unknown or has no file, all languages
are read, without the unsure terms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from spiders import strictyaml

__all__ = ["Hit", "concepts", "find", "fold", "labels", "languages", "url_concepts"]

LABEL_LENGTH = 80
"""A longer label is a text: only what fills a part of its beginning, or several words of it, is taken as its name."""

_FOLDER = Path(__file__).parent / "lexicon"
_SAME_LANGUAGE = {"nn": "nb", "no": "nb"}
_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_TOKEN = re.compile(rf"[^\W_](?:[^\W_]|[\u0300-\u036f{_UNSEEN}])*|[&€$£%]")
_DROPPED = re.compile(f"[{_UNSEEN}]")
_GAP = re.compile(rf"[\s.,:'’/()\"*‐-―\-{_UNSEEN}]{{0,6}}")
_PARTS = re.compile(r"[|/·•–—:»›>,;()!?.\n]|\s-\s")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ENDING = re.compile(r"\.(?:html?|php\d?|aspx?|jsp|cfm|shtml|xhtml)$")
_PAGE_KEYS = frozenset("action do id mod p page pagina route seite section sida side site strona view".split())
_UMLAUT = re.compile(r"([aou])e|(a)a")
_FEW_WORDS = 6
_FEW_IN_ADDRESS = 2
_UNACCENTED = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A term of the lexicon at `text[start:end]`."""

    concept: str
    term: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    """A text's words, folded, and where each stands in it."""

    text: str
    words: Sequence[str]
    spans: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Term:
    """A term with its words (a stem ends in `*`) and the concepts it names, names when alone, and does not name."""

    text: str
    words: tuple[str, ...]
    names: frozenset[str]
    alone: frozenset[str]
    excludes: frozenset[str]

    @property
    def rank(self) -> tuple[int, int]:
        """Longer terms first; of equal ones those with fewer stems."""
        return len(self.words), -sum(word.endswith("*") for word in self.words)

    def stands(self, words: _Words, at: int) -> bool:
        """Whether the term begins at a word, with nothing but blanks and light punctuation within it."""
        if at + len(self.words) > len(words.words):
            return False
        for n, word in enumerate(self.words, at):
            if words.words[n] != word and not (word[-1] == "*" and words.words[n].startswith(word[:-1])):
                return False
            if n > at and not _GAP.fullmatch(words.text, words.spans[n - 1][1], words.spans[n][0]):
                return False
        return True


class _Index:
    """The terms of some languages by their first word."""

    def __init__(self, terms: Sequence[_Term], joiners: frozenset[str]) -> None:
        self.joiners = joiners
        self._words: dict[str, list[_Term]] = {}
        self._stems: dict[str, list[_Term]] = {}
        for term in sorted(terms, key=lambda term: term.rank, reverse=True):
            first = term.words[0]
            (self._stems if first[-1] == "*" else self._words).setdefault(first.rstrip("*"), []).append(term)
        self._lengths = sorted({len(stem) for stem in self._stems})
        self.beginning = lru_cache(maxsize=1 << 15)(self._beginning)

    def _beginning(self, word: str) -> tuple[_Term, ...]:
        found = list(self._words.get(word, ()))
        for length in self._lengths:
            found.extend(self._stems.get(word[:length], ()) if len(word) >= length else ())
        return tuple(sorted(found, key=lambda term: term.rank, reverse=True))

    def at(self, words: _Words, at: int) -> Iterator[_Term]:
        """The terms that begin at a word, best first."""
        return (term for term in self.beginning(words.words[at]) if term.stands(words, at))


def labels(text: str, lang: str) -> frozenset[str]:
    """
    Name the concepts of a short label (a link, a button, a heading, a title).

    A label that is a term names that term's concepts and nothing else. In others the longest terms count; a single word only
    where the label has few words, or where it fills a part of it ("Kontakt & Impressum").
    """
    short = text if len(text) <= LABEL_LENGTH else " ".join(text[: LABEL_LENGTH + 1].split()[:-1])
    return _labels(short, _language(lang))


@lru_cache(maxsize=1 << 14)
def _labels(text: str, lang: str) -> frozenset[str]:
    index, words = _index(lang), _split(text)
    return _named(index, words, _edges(words, index.joiners), _FEW_WORDS)


def _named(index: _Index, words: _Words, edges: frozenset[int], few: int) -> frozenset[str]:
    """
    What the words name, the longest term first.

    Args:
        edges: The places where a part of the text begins or has ended.
        few: Up to this number of words in all, a term of a single word counts wherever it stands.
    """
    named: set[str] = set()
    at = 0
    while at < len(words.words):
        names, length = _best(index, words, at, edges, few)
        named |= names
        at += length
    return frozenset(named)


def _best(index: _Index, words: _Words, at: int, edges: frozenset[int], few: int) -> tuple[frozenset[str], int]:
    """What the longest term at a word names, and its length in words; nothing and 1 where no term stands."""
    count = len(words.words)
    for term in index.at(words, at):
        end = at + len(term.words)
        whole = (at in edges and end in edges) or (at == 0 and end == count)
        names = term.names | term.alone if whole else term.names if end - at > 1 or count <= few else frozenset()
        if names or term.excludes:
            return names - term.excludes, end - at
    return frozenset(), 1


def _edges(words: _Words, joiners: frozenset[str]) -> frozenset[int]:
    """The words at which a part of a label begins or has ended."""
    edges = {0, len(words.words)}
    for n, word in enumerate(words.words):
        if word in joiners:
            edges |= {n, n + 1}
        elif n and _PARTS.search(words.text, words.spans[n - 1][1], words.spans[n][0]):
            edges.add(n)
    return frozenset(edges)


def find(text: str, lang: str, concepts: Collection[str] = ()) -> tuple[Hit, ...]:
    """
    Find the terms of the lexicon in running text, in order of their start.

    Of one concept no two hits overlap; hits of different concepts may. Words that count only alone are not looked for.

    Args:
        concepts: The concepts to look for; all when empty.
    """
    index, words = _index(_language(lang)), _split(text)
    hits: list[Hit] = []
    done: dict[str, int] = {}
    for at, word in enumerate(words.words):
        if not index.beginning(word):
            continue
        for term in index.at(words, at):
            end = at + len(term.words)
            for concept in term.names | term.excludes:
                if done.get(concept, 0) > at or (concepts and concept not in concepts):
                    continue
                done[concept] = end
                if concept not in term.excludes:
                    hits.append(Hit(concept, term.text, words.spans[at][0], words.spans[end - 1][1]))
    return tuple(sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.concept)))


@lru_cache(maxsize=1 << 14)
def url_concepts(url: str) -> frozenset[str]:
    """The concepts that an address names by the words of its path, of a page parameter or of its fragment, in any language."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return frozenset()
    pages = [value for key, value in parse_qsl(parts.query) if key.lower() in _PAGE_KEYS]
    segments = [segment for piece in (parts.path, *pages, parts.fragment) for segment in unquote(piece).split("/") if segment]
    return frozenset(concept for segment in segments[:12] for concept in _segment_concepts(segment[:LABEL_LENGTH]))


def _segment_concepts(segment: str) -> frozenset[str]:
    spaced = re.sub(r"[-_+.~!]+", " ", _CAMEL.sub(" ", _ENDING.sub("", segment)))
    return _named(_url_index(), _split(_unaccented(spaced)), frozenset(), _FEW_IN_ADDRESS)


def fold(text: str) -> str:
    """Fold a text for comparing: NFC, case folded, straight apostrophes, nothing unseen, single blanks."""
    return " ".join(_DROPPED.sub("", unicodedata.normalize("NFC", text)).replace("’", "'").casefold().split())


@cache
def concepts() -> tuple[str, ...]:
    """All concepts of the lexicon, in order."""
    return tuple(sorted({concept for lang in languages() for concept in _file(lang)["concepts"]}))


@cache
def languages() -> tuple[str, ...]:
    """The two-letter languages that have a file."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("??.yaml")))


def _language(lang: str) -> str:
    code = re.split(r"[-_]", lang.strip().lower(), maxsplit=1)[0]
    code = _SAME_LANGUAGE.get(code, code)
    return code if code in languages() else ""


def _file(lang: str) -> Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]:
    file: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]] = strictyaml.load_file(_FOLDER / f"{lang}.yaml")
    return file


@cache
def _index(lang: str) -> _Index:
    """The terms read on a page of this language ("": unknown)."""
    chosen = tuple(dict.fromkeys((lang, "en"))) if lang else languages()
    kinds = {"sure": "names", "alone": "alone", "not": "excludes"} | ({"unsure": "names"} if lang else {})
    return _Index(_terms(chosen, kinds), _joiners(chosen))


@cache
def _url_index() -> _Index:
    """The terms read in addresses: without accents, those of several words also written as one."""
    terms = _terms(languages(), {"sure": "names", "not": "excludes", "paths": "alone"}, _unaccented)
    known = {term.words for term in terms}
    joined = [replace(term, words=("".join(term.words),)) for term in terms if len(term.words) > 1 and "*" not in term.words[-1]]
    return _Index([*terms, *(term for term in joined if term.words not in known)], frozenset())


def _joiners(chosen: Sequence[str]) -> frozenset[str]:
    return frozenset({"&", *(str(word) for lang in chosen for word in _file(lang)["joiners"])})


def _terms(chosen: Sequence[str], kinds: Mapping[str, str], folded: Callable[[str], str] = str) -> list[_Term]:
    """One term for each run of words, with all that the chosen languages say of it."""
    roles: dict[tuple[str, ...], dict[str, set[str]]] = {}
    texts: dict[tuple[str, ...], str] = {}
    for lang in chosen:
        for concept, lists in _file(lang)["concepts"].items():
            for kind, role in kinds.items():
                for term in lists.get(kind, ()):
                    words = _term_words(folded(term))
                    texts.setdefault(words, term)
                    roles.setdefault(words, {"names": set(), "alone": set(), "excludes": set()})[role].add(concept)
    return [_Term(texts[words], words, **{key: frozenset(value) for key, value in role.items()}) for words, role in roles.items()]


def _term_words(term: str) -> tuple[str, ...]:
    """The words of a term, each stem with its `*`."""
    words = _split(term)
    return tuple(word + "*" * term.startswith("*", end) for word, (_, end) in zip(words.words, words.spans, strict=True))


def _split(text: str) -> _Words:
    spans = [match.span() for match in _TOKEN.finditer(text)]
    return _Words(text, [_word(text[start:end]) for start, end in spans], spans)


@lru_cache(maxsize=1 << 15)
def _word(token: str) -> str:
    return token.lower() if token.isascii() else fold(token)


@lru_cache(maxsize=1 << 14)
def _unaccented(text: str) -> str:
    """Fold further for addresses: ö, ø, oe and o are one, å, aa and a too."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_UNACCENTED)
    return _UMLAUT.sub(lambda match: match[0][0], plain)
