"""A power cut: what is told of a bundle comes on the disk after the bundle itself, and its name after all that is in it."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.sweep.store import Store
from tests.auditor.sweep.stores import row
from tests.faults import forked
from tests.faults.conftest import Spider
from tests.faults.moments import AUDIT


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is flushed and renamed from here on, in order, by its name at that time."""
    done: list[tuple[str, str]] = []
    fsync, rename = os.fsync, Path.replace

    def flushed(handle: int) -> None:
        done.append(("flush", Path(f"/proc/self/fd/{handle}").readlink().name))
        fsync(handle)

    def renamed(path: Path, target: Path) -> Path:
        done.append(("rename", f"{path.name} {target.name}"))
        return rename(path, target)

    monkeypatch.setattr("os.fsync", flushed)
    monkeypatch.setattr(Path, "replace", renamed)
    return done


def test_a_bundle_is_on_the_disk_before_it_has_its_place_and_has_that_before_its_row_is_written(
    judged: Path, tmp_path: Path, steps: list[tuple[str, str]]
) -> None:
    store = Store.at(str(tmp_path))
    shutil.copytree(judged, store.work() / "draft")
    files = {path.name for path in judged.rglob("*")}
    store.keep("acme", store.work() / "draft")
    store.record(row("acme"))

    placed = steps.index(("rename", ".acme.draft acme"))
    assert {name for what, name in steps[:placed] if what == "flush"} == files | {".acme.draft"}
    assert steps[placed + 1] == ("flush", "bundles")
    assert steps[placed + 2 :] == [("flush", ".acme.json.tmp"), ("rename", ".acme.json.tmp acme.json")]


def failing(number: int) -> Callable[[int], None]:
    def flushed(_: int) -> None:
        raise OSError(number, os.strerror(number))

    return flushed


@pytest.mark.parametrize(("number", "code", "lines"), [(errno.EIO, 2, 1), (errno.EINVAL, 0, 0)], ids=["broken", "knows no flush"])
def test_a_disk_that_cannot_write_what_it_took_is_told(
    tmp_path: Path, spider: Spider, monkeypatch: pytest.MonkeyPatch, number: int, code: int, lines: int
) -> None:
    monkeypatch.setattr("os.fsync", failing(number))
    ended = forked.auditor(tmp_path, *AUDIT, before=spider())
    assert (ended.code, len(ended.said), ended.err.count("\n")) == (code, lines, lines), ended
    assert code == 0 or os.strerror(number) in ended.err
    assert (tmp_path / "acme").exists() == (code == 0)
