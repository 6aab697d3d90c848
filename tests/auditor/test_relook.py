"""A second look: what fails twice gates, what differs is unstable, and what was not looked at again stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from auditor.bundle import Bundle
from auditor.check import Check
from auditor.errors import Exit
from auditor.gate import decide
from auditor.relook import beside, lighter, settle_twice, with_the_first
from auditor.settings import Settings
from spiders.evidence import AxePage, Journey
from spiders.manifest import Manifest
from spiders.said import say
from tests.auditor.looks import CONTACT, HOME, judged, seen


@pytest.mark.parametrize(
    ("first", "second", "settled"),
    [
        ("failed", "failed", "failed"),
        ("failed", "passed", "unstable"),
        ("failed", "known", "unstable"),
        ("failed", "untold", "failed"),
        ("failed", "open", "failed"),
        ("failed", None, "failed"),
        ("passed", "failed", "passed"),
        ("untold", "passed", "untold"),
        ("nothing", "passed", "nothing"),
        ("known", "passed", "known"),
    ],
)
def test_only_what_failed_and_then_did_not_is_unstable(first: Any, second: Any, settled: str) -> None:
    again = [Check("rule x", second, say("second"))] if second else []

    assert [each.state for each in settle_twice([Check("rule x", first, say("first"))], again)] == [settled]


def test_what_is_unstable_fails_nothing_and_is_told() -> None:
    decision = decide(settle_twice([Check("budget fixes", "failed", say("fixes: 4, budget 3"))], [Check("budget fixes", "passed")]))

    assert (decision.code, decision.unstable) == (Exit.DONE, ("fixes: 4, budget 3",))


def test_the_second_look_writes_to_nobody_and_stays_beside_the_first() -> None:
    settings = Settings(chat_probe="acme.example", max_pages=7, out=Path("audits/acme"))
    again = lighter(settings, Path("audits/acme"))

    assert (again.chat_probe, again.journeys, again.axe, again.max_pages) == ("", False, False, 7)
    assert again.out == beside(Path("audits/acme")) == Path("audits/acme-again")


def test_journeys_and_axe_reports_of_the_first_stand_beside_the_second_look() -> None:
    journey = Journey(task="phone", start=HOME, outcome="dead-end")
    report = AxePage(page=CONTACT, engine="4.11")
    first = Bundle(Path("a"), Manifest(started="", finished=""), seen(journeys=(journey,), accessibility=(report,)), judged())
    second = Bundle(Path("b"), Manifest(started="", finished=""), seen(), judged())

    evidence, verdicts = with_the_first(first, second, Settings(pack=("se",)))

    assert (evidence.journeys, evidence.accessibility) == ((journey,), (report,))
    assert evidence.channels == second.evidence.channels
    assert {pack.id for pack in verdicts.method.packs} == {"se"}
