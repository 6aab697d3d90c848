"""Reports into files: by name or ending, several at once, and none lost because of another."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from auditor import bundle
from auditor.cli.writing import write
from auditor.errors import Exit
from auditor.telling import target
from reports import pdf
from reports.story import Story
from spiders.browser.chromium import BrowserError
from tests.auditor.conftest import Run
from tests.reports import samples


@pytest.fixture
def audited(tmp_path: Path) -> Path:
    """A bundle of an invented site."""
    story = samples.story()
    with bundle.draft(tmp_path / "bundle") as folder:
        bundle.replace_file(folder / bundle.EVIDENCE, bundle.dump(story.evidence))
        bundle.replace_file(folder / bundle.VERDICTS, bundle.dump(story.verdicts))
        bundle.seal(folder, story.manifest.model_copy(update={"files": ()}))
    return tmp_path / "bundle"


@pytest.mark.parametrize(
    ("call", "written"),
    [
        ("--out a.xlsx --out b.sarif --out c.json", {"a.xlsx", "b.sarif", "c.json"}),
        ("--format csv --out a --format junit --out b", {"a", "b"}),
        (
            "--format csv --format sarif --format gitlab --out all",
            {"all/report.csv", "all/report.sarif", "all/report.codequality.json"},
        ),
        ("--format csv --out bundle", {"bundle/report.csv"}),
    ],
)
def test_formats_and_files_go_together(run: Run, audited: Path, tmp_path: Path, call: str, written: set[str]) -> None:
    assert run("report", "bundle", *call.split()) == (0, "")
    assert all((tmp_path / name).stat().st_size > 100 for name in written)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("--out a.docx", "--out a.docx: its name tells no format; give --format with one of csv,"),
        ("--format docx", "--format docx: there is no such format"),
        ("--format csv --out a --out b", "1 --format and 2 --out do not make pairs"),
        ("--format csv --format md --out a.txt", "2 --format and 1 --out do not make pairs"),
        ("--format csv --format md", "2 --format and 0 --out do not make pairs"),
    ],
)
def test_what_does_not_go_together_is_one_line(run: Run, audited: Path, call: str, told: str) -> None:
    code, said = run("report", "bundle", *call.split())

    assert code == 2
    assert told in said
    assert said.count("\n") == 1


def test_a_report_that_cannot_be_written_costs_no_other(
    audited: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("", "utf-8")

    ended = write(samples.story(), map(target, ["file/a.sarif", "junit:b.xml", "file/c.md", "d.csv"]))

    assert ended == Exit.WRONG_CALL
    assert [line.split(": ")[1] for line in capsys.readouterr().err.splitlines()] == ["file/a.sarif", "file/c.md"]
    assert (tmp_path / "b.xml").is_file()
    assert (tmp_path / "d.csv").is_file()


@pytest.mark.parametrize(("fault", "code"), [(BrowserError("none"), Exit.PART_MISSING), (KeyError("x"), Exit.FAULT)])
def test_a_format_that_fails_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fault: Exception, code: Exit
) -> None:
    def render(story: Story) -> bytes:
        raise fault

    monkeypatch.setattr(pdf, "render", render)

    assert write(samples.story(), [target(str(tmp_path / name)) for name in ("a.pdf", "b.csv")]) == code
    assert capsys.readouterr().err.count("\n") == 1
    assert (tmp_path / "b.csv").is_file()


@pytest.mark.parametrize("call", ["judge bundle --quiet", "gate bundle --fail-on minor"])
def test_judge_and_gate_write_reports_whatever_comes_of_it(run: Run, audited: Path, tmp_path: Path, call: str) -> None:
    (tmp_path / "auditor.toml").write_text('\n# www.fjordfiber.example\nreport = "out/from-the-file.csv"\n', "utf-8")

    run(*call.split())
    assert (tmp_path / "out" / "from-the-file.csv").is_file()

    run(*call.split(), "--report", "out/a.sarif", "--report", "gitlab:out/b.json")
    (result, *_) = json.loads((tmp_path / "out" / "a.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 2}
    assert json.loads((tmp_path / "out" / "b.json").read_text("utf-8"))[0]["location"]["path"] == "auditor.toml"


def test_a_report_without_a_format_is_told_before_anything_is_done(run: Run, audited: Path) -> None:
    code, said = run("audit", "http://127.0.0.1:9/", "--report", "out.docx")

    assert (code, said.count("\n")) == (2, 1)
    assert "--report: out.docx: that tells no format" in said


def test_json_has_standard_output_for_itself(run: Run, audited: Path) -> None:
    code, said = run("judge", "bundle", "--json", "--report", "github:-")

    assert code == 2
    assert "::notice" not in said
    assert "--json has standard output for itself" in said


def test_no_workbook_is_written_on_a_terminal(run: Run, audited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    told = "auditor: xlsx is not for a terminal; give it a file, as --out report.xlsx\n"
    assert run("report", "bundle", "--format", "xlsx") == (2, told)
