"""What the labels in `choosing.yaml` promise: the right next step is chosen, and nothing where nothing promises anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from spiders import strictyaml, words
from spiders.evidence import Task
from spiders.journeys.tasks import NUMBERS, TASKS, worth

LABELLED = strictyaml.load_file(Path(__file__).with_name("choosing.yaml"))
LEAST_A_JOB, LEAST_RIGHT = 4, 3
FIRST, AMONG_THREE = 0.90, 0.95


class Row(NamedTuple):
    """One customer before one page; `right` is empty where nothing may be chosen."""

    lang: str
    task: Task
    labels: list[str]
    right: list[str]


def _rows() -> Iterator[Row]:
    for lang, pages in LABELLED.items():
        for page in pages:
            for names, right in page["right"].items():
                for task in TASKS if names == "all" else names.split():
                    yield Row(lang, task, page["labels"], right)


ROWS = tuple(_rows())


def offered(row: Row) -> list[str]:
    """The labels that promise anything for the job, the best first, of equals the one that is read first."""
    task = TASKS[row.task]
    told = {label: worth(task, label, row.lang) for label in row.labels}
    return sorted((label for label in row.labels if told[label] >= NUMBERS.least), key=lambda label: -told[label])


@pytest.mark.parametrize("lang", sorted(LABELLED))
def test_the_right_label_is_chosen_first_or_among_the_next(lang: str) -> None:
    rows = [row for row in ROWS if row.lang == lang and row.right]
    for most, wanted in ((1, FIRST), (3, AMONG_THREE)):
        missed = [row for row in rows if set(row.right).isdisjoint(offered(row)[:most])]
        assert len(missed) <= (1 - wanted) * len(rows), [(row.task, row.right, offered(row)[:3]) for row in missed]


@pytest.mark.parametrize("lang", sorted(LABELLED))
def test_nothing_is_chosen_where_no_label_promises_anything(lang: str) -> None:
    assert [(row.task, chosen) for row in ROWS if row.lang == lang and not row.right and (chosen := offered(row))] == []


def test_every_language_has_every_job_and_pages_that_promise_nothing() -> None:
    assert set(LABELLED) == set(words.languages())
    assert all(set(row.right) <= set(row.labels) for row in ROWS), "what is right stands on the page"
    for lang in LABELLED:
        for task in TASKS:
            of_job = [row for row in ROWS if (row.lang, row.task) == (lang, task)]
            assert len(of_job) >= LEAST_A_JOB, (lang, task)
            assert sum(bool(row.right) for row in of_job) >= LEAST_RIGHT, (lang, task)
