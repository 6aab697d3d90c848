"""What kind of page a page is, told by its address, its title and main headings, and the labels of the links that lead to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, get_args
from urllib.parse import unquote

from spiders import words
from spiders.evidence import PageKind
from spiders.lexicon import merged
from spiders.strictyaml import load_data
from spiders.urls import split

__all__ = ["kinds_of"]

_DATA: dict[str, Any] = load_data("kinds")
_WORDS = merged("pages")
_KIND_OF: dict[str, PageKind] = {concept: kind for kind, concepts in _DATA["kinds"].items() for concept in concepts}
_KIND_OF_FORM: dict[str, PageKind] = _DATA["forms"]
_POINTS: dict[str, int] = _DATA["points"]
_ARTICLE_PATHS = frozenset(_WORDS["article_paths"])
_HUB_HOSTS = frozenset(_WORDS["hub_hosts"])
_INDEX_FILES = frozenset(_DATA["index_files"])
_ORDER: tuple[PageKind, ...] = get_args(PageKind)
_HUB_KINDS: frozenset[PageKind] = frozenset({"contact", "help"})
_DOCUMENTS: frozenset[PageKind] = frozenset({"imprint", "legal", "terms"})
_SHARE = 3
"""Of the labels that name anything, one in so many must name the kind: a single link in a text makes no page a contact page."""


def kinds_of(
    url: str,
    title: str,
    headings: Sequence[str],
    link_labels: Sequence[str],
    lang: str,
    *,
    is_home: bool = False,
    forms: Collection[str] = (),
    said: Collection[str] = (),
) -> tuple[PageKind, ...]:
    """
    Tell the kinds of a page, in the order of `PageKind`; ("other",) where nothing tells.

    What stands in the page's header or footer plays no part. The home page is "home" and nothing else.

    Args:
        headings: The main headings (h1), in order; the first that is not empty counts, for later ones name sections.
        link_labels: Labels of the links that lead to the page from others, those to a part of it (`#...`) left out.
        forms: Kinds of the forms on the page.
        said: Concepts of the lexicon in the page's own text; they bear out a label that may mean something else.
    """
    if is_home:
        return ("home",)
    last, above = _path_kinds(url)
    told = [heading for heading in headings if heading.strip()]
    formed = {_KIND_OF_FORM[form] for form in forms if form in _KIND_OF_FORM}
    borne_out = formed | {_KIND_OF[concept] for concept in said if concept in _KIND_OF}
    points: Counter[PageKind] = Counter()
    for sign, found in (
        ("url", last),
        ("label", _label_kinds(link_labels, lang)),
        ("heading", _kinds(told[:1], lang)),
        ("title", _kinds((title,), lang)),
        ("form", formed),
        ("doubtful", _doubtful((*told[:1], *link_labels)) & borne_out),
    ):
        points.update(dict.fromkeys(found, _POINTS[sign]))
    kinds = {kind for kind, sum_ in points.items() if sum_ >= _DATA["needed"]}
    if "contact" in above and not kinds:
        kinds.add("contact")
    if not kinds & _HUB_KINDS and "not-found" not in kinds and ("help" in above or _is_article(url)):
        kinds.add("article")
    return tuple(kind for kind in _ORDER if kind in kinds) or ("other",)


def _kinds(labels: Iterable[str], lang: str) -> set[PageKind]:
    """The kinds that labels name; one that asks ("What is an imprint?") tells of a document, and heads none."""
    kinds: set[PageKind] = set()
    for label in labels:
        named = {_KIND_OF[concept] for concept in words.labels(label, lang) if concept in _KIND_OF}
        kinds |= named - _DOCUMENTS if "?" in label else named
    return kinds


def _doubtful(labels: Iterable[str]) -> set[PageKind]:
    """The kinds that labels may name by words of two meanings."""
    folded = {words.fold(label) for label in labels}
    return {kind for kind, names in _WORDS["doubtful"].items() if not folded.isdisjoint(names)}


def _label_kinds(labels: Iterable[str], lang: str) -> set[PageKind]:
    """The kinds that a fair share of the telling labels name."""
    telling = [named for label in dict.fromkeys(labels) if (named := words.labels(label, lang))]
    counts = Counter(kind for named in telling for kind in {_KIND_OF[concept] for concept in named if concept in _KIND_OF})
    return {kind for kind, count in counts.items() if count * _SHARE >= len(telling)}


def _path_kinds(url: str) -> tuple[set[PageKind], set[PageKind]]:
    """The kinds that the last part of an address names, and those that the parts above it name."""
    segments, query = _segments(url)
    last = words.url_concepts(f"/{segments[-1] if segments else ''}{query}")
    above = {concept for segment in segments[:-1] for concept in words.url_concepts(f"/{segment}")}
    return {_KIND_OF[c] for c in last if c in _KIND_OF}, {_KIND_OF[c] for c in above if c in _KIND_OF}


def _segments(url: str) -> tuple[list[str], str]:
    """The parts of the path without index files, and the query with its `?`."""
    parts = split(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if segments and segments[-1].partition(".")[0].lower() in _INDEX_FILES:
        segments.pop()
    return segments, f"?{parts.query}" if parts.query else ""


def _is_article(url: str) -> bool:
    """Whether the address has the form of an article of a help desk."""
    host = (split(url).hostname or "").partition(".")[0]
    segments = [unquote(segment).lower() for segment in _segments(url)[0]]
    on_hub = host in _HUB_HOSTS or any("help" in {_KIND_OF.get(c) for c in words.url_concepts(f"/{s}")} for s in segments)
    return on_hub and (bool(_ARTICLE_PATHS.intersection(segments[:-1])) or (host in _HUB_HOSTS and len(segments) > 1))
