"""Every way of not having looked is a code of its own, never 0, and is told in the reports that were asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.demo import serve
from tests.auditor.conftest import Run

LINKS = "".join(f"<a href=/sida/{n}>Sida {n}</a>" for n in range(9))
HOME = f"<html lang=sv><title>Acme</title><h1>Acme</h1><p>Vi lagar tak i hela landet sedan 1990, med garanti.</p>{LINKS}"
CAUSES = {
    "every page is blocked": ("default: {status: 403, body: '<h1>No</h1>'}\nresponses: {/: {status: 403, body: no}}", 3),
    "one page of ten": ("default: {status: 403, body: '<h1>No</h1>'}", 4),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_what_was_not_seen_is_never_green_and_is_told(run: Run, tmp_path: Path, cause: str) -> None:
    answers, expected = CAUSES[cause]
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text(HOME, "utf-8")
    (site / "site.yaml").write_text(f"name: Acme\ncountry: SE\nstory: A roofer.\n{answers}\n", "utf-8")
    (tmp_path / "auditor.toml").write_text('delay = 0\nbrowser = false\nfail-on = "critical"\n', "utf-8")
    reports = {"github-summary": "summary.md", "sarif": "a.sarif", "gitlab": "quality.json", "junit": "junit.xml"}

    with serve(site) as url:
        code, said = run("audit", url, "--out", "acme", "--quiet", *(f"--report={name}:{file}" for name, file in reports.items()))

    assert code == expected, said
    assert "auditor: " in said
    assert all((tmp_path / file).stat().st_size for file in reports.values())
    assert json.loads((tmp_path / "acme" / "verdicts.json").read_text("utf-8"))["score"]["value"] is None
    assert run("gate", "acme")[0] == run("gate", "acme", "--allow-undecided")[0] == expected


def test_a_browser_that_is_not_there_has_a_code_of_its_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "auditor.toml").write_text('chromium = "/no/such/chromium"\nfail-on = "serious"\n', "utf-8")

    assert run("audit", "http://127.0.0.1:9/")[0] == 5
