"""Mentions: links, buttons, headings and sentences whose words name a concept of the lexicon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bs4 import Tag

from spiders.evidence import Mention, MentionForm
from spiders.lexicon import merged
from spiders.page import ParsedPage
from spiders.page.elements import box, selector
from spiders.strictyaml import load_data
from spiders.words import find, labels

__all__ = ["extract"]

MOST_LETTERS = 200

_DATA: dict[str, Any] = load_data("mentions")
_LABELS = frozenset(_DATA["labels"])
_TEXTS = frozenset(_DATA["texts"])
_WRITINGS = tuple((concept, re.compile(pattern, re.I)) for concept, pattern in _DATA["writings"].items())
_FORMS: dict[str, MentionForm] = {
    "a": "link",
    "area": "link",
    "button": "button",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "summary", "legend", "caption"), "heading"),
}
_SEVERAL_WORDS = frozenset(_DATA["several_words"])
_SILENT = frozenset(_DATA["silent"])
_UNLESS = {concept: re.compile("|".join(patterns), re.I) for concept, patterns in merged("mentions")["unless"].items()}
_PRESSED = frozenset({"submit", "button", "image", "reset"})
_SENTENCE_END = re.compile(r"[.!?…](?=\s)|\n")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A mention before its place on the page is worked out."""

    concept: str
    form: MentionForm
    text: str
    tag: Tag
    href: str = ""


def extract(page: ParsedPage) -> Iterator[Mention]:
    """The mentions of the page, at most a few of each kind; what can be seen comes before its unseen copy."""
    seen = [*_labelled(page)]
    named = {each.text for each in seen}
    seen.extend(_in_text(page, named))
    seen.sort(key=lambda each: not page.visible(each.tag))
    said: set[tuple[str, MentionForm, str, str]] = set()
    count: Counter[tuple[str, MentionForm]] = Counter()
    for each in seen:
        place = page.place(each.tag)
        key = (each.concept, each.form, each.text, place.region)
        if key in said or count[each.concept, each.form] >= _DATA["most_of_a_kind"]:
            continue
        said.add(key)
        count[each.concept, each.form] += 1
        yield Mention(
            concept=each.concept,
            page=page.url,
            form=each.form,
            text=each.text[:MOST_LETTERS],
            href=each.href,
            region=place.region,
            visible=place.visible,
            selector=selector(each.tag),
            box=box(each.tag),
            behind=place.behind if page.rendered else None,
            opened_by=place.opened_by if page.rendered else (),
        )


def _labelled(page: ParsedPage) -> Iterator[_Seen]:
    for tag in page.named("input", *_FORMS, having=("role",)):
        form = _form(tag)
        if form is None:
            continue
        text = page.label(tag)
        href = str(tag.get("href") or "") if form == "link" else ""
        concepts = labels(text, page.lang) & _LABELS if 0 < len(text) <= _DATA["longest_label"] else frozenset()
        concepts |= _written(href) | _written(text)
        for concept in sorted(concepts):
            yield _Seen(concept, form, text or href, tag, page.absolute(href) if href else "")


@lru_cache(maxsize=4096)
def _written(text: str) -> frozenset[str]:
    """The concepts that an address, a number or a citation gives away in any language."""
    return frozenset(concept for concept, pattern in _WRITINGS if pattern.search(text))


def _form(tag: Tag) -> MentionForm | None:
    if tag.name == "input":
        return "button" if tag.attrs.get("type") in _PRESSED else None
    return "button" if tag.attrs.get("role") == "button" else _FORMS.get(tag.name)


def _in_text(page: ParsedPage, named: set[str]) -> Iterator[_Seen]:
    for block in page.blocks:
        if block.text in named or block.tag.name in _SILENT or _form(block.tag) is not None:
            continue
        for concept, start, sentence in _sentences(block.text, page.lang):
            yield _Seen(concept, "text", sentence, block.tag_at(start))


@lru_cache(maxsize=4096)
def _sentences(text: str, lang: str) -> tuple[tuple[str, int, str], ...]:
    """The first sentence on each concept, with its start; the texts around the content stand on every page of a site."""
    first: dict[str, tuple[str, int, str]] = {}
    for concept, start, end in _hits(text, lang):
        sentence = _sentence(text, start, end) if concept not in first else ""
        unless = _UNLESS.get(concept)
        if sentence and (unless is None or not unless.search(sentence)):
            first[concept] = (concept, start, sentence)
    return tuple(first.values())


def _hits(text: str, lang: str) -> Iterator[tuple[str, int, int]]:
    """Where a text names a concept, by the words of its language or by what is written alike in all."""
    for hit in find(text, lang, _TEXTS):
        if hit.concept not in _SEVERAL_WORDS or " " in hit.term:
            yield hit.concept, hit.start, hit.end
    for concept, pattern in _WRITINGS:
        if match := pattern.search(text):
            yield concept, *match.span()


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around `text[start:end]` on one line; of a long one what surrounds the words."""
    before = max((match.end() for match in _SENTENCE_END.finditer(text, 0, start)), default=0)
    after = _SENTENCE_END.search(text, end)
    before = max(before, end - MOST_LETTERS // 2 - (end - start)) if end - before > MOST_LETTERS else before
    return " ".join(text[before : after.end() if after else len(text)].split())[:MOST_LETTERS]
