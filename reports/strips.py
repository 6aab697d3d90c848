"""
The film strips: one walked way as frames, each the place on the page with the chosen control marked, and its end.

Ways that differ by nothing but where they began or the size of the screen are one strip. Scrolling is no action of its own here: it
is told with the action that followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from reports.meets import shown_value
from reports.outcomes import SIZES, STARTS, WORST_FIRST, Tone, begun, outcome, tone, walked
from reports.pictures import Figure, frame, shot_of, stored_shot
from reports.story import Story
from reports.text import clean, short
from reports.words import Words
from spiders.evidence import Box, ChannelKind, Journey, JourneyOutcome, JourneyStep, Shot, StartKind, Step, Task, Viewport

__all__ = ["Frame", "Strip", "alike", "strips"]

_KINDS: frozenset[str] = frozenset(get_args(ChannelKind))
_ENDS: dict[JourneyOutcome, str] = {
    "arrived": "reached",
    "general-contact": "end_general",
    "dead-end": "end_dead",
    "not-found": "end_not_found",
    "gave-up": "end_gave_up",
    "cut-short": "end_cut_short",
}


@dataclass(frozen=True)
class Frame:
    """
    One action of a strip, or its end.

    Attributes:
        number: Which action it is, 0 for the end.
        before: What was done before it that is no action of its own, or "".
        passed: What was passed over: words, and what each promised.
        came: What came of it where nothing did.
        figure: The place on the page, marked, where there is a picture.
    """

    number: int
    title: str
    page: str
    before: str = ""
    why: str = ""
    passed: tuple[str, ...] = ()
    came: str = ""
    seconds: float = 0.0
    turned: bool = False
    figure: Figure | None = None


@dataclass(frozen=True)
class Strip:
    """
    One way as a film strip.

    Attributes:
        where: From where and on which screens it was the same.
        way: What was followed and opened, in words; `shortest`: the same of the shortest way, None where none is
            known.
        shown: Whether it is shown at once, and not only when asked for.
    """

    where: str
    tone: Tone
    text: str
    frames: tuple[Frame, ...]
    way: tuple[str, ...]
    shortest: tuple[str, ...] | None
    straight: bool
    notes: tuple[str, ...]
    viewport: Viewport
    shown: bool = False


def strips(story: Story, words: Words, journeys: Sequence[Journey]) -> Iterator[Strip]:
    """The different ways of one job, the worst first; of those that did not go well the first is shown at once."""
    groups: dict[tuple[object, ...], list[Journey]] = {}
    for journey in journeys:
        groups.setdefault(alike(journey), []).append(journey)
    ordered = sorted(groups.values(), key=lambda group: (WORST_FIRST.index(tone(group[0])), -len(group)))
    for number, group in enumerate(ordered):
        yield _strip(story, words, group, shown=number == 0 and tone(group[0]) in {"bad", "warn"})


def alike(journey: Journey) -> tuple[object, ...]:
    """What two journeys have in common that are told as one."""
    steps = tuple((step.action, step.label) for step in journey.steps if step.action != "scroll")
    return journey.outcome, journey.dead_end, journey.reached, journey.minimum, steps


def _strip(story: Story, words: Words, group: Sequence[Journey], shown: bool) -> Strip:
    first = group[0]
    shortest = tuple(_label(step, words) for step in first.shortest)
    known = first.minimum is not None and (first.outcome == "arrived" or bool(shortest))
    return Strip(
        where=_where(group, words),
        tone=tone(first),
        text=outcome(first, words),
        frames=(*_frames(story, words, first), _end(story, words, first)),
        way=tuple(_label(step, words) for step in first.steps if step.label and step.action != "scroll"),
        shortest=shortest if known else None,
        straight=first.outcome == "arrived" and bool(first.shortest) and walked(first) == first.minimum,
        notes=tuple(_notes(group, words)),
        viewport=first.viewport,
        shown=shown,
    )


def _where(group: Sequence[Journey], words: Words) -> str:
    """From where and on which screens, as "From the home page and a help article, on a computer"; several where they differ."""
    sizes: dict[tuple[Viewport, ...], list[StartKind]] = {}
    for start in STARTS:
        on = tuple(size for size in SIZES if any((j.start_kind, j.viewport) == (start, size) for j in group))
        if on:
            sizes.setdefault(on, []).append(start)
    return "; ".join(begun(words, starts, on) for on, starts in sizes.items())


def _label(step: JourneyStep | Step, words: Words) -> str:
    return clean(step.label, 60) or words("journeys.unlabelled")


def _notes(group: Sequence[Journey], words: Words) -> Iterator[str]:
    if any(journey.unstable for journey in group):
        yield words("journeys.unstable")
    if group[0].consent != "none":
        yield words(f"journeys.{group[0].consent}")


def _frames(story: Story, words: Words, journey: Journey) -> Iterator[Frame]:
    """The actions but for scrolling, which is told with the one that follows."""
    number, scrolled = 0, False
    for step in journey.steps:
        if step.action == "scroll":
            scrolled = True
            continue
        number += 1
        region = "" if step.region == "unknown" else words("journeys.region", region=words.label("region", step.region))
        yield Frame(
            number=number,
            title=words(f"action.{step.action}", label=_label(step, words)) + region,
            page=step.page,
            before=words("journeys.after_scrolling") if scrolled else "",
            why=step.why,
            passed=tuple(f"{words('quoted', text=clean(p.label, 60))} ({p.worth} / {step.worth})" for p in step.passed_over),
            came=step.came,
            seconds=step.seconds,
            turned=step.action == "back",
            figure=_figure(story, step.page, step.screenshot, journey.viewport, step.box),
        )
        scrolled = False


def _end(story: Story, words: Words, journey: Journey) -> Frame:
    """Where it ended: what was arrived at, or why it went no further."""
    scrolled = bool(journey.steps) and journey.steps[-1].action == "scroll" and journey.outcome == "arrived"
    what = " ".join(_reached(story, words, value, journey.task) for value in journey.reached)
    why = words.label("dead_end", journey.dead_end) if journey.dead_end else ""
    return Frame(
        number=0,
        title=": ".join(part for part in (words(f"journeys.{_ENDS[journey.outcome]}"), what or why) if part),
        page=journey.end or journey.start,
        before=words("journeys.after_scrolling") if scrolled else "",
        came="" if journey.dead_end else journey.detail,
        figure=_figure(story, journey.end or journey.start, journey.screenshot, journey.viewport, journey.box),
    )


def _reached(story: Story, words: Words, value: str, task: Task) -> str:
    """What was arrived at: "phone +4640123456" as the site writes the number, "complain: Klagomål" as its title."""
    kind, _, rest = value.partition(" ")
    if kind == f"{task}:":
        return clean(rest, 80)
    if kind not in _KINDS:
        return clean(value, 80)
    label = words.label("channel", kind)
    found = next((channel for channel in story.evidence.channels if (channel.kind, channel.value) == (kind, rest)), None)
    if kind in {"form", "chat", "callback"}:
        return label
    return f"{label} {shown_value(found) if found else short(rest, story.host)}"


def _figure(story: Story, url: str, file: str, viewport: Viewport, box: Box | None) -> Figure | None:
    """The cut-out of a stored picture; of a page's own picture where the walk kept none."""
    known = (shot for page in story.evidence.pages for shot in page.shots if shot.file == file)
    shot: Shot | None = next(known, None) if file else None
    shot = shot or (stored_shot(story.folder, file, viewport) if file else shot_of(story.pages.get(url), viewport))
    return frame(url, shot, box) if shot else None
