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
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
_FEW_WORDS = 6
_UNACCENTED = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A term of the lexicon at `text[start:end]`."""

    concept: str
    term: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int


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

    def matches(self, tokens: Sequence[_Token], at: int, text: str) -> bool:
        if at + len(self.words) > len(tokens):
            return False
        for n, word in enumerate(self.words):
            token = tokens[at + n]
            if token.word != word and not (word[-1] == "*" and token.word.startswith(word[:-1])):
                return False
            if n and not _GAP.fullmatch(text, tokens[at + n - 1].end, token.start):
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

    def at(self, tokens: Sequence[_Token], at: int, text: str) -> Iterator[_Term]:
        """The terms that stand at a token, best first."""
        return (term for term in self.beginning(tokens[at].word) if term.matches(tokens, at, text))


def labels(text: str, lang: str) -> frozenset[str]:
    """
    Name the concepts of a short label (a link, a button, a heading, a title).

    A label that is a term names that term's concepts and nothing else. In others the longest terms count; a single word only
    where the label has few words, or where it fills a part of it ("Kontakt & Impressum").
    """
    return _labels(text[:LABEL_LENGTH], _language(lang))


@lru_cache(maxsize=1 << 14)
def _labels(text: str, lang: str) -> frozenset[str]:
    index = _index(lang)
    tokens = _tokens(text)
    edges = _edges(tokens, text, index.joiners)
    named: set[str] = set()
    at = 0
    while at < len(tokens):
        names, length = _best(index, tokens, at, text, edges)
        named |= names
        at += length
    return frozenset(named)


def _best(
    index: _Index, tokens: Sequence[_Token], at: int, text: str, edges: frozenset[int]
) -> tuple[frozenset[str], int]:
    """What the longest term at a token names, and its length in words; nothing and 1 where no term stands."""
    for term in index.at(tokens, at, text):
        end = at + len(term.words)
        whole = (at in edges and end in edges) or (at == 0 and end == len(tokens))
        names = term.names | term.alone if whole else term.names if end - at > 1 or len(tokens) <= _FEW_WORDS else frozenset()
        if names or term.excludes:
            return names - term.excludes, len(term.words)
    return frozenset(), 1


def _edges(tokens: Sequence[_Token], text: str, joiners: frozenset[str]) -> frozenset[int]:
    """The tokens at which a part of a label begins or has ended."""
    edges = {0, len(tokens)}
    for n, token in enumerate(tokens):
        if token.word in joiners:
            edges |= {n, n + 1}
        elif n and _PARTS.search(text, tokens[n - 1].end, token.start):
            edges.add(n)
    return frozenset(edges)


def find(text: str, lang: str, concepts: Collection[str] = ()) -> tuple[Hit, ...]:
    """
    Find the terms of the lexicon in running text, in order of their start.

    Of one concept no two hits overlap; hits of different concepts may. Words that count only alone are not looked for.

    Args:
        concepts: The concepts to look for; all when empty.
    """
    index = _index(_language(lang))
    tokens = _tokens(text)
    hits: list[Hit] = []
    done: dict[str, int] = {}
    for at, token in enumerate(tokens):
        if not index.beginning(token.word):
            continue
        for term in index.at(tokens, at, text):
            end = at + len(term.words)
            for concept in sorted(term.names | term.excludes):
                if done.get(concept, 0) > at or (concepts and concept not in concepts):
                    continue
                done[concept] = end
                if concept not in term.excludes:
                    hits.append(Hit(concept, term.text, token.start, tokens[end - 1].end))
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
    text = _unaccented(_CAMEL.sub(" ", _ENDING.sub("", segment)))
    text = re.sub(r"[-_+.~!]+", " ", text)
    index = _url_index()
    tokens = _tokens(text)
    named: set[str] = set()
    at = 0
    while at < len(tokens):
        names, length = _best(index, tokens, at, text, frozenset())
        named |= names
        at += length
    return frozenset(named)


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
    """The terms read in addresses: unaccented, those of several words also written as one."""
    terms = _terms(languages(), {"sure": "names", "not": "excludes", "paths": "alone"})
    return _Index([_Term(t.text, tuple(map(_unaccented, t.words)), t.names, t.alone, t.excludes) for t in terms], frozenset())


def _joiners(chosen: Sequence[str]) -> frozenset[str]:
    return frozenset({"&", *(str(word) for lang in chosen for word in _file(lang)["joiners"])})


def _terms(chosen: Sequence[str], kinds: Mapping[str, str]) -> list[_Term]:
    """One term for each run of words, with all that the chosen languages say of it."""
    roles: dict[tuple[str, ...], dict[str, set[str]]] = {}
    texts: dict[tuple[str, ...], str] = {}
    for lang in chosen:
        for concept, lists in _file(lang)["concepts"].items():
            for kind, role in kinds.items():
                for term in lists.get(kind) or ():
                    words = _words(term)
                    texts.setdefault(words, term)
                    roles.setdefault(words, {"names": set(), "alone": set(), "excludes": set()})[role].add(concept)
    return [
        _Term(texts[words], words, *(frozenset(role[name]) for name in ("names", "alone", "excludes")))
        for words, role in roles.items()
    ]


def _words(term: str) -> tuple[str, ...]:
    return tuple(
        token.word + ("*" if term[token.end : token.end + 1] == "*" else "") for token in _tokens(unicodedata.normalize("NFC", term))
    )


def _tokens(text: str) -> list[_Token]:
    return [_Token(_word(match.group()), match.start(), match.end()) for match in _TOKEN.finditer(text)]


@lru_cache(maxsize=1 << 15)
def _word(token: str) -> str:
    return token.lower() if token.isascii() else fold(token)


def _unaccented(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold() if not _CAMEL.search(text) else text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().translate(_UNACCENTED)
