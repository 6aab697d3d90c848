"""
The words by which sites name things: the lexicon, and the search for it in labels, running text and addresses.

`lexicon/<language>/concepts.yaml` lists terms under concepts (`contact_us`, `adr`, `gate_app_only`):

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
from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from spiders.lexicon import by_language, language_codes, languages, read_by
from spiders.terms import Index, Role, Sense, Words, fold, split, term_words, unaccented

__all__ = ["Hit", "concepts", "find", "fold", "knows", "labels", "languages", "url_concepts"]

LABEL_LENGTH = 80
"""Characters; a longer label is a text, and only its beginning is taken as its name."""

_PARTS = re.compile(r"[|/·•–—:»›>,;()!?.\n]|\s-\s")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ENDING = re.compile(r"\.(?:html?|php\d?|aspx?|jsp|cfm|shtml|xhtml)$")
_PAGE_KEYS = frozenset("action do id mod p page pagina route seite section sida side site strona view".split())
_FEW_WORDS = 5
_FEW_IN_ADDRESS = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A term of the lexicon at `text[start:end]`."""

    concept: str
    term: str
    start: int
    end: int


def labels(text: str, lang: str) -> frozenset[str]:
    """
    Name the concepts of a short label (a link, a button, a heading, a title).

    A label that is a term names that term's concepts and nothing else. In others the longest terms count; a single word only
    where the part of the label it stands in ("Kontakt Malmö | Acme AB" has two) has few words. Of a label of more than
    `LABEL_LENGTH` characters the rest is not read.
    """
    short = text if len(text) <= LABEL_LENGTH else " ".join(text[: LABEL_LENGTH + 1].split()[:-1])
    return _labels(short, _language(lang))


@lru_cache(maxsize=1 << 14)
def _labels(text: str, lang: str) -> frozenset[str]:
    index, words = _index(lang), split(text)
    return _named(index, words, _edges(words, index.joiners), _FEW_WORDS)


def _named(index: Index, words: Words, edges: Sequence[int], few: int) -> frozenset[str]:
    """
    What the words name, the longest term first.

    Args:
        edges: Where the parts of the text begin, and its end; ascending.
        few: In a part of up to this number of words, a term of a single word counts wherever it stands.
    """
    named: set[str] = set()
    barred: dict[str, int] = {}
    at = 0
    while at < len(words.words):
        known = index.beginning(words.words[at])
        names, length = _best(index, words, at, edges, few, barred) if known else (frozenset[str](), 1)
        named |= names
        at += length
    return frozenset(named)


def _best(
    index: Index, words: Words, at: int, edges: Sequence[int], few: int, barred: dict[str, int]
) -> tuple[frozenset[str], int]:
    """
    What the longest telling term at a word names, and its length in words; nothing and 1 where no term tells.

    Args:
        barred: Up to which word a concept is not meant; added to.
    """
    part = bisect_right(edges, at)
    begins, ends = edges[part - 1], edges[part]
    for term in index.at(words, at):
        end = at + len(term.words)
        barred.update(dict.fromkeys(term.excludes, end))
        whole = at == begins and end in edges
        near = whole or end - at > 1 or ends - begins <= few
        names = (term.names if near else frozenset()) | (term.alone if whole else frozenset())
        names = frozenset(concept for concept in names if barred.get(concept, 0) <= at)
        if names:
            return names, end - at
    return frozenset(), 1


def _edges(words: Words, joiners: frozenset[str]) -> tuple[int, ...]:
    """The words at which the parts of a label begin, and its end."""
    edges = {0, len(words.words)}
    for n, word in enumerate(words.words):
        if word in joiners:
            edges |= {n, n + 1}
        elif n and _PARTS.search(words.text, words.spans[n - 1][1], words.spans[n][0]):
            edges.add(n)
    return tuple(sorted(edges))


def find(text: str, lang: str, concepts: Collection[str] = ()) -> tuple[Hit, ...]:
    """
    Find the terms of the lexicon in running text, in order of their start.

    Of one concept no two hits overlap; hits of different concepts may. Words that count only alone are not looked for.

    Args:
        concepts: The concepts to look for; all when empty.
    """
    index, words = _index_of(_language(lang), frozenset(concepts)), split(text)
    hits: list[Hit] = []
    done: dict[str, int] = {}
    for at in [at for at, word in enumerate(words.words) if index.beginning(word)]:
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
    words = split(unaccented(spaced))
    return _named(_url_index(), words, (0, len(words.words)), _FEW_IN_ADDRESS)


@cache
def concepts() -> tuple[str, ...]:
    """All concepts of the lexicon, in order."""
    return tuple(sorted({concept for lang in languages() for concept in _file(lang)["concepts"]}))


def knows(lang: str) -> bool:
    """Whether the lexicon has the words of a language; of "" (unknown) it has none."""
    return bool(_language(lang))


@lru_cache(maxsize=1 << 10)
def _language(lang: str) -> str:
    code = re.split(r"[-_]", lang.strip().lower(), maxsplit=1)[0]
    code = language_codes().get(code, code)
    return code if code in languages() else ""


def _file(lang: str) -> Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]:
    file: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]] = by_language("concepts")[lang]
    return file


@cache
def _index(lang: str) -> Index:
    """The terms read on a page of this language ("": unknown)."""
    chosen = read_by(lang, languages())
    roles: dict[str, Role] = {"sure": "names", "alone": "alone", "not": "excludes"}
    if lang:
        roles["unsure"] = "names"
    return Index(_senses(chosen, roles).items(), _joiners(chosen))


@lru_cache(maxsize=1 << 7)
def _index_of(lang: str, concepts: frozenset[str]) -> Index:
    """Of these terms the ones that have to do with some concepts; all when empty."""
    return _index(lang).of(concepts) if concepts else _index(lang)


@cache
def _url_index() -> Index:
    """The terms read in addresses: without accents, those of several words also written as one."""
    terms = _senses(languages(), {"sure": "names", "not": "excludes", "paths": "alone"}, unaccented)
    joined = [(("".join(words),), senses) for words, senses in terms.items() if len(words) > 1 and "*" not in words[-1]]
    return Index([*terms.items(), *((words, senses) for words, senses in joined if words not in terms)])


def _joiners(chosen: Sequence[str]) -> frozenset[str]:
    return frozenset({"&", *(str(word) for lang in chosen for word in _file(lang).get("joiners", ()))})


def _senses(
    chosen: Sequence[str], roles: Mapping[str, Role], folded: Callable[[str], str] = str
) -> dict[tuple[str, ...], list[Sense]]:
    """All that the chosen languages say of each run of words, from the lists that have a role."""
    senses: dict[tuple[str, ...], list[Sense]] = {}
    for lang in chosen:
        for concept, lists in _file(lang)["concepts"].items():
            for kind, role in roles.items():
                for term in lists.get(kind, ()):
                    senses.setdefault(term_words(folded(term)), []).append(Sense(term, role, concept))
    return senses
