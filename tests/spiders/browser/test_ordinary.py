from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from spiders.browser import chromium
from spiders.browser.chromium import Browser
from spiders.browser.ordinary import can_leave_root, leave_root

ANY = Browser("/bin/sh", "named", shell=True)
ROOT = pytest.mark.skipif(not can_leave_root(), reason="not root, or there are no user namespaces here")


def _holds_in_a_child(what: Callable[[], bool]) -> bool:
    if child := os.fork():
        return os.waitpid(child, 0)[1] == 0
    code = 1
    try:
        code = int(not what())
    finally:
        os._exit(code)


def test_an_ordinary_user_stays_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert not can_leave_root()


@ROOT
def test_root_goes_on_as_an_ordinary_user_and_keeps_its_files(tmp_path: Path) -> None:
    def left() -> bool:
        leave_root(ANY, tmp_path)
        (tmp_path / "kept").write_text("x", "utf-8")
        chromium.sandbox.cache_clear()
        return os.geteuid() != 0 and chromium.sandbox()[0]

    assert _holds_in_a_child(left)
    assert os.geteuid() == 0
    assert ((tmp_path / "kept").stat().st_uid, (tmp_path / "kept").read_text("utf-8")) == (0, "x")


@ROOT
@pytest.mark.parametrize("what", ["folder", "temporary folder", "home", "browser", "a folder of Python's", "current folder"])
def test_root_stays_where_something_that_an_audit_uses_were_lost(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = tmp_path / "theirs"
    (theirs / "in").mkdir(parents=True)
    (theirs / "in/shell").symlink_to("/bin/sh")
    used, folder = ANY, tmp_path
    if what == "folder":
        folder = theirs / "in"
    elif what == "temporary folder":
        monkeypatch.setattr("tempfile.tempdir", str(theirs / "in"))
    elif what == "home":
        monkeypatch.setenv("HOME", str(theirs / "in"))
    elif what == "browser":
        used = Browser(str(theirs / "in/shell"), "named", shell=True)
    elif what == "a folder of Python's":
        monkeypatch.syspath_prepend(str(theirs / "in"))
    else:
        monkeypatch.chdir(theirs / "in")
    assert can_leave_root(used, folder)
    for kept in (theirs, theirs / "in"):
        os.chown(kept, 12345, 12345)
        kept.chmod(0o750)
    assert not can_leave_root(used, folder)


@ROOT
def test_root_stays_where_no_sandbox_can_be_made_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "no_user_namespaces", lambda: "none for ordinary users")
    assert not can_leave_root()


@ROOT
def test_root_stays_where_the_process_has_a_second_thread(tmp_path: Path) -> None:
    def stayed() -> bool:
        done = threading.Event()
        threading.Thread(target=done.wait, daemon=True).start()
        leave_root(ANY, tmp_path)
        return os.geteuid() == 0

    assert _holds_in_a_child(stayed)
