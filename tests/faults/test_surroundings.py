"""An unusual or hostile place to run in: a clear line or a whole bundle, never a traceback."""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.faults import forked
from tests.faults.conftest import Spider
from tests.faults.forked import Act
from tests.faults.moments import AUDIT, JUDGE, whole
from tests.faults.steps import both


def environment(**changed: str | None) -> Act:
    def change() -> None:
        for name, value in changed.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})

    return change


def limit(of: int, to: int) -> Act:
    return lambda: resource.setrlimit(of, (to, to))


def nobody_reads() -> None:
    read, write = os.pipe()
    os.close(read)
    for number in (1, 2):
        os.dup2(write, number)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)


def all_closed() -> None:
    """As the interpreter finds it: such a stream is None."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        os.close(number)
        setattr(sys, name, None)


def a_user_without_rights_for_others() -> None:
    os.umask(0o077)


def nohup() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


SURROUNDINGS: Mapping[str, Act] = {
    "closed streams": all_closed,
    "nobody reads": nobody_reads,
    "no home, terminal or locale": environment(HOME=None, TERM=None, LC_ALL="C", LANG=None, PATH="/usr/bin:/bin"),
    "umask 077": a_user_without_rights_for_others,
    "64 open files": limit(resource.RLIMIT_NOFILE, 64),
    "nohup": nohup,
}


@pytest.mark.parametrize("place", SURROUNDINGS)
def test_an_audit_in_an_unusual_place_is_as_any_other(tmp_path: Path, spider: Spider, place: str) -> None:
    loud = tuple(each for each in AUDIT if each != "--quiet")
    ended = forked.auditor(tmp_path, *loud, before=both(spider(), SURROUNDINGS[place]))
    assert (ended.code, ended.said) == (0, []), ended
    assert whole(tmp_path / "acme").verdicts is not None


def test_a_folder_that_cannot_be_written_is_named_in_one_line(tmp_path: Path, spider: Spider) -> None:
    (tmp_path / "file").write_text("in the way")
    ended = forked.auditor(tmp_path, *AUDIT, "--out", "file/folder", before=spider())
    assert (ended.code, len(ended.said)) == (2, 1), ended
    assert f"{tmp_path}/file" in ended.err


def test_no_memory_for_judging_costs_the_judging_alone(tmp_path: Path, spider: Spider, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_much(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("auditor.judging.judge_evidence", too_much)
    ended = forked.auditor(tmp_path, *AUDIT, before=spider())
    assert (ended.code, len(ended.said)) == (70, 1), ended
    assert "the memory did not suffice" in ended.err
    assert "What was seen is in acme" in ended.err
    assert whole(tmp_path / "acme").verdicts is None
    monkeypatch.undo()
    assert forked.auditor(tmp_path, *JUDGE).code == 0
