"""The cases in the rules' folders are their tests."""

import pytest

from rules.cases import Case, cases_of, judged
from rules.registry import Rule, rules

CASES = [(rule, case) for rule in rules().values() for case in cases_of(rule)]


@pytest.mark.parametrize(("rule", "case"), CASES, ids=[f"{rule.id}/{case.name}" for rule, case in CASES])
def test_a_case_gets_the_outcome_and_the_result_it_names(rule: Rule, case: Case) -> None:
    verdict = judged(case, rule)
    assert (verdict.outcome, verdict.result) == (case.outcome, case.result), verdict
