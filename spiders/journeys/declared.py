"""
Declared journeys: ways that the owner of a site names step by step in `auditor.toml`, and what stands at their end.

For sites whose way cannot be found by labels alone, and for ways that must never break. Walked as the others are (`walk`), but
nothing is chosen: a step whose label is not there ends the walk, and says which labels were.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from difflib import get_close_matches
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from spiders.evidence import Channel, Frozen, Journey, JourneyOutcome, Task, Viewport
from spiders.journeys.arrival import Arrival, arrivals, gate
from spiders.journeys.choose import Choice
from spiders.journeys.scene import Option, Scene, State
from spiders.journeys.tasks import TASKS
from spiders.journeys.trail import CLOSED, Here, Trail
from spiders.journeys.walk import Walk
from spiders.said import joined, say
from spiders.terms import fold
from spiders.urls import host_of, key

__all__ = ["MOST", "Declared", "DeclaredStep", "unwalked", "walk_declared"]

MOST = 20
"""Journeys of one site."""
_MOST_STEPS = 10
_MOST_NEAR = 3
_LEAST_DIGITS = 3
_VERBS: dict[str, Literal["follow-link", "open", "open-chat"]] = {"click": "follow-link", "open": "open", "chat": "open-chat"}
_VERB_OF: dict[str, str] = {action: verb for verb, action in _VERBS.items()}
_TASKS: tuple[Task, ...] = get_args(Task)


class DeclaredStep(Frozen):
    """One action, as `click Hjälp`: what is done, and the label it is done to, as a visitor reads it."""

    action: Literal["follow-link", "open", "open-chat"]
    label: str = Field(min_length=1, max_length=200)

    def __str__(self) -> str:
        return f"{_VERB_OF[self.action]} {self.label}"


def _step(written: Any) -> Any:
    if isinstance(written, (DeclaredStep, dict)):
        return written
    verb, _, label = str(written).strip().partition(" ")
    if verb not in _VERBS or not label.strip():
        raise ValueError(f"{written!r} is no step; a step is click LABEL, open LABEL or chat LABEL")
    return DeclaredStep(action=_VERBS[verb], label=label.strip())


def _expectation(written: str) -> str:
    if _task(written.strip()) is None:
        others = f"{', '.join(_TASKS)}, or a phone number or an e-mail address as it is written"
        raise ValueError(f"{written!r} cannot be expected; give one of {others}")
    return written.strip()


def _address(written: str) -> str:
    if not re.match(r"/|https?://[^@/\s]+(/|$)", written) or re.search(r"\s", written):
        raise ValueError("give a path such as /hjalp, or an address of the site")
    return written


class Declared(Frozen):
    """
    One declared journey.

    Attributes:
        start: Where it starts, a path or an address of the site; `auditor.audit` makes it an address.
        expect: What stands at its end: a `Task`, or a phone number or an e-mail address as the site writes it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=120)
    expect: Annotated[str, AfterValidator(_expectation)]
    start: Annotated[str, AfterValidator(_address)] = "/"
    steps: Annotated[tuple[Annotated[DeclaredStep, BeforeValidator(_step)], ...], Field(max_length=_MOST_STEPS)] = ()
    viewport: Viewport = "desktop"

    @property
    def task(self) -> Task:
        """What a customer does who takes this way."""
        return _task(self.expect) or "phone"

    @property
    def unwalked(self) -> Journey:
        """The journey that it is as long as nobody has walked it."""
        return Journey(
            task=self.task,
            name=self.name,
            start=self.start,
            start_kind="declared",
            viewport=self.viewport,
            outcome="cut-short",
            detail=say("it was not walked"),
        )

    def __str__(self) -> str:
        steps = ", ".join(map(str, self.steps))
        return f"{self.name} ({self.viewport}): from {self.start}{f', {steps}' if steps else ''}, expect {self.expect}"


def _task(expected: str) -> Task | None:
    for task in _TASKS:
        if expected == task:
            return task
    if "@" in expected.strip("@"):
        return "email"
    return "phone" if len(_digits(expected)) >= _LEAST_DIGITS and not re.search(r"[^\W\d_]", expected) else None


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def walk_declared(declared: Declared) -> Walk:
    """Walk a declared journey, whose `start` is an address, step by step to its end."""
    start = State(declared.viewport, declared.start)
    trail = Trail(TASKS[declared.task], start, "declared")
    here = Here((yield start))
    told = here.scene.unseen
    outcome: JourneyOutcome | None = "cut-short" if told else None
    for number, step in enumerate(declared.steps, 1):
        if not outcome:
            here, outcome, told = yield from _take(trail, here, step)
            told = say("step {number}, {step}: {told}", number=number, step=step, told=told) if told else ""
    arrival = None if outcome else _arrival(declared, here.scene)
    if arrival:
        journey = trail.journey(here, "general-contact" if arrival.general else "arrived", arrival)
    elif outcome:
        journey = trail.journey(here, outcome, detail=told)
    else:
        journey = _missed(declared, trail, here)
    return journey.model_copy(update={"name": declared.name})


def _take(trail: Trail, here: Here, step: DeclaredStep) -> Generator[State, Scene, tuple[Here, JourneyOutcome | None, str]]:
    """Take one step: where one stands then; or how the journey ended there, and why."""
    option, told = _find(step, here.scene)
    if option is None and here.scene.rest:
        return here, "cut-short", joined("; ", (told, here.scene.rest))
    if option is None:
        return here, "not-found", told
    chosen = [Choice(option, 0, 0, told)]
    if elsewhere := _elsewhere(option.to, here):
        return here, "cut-short", elsewhere
    if not option.press and key(option.to) == here.scene.here:
        trail.choose(here, chosen)
        return here, None, ""
    scene = yield here.scene.state.after(option.press) if option.press else State(here.scene.state.viewport, option.to)
    if on := scene.leads_on:
        scene = yield on
    why = scene.unseen or _elsewhere(scene.led_to, here)
    trail.choose(here, chosen, to=scene, came=why)
    return Here(scene), "cut-short" if why else None, why


def _elsewhere(url: str, here: Here) -> str:
    return say("it leads to {host}, another site, which is not walked", host=host_of(url)) if here.leaves(url) else ""


def _missed(declared: Declared, trail: Trail, here: Here) -> Journey:
    """The journey that was walked to its end, where what was expected is not."""
    dead_end = gate(trail.task, here.scene.look) if declared.expect == declared.task else None
    missed = say("{expected} was expected at its end, and is not to be seen there", expected=declared.expect)
    if here.scene.rest:
        return trail.journey(here, "cut-short", detail=joined("; ", (missed, here.scene.rest)))
    if dead_end is None:
        return trail.journey(here, "not-found", detail=missed)
    journey = trail.journey(here, "dead-end", detail=joined(": ", (missed, CLOSED[dead_end])))
    return journey.model_copy(update={"dead_end": dead_end})


def unwalked(declared: Sequence[Declared], walked: Sequence[Journey]) -> tuple[Journey, ...]:
    """A journey for each that was declared and did not come to be walked, so that it is missed."""
    names = {journey.name for journey in walked}
    return tuple(one.unwalked for one in declared if one.name not in names)


def _find(step: DeclaredStep, scene: Scene) -> tuple[Option | None, str]:
    """The option that a step means and why; or None, and what there is instead. What could mean two things means neither."""
    wanted = fold(step.label)
    options = [option for option in scene.options() if _fits(step, option)]
    named = [option for option in options if fold(option.label) == wanted]
    if named:
        # A link goes before a button of the same words, for that is what its step says; of equals the first.
        chosen = next((option for option in named if option.action == step.action), named[0])
        if named[1:]:
            return chosen, say("the journey names it; the first of {n} of that name", n=len(named))
        return chosen, say("the journey names it")
    begun = {fold(option.label): option for option in reversed(options) if fold(option.label).startswith(wanted)}
    if len(begun) == 1:
        return next(iter(begun.values())), say("the journey names its beginning")
    if begun:
        return None, say("it could be any of {labels}", labels=_quoted(option.label for option in reversed(begun.values())))
    if near := _near(wanted, scene):
        return None, say("nothing of that name can be seen; nearest are {near}", near=near)
    return None, say("nothing of that name can be seen, nor anything else to choose")


def _fits(step: DeclaredStep, option: Option) -> bool:
    """Whether a step can mean an option: a visitor clicks on buttons too, but opens no link."""
    return option.action == step.action or (step.action == "follow-link" and option.action == "open")


def _near(wanted: str, scene: Scene) -> str:
    steps = {fold(option.label): f"{_VERB_OF[option.action]} {option.label}" for option in scene.options() if option.label.strip()}
    return _quoted(steps[label] for label in get_close_matches(wanted, steps, n=_MOST_NEAR, cutoff=0.0))


def _quoted(labels: Iterator[str]) -> str:
    return ", ".join(f'"{label}"' for label in list(labels)[:_MOST_NEAR])


def _arrival(declared: Declared, scene: Scene) -> Arrival | None:
    """What was expected, where it can be seen without opening anything more."""
    if declared.expect != declared.task:
        return next(_written(declared, scene), None)
    if declared.task == "chat" and scene.chat_arrival:
        return scene.chat_arrival
    return next((one for one in arrivals(TASKS[declared.task], scene.look, declared.viewport) if not one.behind), None)


def _written(declared: Declared, scene: Scene) -> Iterator[Arrival]:
    for channel in scene.look.channels:
        if channel.kind == declared.task and _is(channel, declared.expect):
            for sighting in channel.sightings:
                if sighting.visible and not sighting.behind_at(declared.viewport):
                    yield Arrival(f"{channel.kind} {channel.value}", box=sighting.box)


def _is(channel: Channel, expected: str) -> bool:
    if channel.kind != "phone":
        return fold(expected) in (fold(channel.value), fold(channel.as_written))
    return _digits(expected) in (_digits(channel.value), _digits(channel.as_written))
