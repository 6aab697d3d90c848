"""The jobs that are walked: what a label promises for each, and what is an arrival. The figures stand in `data/journeys.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from spiders import words
from spiders.evidence import ChannelKind, FormKind, Purpose, Region, Task
from spiders.strictyaml import load_data

__all__ = ["NUMBERS", "TASKS", "Numbers", "TaskSpec", "worth"]

_DATA: dict[str, Any] = load_data("journeys")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The figures of `data/journeys.yaml` that hold for every job."""

    regions: Mapping[Region, int]
    first_screen: int
    small: int
    small_px: int
    least: int
    last: int
    names: int
    unsure: int
    menu: int
    scroll: int
    scroll_here: int
    most_actions: int
    most_passed_over: int
    not_for_customers: frozenset[Purpose]


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """
    One job.

    Attributes:
        labels: What a concept of the lexicon is worth in a label, 1 to 100.
        channels: The kinds of channels by which one arrives; `forms`: the kinds of forms.
        says: The concepts by which a title or a heading names the place for the job.
        fallback: The company's general contact is an end of its own where no place for the job is found.
    """

    name: Task
    labels: Mapping[str, int]
    channels: frozenset[ChannelKind]
    forms: frozenset[FormKind]
    says: frozenset[str]
    fallback: bool


def worth(task: TaskSpec, label: str, lang: str) -> int:
    """What a label promises for a job, 0 to 100; by its words alone, its address plays no part."""
    return max((task.labels.get(concept, 0) for concept in words.labels(label, lang)), default=0)


def _spec(name: Task, told: Mapping[str, Any]) -> TaskSpec:
    return TaskSpec(
        name=name,
        labels={**(_DATA["last_resorts"] if told.get("last_resorts") else {}), **_DATA["general"], **told["labels"]},
        channels=frozenset(told.get("channels", ())),
        forms=frozenset(told.get("forms", ())),
        says=frozenset(told.get("says", ())),
        fallback=bool(told.get("fallback", False)),
    )


NUMBERS = Numbers(
    **{name: _DATA[name] for name in Numbers.__slots__ if name != "not_for_customers"},
    not_for_customers=frozenset(_DATA["not_for_customers"]),
)
TASKS: Mapping[Task, TaskSpec] = {name: _spec(name, _DATA["tasks"][name]) for name in get_args(Task)}
