"""
The story as tables (pandas), which the spreadsheet formats share.

Names of tables and columns are identifiers for programs, the same in every language; sentences are in the story's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from reports.meets import facts
from reports.story import Story
from rules.verdict import Verdict
from spiders.evidence import Channel

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CSV", "expectations", "tables"]

CSV = (
    "site", "as_of", "pack", "rule", "outcome", "result", "severity", "level", "gate", "confidence", "category", "owner",
    "title", "message", "reason", "why", "advice", "authority", "source", "force", "in_force_from", "pages", "page",
    "fingerprint", "suppressed", "upcoming",
)  # fmt: skip
FIXES = (
    "owner", "fix", "rule", "title", "observed", "advice", "severity", "level", "gate", "confidence", "effort", "packs",
    "because_of", "pages", "page", "authority", "source", "force", "fingerprint",
)  # fmt: skip
CHANNELS = (
    "kind", "value", "as_written", "owner", "purpose", "cost", "hours", "clicks", "visible", "sightings", "page", "via", "region",
)  # fmt: skip
PAGES = (
    "url", "final_url", "state", "status", "title", "lang", "kinds", "clicks", "depth_actions", "rendered", "unstable", "links",
    "words", "detail",
)  # fmt: skip
SOURCES = ("authority", "source", "force", "in_force_from", "in_force_until", "confidence", "rules")

Row = Mapping[str, object]


def expectations(story: Story) -> pd.DataFrame:
    """One row a verdict, those of coming law last; the first source and the first page stand for all."""
    judged = (_expectation(story, verdict, upcoming=False) for verdict in story.verdicts.verdicts)
    coming = (_expectation(story, verdict, upcoming=True) for verdict in story.verdicts.upcoming)
    return _frame((*judged, *coming), CSV)


def tables(story: Story) -> Mapping[str, pd.DataFrame]:
    """The tables of a workbook by name, in order; a value is a str, a number or None."""
    rows = expectations(story)
    return MappingProxyType(
        {
            "Summary": _frame(_summary(story), ("about", "value", "page")),
            "Fixes": _frame(_fixes(story), FIXES),
            "Expectations": rows[rows["upcoming"] == "no"],
            "Channels": _frame((_channel(channel) for channel in story.evidence.channels), CHANNELS),
            "Pages": _frame((_own(page, PAGES) | {"kinds": ", ".join(page.kinds)} for page in story.evidence.pages), PAGES),
            "Not looked at": _frame(_unseen(story), ("reason", "url", "detail")),
            "Upcoming": rows[rows["upcoming"] == "yes"],
            "Sources": _frame(_sources(story), SOURCES),
        }
    )


def _frame(rows: Iterable[Row], columns: Iterable[str]) -> pd.DataFrame:
    # pandas takes half a second that whoever wants no table need not wait for.
    import pandas as pd  # noqa: PLC0415

    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)


def _own(record: object, columns: Iterable[str]) -> dict[str, object]:
    """The record's own fields of those names; yes and no are words."""
    found = {name: getattr(record, name) for name in columns if hasattr(record, name)}
    return {name: _yes(value) if isinstance(value, bool) else value for name, value in found.items()}


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _expectation(story: Story, verdict: Verdict, *, upcoming: bool) -> Row:
    pages = tuple(dict.fromkeys(place.page for place in verdict.evidence))
    source = verdict.citations[0] if verdict.citations else None
    return _own(verdict, CSV) | {
        "site": story.host,
        "as_of": story.verdicts.method.as_of,
        "upcoming": _yes(upcoming),
        "authority": source.authority if source else "",
        "source": source.url if source else "",
        "force": source.force if source else "",
        "in_force_from": (source.in_force_from if source else None) or "",
        "pages": len(pages),
        "page": pages[0] if pages else "",
    }


def _summary(story: Story) -> Iterator[Row]:
    score, method = story.verdicts.score, story.verdicts.method
    told: dict[str, object] = {
        "site": story.name,
        "start_url": story.evidence.site.start_url,
        "looked_at": story.manifest.started,
        "as_of": method.as_of,
        "method": method.version,
        "packs": ", ".join(f"{pack.id} {pack.version}" for pack in method.packs),
        "score": score.value,
        "score_low": score.low,
        "score_high": score.high,
        "grade": score.grade or score.reason,
        "capped_by": ", ".join(score.capped_by),
        "decided": story.decided,
        "undecided": story.undecided,
        "fixes": len(story.fixes),
        **{str(outcome): number for outcome, number in story.counts.items()},
        "pages_read": story.read,
        "ended": story.words.ended(story.evidence.coverage),
    }
    yield from ({"about": about, "value": value, "page": ""} for about, value in told.items())
    for category in score.categories:
        yield {"about": f"category {category.id}", "value": category.value, "page": ""}
    yield from ({"about": fact.topic, "value": fact.text, "page": fact.page} for fact in facts(story, story.words))


def _fixes(story: Story) -> Iterator[Row]:
    numbers = {fix: number for number, fix in enumerate(story.fixes, 1)}
    for _, fixes in story.fixes_by_owner:
        for fix in fixes:
            for each, cause in ((fix, ""), *((also, fix.worst.rule) for also in fix.also)):
                row = _expectation(story, each.worst, upcoming=False)
                pages = tuple(dict.fromkeys(place.page for place in each.places))
                yield {**row, **_own(each.worst, ("effort",))} | {
                    "owner": fix.worst.owner,
                    "fix": numbers[fix],
                    "observed": " ".join(each.messages),
                    "advice": " ".join(each.advice),
                    "gate": _yes(each.gate),
                    "packs": ", ".join(each.packs),
                    "because_of": cause,
                    "pages": len(pages),
                    "page": pages[0] if pages else "",
                }


def _channel(channel: Channel) -> Row:
    first = next((s for s in channel.sightings if s.visible), channel.sightings[0] if channel.sightings else None)
    return _own(channel, CHANNELS) | {
        "visible": _yes(any(s.visible for s in channel.sightings)),
        "sightings": len(channel.sightings),
        **(_own(first, ("page", "via", "region")) if first else {}),
    }


def _unseen(story: Story) -> Iterator[Row]:
    """Known addresses that were left out, then pages that were asked for and could not be read."""
    for reason, skipped in story.skipped:
        yield from ({"reason": reason, "url": each.url, "detail": ""} for each in skipped)
    for page in story.failed_pages:
        yield {"reason": story.words.label("state", page.state), "url": page.url, "detail": page.detail}


def _sources(story: Story) -> Iterator[Row]:
    """Every source once, by authority, with the rules that rest on it."""
    every = (*story.verdicts.verdicts, *story.verdicts.upcoming)
    cited = sorted(
        {source for v in every for source in v.citations}, key=lambda s: (s.authority, s.url, s.in_force_from or "", s.force)
    )
    for source in cited:
        resting = sorted({v.rule for v in every if source in v.citations})
        yield _own(source, SOURCES) | {"source": source.url, "rules": ", ".join(resting)}
