"""Budgets: the way to a channel, a category's score, fixes and dead ends against what the settings file allows."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from auditor.budgets import Budget, measure, nearest
from auditor.check import Check
from rules.result import NOT_SEEN
from rules.verdict import Verdict, Verdicts
from spiders.evidence import Channel, DeadEnd, Evidence, Picture, Sighting
from tests.auditor.looks import CONTACT, HELP, HOME, category, failed, judged, phone, seen

BLOCKED = {"stopped_by": "blocked"}


def only(budget: dict[str, Any], evidence: Evidence | None = None, verdicts: Verdicts | None = None) -> Check:
    (check,) = measure(Budget.model_validate(budget), evidence or seen(), verdicts or judged())
    return check


@pytest.mark.parametrize(
    ("written", "channels", "state", "told"),
    [
        ("<= 2 clicks", [phone()], "passed", ""),
        ("<= 1 click", [phone()], "failed", "phone: 2 clicks (Home > Kundservice > Kontakt), budget 1"),
        ("<= 0 clicks", [phone(HELP), phone()], "failed", "phone: 1 click (Home > Kundservice), budget 0"),
        ("<= 2 actions", [phone(behind=1)], "failed", "phone: 3 actions (Home > Kundservice > Kontakt), budget 2"),
        ("<= 3 actions", [phone(behind=1)], "passed", ""),
        ("<= 2 clicks", [], "failed", "phone: none that serves a customer was found on the 3 pages visited, budget 2 clicks"),
        ("<= 2 clicks", [phone(visible=False)], "failed", "phone: none that serves a customer was found"),
    ],
)
def test_the_way_to_the_nearest_channel_is_told_beside_its_budget(
    written: str, channels: list[Channel], state: str, told: str
) -> None:
    check = only({"channels": {"phone": written}}, seen(*channels))

    assert check.state == state
    assert check.told.startswith(told)


@pytest.mark.parametrize("purpose", ["press", "jobs"])
def test_a_number_that_is_for_others_is_no_way_for_customers(purpose: Any) -> None:
    others = phone(HOME).model_copy(update={"purpose": purpose})

    assert nearest(seen(others), "phone", "clicks") is None
    assert only({"channels": {"phone": "<= 2 clicks"}}, seen(others, phone())).state == "passed"
    assert only({"channels": {"phone": "<= 2 clicks"}}, seen(others)).told.startswith("phone: none that serves a customer was")


def test_a_channel_that_no_clicks_lead_to_is_over_every_budget() -> None:
    lost = seen().pages[2].model_copy(update={"clicks": None, "depth_actions": None, "path": ()})
    check = only({"channels": {"phone": "<= 9 clicks"}}, seen(phone(), pages=(*seen().pages[:2], lost)))

    assert (check.state, check.told) == ("failed", "phone: no path of clicks leads there, budget 9 clicks")


def test_a_chat_is_not_found_missing_where_no_browser_could_show_it() -> None:
    unrendered = only({"channels": {"chat": "<= 2 clicks"}}, seen())

    assert unrendered.state == "untold"
    assert "no page was opened in a browser" in unrendered.told


def test_a_phone_that_may_stand_in_a_picture_is_not_found_missing() -> None:
    picture = Picture(page=CONTACT, src="/ring.png", says="phone", visible=True, read=False)

    assert only({"channels": {"phone": "<= 2 clicks"}}, seen(pictures=(picture,))).state == "untold"


@pytest.mark.parametrize(
    ("budget", "evidence"),
    [
        ({"channels": {"phone": "<= 2 clicks"}}, seen(**BLOCKED)),
        ({"channels": {"phone": "<= 1 clicks"}}, seen(phone(), **BLOCKED)),
        ({"dead-ends": "<= 0"}, seen(**BLOCKED)),
        ({"categories": {"findability": ">= 80"}}, seen()),
    ],
)
def test_what_could_not_be_told_keeps_no_budget(budget: dict[str, Any], evidence: Evidence) -> None:
    check = only(budget, evidence, judged(categories=(category("findability", None),)))

    assert check.state == "untold"
    assert check.told.startswith("cannot tell: ")


@pytest.mark.parametrize(("value", "state"), [(80.0, "passed"), (79.9, "failed")])
def test_a_category_is_held_to_its_lowest_score(value: float, state: str) -> None:
    check = only({"categories": {"findability": ">= 80"}}, verdicts=judged(categories=(category("findability", value),)))

    assert check.state == state
    assert not check.told or check.told == "findability: 79.9 of 100, budget 80"


def test_a_category_that_may_reach_its_lowest_score_with_what_is_undecided_is_not_found_below() -> None:
    found = category("findability", 25.0).model_copy(update={"high": 80.0})
    check = only({"categories": {"findability": ">= 80"}}, verdicts=judged(categories=(found,)))

    assert check.state == "untold"
    assert check.told.endswith("budget 80: with what could not be decided it may be up to 80")


def unseen(rule: str) -> Verdict:
    return failed(rule=rule, result=NOT_SEEN).model_copy(update={"outcome": "cantTell"})


@pytest.mark.parametrize(
    ("verdicts", "state"),
    [
        ([failed(rule="a"), failed(rule="a", pack="eu")], "passed"),
        ([failed(rule="a"), failed(rule="b")], "failed"),
        ([failed(rule="a"), failed(rule="b", suppressed="until spring")], "passed"),
        ([failed(rule="a"), unseen("b")], "untold"),
        ([unseen("b")], "passed"),
    ],
)
def test_fixes_are_counted_as_the_report_counts_them_and_the_unseen_may_be_more(verdicts: list[Verdict], state: str) -> None:
    assert only({"fixes": "<= 1"}, verdicts=judged(*verdicts)).state == state


def test_dead_ends_are_counted_and_named() -> None:
    check = only({"dead-ends": "<= 0"}, seen(dead_ends=(DeadEnd(type="D1", page=HELP, detail="no way on"),)))

    assert (check.state, check.told) == ("failed", "dead ends: 1 (D1 /hjalp), budget 0")
    assert only({"dead-ends": "<= 0"}).state == "passed"


@pytest.mark.parametrize(
    ("budget", "told"),
    [
        ({"channels": {"fone": "<= 2 clicks"}}, "fone: there is no such name; give one of phone, fax"),
        ({"channels": {"phone": 2}}, 'phone: 2 is no depth; write "<= 2 clicks" or "<= 3 actions"'),
        ({"channels": {"phone": "< 2 clicks"}}, "is no depth"),
        ({"channels": "phone"}, "write it as a table"),
        ({"categories": {"findability": ">= 101"}}, 'no lowest score; write ">= 80", of 100'),
        ({"categories": {"findable": ">= 80"}}, "findable: there is no such name; give one of channels, findability"),
        ({"rules": {"contact-depth": "fatal"}}, 'no way to treat a rule; write "error", "warning" or "off"'),
        ({"fixes": 3}, '3 is no limit; write "<= 5"'),
        ({"dead-ends": ">= 3"}, 'no limit; write "<= 5"'),
    ],
)
def test_a_mistake_says_what_to_write(budget: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match="validation error") as raised:
        Budget.model_validate(budget)
    assert told in raised.value.errors()[0]["msg"]


def test_a_chat_whose_script_alone_was_met_is_not_found_missing() -> None:
    loaded = Channel(kind="chat", value="talkative", rung="script", sightings=(Sighting(page=HOME, via="script"),))

    assert only({"channels": {"chat": "<= 1 click"}}, seen(loaded)).state == "untold"
