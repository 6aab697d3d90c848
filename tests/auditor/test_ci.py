"""What a CI job gets: the GitHub Action's steps and the GitLab template run here, and docs/ci.md is held to the program."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from auditor.cli import app
from auditor.demo import serve

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
GITLAB: dict[str, Any] = yaml.safe_load((ROOT / "templates" / "auditor.gitlab-ci.yml").read_text("utf-8"))["auditor"]
DOCS = (ROOT / "docs" / "ci.md").read_text("utf-8")
STEPS: dict[str, dict[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"] if "run" in step}
FAST = "--no-browser --country SE --no-relook"
PAGE = "<html lang=sv><title>Acme</title><h1>Acme</h1><p>Vi lagar tak i hela landet sedan 1990, med garanti.</p>"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A working folder, with `auditor` on the path; its `doctor` finds all well."""
    (tmp_path / "bin").mkdir()
    tool = tmp_path / "bin" / "auditor"
    tool.write_text(f'#!/bin/sh\nif [ "$1" = doctor ]; then exit 0; fi\nexec {sys.executable} -m auditor "$@"\n', "utf-8")
    tool.chmod(0o755)
    return tmp_path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A company that can be reached by nobody."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "index.html").write_text(PAGE, "utf-8")
    with serve(folder) as url:
        yield url


def bash(script: str, here: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A script as GitHub and GitLab run it."""
    given = {"PATH": f"{here / 'bin'}:{os.environ['PATH']}", "HOME": str(here), "RUNNER_TEMP": str(here), **environment}
    called = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(called, cwd=here, env=given, capture_output=True, text=True, timeout=120, check=False)


def outputs(file: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in file.read_text("utf-8").splitlines()) if file.exists() else {}


def filled(text: str, inputs: Mapping[str, str], told: Mapping[str, str]) -> str:
    """The expressions of GitHub that the action uses, filled in."""
    known = {f"inputs.{name}": value for name, value in inputs.items()}
    known |= {f"steps.audit.outputs.{name}": value for name, value in told.items()}
    return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: known[found[1]], text)


def run_action(here: Path, **given: str) -> tuple[list[subprocess.CompletedProcess[str]], dict[str, str]]:
    """All steps after the installation, one after the other until one fails; and the outputs."""
    inputs = {name: given.get(name.replace("-", "_"), told["default"]) for name, told in ACTION["inputs"].items()}
    files = {"GITHUB_OUTPUT": str(here / "output"), "GITHUB_STEP_SUMMARY": str(here / "summary.md")}
    ran = []
    for name in list(STEPS)[1:]:
        step = STEPS[name]
        environment = {key: filled(value, inputs, outputs(here / "output")) for key, value in step.get("env", {}).items()}
        ran.append(bash(step["run"], here, **files, **environment))
        if ran[-1].returncode:
            break
    return ran, outputs(here / "output")


def test_the_action_tells_all_it_found_and_ends_with_the_exit_code_of_the_audit(here: Path, site: str) -> None:
    (here / "ci.toml").write_text("delay = 0\n", "utf-8")
    ran, told = run_action(here, url=site, args=FAST, config="ci.toml", fail_on="serious")

    assert [done.returncode for done in ran] == [0, 0, 0, 1], ran[-1].stderr
    assert told == {"exit-code": "1", "bundle": "audit/bundle", "sarif": "audit/sarif"}
    assert "::error " in ran[1].stdout
    assert "gate: " in ran[1].stderr
    assert json.loads((here / told["sarif"] / "auditor.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert (here / told["bundle"] / "report.html").is_file()
    assert (here / "summary.md").stat().st_size > 200
    assert not (here / "audit" / "bundle-again").exists()


def test_the_action_says_what_happened_where_there_is_nothing_to_tell(here: Path) -> None:
    ran, told = run_action(here, url="no address", baseline="none.json", config="")

    assert (ran[-1].returncode, told["exit-code"]) == (2, "2")
    assert "exit code 2" in (here / "summary.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("file", "given", "call"),
    [
        ("", {}, "--fail-on serious"),
        ("auditor.toml", {}, ""),
        ("ci.toml", {"CONFIG": "ci.toml", "BASELINE": "known.json"}, "--config ci.toml --baseline known.json"),
        (
            "auditor.toml",
            {"FAIL_ON": "minor", "ARGS": "--quick  --no-browser", "REPORT_LANG": "sv"},
            "--quick --no-browser --fail-on minor --lang sv",
        ),
    ],
)
def test_the_action_hands_its_inputs_on_and_fails_on_serious_where_no_file_says_otherwise(
    here: Path, file: str, given: dict[str, str], call: str
) -> None:
    if file:
        (here / file).write_text("", "utf-8")
    (here / "bin" / "auditor").write_text('#!/bin/sh\necho "$@"\n', "utf-8")
    empty = dict.fromkeys(("URL", "CONFIG", "BASELINE", "FAIL_ON", "REPORT_LANG", "ARGS"), "")

    done = bash(STEPS["Audit"]["run"], here, **{**empty, "OUT": "a b", "GITHUB_OUTPUT": str(here / "output"), **given})

    assert done.stdout.startswith(f"audit {call} --out a b/bundle --report sarif:".replace("  ", " "))
    assert outputs(here / "output") == {"exit-code": "0", "bundle": "a b/bundle", "sarif": "a b/sarif"}


def test_the_action_installs_nothing_whose_hash_it_does_not_know(here: Path) -> None:
    python = here / "bin" / "python"
    python.write_text(f'#!/bin/sh\necho "$@" >> {here}/calls\nmkdir -p "$3/bin"; cp "$0" "$3/bin/python"\n', "utf-8")
    python.chmod(0o755)
    made = here / "auditor" / "bin"
    done = bash(STEPS["Install"]["run"], here, PYTHON=str(python), SOURCE=str(ROOT), GITHUB_PATH=str(here / "path"))

    assert done.returncode == 0, done.stderr
    calls = (here / "calls").read_text("utf-8").splitlines()
    assert all("--require-hashes" in call or "--no-deps --no-build-isolation" in call for call in calls[1:])
    assert len(calls) == 3
    assert (here / "path").read_text("utf-8").strip() == str(made)


def test_no_input_is_pasted_into_a_script_of_the_action() -> None:
    assert not [name for name, step in STEPS.items() if "${{" in step["run"]]
    assert all(re.search(r"@[0-9a-f]{40}$", step["uses"]) for step in ACTION["runs"]["steps"] if "uses" in step)


def test_what_builds_the_program_is_pinned_as_for_development() -> None:
    lines = (ROOT / "requirements-build.txt").read_text("utf-8").splitlines()[1:]

    assert set(lines) <= set((ROOT / "requirements-dev.txt").read_text("utf-8").splitlines())


def test_the_gitlab_job_asks_for_the_reports_that_it_hands_on_and_ends_as_the_audit_does(here: Path) -> None:
    (here / "bin" / "auditor").write_text('#!/bin/sh\necho "$@"\n[ "$1" = doctor ] || exit 4\n', "utf-8")
    done = bash("\n".join(GITLAB["script"]), here, AUDITOR_URL="https://a.example", AUDITOR_ARGS="--quick --fail-on serious")
    call = done.stdout.splitlines()[-1].split()

    assert (done.returncode, call[:5]) == (4, ["audit", "https://a.example", "--quick", "--fail-on", "serious"])
    assert commands()["audit"].make_context("audit", call[1:]).params
    wanted = {each.partition(":")[2] for each in call if ":audit/" in each}
    assert wanted == set(GITLAB["artifacts"]["reports"].values())
    assert GITLAB["artifacts"]["when"] == "always"


def test_the_image_runs_as_an_ordinary_user_with_the_sandbox_and_from_what_is_there() -> None:
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    copied = [source for line in lines if line.startswith("COPY ") for source in line.split()[1:-1]]
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()

    assert re.fullmatch(r"FROM python:3\.\d+\.\d+-slim-\w+", next(line for line in lines if line.startswith("FROM")))
    assert [line for line in lines if line.startswith("USER")] == ["USER auditor"]
    assert not [line for line in lines if "no-sandbox" in line]
    assert lines[-1] == 'ENTRYPOINT ["tini", "-s", "--", "auditor"]'
    assert any(" tini " in line for line in lines if "apt-get install" in line)
    assert all((ROOT / source).exists() and f"!{source}" in ignored for source in copied)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", DOCS, re.M | re.S)


def commands() -> dict[str, Any]:
    group: Any = typer.main.get_command(app)
    return dict(group.commands)


def test_every_option_that_the_page_names_is_there() -> None:
    options = {option for each in commands().values() for one in each.params for option in (*one.opts, *one.secondary_opts)}
    text = re.sub(r"```.*?```", "", DOCS, flags=re.S)

    assert set(re.findall(r"`(--[a-z-]+)", text)) <= options | {"--user", "--no-sandbox"}


def test_the_yaml_of_the_page_uses_what_the_action_and_the_template_have() -> None:
    github, gitlab = (yaml.safe_load(block) for block in blocks("yaml"))
    used = next(step for step in github["jobs"]["contact"]["steps"] if step.get("id") == "auditor")

    assert set(used["with"]) <= set(ACTION["inputs"])
    assert set(gitlab["auditor"]["variables"]) <= {*GITLAB["variables"], "AUDITOR_IMAGE"}
    assert all(f"`{name}`" in DOCS for name in (*ACTION["inputs"], *ACTION["outputs"]))
