"""`auditor diff` and `auditor trend` as a user meets them: good input, bad input, exit codes; and what docs/history.md says."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor import bundle
from reports.story import Story
from tests.auditor.conftest import Run
from tests.reports import samples
from tests.reports.looks import later, look, phone, whole
from tests.reports.sites import CONTACT, HOME

DOCS = Path(__file__).parents[3] / "docs" / "history.md"


def stored(folder: Path, story: Story) -> Path:
    """A bundle on disk."""
    folder.mkdir(parents=True)
    (folder / bundle.EVIDENCE).write_bytes(bundle.dump(story.evidence))
    (folder / bundle.VERDICTS).write_bytes(bundle.dump(story.verdicts))
    bundle.seal(folder, story.manifest.model_copy(update={"files": ()}))
    return folder


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    """A look, and one a week later in which the number is gone."""
    stored(tmp_path / "audits" / "old", look(channels=(phone(CONTACT, HOME),)))
    stored(tmp_path / "audits" / "new", later(look(channels=())))
    return "audits/old", "audits/new"


def test_diff_says_what_changed(run: Run, pair: tuple[str, str]) -> None:
    code, said = run("diff", *pair)

    assert code == 0
    assert "0771-55 50 10 is gone" in " ".join(said.split())


def test_diff_as_json_is_one_object(run: Run, pair: tuple[str, str]) -> None:
    code, said = run("diff", *pair, "--json")

    assert code == 0
    assert json.loads(said)["schema"] == "auditor/diff/1"


@pytest.mark.parametrize("name", ["html", "md", "json"])
def test_diff_writes_a_file_whose_ending_tells_the_format(run: Run, pair: tuple[str, str], tmp_path: Path, name: str) -> None:
    assert run("diff", *pair, "--out", f"made/changes.{name}") == (0, "")
    assert "0771-55 50 10" in (tmp_path / "made" / f"changes.{name}").read_text("utf-8")


def test_diff_is_told_in_another_language(run: Run, pair: tuple[str, str]) -> None:
    assert run("diff", *pair, "--lang", "sv")[0] == 0


def test_quiet_says_nothing_where_nothing_changed(run: Run, pair: tuple[str, str]) -> None:
    old, new = pair

    assert run("diff", old, old, "--quiet") == (0, "")
    assert "is gone" in run("diff", old, new, "--quiet")[1]


def _missing(folder: Path) -> None: ...


def _no_bundle(folder: Path) -> None:
    folder.mkdir()


def _changed(folder: Path) -> None:
    stored(folder, whole())
    (folder / bundle.EVIDENCE).write_bytes((folder / bundle.EVIDENCE).read_bytes() + b" ")


def _unjudged(folder: Path) -> None:
    stored(folder, whole())
    (folder / bundle.VERDICTS).unlink()
    bundle.seal(folder, whole().manifest)


def _another_site(folder: Path) -> None:
    stored(folder, samples.empty())


def _cut_short(folder: Path) -> None:
    stored(folder, whole())
    (folder / bundle.EVIDENCE).write_bytes((folder / bundle.EVIDENCE).read_bytes()[:100])


BAD: list[tuple[Callable[[Path], None], str]] = [
    (_missing, "there is no such folder"),
    (_no_bundle, "missing"),
    (_changed, "was changed since it was written"),
    (_unjudged, "nothing was judged yet"),
    (_another_site, "two sites"),
    (_cut_short, "does not validate"),
]


@pytest.mark.parametrize(("make", "said"), BAD)
def test_diff_refuses_what_it_cannot_compare_with_one_line(
    run: Run, pair: tuple[str, str], tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    make(tmp_path / "bad")
    for call in ((pair[0], "bad"), ("bad", pair[0])):
        code, told = run("diff", *call)

        assert code == 2
        assert said in told
        assert len(told.strip().splitlines()) == 1


def test_two_hosts_of_one_site_are_compared_where_that_is_asked_for(run: Run, pair: tuple[str, str], tmp_path: Path) -> None:
    stored(tmp_path / "staging", samples.empty())

    assert run("diff", pair[0], "staging", "--across-hosts")[0] == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--format", "pdf"), "--format pdf: there is no such format"), (("--out", "changes.doc"), "that tells no format")],
)
def test_a_format_that_there_is_not_is_refused(run: Run, pair: tuple[str, str], options: tuple[str, str], said: str) -> None:
    for command in (("diff", *pair), ("trend", "audits")):
        code, told = run(*command, *options)

        assert code == 2
        assert said in told


def test_trend_takes_a_folder_and_says_what_it_left_out(run: Run, pair: tuple[str, str], tmp_path: Path) -> None:
    for number, (make, _) in enumerate(BAD[1:]):
        make(tmp_path / "audits" / f"bad{number}")
    code, said = run("trend", "audits")

    assert code == 0
    assert said.count("Left out:") == 4  # a folder without evidence is no bundle
    assert "0771-55 50 10 is gone" in " ".join(said.split())


@pytest.mark.parametrize("name", ["html", "csv", "json"])
def test_trend_writes_a_file(run: Run, pair: tuple[str, str], tmp_path: Path, name: str) -> None:
    assert run("trend", *pair, "--format", name, "--out", "made") == (0, "")
    assert b"2026-11-28" in (tmp_path / "made").read_bytes()


def test_trend_as_json_is_one_object(run: Run, pair: tuple[str, str]) -> None:
    assert [point["look"]["started"][:10] for point in json.loads(run("trend", "audits", "--json")[1])["points"]] == [
        "2026-11-21",
        "2026-11-28",
    ]


@pytest.mark.parametrize("places", [("audits/old",), ("audits/old", "gone"), ("empty",), ("audits/old", "other")])
def test_trend_needs_two_looks_at_one_site(run: Run, pair: tuple[str, str], tmp_path: Path, places: tuple[str, ...]) -> None:
    (tmp_path / "empty").mkdir()
    _another_site(tmp_path / "other")
    code, said = run("trend", *places)

    assert code == 2
    assert len(said.strip().splitlines()) == 1


def _blocks() -> list[str]:
    return re.findall(r"```sh\n(.*?)```", DOCS.read_text("utf-8"), re.S)


def _commands() -> list[str]:
    lines = [line.split("#")[0].strip() for block in _blocks() for line in block.splitlines()]
    return [line for line in lines if line.startswith(("auditor diff", "auditor trend"))]


@pytest.mark.parametrize("line", _commands())
def test_the_commands_of_the_docs_work(run: Run, tmp_path: Path, line: str) -> None:
    stored(tmp_path / "audits" / "www.example.se-20261115-060000", whole())
    stored(tmp_path / "audits" / "www.example.se-20261122-060000", later(whole()))

    assert run(*shlex.split(line)[1:])[0] == 0


STUB = """#!/bin/sh
case $1 in
audit) cp -r next "$4"; exit "$(cat code)" ;;
*) exec {python} -m auditor "$@" ;;
esac
"""


def test_the_script_of_the_docs_speaks_only_where_something_changed(tmp_path: Path) -> None:
    script = next(block for block in _blocks() if "watch.sh URL HOST" in block)
    (tmp_path / "watch.sh").write_text(script, "utf-8")
    (tmp_path / "audits").mkdir()
    (tmp_path / "code").write_text("0", "utf-8")
    stub = tmp_path / "bin" / "auditor"
    stub.parent.mkdir()
    stub.write_text(STUB.format(python=sys.executable), "utf-8")
    stub.chmod(0o755)
    old = stored(tmp_path / "audits" / "www.example.se-20261115-060000", look(channels=(phone(CONTACT, HOME),)))

    def watch(story: Story, code: int = 0) -> str:
        (tmp_path / "code").write_text(str(code), "utf-8")
        shutil.rmtree(tmp_path / "next", ignore_errors=True)
        stored(tmp_path / "next", story)
        called = ["sh", "watch.sh", "https://www.example.se", "www.example.se"]
        path = {**os.environ, "PATH": f"{stub.parent}:{os.environ['PATH']}"}
        return subprocess.run(called, cwd=tmp_path, env=path, capture_output=True, text=True, check=False).stdout

    assert watch(samples.empty(), code=3) == ""
    assert len(list((tmp_path / "audits").glob("*.failed"))) == 1
    assert "is gone from the contact page" in " ".join(watch(later(look(channels=()))).split())
    assert old.is_dir()


def test_what_the_docs_delete_leaves_the_last_and_the_first_of_each_month(tmp_path: Path) -> None:
    line = next(block for block in _blocks() if block.startswith("ls -d"))
    days = [f"2026{month:02}{day:02}" for month in (9, 10) for day in range(1, 31)]
    for day in days:
        (tmp_path / "audits" / f"www.example.se-{day}-060000").mkdir(parents=True)
    subprocess.run(["sh", "-c", line], cwd=tmp_path, check=True)
    left = sorted(path.name[15:23] for path in (tmp_path / "audits").iterdir())

    assert left == ["20260901", "20261001", *days[-14:]]
