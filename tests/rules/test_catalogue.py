"""What every rule of the catalogue must have, so that the next rule cannot leave it out."""

import re

import pytest

from rules.cases import cases_of
from rules.pack import bundled, load_pack
from rules.registry import HEADINGS, Rule, categories, questions, rules
from rules.result import NOT_SEEN

RULES = list(rules().values())
FORBIDDEN = re.compile(
    r"\b(?:compliant|complies|lawful|illegal|unlawful|breach\w*|violat\w*|dark patterns?|certified|deliberate\w*)\b", re.I
)


@pytest.fixture(params=RULES, ids=[rule.id for rule in RULES])
def rule(request: pytest.FixtureRequest) -> Rule:
    found: Rule = request.param
    return found


def test_the_catalogue_holds_the_rules_of_the_packs_and_no_more() -> None:
    named = {entry.rule for name in bundled() for entry in load_pack(name).entries}
    assert set(rules()) == named


def test_a_rule_is_named_after_its_folder(rule: Rule) -> None:
    assert rule.id == rule.folder.replace("_", "-")


def test_a_rule_belongs_to_a_category(rule: Rule) -> None:
    assert rule.texts.category in categories()


def test_the_page_has_the_fixed_headings_in_their_order(rule: Rule) -> None:
    assert re.findall(r"^## (.+)$", rule.page, re.M) == list(HEADINGS)
    assert rule.page.startswith(f"# {rule.id}\n")


def test_the_page_names_every_source_that_a_pack_cites(rule: Rule) -> None:
    laws = [law for name in bundled() for entry in load_pack(name).entries if entry.rule == rule.id for law in entry.citations]
    assert laws
    assert [law.url for law in laws if law.url not in rule.page or law.authority not in rule.page] == []


def test_every_named_result_has_a_case(rule: Rule) -> None:
    assert set(rule.texts.results) - {case.result for case in cases_of(rule)} == set()


def test_every_outcome_a_rule_can_give_has_a_case(rule: Rule) -> None:
    possible: set[str] = {named.outcome for named in rule.texts.results.values()}
    shown = {case.outcome for case in cases_of(rule)}
    assert possible - shown == set()


def test_a_result_that_rests_on_absence_has_a_case_where_too_little_was_seen(rule: Rule) -> None:
    if any(named.rests_on == "absence" for named in rule.texts.results.values()):
        unseen = {case.result for case in cases_of(rule) if case.outcome == "cantTell"}
        assert NOT_SEEN in unseen


def test_a_rule_that_does_not_apply_rests_on_absence(rule: Rule) -> None:
    """That there is nothing to judge is that nothing was seen; what is seen to be so, the packs' questions ask."""
    if rule.id == "declared-journeys":
        return  # the settings alone tell that nothing was declared, whatever was seen
    idle = [named for named in rule.texts.results.values() if named.outcome == "inapplicable"]
    assert {named.rests_on for named in idle} <= {"absence"}


def test_a_rule_that_can_pass_can_also_do_otherwise(rule: Rule) -> None:
    assert "passed" in {named.outcome for named in rule.texts.results.values()}
    assert {"failed", "cantTell"} & {named.outcome for named in rule.texts.results.values()}


def test_no_text_judges_what_only_a_court_can(rule: Rule) -> None:
    texts = rule.texts
    assert (
        FORBIDDEN.findall(" ".join([rule.page.partition("## Sources")[0], texts.title, texts.title_ok, texts.title_failed])) == []
    )


def test_a_question_is_a_question() -> None:
    assert [name for name, question in questions().items() if not question.asks.endswith("?")] == []
