"""The linter: each thing it asks for, by taking it away; and the scaffold, which is whole but unfinished."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rules import catalogue
from rules.lint import Problem, lint, lint_pack, lint_rule
from rules.lint.problem import forbidden_in
from rules.pack import parse_pack
from rules.registry import read_rule, rules
from rules.scaffold import ScaffoldError, scaffold

ORDINARY = "cases/passed-ordinary.yaml"
PACK = """\
id: house
version: "1"
title: House
entries:
  - rule: email-is-read
    level: should
    severity: minor
    expects: an address that is read
    applies: {to: everybody}
    labels: {local-part: [noreply], sv: [svara ej]}
    citations:
      - authority: House rule 1
        url: https://example.org/rules
        force: good-practice
        confidence: high
        in_force_from: 2026-01-01
        in_force_until: 2026-12-31
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a rule of the catalogue that may be spoilt."""
    target = tmp_path / "email_is_read"
    shutil.copytree(Path(catalogue.__path__[0]) / "email_is_read", target, ignore=shutil.ignore_patterns("__pycache__"))
    return target


def problems(folder: Path) -> list[Problem]:
    return list(lint_rule(read_rule(folder, rules()["email-is-read"].check), folder))


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), "utf-8")

    return spoil


def gone(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def test_a_rule_as_it_should_be_has_no_problem(folder: Path) -> None:
    assert problems(folder) == []


@pytest.mark.parametrize(
    ("spoil", "file", "told"),
    [
        (replaced("rule.md", "# email-is-read", "# E-mail"), "rule.md:1", "does not begin with '# email-is-read'"),
        (
            replaced("rule.md", "## What it checks", "## Words\n\nWords.\n\n## What it checks"),
            "rule.md:1",
            "has the heading Words besides",
        ),
        (replaced("rule.md", "waits for", "waits for TODO"), "rule.md:9", "a TODO is left"),
        (replaced("rule.md", "waits for", "sees an illegal"), "rule.md:9", "'illegal' claims"),
        (replaced("rule.yaml", "category: channels", "category: colours"), "rule.yaml:1", "no such category: colours"),
        (replaced("rule.yaml", "id: email-is-read", "id: email-read"), "rule.yaml:1", "is not the folder's name"),
        (gone("cases/failed-noreply.yaml"), "cases:1", "no case gives the result noreply-only"),
        (gone("cases/failed-noreply.yaml"), "cases:1", "no case has the outcome failed"),
        (gone("cases/cantTell-contact-page-blocked.yaml"), "cases:1", "no case shows that too little was seen"),
        (
            replaced("cases/passed-ordinary.yaml", "result: email-answerable", "result: other"),
            "passed-ordinary.yaml:1",
            "gives passed",
        ),
        (replaced("cases/passed-ordinary.yaml", "result:", "outcome:"), "passed-ordinary.yaml:1", "not a case"),
    ],
)
def test_a_mistake_in_a_rule_is_told_with_its_place(folder: Path, spoil: Callable[[Path], None], file: str, told: str) -> None:
    spoil(folder)
    assert [str(p) for p in problems(folder) if f"/{file}: " in str(p) and told in p.message], problems(folder)


def test_a_remedy_that_cannot_be_rendered_is_told(folder: Path) -> None:
    assert "\nremedy:" in (folder / "rule.yaml").read_text("utf-8")
    (folder / "remedy.j2").write_text("{{ nothing.there }}", "utf-8")
    assert [problem.message for problem in problems(folder)] == ["cannot be rendered for the case failed-noreply"]


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("in_force_until: 2026-12-31", "in_force_until: 2025-12-31", 17, "before it begins"),
        ("sv: [svara ej]", "zz: [svara ej]", 10, "zz is neither a language"),
        ("expects: an address", "expects: a lawful address", 8, "'lawful' claims"),
        ("title: House", "title: No dark patterns", 3, "'dark patterns' claims"),
        ("rule: email-is-read", "rule: nothing", 5, "no such rule"),
        ("in_force_from: 2026-01-01", "in_force_from: soon", 16, "isoformat"),
        ("title: House", "title: [", 4, ""),
    ],
)
def test_a_mistake_in_a_pack_is_told_with_its_line(old: str, new: str, line: int, told: str) -> None:
    found = list(lint_pack(PACK.replace(old, new), "packs/house.yaml"))
    assert found
    assert (found[0].file, told in found[0].message) == ("packs/house.yaml", True)
    assert found[0].line in {line, line + 1}


def test_a_pack_as_it_should_be_has_no_problem() -> None:
    assert list(lint_pack(PACK, "house.yaml")) == []
    assert parse_pack(PACK, "house.yaml")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is illegal.", True),
        ("in breach of", True),
        ("left out on purpose", True),
        ("det är olagligt", True),
        ("Dark patterns", True),
        ("the law expects", False),
        ("legal department", False),
        ("purpose of the page", False),
        ("a deliberation", False),
    ],
)
def test_forbidden_words_are_those_that_claim_more_than_looking_shows(text: str, found: bool) -> None:
    assert bool(forbidden_in(text)) is found


def test_a_rule_that_is_begun_is_whole_but_unfinished(tmp_path: Path) -> None:
    home = scaffold("desk-hours", "human-contact", tmp_path)
    report = lint(folders=[tmp_path])
    mine = [problem for problem in report.problems if problem.file.startswith(str(home))]
    assert {problem.message for problem in mine} == {"a TODO is left", "no pack asks for this rule"}
    assert {Path(problem.file).suffix for problem in mine} == {".py", ".yaml", ".md"}


@pytest.mark.parametrize(
    ("name", "category", "told"),
    [
        ("Desk Hours", "channels", "lower case"),
        ("../desk", "channels", "lower case"),
        ("desk--hours", "channels", "lower case"),
        ("", "channels", "lower case"),
        ("desk-hours", "colours", "there is no such category"),
        ("email-is-read", "channels", "there is such a rule already"),
        ("there", "channels", "is there already"),
    ],
)
def test_a_rule_that_cannot_be_begun_is_told(tmp_path: Path, name: str, category: str, told: str) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(ScaffoldError, match=told):
        scaffold(name, category, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


@pytest.mark.parametrize(
    ("spoil", "file"),
    [
        (lambda home: (home / "rule.md").unlink(), "rule.md"),
        (lambda home: (home / "rule.py").write_text("def check(:", "utf-8"), "rule.py"),
        (lambda home: (home / "rule.py").write_text("", "utf-8"), "rule.py"),
        (lambda home: (home / "rule.py").unlink(), "rule.py"),
        (lambda home: (home / "rule.yaml").write_text("id: [", "utf-8"), "rule.yaml"),
        (lambda home: (home / "rule.yaml").write_text("id: desk-hours", "utf-8"), "rule.yaml"),
    ],
)
def test_a_rule_that_cannot_be_read_is_told_and_packs_wait(tmp_path: Path, spoil: Callable[[Path], None], file: str) -> None:
    home = scaffold("desk-hours", "human-contact", tmp_path)
    spoil(home)
    report = lint(folders=[tmp_path])
    assert {problem.file for problem in report.problems} == {str(home / file)}
    assert (report.packs, report.errors) == (0, len(report.problems))
