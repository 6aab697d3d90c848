"""No text of ours, in any language, says of a company what only a court can say or what nobody can know from a website."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from rules.cases import Case, cases_of
from rules.engine import judge_entry
from rules.lint import forbidden_in
from rules.pack import bundled, load_pack
from rules.registry import rules

ROOT = Path(__file__).parents[1]
TEXTS = sorted(
    path
    for folder, endings in (("reports", ("*.yaml", "*.j2")), ("rules", ("*.yaml", "*.j2")), ("spiders/data", ("*.yaml",)))
    for ending in endings
    for path in (ROOT / folder).rglob(ending)
    if path.name != "forbidden.yaml"
)
CODE = sorted(path for folder in ("auditor", "reports", "rules", "spiders") for path in (ROOT / folder).rglob("*.py"))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def strings(path: Path) -> Iterator[str]:
    """The texts of a module, those left out that stand alone, as docstrings do."""
    tree = ast.parse(path.read_text("utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value


def test_no_text_of_the_reports_rules_or_data_claims_too_much() -> None:
    assert [(shown(path), word) for path in TEXTS for word in forbidden_in(path.read_text("utf-8"))] == []


def test_no_sentence_that_the_code_makes_claims_too_much() -> None:
    assert [(shown(path), word) for path in CODE for text in strings(path) for word in forbidden_in(text)] == []


@pytest.mark.parametrize("pack", bundled())
def test_no_verdict_of_any_case_claims_too_much(pack: str) -> None:
    chosen = load_pack(pack)
    entries = [(entry, case) for entry in chosen.entries for case in cases_of(rules()[entry.rule])]
    assert [(entry.rule, case.name, word) for entry, case in entries for word in _said(pack, entry.rule, case)] == []


def _said(pack: str, rule: str, case: Case) -> Iterator[str]:
    chosen = load_pack(pack)
    entry = next(entry for entry in chosen.entries if entry.rule == rule)
    verdict = judge_entry(case.evidence, chosen, entry, case.answers, case.as_of)
    added = verdict.remedy.content if verdict.remedy else ""
    for text in (verdict.title, verdict.message, verdict.reason, verdict.why, verdict.advice, added):
        yield from forbidden_in(text)
