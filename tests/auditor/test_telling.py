"""Which file is told in which format, and where findings are pinned."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.telling import anchor, target
from reports import formats
from reports.story import Anchor


@pytest.mark.parametrize(
    ("text", "name", "path"),
    [
        ("out/report.xlsx", "xlsx", "out/report.xlsx"),
        ("REPORT.HTML", "html", "REPORT.HTML"),
        ("a.sarif", "sarif", "a.sarif"),
        ("a.json", "json", "a.json"),
        ("a.md", "md", "a.md"),
        ("a.summary.md", "github-summary", "a.summary.md"),
        ("gl.codequality.json", "gitlab", "gl.codequality.json"),
        ("gitlab:gl-code-quality-report.json", "gitlab", "gl-code-quality-report.json"),
        ("sarif:C:\\out.txt", "sarif", "C:\\out.txt"),
        ("github:-", "github", "-"),
        ("site:8080.csv", "csv", "site:8080.csv"),
    ],
)
def test_a_file_is_of_the_format_that_is_named_or_that_its_ending_tells(text: str, name: str, path: str) -> None:
    found = target(text)

    assert (found.format.NAME, found.path) == (name, Path(path))


@pytest.mark.parametrize(
    ("text", "told"),
    [("report.docx", "tells no format"), ("-", "tells no format"), ("sarif:", "sarif:report.sarif"), ("", "tells no format")],
)
def test_what_tells_no_format_is_refused_with_what_to_give(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        target(text)


@pytest.mark.parametrize("name", list(formats()))
def test_the_ending_of_each_format_tells_it(name: str) -> None:
    assert name == target(f"report{formats()[name].SUFFIX}").format.NAME


TOML = '[[site]]\nurl = "https://shop.acme.example/"\n[[site]]\nurl = "https://acme.example/"\n'


@pytest.mark.parametrize(
    ("host", "line"),
    [("acme.example", 4), ("shop.acme.example", 2), ("ACME.example", 4), ("other.example", 1), ("", 1), ("a.*", 1)],
)
def test_findings_are_pinned_to_the_line_that_names_the_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, line: int
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ci").mkdir()
    (tmp_path / "ci" / "own.toml").write_text(TOML, "utf-8")

    for given in (Path("ci/own.toml"), tmp_path / "ci" / "own.toml"):
        assert anchor(given, host) == Anchor("ci/own.toml", line)


def test_no_path_of_the_machine_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere.toml").write_text(TOML, "utf-8")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")

    assert anchor(tmp_path / "elsewhere.toml", "acme.example") == anchor(None, "acme.example") == Anchor("auditor.toml", 1)
