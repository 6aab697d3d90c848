"""
Information scent: which links a customer with a problem would follow first, and which lead to no page at all.

The weights stand in `data/scent.yaml`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from spiders import words
from spiders.evidence import Region
from spiders.lexicon import merged
from spiders.strictyaml import load_data

__all__ = ["is_page", "scent"]

_DATA: dict[str, Any] = load_data("scent")
_WORDS = merged("pages")
_WORTH: dict[str, int] = _DATA["concepts"]
_REGIONS: dict[str, int] = _DATA["regions"]
_FACET_KEYS = frozenset(_DATA["facet_keys"])
_LISTED = frozenset(_WORDS["listed_words"])
_ENDINGS = frozenset(_DATA["endings"])
_MACHINES = frozenset(_DATA["machine_words"])
_ACTS = frozenset(_WORDS["acting_words"])
_ACTING_KEYS = frozenset(_DATA["acting_keys"])
_DATE = re.compile(r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])(?:[/-]|$)")
_LONG = 2048


def scent(url: str, label: str, region: Region, lang: str) -> int:
    """How much a link promises a customer with a problem; higher is followed first. Never below 0."""
    by_label = _worth(words.labels(label, lang))
    by_url = _worth(words.url_concepts(url))
    best = max(by_label, by_url)
    if best == 0:
        best = int(_DATA["plain"])
    elif by_label and by_url:
        best = min(best, by_label + by_url) + int(_DATA["both"])
    return max(0, best + _REGIONS[region] - _looks(url))


def _worth(concepts: frozenset[str]) -> int:
    return max((_WORTH[concept] for concept in concepts if concept in _WORTH), default=0)


@lru_cache(maxsize=1 << 14)
def _looks(url: str) -> int:
    """What the look of an address takes from its worth."""
    parts = _parts(url)
    if parts is None:
        return int(_DATA["listed"])
    segments = _segments(parts)
    keys = {key.lower() for key, _ in parse_qsl(parts.query, keep_blank_values=True)}
    return int(
        _DATA["deeper"] * max(0, len(segments) - 2)
        + _DATA["query"] * bool(parts.query)
        + _DATA["facet"] * bool(keys & _FACET_KEYS)
        + _DATA["listed"] * (not _LISTED.isdisjoint(segments))
        + _DATA["dated"] * bool(_DATE.search(parts.path))
    )


@lru_cache(maxsize=1 << 14)
def is_page(url: str) -> bool:
    """Whether an address may be a page to read: no picture, document, film or feed, and nothing that acts when followed."""
    parts = _parts(url)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        return False
    segments = _segments(parts)
    if segments and "." in segments[-1] and segments[-1].rpartition(".")[2] in _ENDINGS:
        return False
    stems = {segment.partition(".")[0] for segment in segments}
    keys = {key.lower() for key, _ in parse_qsl(parts.query, keep_blank_values=True)}
    acts = {value.lower() for key, value in parse_qsl(parts.query) if key.lower() in ("action", "do", "route", "task")}
    return _MACHINES.isdisjoint(segments) and _ACTS.isdisjoint(stems | acts) and _ACTING_KEYS.isdisjoint(keys)


def _parts(url: str) -> SplitResult | None:
    """The parts of an address, or None where it is none or is of no sensible length."""
    try:
        return urlsplit(url) if len(url) <= _LONG else None
    except ValueError:
        return None


def _segments(parts: SplitResult) -> list[str]:
    return [unquote(segment).lower() for segment in parts.path.split("/") if segment]
