"""`auditor rules new`, `check` and `docs`: what they write and say, and what a wrong call gets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from rules.pages import pages
from rules.registry import rules
from tests.auditor.conftest import Run
from tests.rules.test_own import EXAMPLE


def test_the_catalogue_and_the_packs_have_no_errors(run: Run) -> None:
    code, said = run("rules", "check")
    assert code == 0, said
    assert "were checked: 0 errors, " in said.splitlines()[-1]


def test_a_rule_that_was_begun_is_reported_as_unfinished(run: Run) -> None:
    code, said = run("rules", "new", "desk-hours", "--category", "human-contact", "--in", "mine")
    assert (code, said) == (0, "mine/desk_hours: begun. `auditor rules check --in mine` tells what is left to do.\n")
    code, said = run("rules", "check", "--in", "mine")
    assert code == 1
    assert "mine/desk_hours/rule.md:5: a TODO is left\n" in said
    assert "mine/desk_hours/rule.yaml:1: warning: no pack asks for this rule\n" in said


def test_a_pack_is_checked_and_the_answer_is_one_object(run: Run, tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text(EXAMPLE, "utf-8")
    bad = EXAMPLE.replace("id: house\n", "id: bad\n").replace("owner: telephony", "owner: me")
    (tmp_path / "bad.yaml").write_text(bad, "utf-8")
    assert run("rules", "check", "--pack", "house.yaml")[0] == 0
    code, said = run("rules", "check", "--pack", "house.yaml", "--pack", "bad.yaml", "--json")
    told = json.loads(said)
    assert (code, told["errors"]) == (1, 1)
    assert [(problem["file"], problem["line"]) for problem in told["problems"]] == [("bad.yaml", 25)]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (["new", "Desk Hours", "--category", "channels"], "lower case"),
        (["new", "desk-hours", "--category", "colours"], "there is no such category"),
        (["new", "email-given", "--category", "channels", "--in", "mine"], "there is such a rule already"),
        (["new", "desk-hours", "--category", "channels", "--in", "file"], "file"),
        (["check", "--pack", "gone.yaml"], "gone.yaml: there is no such file"),
        (["check", "--pack", "folder"], "folder: cannot be read"),
        (["check", "--in", "gone"], "gone: there is no such folder"),
        (["docs", "--out", "file"], "file"),
    ],
)
def test_a_wrong_call_gets_one_line_and_code_2(run: Run, tmp_path: Path, call: list[str], told: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    code, said = run("rules", *call)
    assert (code, told in said, len(said.splitlines())) == (2, True, 1), said


def test_the_pages_are_written_and_stale_ones_removed_but_no_others(run: Run, tmp_path: Path) -> None:
    assert run("rules", "docs", "--out", "pages")[0] == 0
    stale, own = tmp_path / "pages" / "rules" / "gone.md", tmp_path / "pages" / "rules" / "mine.md"
    stale.write_text(pages()["rules/index.md"], "utf-8")
    own.write_text("# Mine", "utf-8")
    assert run("rules", "docs", "--out", "pages")[0] == 0
    assert (stale.exists(), own.exists()) == (False, True)
    written = {path.relative_to(tmp_path / "pages").as_posix() for path in (tmp_path / "pages").rglob("*.md")}
    assert written == {*pages(), "rules/mine.md"}


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installed distribution whose rule cannot be imported."""
    info = tmp_path / "acme_rules-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-rules\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[auditor.rules]\ndesk = acme_rules.desk_hours\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    rules.cache_clear()
    yield
    rules.cache_clear()


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    "call", [("rules", "list"), ("rules", "show", "email-given"), ("audit", "https://example.invalid", "--quiet")]
)
def test_a_distribution_whose_rule_cannot_be_used_ends_the_call_in_one_line(run: Run, call: tuple[str, ...]) -> None:
    code, said = run(*call)
    assert (code, len(said.splitlines())) == (2, 1), said
    assert "acme-rules: its rule desk (acme_rules.desk_hours) cannot be used: ModuleNotFoundError" in said
    assert "mend the distribution or remove it" in said


@pytest.mark.usefixtures("broken")
def test_the_linter_and_the_doctor_name_the_distribution(run: Run) -> None:
    code, said = run("rules", "check")
    assert code == 1
    assert said.startswith("an installed distribution:1: acme-rules: its rule desk")
    code, said = run("doctor", "--json", "--chromium", "/gone")
    (told,) = [check for check in json.loads(said)["checks"] if check["name"] == "rules"]
    assert (code, told["well"], told["cure"]) == (5, False, "mend the distribution or remove it")
