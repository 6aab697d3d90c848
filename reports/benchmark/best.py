"""Best practice: for each expectation a site on which it is met, with the place on the page that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reports.benchmark.entry import Entry
from reports.pictures import Figure, crop, shot_of
from reports.story import Story
from reports.text import clean
from rules.verdict import CONFIDENCES, Verdict

__all__ = ["Best", "noted"]


@dataclass(frozen=True)
class Best:
    """A site on which an expectation is met: what was observed, on which page, and its picture where there is one."""

    rule: str
    title: str
    site: str
    message: str
    page: str
    report: str
    confidence: int
    figure: Figure | None
    folder: Path | None

    @property
    def order(self) -> tuple[int, bool, str]:
        """The surest first, of these one with a picture, then by name."""
        return self.confidence, self.figure is None, self.site


def noted(entries: Iterable[Entry], best: dict[str, Best]) -> Iterator[Entry]:
    """The entries as they come; the best of each rule so far is kept in `best`."""
    for entry in entries:
        for verdict in entry.story.having("passed") if entry.story else ():
            found = _best(entry, entry.story, verdict) if entry.story else None
            if found and (found.rule not in best or found.order < best[found.rule].order):
                best[found.rule] = found
        yield entry


def _best(entry: Entry, story: Story, verdict: Verdict) -> Best:
    pairs = ((place, story.pages.get(place.page)) for place in verdict.evidence)
    crops = (crop(page, shot, place.box) for place, page in pairs if page and place.box and (shot := shot_of(page)))
    return Best(
        rule=clean(verdict.rule),
        title=clean(verdict.title or verdict.rule),
        site=clean(entry.name),
        message=clean(verdict.message),
        page=verdict.evidence[0].page if verdict.evidence else "",
        report=entry.report,
        confidence=CONFIDENCES.index(verdict.confidence),
        figure=next((figure for figure in crops if figure), None),
        folder=story.folder,
    )
