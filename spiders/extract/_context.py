"""Whose a contact detail is, and what for, by the words around it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from bs4 import Tag

from spiders import words
from spiders.evidence import Owner, Purpose
from spiders.extract._attributes import own_names
from spiders.extract._wordlist import pattern
from spiders.lexicon import merged
from spiders.page import Block, ParsedPage
from spiders.strictyaml import load_data
from spiders.urls import split_host

__all__ = [
    "Surroundings",
    "among_contacts",
    "block_at",
    "domain_of",
    "element_of",
    "owner_by_place",
    "owner_by_words",
    "purpose_by_words",
    "surroundings",
]

_DATA: dict[str, Any] = load_data("contacts")
_WORDS = merged("contacts")
_OTHERS = pattern((*_DATA["third_parties"], *_WORDS["third_party_words"]))
_TOO = r"(?:\s*(?:[,/&]|et|and|und|y|e|i|och|og|en|ja)\s*(?:l['’]|la\s|le\s|the\s|die\s|der\s)?)+"
_PUBLISHER = pattern(_WORDS["publisher_words"]).pattern
_PUBLISHER_TOO = re.compile(
    rf"(?:{_PUBLISHER}){_TOO}(?:{_OTHERS.pattern})|(?:{_OTHERS.pattern}){_TOO}(?:{_PUBLISHER})", re.IGNORECASE
)
"""One body that does another's part and publishes the site as well, as a host that is the publisher."""
_PURPOSE_OF: dict[str, Purpose] = _DATA["purpose_of_concept"]
_PURPOSE_WORDS: tuple[tuple[Purpose, re.Pattern[str]], ...] = tuple((p, pattern(w)) for p, w in _WORDS["purpose_words"].items())
_PURPOSE_LABELS: tuple[tuple[Purpose, re.Pattern[str]], ...] = tuple((p, pattern(w)) for p, w in _WORDS["purpose_labels"].items())
_PURPOSE_PAGES: tuple[tuple[Purpose, re.Pattern[str]], ...] = tuple((p, pattern(w)) for p, w in _WORDS["purpose_pages"].items())
_LEAD = re.compile(r"([^:.;,|()\n]{2,40}):(?!//)")
_FEW_WORDS = 3
_WRITERS = re.compile(
    r"(?:^|[-_ ])(?:about-author|author|byline|comment|comments|comment-body|testimonial|review)(?:$|[-_ ])", re.IGNORECASE
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 dt th summary legend caption".split())
_MOST_BLOCKS = 8
_NEIGHBOURS = 2
_CONTACT_HEADINGS = frozenset({"contact_us", "phone", "customer_service"})
_LABEL_LENGTH = 40
_NEAR = 160
_OTHER_NEAR = 150
_SENTENCE = re.compile(r"[.!?](?=\s+[A-ZÅÄÖÉÜŁŚ])")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """
    The words around something in a block.

    Attributes:
        near: The text of its own block before it and a little after it.
        above: The blocks above it up to its heading, the heading first; empty in header and footer.
        label: The block right above, where that is short enough to be a label.
        leads: The labels on its own line ("Press: Ann Berg, phone: …"), the nearest first.
        page: The page's main heading.
    """

    near: str
    above: tuple[str, ...]
    label: str
    leads: tuple[str, ...] = ()
    page: str = ""


def surroundings(page: ParsedPage, index: int, start: int, end: int) -> Surroundings:
    """The words around `page.blocks[index].text[start:end]`."""
    block = page.blocks[index]
    near = block.text[max(0, start - _NEAR) : start] + block.text[start : end + 40]
    region = page.place(block.tag).region
    above: list[str] = []
    for other in reversed(page.blocks[max(0, index - _MOST_BLOCKS) : index]):
        if page.place(other.tag).region != region:
            break
        above.append(other.text[:_NEAR])
        if other.tag.name in _HEADINGS:
            break
    label = above[0] if above and len(above[0]) <= _LABEL_LENGTH else ""
    line = block.text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    leads = tuple(match[1].strip() for match in reversed(list(_LEAD.finditer(line))))
    return Surroundings(near, tuple(reversed(above)), label, leads, _heading(page) if region in ("main", "unknown") else "")


def among_contacts(page: ParsedPage, index: int, called: Container[int]) -> bool:
    """
    Whether a block stands among contact details: an e-mail address or a number right beside it, or a heading that says so.

    Args:
        called: The blocks that hold a number which a phone word or sign calls one.
    """
    if index < 0:
        return False
    region = page.place(page.blocks[index].tag).region
    beside = range(max(0, index - _NEIGHBOURS), min(len(page.blocks), index + _NEIGHBOURS + 1))
    if any(n in called or "@" in page.blocks[n].text for n in beside if page.place(page.blocks[n].tag).region == region):
        return True
    headings = (text for text in surroundings(page, index, 0, 0).above if len(text) <= _LABEL_LENGTH)
    return any(words.labels(text, page.lang) & _CONTACT_HEADINGS for text in headings)


def element_of(block: Block, start: int, end: int) -> Tag:
    """The innermost element that holds a stretch of a block's text."""
    first, last = block.tag_at(start), block.tag_at(max(start, end - 1))
    holders = {id(element) for element in (last, *last.parents)}
    return next((element for element in (first, *first.parents) if id(element) in holders), block.tag)


def _heading(page: ParsedPage) -> str:
    return next((page.label(tag)[:_NEAR] for tag in page.named("h1") if page.visible(tag)), "")


def block_at(page: ParsedPage, tag: Tag) -> int:
    """The index of the block that holds an element's text, -1 where none does."""
    return _index_of(page).get(id(tag), -1)


@lru_cache(maxsize=1)
def _index_of(page: ParsedPage) -> dict[int, int]:
    found: dict[int, int] = {}
    for n, block in enumerate(page.blocks):
        for tag in (*block.tags, block.tag):
            found.setdefault(id(tag), n)
            for parent in tag.parents:
                if parent is block.tag.parent or id(parent) in found:
                    break
                found[id(parent)] = n
    return found


def owner_by_words(around: Surroundings) -> Owner:
    """Give "third-party" where the words right before, or the blocks under the same heading, name another body; else "unknown"."""
    texts = (_last_sentence(around.near)[-_OTHER_NEAR:], *(text for text in around.above if len(text) < _NEAR))
    return "third-party" if any(map(_names_others, texts)) else "unknown"


@lru_cache(maxsize=1 << 11)
def _names_others(text: str) -> bool:
    return _OTHERS.search(text) is not None and _OTHERS.search(_PUBLISHER_TOO.sub(" ", text)) is not None


def owner_by_place(tag: Tag) -> Owner:
    """Give "third-party" inside what belongs to a writer (author box, comment, review); else "unknown"."""
    for element in (tag, *list(tag.parents)[:5]):
        if _WRITERS.search(own_names(element)):
            return "third-party"
    return "unknown"


def purpose_by_words(around: Surroundings, lang: str) -> Purpose:
    """What a number or an address is for, by the nearest words that say so."""
    return next((purpose for purpose in _purposes(around, lang) if purpose != "unknown"), "unknown")


def _purposes(around: Surroundings, lang: str) -> Iterator[Purpose]:
    yield from map(_by_label, around.leads)
    yield _by_text(around.near, lang)
    for text in (around.label, around.above[0] if around.above else ""):
        yield _by_label(text)
        yield _by_text(text, lang)
    yield _first(_PURPOSE_PAGES, around.page)


@lru_cache(maxsize=1 << 11)
def _by_text(text: str, lang: str) -> Purpose:
    hits = {hit.concept for hit in words.find(text, lang, tuple(_PURPOSE_OF))} if text else frozenset()
    told = next((purpose for concept, purpose in _PURPOSE_OF.items() if concept in hits), None)
    return told or _first(_PURPOSE_WORDS, text)


@lru_cache(maxsize=1 << 11)
def _by_label(text: str) -> Purpose:
    """By words that would say nothing in a sentence ("press 1 for sales") and do where they stand as a label."""
    return _first(_PURPOSE_LABELS, text) if len(text.split()) <= _FEW_WORDS else "unknown"


def _first(known: tuple[tuple[Purpose, re.Pattern[str]], ...], text: str) -> Purpose:
    return next((purpose for purpose, found in known if found.search(text)), "unknown") if text else "unknown"


@lru_cache(maxsize=1 << 10)
def domain_of(host_or_url: str) -> str:
    """The registrable domain of a host or an address ("shop.example.co.uk": "example.co.uk"), or ""."""
    try:
        host = urlsplit(host_or_url).hostname if "//" in host_or_url else host_or_url
    except ValueError:
        return ""
    return str(split_host(host or "").top_domain_under_public_suffix)


def _last_sentence(text: str) -> str:
    parts = _SENTENCE.split(text)
    return parts[-1] if len(parts[-1]) > 40 or len(parts) < 2 else parts[-2] + parts[-1]
