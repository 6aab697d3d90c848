"""What will apply, by day."""

import dataclasses

from reports.story import Story
from reports.upcoming import coming
from rules.verdict import Citation, Outcome, Verdict
from tests.reports import samples

SELLS = "sells-at-a-distance"


def later(rule: str, outcome: Outcome, day: str = "2026-12-28", **more: object) -> Verdict:
    law = Citation(authority="An act", url="https://law.example/act", force="statute", in_force_from=day)
    return Verdict.model_validate(
        {"rule": rule, "pack": "es", "outcome": outcome, "message": f"{rule} seen.", "citations": (law,), **more}
    )


def story(*upcoming: Verdict) -> Story:
    whole = samples.story()
    method = whole.verdicts.method.model_copy(update={"as_of": "2026-11-22"})
    return dataclasses.replace(whole, verdicts=whole.verdicts.model_copy(update={"upcoming": upcoming, "method": method}))


def test_days_come_in_order_with_the_number_of_days_until_then() -> None:
    days = coming(story(later("b", "failed", "2027-07-01"), later("a", "passed")))
    assert [(then.day, then.days) for then in days] == [("2026-12-28", 36), ("2027-07-01", 221)]
    assert [[fix.worst.rule for fix in then.failing] for then in days] == [[], ["b"]]


def test_what_waits_for_an_answer_says_what_would_fail_if_it_applies() -> None:
    waiting = [later(rule, "cantTell", questions=(SELLS,), if_applies=end) for rule, end in (("a", "failed"), ("b", "passed"))]
    (then,) = coming(story(*waiting, later("c", "cantTell", reason="Blocked.")))
    (wait,) = then.waiting
    assert (wait.question, wait.rules, [fix.worst.rule for fix in wait.failing]) == (SELLS, 2, ["a"])
    assert [v.rule for v in then.open] == ["c"]


def test_what_somebody_set_aside_is_not_told_as_coming() -> None:
    assert coming(story(later("a", "failed", suppressed="Known."))) == ()
