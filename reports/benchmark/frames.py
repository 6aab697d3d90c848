"""What was found on the sites, as tables: one row a site, a site and a rule, a site and a channel, a site and a category."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, Literal

import pandas as pd

from reports.benchmark.entry import Entry
from reports.meets import KINDS, clicks_to, for_customers, nearest
from reports.story import Story
from reports.text import clean
from rules.pack import bundled, load_pack
from rules.registry import rules
from rules.verdict import SETTINGS, Outcome, Verdict
from spiders.evidence import ChannelKind, Sighting

__all__ = ["CHANNELS", "OUTCOMES", "SITES", "WAYS", "Frames", "frames"]

WAYS: tuple[ChannelKind, ...] = (*KINDS, "postal")

Found = Literal["found", "unlinked", "apart", "none", "unknown"]
"""Found, found where no click path leads, found for sales, the press and the like alone, not found, not known."""

SITES = (
    "name", "url", "host", "country", "sector", "state", "why", "report", "score", "low", "high", "grade", "method", "packs",
    "as_of", "decided", "of", "gates_failed", "pages", "looked", "settings",
)  # fmt: skip
OUTCOMES = (
    "site", "pack", "rule", "test", "title", "category", "level", "gate", "points", "earned", "outcome", "result", "severity",
    "confidence", "page", "fingerprint", "link",
)  # fmt: skip
CHANNELS = ("site", "kind", "state", "clicks", "actions", "page", "link")
_CATEGORIES = ("site", "category", "value", "low", "high")
_WORST_FIRST: tuple[Outcome, ...] = ("failed", "cantTell", "untested", "passed", "inapplicable")
_APART_SETTINGS = frozenset({"country", "journeys", "access", "chat_probe"})
"""What is about one site and no difference in how sites were looked at."""


@dataclass(frozen=True)
class Frames:
    """
    The tables, each sorted; absent numbers are NA.

    Attributes:
        sites: One row a site (`SITES`, then a column `tag_…` for each of the list's own).
        outcomes: One row a site and an expectation of a pack (`OUTCOMES`).
        channels: One row a site and a kind of channel (`CHANNELS`).
        categories: One row a site and a category: value, low, high, 0 to 100.
    """

    sites: pd.DataFrame
    outcomes: pd.DataFrame
    channels: pd.DataFrame
    categories: pd.DataFrame


def frames(entries: Iterable[Entry]) -> Frames:
    """The tables of these sites; entries are taken one by one, so that not all stories need be at hand at once."""
    sites: list[dict[str, Any]] = []
    outcomes: list[dict[str, Any]] = []
    channels: list[dict[str, Any]] = []
    categories: list[dict[str, Any]] = []
    for entry in entries:
        sites.append(_site(entry))
        channels += _channels(entry)
        if entry.story is not None:
            outcomes += _outcomes(entry, entry.story)
            scored = entry.story.verdicts.score.categories
            categories += [
                {"site": clean(entry.name), "category": c.id, **c.model_dump(include={"value", "low", "high"})} for c in scored
            ]
    tags = sorted({name for row in sites for name in row if name.startswith("tag_")})
    return Frames(
        sites=_frame(
            sites, (*SITES, *tags), ["name"], decimals=("score", "low", "high"), whole=("decided", "of", "gates_failed", "pages")
        ),
        outcomes=_frame(outcomes, OUTCOMES, ["site", "pack", "rule"], decimals=("points", "earned")),
        channels=_frame(channels, CHANNELS, ["site"], whole=("clicks", "actions")),
        categories=_frame(categories, _CATEGORIES, ["site"], decimals=("value", "low", "high")),
    )


def _frame(
    rows: list[dict[str, Any]],
    columns: tuple[str, ...],
    by: list[str],
    *,
    decimals: tuple[str, ...] = (),
    whole: tuple[str, ...] = (),
) -> pd.DataFrame:
    numbers = dict.fromkeys(decimals, "Float64") | dict.fromkeys(whole, "Int64")
    types = {name: numbers.get(name, "object") for name in columns}
    frame = pd.DataFrame(rows, columns=list(columns), dtype=object).astype(types)
    return frame.sort_values(by, kind="stable", ignore_index=True)


def _site(entry: Entry) -> dict[str, Any]:
    told = {
        "name": clean(entry.name),
        "url": clean(entry.url),
        "country": clean(entry.country),
        "sector": clean(entry.sector),
        "state": entry.state,
        "why": clean(entry.why),
        "report": entry.report,
    }
    tags = {f"tag_{clean(name)}": clean(value) for name, value in entry.tags}
    return told | (_judged(entry.story) if entry.story else {}) | tags


def _judged(story: Story) -> dict[str, Any]:
    score, method = story.verdicts.score, story.verdicts.method
    settings = {name: value for name, value in story.manifest.settings.items() if name not in _APART_SETTINGS}
    return {
        "host": clean(story.host),
        "score": score.value,
        "low": score.low,
        "high": score.high,
        "grade": score.grade or "",
        "method": clean(method.version),
        "packs": ", ".join(clean(f"{pack.id} {pack.version}") for pack in method.packs),
        "as_of": clean(method.as_of),
        "decided": story.decided,
        "of": story.decided + story.undecided,
        "gates_failed": len({v.rule for v in story.having("failed") if v.gate}),
        "pages": story.read,
        "looked": clean(story.manifest.started),
        "settings": clean(json.dumps(settings, sort_keys=True, default=str)),
    }


def _outcomes(entry: Entry, story: Story) -> Iterator[dict[str, Any]]:
    """Each expectation once; of several verdicts on it the worst."""
    asked = [v for v in story.verdicts.verdicts if v.pack != SETTINGS]
    worst: dict[tuple[str, str], Verdict] = {}
    for verdict in sorted(asked, key=lambda v: _WORST_FIRST.index(v.outcome)):
        worst.setdefault((verdict.pack, verdict.rule), verdict)
    tests = {used.id: _tests(used.id, used.version) for used in story.verdicts.method.packs}
    anchors = _fix_anchors(story)
    plain = ("level", "gate", "points", "earned", "outcome", "severity", "confidence")
    texts = ("pack", "rule", "category", "result", "fingerprint")
    for verdict in worst.values():
        yield {
            "site": clean(entry.name),
            "test": clean(tests.get(verdict.pack, {}).get(verdict.rule, verdict.pack)),
            "title": clean(_expected(story, verdict)),
            "page": clean(verdict.evidence[0].page) if verdict.evidence else "",
            "link": _link(entry, anchors.get(verdict.rule, "fixes") if verdict.outcome == "failed" else "fixes"),
            **{name: getattr(verdict, name) for name in plain},
            **{name: clean(getattr(verdict, name)) for name in texts},
        }


def _expected(story: Story, verdict: Verdict) -> str:
    """What is expected, whatever the outcome: the rule's good state, else the verdict's title."""
    rule = rules().get(verdict.rule)
    return story.words.text(rule.texts.title_ok) if rule else verdict.title or verdict.rule


@cache
def _tests(pack: str, version: str) -> Mapping[str, str]:
    """
    What a pack has each of its rules read besides the evidence: thresholds and labels, as a digest, "" where nothing.

    A rule with the same digest is the same test under another pack, too. Nothing for a pack that is not at hand as it was.
    """
    if pack not in bundled() or (known := load_pack(pack)).version != version:
        return {}
    read = {entry.rule: {**entry.thresholds, **entry.labels} for entry in known.entries}
    return {rule: _digest(given) if given else "" for rule, given in read.items()}


def _digest(given: Mapping[str, object]) -> str:
    return sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()[:12]


def _fix_anchors(story: Story) -> dict[str, str]:
    """Where the report tells of a rule that failed; what failed because of another is told with it."""
    found: dict[str, str] = {}
    for number, fix in enumerate(story.fixes, 1):
        for each in (fix, *fix.also):
            found.setdefault(each.worst.rule, f"fix-{number}")
    return found


def _link(entry: Entry, anchor: str) -> str:
    return f"{entry.report}#{anchor}" if entry.report else ""


def _channels(entry: Entry) -> Iterator[dict[str, Any]]:
    for kind in WAYS:
        told: dict[str, Any] = {"site": clean(entry.name), "kind": kind, "link": _link(entry, "evidence")}
        story = entry.story
        if story is None or not story.read:
            yield told | {"state": "unknown", "page": ""}
            continue
        clicks = clicks_to(story, kind)
        ways = for_customers(story, kind)
        others = nearest(story, kind)
        sighting = ways[0] if ways else others[0][1] if others else None
        yield told | {
            "state": _state(found=bool(ways), near=clicks is not None, apart=bool(others)),
            "clicks": clicks,
            "actions": min((n for each in ways if (n := _actions(story, each)) is not None), default=None),
            "page": clean(sighting.page) if sighting else "",
            "link": _link(entry, _page_anchor(story, sighting.page)) if sighting else told["link"],
        }


def _state(*, found: bool, near: bool, apart: bool) -> Found:
    if found:
        return "found" if near else "unlinked"
    return "apart" if apart else "none"


def _actions(story: Story, sighting: Sighting) -> int | None:
    """Clicks, and what has to be opened on the way and on the page."""
    page = story.pages.get(sighting.page)
    return None if page is None or page.depth_actions is None else page.depth_actions + sighting.behind


def _page_anchor(story: Story, url: str) -> str:
    """The row of the report's table of pages."""
    return next((f"page-{n}" for n, page in enumerate(story.evidence.pages, 1) if page.final_url == url), "evidence")
