import dataclasses
from collections.abc import Sequence

import pytest

from reports.journeys import Job, blocks, columns, jobs, standing
from reports.outcomes import outcome, tone
from reports.story import Story
from reports.words import Words
from spiders.evidence import Journey, Step
from tests.reports import samples
from tests.reports.walks import BACK, CONTACT, DOWN, HELP, TO_CONTACT, TO_HELP, walk

WORDS = Words()


def _story(journeys: Sequence[Journey]) -> Story:
    story = samples.story()
    return dataclasses.replace(story, evidence=story.evidence.model_copy(update={"journeys": tuple(journeys)}))


def _jobs(*journeys: Journey) -> tuple[Job, ...]:
    return jobs(_story(journeys), WORDS)


@pytest.mark.parametrize(
    ("journey", "how", "words"),
    [
        (walk((), minimum=0), "good", "arrived at once"),
        (walk((DOWN,), minimum=0), "good", "arrived at once"),
        (walk((TO_CONTACT,), minimum=1), "good", "arrived · 1 action"),
        (walk((TO_CONTACT, DOWN), minimum=1), "good", "arrived · 1 action"),
        (walk((TO_CONTACT,)), "good", "arrived · 1 action"),
        (walk((TO_CONTACT,), minimum=0), "good", "arrived · 1 action, none needed"),
        (walk((TO_HELP, TO_CONTACT), minimum=1), "good", "arrived · 2 actions, 1 at the least"),
        (walk((TO_HELP, BACK, TO_CONTACT), minimum=1), "warn", "arrived · 3 actions, 1 at the least"),
        (walk((TO_HELP,), outcome="general-contact"), "warn", "only the general contact · 1 action"),
        (walk((TO_HELP, BACK), outcome="dead-end", dead_end="D1"), "bad", "dead end · 2 actions"),
        (walk((), outcome="not-found"), "bad", "not found"),
        (walk((TO_HELP,) * 10, outcome="gave-up"), "bad", "given up · 10 actions"),
        (walk((TO_HELP,), outcome="cut-short"), "soft", "not walked to the end"),
        (walk((TO_HELP,), outcome="not-found", task="chat"), "soft", "not found · 1 action"),
        (walk((TO_HELP,), outcome="not-found", task="chat", minimum=1), "bad", "not found · 1 action"),
        (walk((TO_HELP,), outcome="dead-end", dead_end="D5", task="chat"), "bad", "dead end · 1 action"),
    ],
)
def test_an_end_has_a_tone_and_words(journey: Journey, how: str, words: str) -> None:
    assert (tone(journey), outcome(journey, WORDS)) == (how, words)


def test_jobs_come_in_the_order_of_customers_and_declared_ones_by_name_at_the_end() -> None:
    found = _jobs(
        walk((), name="Checkout", start_kind="declared"), walk((), task="fault"), walk((), task="phone"), walk((), name="Again")
    )

    assert [job.name for job in found] == ["Call the company", "Report a fault", "Checkout", "Again"]


def test_only_starts_and_screens_that_were_walked_have_a_column() -> None:
    story = _story((walk(()), walk((), viewport="mobile"), walk((), start_kind="order")))

    assert [c.name for c in columns(story, WORDS)] == [
        "From the home page, on a computer",
        "From the home page, on a phone",
        "From an order page, on a computer",
    ]


def test_screens_on_which_it_ended_alike_share_a_cell_and_what_was_not_walked_says_so() -> None:
    found = _jobs(
        walk((TO_CONTACT,)),
        walk((TO_CONTACT, DOWN), viewport="mobile"),
        walk((), start_kind="article"),
        walk((TO_HELP,), outcome="not-found", task="cancel"),
    )

    assert [[(cell.text, cell.span) for cell in job.cells] for job in found] == [
        [("arrived · 1 action", 2), ("arrived at once", 1)],
        [("not found · 1 action", 1), ("not walked", 1), ("not walked", 1)],
    ]


def test_of_several_walks_in_one_cell_the_worst_is_told() -> None:
    (job,) = _jobs(walk((), start=CONTACT), walk((TO_HELP,), outcome="not-found"), walk((), start=HELP))

    assert [cell.text for cell in job.cells] == ["not found · 1 action"]


def test_the_standing_groups_the_jobs_by_their_worst_end() -> None:
    found = _jobs(
        walk(()),
        walk((TO_CONTACT,), task="email"),
        walk((TO_HELP, BACK, TO_CONTACT), task="write", minimum=1),
        walk((), task="cancel"),
        walk((TO_HELP,), task="cancel", viewport="mobile", outcome="dead-end", dead_end="D3"),
    )

    assert standing(found, WORDS) == (
        ("good", "Arrived on every way: Call the company, Write an e-mail"),
        ("warn", "Arrived, but by a long way: Write by e-mail or form"),
        ("bad", "Dead end: Cancel a contract (1 of 2 ways)"),
    )


def test_ways_that_differ_by_start_or_screen_alone_are_one_strip() -> None:
    (job,) = _jobs(
        walk((TO_CONTACT, DOWN)),
        walk((TO_CONTACT,), viewport="mobile"),
        walk((TO_CONTACT,), start_kind="article"),
        walk((TO_CONTACT,), start_kind="article", viewport="mobile"),
        walk((TO_CONTACT,), start_kind="order"),
        walk((TO_HELP, TO_CONTACT), start_kind="order", viewport="mobile"),
    )

    assert [strip.where for strip in job.strips] == [
        "From the home page and a help article, on a computer and a phone; From an order page, on a computer",
        "From an order page, on a phone",
    ]


@pytest.mark.parametrize(
    "other",
    [
        walk((TO_CONTACT,), reached=("phone +46",)),
        walk((TO_CONTACT,), outcome="general-contact"),
        walk((TO_CONTACT,), minimum=0),
        walk((TO_CONTACT.model_copy(update={"label": "Ring"}),)),
    ],
)
def test_ways_that_differ_otherwise_are_not(other: Journey) -> None:
    (job,) = _jobs(walk((TO_CONTACT,)), other)

    assert len(job.strips) == 2


def test_one_strip_of_a_job_is_shown_at_once_the_worst_and_none_where_all_went_well() -> None:
    well, ill = _jobs(
        walk((TO_CONTACT,)),
        walk((TO_CONTACT,), task="cancel"),
        walk((TO_HELP,), task="cancel", viewport="mobile", outcome="dead-end", dead_end="D1"),
        walk((TO_CONTACT, BACK), task="cancel", start_kind="order", outcome="not-found"),
    )

    assert (well.well, ill.well) == (True, False)
    assert [strip.shown for strip in well.strips] == [False]
    assert [(strip.tone, strip.shown) for strip in ill.strips] == [("bad", True), ("bad", False), ("good", False)]


def test_jobs_whose_ways_are_the_same_are_told_together() -> None:
    general: dict[str, object] = {"outcome": "general-contact", "reached": ("phone +46771555010",)}
    found = _jobs(
        walk((TO_CONTACT,), task="complain", **general),
        walk((TO_CONTACT,), task="cancel", **general),
        walk((TO_CONTACT,), task="withdraw", **general, start_kind="article", start=HELP),
        walk((TO_CONTACT,), task="fault", **general),
    )

    assert [[job.name for job in block.jobs] for block in blocks(found)] == [
        ["Complain", "Cancel a contract", "Report a fault"],
        ["Withdraw from a purchase"],
    ]


def test_scrolling_is_told_with_the_action_that_follows_and_not_counted() -> None:
    (job,) = _jobs(walk((TO_HELP, DOWN, TO_CONTACT, DOWN), reached=("phone +46771555010",), minimum=2))

    frames = job.strips[0].frames
    assert [frame.number for frame in frames] == [1, 2, 0]
    assert [bool(frame.before) for frame in frames] == [False, True, True]
    assert frames[0].title == "Followed “Hjälp” in the menu"
    assert frames[0].came == "nothing new came of it"
    assert frames[1].passed == ("“Hjälp” (74 / 94)", "“Om oss” (42 / 94)")


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ({"reached": ("phone +46771555010",)}, "Arrived: phone number 0771-55 50 10"),
        ({"reached": ("phone +4640",)}, "Arrived: phone number +4640"),
        ({"reached": ("chat botvendor",)}, "Arrived: chat"),
        ({"reached": ("cancel: Säga upp",), "task": "cancel"}, "Arrived: Säga upp"),
        (
            {"reached": ("email a@b.example",), "outcome": "general-contact"},
            "No place for this was met; the company's general contact was: e-mail address a@b.example",
        ),
        ({"outcome": "dead-end", "dead_end": "D3"}, "What promised most was closed here: login asked for before contact"),
        ({"outcome": "not-found"}, "All that promised anything was tried"),
        ({"outcome": "gave-up"}, "Ten actions, and not there"),
        ({"outcome": "cut-short"}, "The walk could not be finished"),
    ],
)
def test_the_last_frame_says_what_was_arrived_at_or_why_not(told: dict[str, object], title: str) -> None:
    (job,) = _jobs(walk((TO_CONTACT,), **told))

    assert job.strips[0].frames[-1].title == title


@pytest.mark.parametrize(
    ("journey", "shortest", "straight"),
    [
        (
            walk((TO_CONTACT,), minimum=1, shortest=(Step(url=CONTACT, label="Kontakta oss", region="nav"),)),
            ("Kontakta oss",),
            True,
        ),
        (walk((TO_CONTACT,), minimum=0), (), False),
        (walk((TO_CONTACT,), outcome="not-found"), None, False),
        (walk((TO_CONTACT,), outcome="dead-end", dead_end="D5", minimum=0), None, False),
        (
            walk((TO_HELP,), outcome="not-found", minimum=1, shortest=(Step(url=CONTACT, label="", region="nav"),)),
            ("something without words",),
            False,
        ),
    ],
)
def test_the_shortest_way_stands_beside_the_walked_one(journey: Journey, shortest: tuple[str, ...] | None, straight: bool) -> None:
    (job,) = _jobs(journey)

    assert (job.strips[0].shortest, job.strips[0].straight) == (shortest, straight)


def test_what_makes_a_walk_doubtful_is_noted() -> None:
    (job,) = _jobs(walk((TO_CONTACT,), consent="refused"), walk((TO_CONTACT,), viewport="mobile", unstable=True))

    assert job.strips[0].notes == (WORDS("journeys.unstable"), WORDS("journeys.refused"))
