"""The walked jobs as a report tells them: a table with one row a job for who has ten seconds, and each job's film strips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import get_args

from reports.outcomes import SIZES, STARTS, WORST_FIRST, Tone, badness, begun, outcome, tone
from reports.story import Story
from reports.strips import Strip, alike, strips
from reports.text import clean
from reports.words import Words
from spiders.evidence import Journey, StartKind, Task, Viewport

__all__ = ["Block", "Cell", "Column", "Job", "blocks", "columns", "jobs", "standing"]

_TASKS: tuple[Task, ...] = get_args(Task)


@dataclass(frozen=True)
class Column:
    """Where the walks of a column began, and at which size; `name`: both in words."""

    start: StartKind
    viewport: Viewport
    name: str


@dataclass(frozen=True)
class Cell:
    """How a job ended: its tone and words; `span` columns in which it ended alike, `columns` their names."""

    tone: Tone
    text: str
    span: int
    columns: str


@dataclass(frozen=True)
class Job:
    """One job: its row in the table, its strips with the worst first, and all its journeys."""

    name: str
    cells: tuple[Cell, ...]
    strips: tuple[Strip, ...]
    journeys: tuple[Journey, ...]

    @property
    def well(self) -> bool:
        """Whether every way arrived, and none was clearly longer than the shortest."""
        return all(strip.tone == "good" for strip in self.strips)


@dataclass(frozen=True)
class Block:
    """Jobs whose ways are the same from every start and on every screen; the strips are those of the first."""

    jobs: tuple[Job, ...]

    @property
    def first(self) -> Job:
        return self.jobs[0]


def columns(story: Story, words: Words) -> tuple[Column, ...]:
    """The columns of the table, those in which anything was walked."""
    seen = {(j.start_kind, j.viewport) for j in story.evidence.journeys}
    return tuple(Column(start, size, begun(words, [start], [size])) for start in STARTS for size in SIZES if (start, size) in seen)


def jobs(story: Story, words: Words) -> tuple[Job, ...]:
    """Every job that was walked, in the order in which customers come with them, and then the declared journeys."""
    journeys = sorted(story.evidence.journeys, key=lambda j: (bool(j.name), _TASKS.index(j.task) if not j.name else 0))
    groups: dict[str, list[Journey]] = {}
    for journey in journeys:
        groups.setdefault(clean(journey.name, 60) or words.label("task", journey.task), []).append(journey)
    shown = columns(story, words)
    return tuple(Job(n, tuple(_cells(shown, g, words)), tuple(strips(story, words, g)), tuple(g)) for n, g in groups.items())


def blocks(told: Sequence[Job]) -> tuple[Block, ...]:
    """The jobs, those with the same ways together."""
    groups: dict[frozenset[object], list[Job]] = {}
    for job in told:
        groups.setdefault(frozenset((j.start, j.viewport, alike(j)) for j in job.journeys), []).append(job)
    return tuple(Block(tuple(group)) for group in groups.values())


def standing(told: Sequence[Job], words: Words) -> tuple[tuple[Tone, str], ...]:
    """All jobs in a few lines, one for each kind of end that is the worst of a job; the best line first."""
    lines: dict[tuple[int, str], list[str]] = {}
    for job in told:
        worst = min(job.journeys, key=badness)
        alike = sum(badness(journey) == badness(worst) for journey in job.journeys)
        one = job.name if alike == len(job.journeys) else words("journeys.ways", n=alike, job=job.name, all=len(job.journeys))
        lines.setdefault(badness(worst), []).append(one)
    return tuple(
        (WORST_FIRST[how], _line(words, WORST_FIRST[how], end, named)) for (how, end), named in sorted(lines.items(), reverse=True)
    )


def _line(words: Words, how: Tone, end: str, named: Sequence[str]) -> str:
    names = ", ".join(named)
    if end == "arrived":
        return words("journeys.all_arrived" if how == "good" else "journeys.long_arrived", jobs=names)
    ended = words.label("journey_outcome", end)
    return words("journeys.some", outcome=ended[:1].upper() + ended[1:], jobs=names)


def _cells(shown: Sequence[Column], journeys: Sequence[Journey], words: Words) -> Iterator[Cell]:
    """The cells of one row; neighbouring sizes of one start that ended alike are one cell."""

    def told(column: Column) -> tuple[StartKind, Tone, str]:
        here = [j for j in journeys if (j.start_kind, j.viewport) == (column.start, column.viewport)]
        if not here:
            return column.start, "soft", words("journeys.not_walked")
        worst = min(here, key=lambda j: WORST_FIRST.index(tone(j)))
        return column.start, tone(worst), outcome(worst, words)

    for (start, how, text), group in groupby(shown, key=told):
        sizes = [column.viewport for column in group]
        yield Cell(how, text, len(sizes), begun(words, [start], sizes))
