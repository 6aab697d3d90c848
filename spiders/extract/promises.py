"""Promises: what a site claims about its service, from "we answer within 24 hours" to "customers first"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from bs4 import Tag

from spiders.evidence import Promise
from spiders.extract._wordlist import by_beginning
from spiders.lexicon import merged
from spiders.page import Block, ParsedPage
from spiders.strictyaml import load_data
from spiders.words import url_concepts

__all__ = ["claims", "extract"]

MOST_PER_PAGE = 12
LONGEST_SENTENCE = 400
MOST_LETTERS = 300

_DATA: dict[str, Any] = load_data("promises")
_WORDS = merged("promises")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=\W*[^\W\d_a-zà-þ])|\n")
_OPENING_QUOTES = frozenset('"“”„«»‟')
_NO_CLAIM_ENDS = frozenset('?"“”«»')


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_spaced(pattern), re.IGNORECASE)


def _spaced(pattern: str) -> str:
    return pattern.replace("| ", "|").replace(" ", r"\s")


def _begun(patterns: Iterable[str]) -> str:
    """The patterns as alternatives that begin a word; asked for once, not by each of them."""
    return rf"(?<!\w)(?:{'|'.join(patterns)})"


@dataclass(frozen=True, slots=True)
class _Claim:
    id: str
    strength: float
    said: re.Pattern[str]
    beside: re.Pattern[str] | None


_QUOTED = _compiled("|".join(_WORDS["quoted"]))
_NOT = _compiled("|".join(_WORDS["not"]))


@cache
def _claims() -> tuple[_Claim, ...]:
    return tuple(
        _Claim(
            each["id"],
            float(each["strength"]),
            _compiled(_begun(_WORDS["claims"][each["id"]])),
            _compiled("|".join(_WORDS[each["beside"]])) if "beside" in each else None,
        )
        for each in _DATA["claims"]
    )


_ANY = re.compile(_begun([by_beginning(_spaced(each) for patterns in _WORDS["claims"].values() for each in patterns)]))
"""All claims at once, for texts in lower case: several times as fast as without regard to case, and few texts hold any."""


def extract(page: ParsedPage) -> Iterator[Promise]:
    """The promises a visitor can see on the page; what a privacy notice grants by law is none."""
    if "privacy" in url_concepts(page.url):
        return
    said: set[tuple[str, str]] = set()
    for block in page.blocks:
        if len(said) >= MOST_PER_PAGE:
            return
        found = _found(block.text)
        if not found or not page.visible(block.tag) or _quoted(block.tag):
            continue
        for claim, strength, text in _found(_parted(block)):
            if (claim, text) not in said:
                said.add((claim, text))
                yield Promise(page=page.url, text=text, claim=claim, strength=strength)


def _parted(block: Block) -> str:
    """The block's text, broken where the words of one element run into a capital of those of the next: a style sheet parts them."""
    pieces = [block.text[begin:end] for begin, end in pairwise((*block.offsets, len(block.text)))]
    whole = pieces[0] if pieces else block.text
    for before, after in pairwise(pieces):
        glued = before[-1:].islower() and after[:1].isupper() and " " in before.strip() and " " in after.strip()
        whole += "\n" * glued + after
    return whole


def claims(sentence: str) -> tuple[tuple[str, float], ...]:
    """
    The claims one sentence makes, each with its strength: 0 vague, 0.5 can be checked in part, 1 can be checked.

    A question, a quotation and a sentence about personal data make none.
    """
    if len(sentence) > LONGEST_SENTENCE or sentence.rstrip()[-1:] in _NO_CLAIM_ENDS or sentence.lstrip()[:1] in _OPENING_QUOTES:
        return ()
    made = [
        (claim.id, claim.strength)
        for claim in _claims()
        if claim.said.search(sentence) and (claim.beside is None or claim.beside.search(sentence))
    ]
    return () if made and _NOT.search(sentence) else tuple(made)


@lru_cache(maxsize=4096)
def _found(text: str) -> tuple[tuple[str, float, str], ...]:
    """Claim, strength and sentence of each promise in a text; the texts around the content stand on every page of a site."""
    if not _ANY.search(" ".join(text.lower().split())):
        return ()
    sentences = (" ".join(sentence.split()) for sentence in _SENTENCE_END.split(text))
    return tuple((claim, strength, sentence[:MOST_LETTERS]) for sentence in sentences for claim, strength in claims(sentence))


def _quoted(tag: Tag) -> bool:
    """Whether the element holds somebody else's words."""
    return any(
        each.name in ("blockquote", "q") or bool(_QUOTED.search(" ".join(map(str, each.get_attribute_list("class")))))
        for each in (tag, *tag.parents)
        if each.attrs or each.name in ("blockquote", "q")
    )
