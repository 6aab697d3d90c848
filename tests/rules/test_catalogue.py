"""What every rule of the catalogue and every bundled pack must have, so that the next one cannot leave it out."""

from pathlib import Path

import pytest

from rules.cases import case_files
from rules.lint import bundled_texts, lint_pack, lint_rule
from rules.pack import bundled, load_pack
from rules.registry import Rule, questions, rules

RULES = list(rules().values())


@pytest.fixture(params=RULES, ids=[rule.id for rule in RULES])
def rule(request: pytest.FixtureRequest) -> Rule:
    found: Rule = request.param
    return found


def test_the_catalogue_holds_the_rules_of_the_packs_and_no_more() -> None:
    named = {entry.rule for name in bundled() for entry in load_pack(name).entries}
    assert set(rules()) == named


def test_a_rule_is_whole(rule: Rule) -> None:
    assert rule.home is not None
    assert [str(problem) for problem in lint_rule(rule, rule.home)] == []
    assert case_files(rule)


@pytest.mark.parametrize(("name", "text"), bundled_texts(), ids=bundled())
def test_a_bundled_pack_is_whole(name: str, text: str) -> None:
    assert [str(problem) for problem in lint_pack(text, Path(name).name)] == []


def test_a_rule_that_does_not_apply_rests_on_absence(rule: Rule) -> None:
    """That there is nothing to judge is that nothing was seen; what is seen to be so, the packs' questions ask."""
    if rule.id == "declared-journeys":
        return  # the settings alone tell that nothing was declared, whatever was seen
    idle = [named for named in rule.texts.results.values() if named.outcome == "inapplicable"]
    assert {named.rests_on for named in idle} <= {"absence"}


def test_a_rule_that_can_pass_can_also_do_otherwise(rule: Rule) -> None:
    assert "passed" in {named.outcome for named in rule.texts.results.values()}
    assert {"failed", "cantTell"} & {named.outcome for named in rule.texts.results.values()}


def test_a_question_is_a_question() -> None:
    assert [name for name, question in questions().items() if not question.asks.endswith("?")] == []
