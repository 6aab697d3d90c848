import dataclasses
import io
import re
from collections.abc import Callable

import pytest
from rich.console import Console

from reports.story import Story
from reports.terminal import sensitivity, summary
from reports.words import Words
from rules.sensitivity import Driver, Sensitivity
from rules.verdict import Verdict
from tests.reports import samples
from tests.reports.hostile import hostile


def _printed(story: Story, width: int = 80, encoding: str = "utf-8") -> str:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, errors="replace")
    summary(story, Console(file=file, width=width))
    file.flush()
    return raw.getvalue().decode(encoding)


def test_it_says_what_a_customer_meets_the_score_and_what_to_do_first() -> None:
    text = " ".join(_printed(samples.story()).split())

    for part in (
        "The phone number 0771-55 50 10 stands 1 click away", "Score 42 of 100 (between 33 and 58), grade D.",
        "5 of 7 expectations decided; 2 could not be checked.", "Capped by: An e-mail address for customers",
        "→ Put an e-mail address for customers on the contact page", "1 set aside",
        "Walked as a customer", "Cancel a contract", "Dead end: Cancel a contract",
    ):  # fmt: skip
        assert part in text


def test_what_comes_into_force_later_is_one_line() -> None:
    text = " ".join(_printed(samples.story()).split())

    assert re.search(r"From 2027-06-19, in \d+ days: [^.]+\.", text)


def test_a_question_that_does_not_press_is_named_and_no_more() -> None:
    story = samples.story()
    waits = Verdict(rule="a", pack="se", outcome="inapplicable", questions=("sells-at-a-distance",))
    told = dataclasses.replace(story, verdicts=story.verdicts.model_copy(update={"verdicts": (waits,)}))

    assert "information only: sells-at-a-distance." in " ".join(_printed(told).split())
    assert "--answer" not in _printed(told)


def test_an_interval_of_one_number_is_not_told() -> None:
    story = samples.story()
    score = story.verdicts.score.model_copy(update={"low": 59.0, "value": 59.0, "high": 59.3})
    told = dataclasses.replace(story, verdicts=story.verdicts.model_copy(update={"score": score}))

    assert "Score 59 of 100, grade D." in _printed(told)


def test_without_a_score_it_says_why() -> None:
    assert "No score: Nothing could be looked at." in _printed(samples.empty())


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (
            {
                "low": 40.2,
                "high": 94.0,
                "same_grade": 0.371,
                "drivers": (Driver(kind="category", id="identity", correlation=-0.44),),
            },
            ("from 40 to 94 (the 5% to 95% band); grade C stays in 37% of them", "-0.44 the weight of the category identity"),
        ),
        ({"low": 95.0, "high": 95.0, "same_grade": 1.0}, ("The value follows none of the weights much.",)),
        ({"reason": "there is no score: too little"}, ("Not reckoned: there is no score: too little.",)),
    ],
)
def test_it_says_what_other_weights_would_have_given(found: dict[str, object], told: tuple[str, ...]) -> None:
    file = io.StringIO()
    redrawn = Sensitivity.model_validate({"draws": 1000, "seed": 1, "band": (0.05, 0.95), **found})
    sensitivity(redrawn, "C", Words(), Console(file=file, width=80))
    text = " ".join(file.getvalue().split())
    assert all(part in text for part in told), text


@pytest.mark.parametrize("make", [samples.story, samples.empty, hostile])
def test_where_there_is_no_terminal_it_is_plain_and_fits(make: Callable[[], Story]) -> None:
    text = _printed(make())

    assert not [c for c in text if not c.isprintable() and c != "\n"]
    assert max(map(len, text.splitlines())) <= 80


def test_markup_of_the_site_is_text() -> None:
    assert "[bold]" in _printed(hostile(), width=400)


def test_an_old_terminal_gets_marks_it_knows() -> None:
    text = _printed(samples.story(), encoding="ascii")

    assert "  ~ The phone number" in text
    assert "-> Put an e-mail" in text
