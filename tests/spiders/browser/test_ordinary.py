from __future__ import annotations

import os
from pathlib import Path

import pytest

from spiders.browser import chromium
from spiders.browser.ordinary import can_leave_root, leave_root


def test_an_ordinary_user_stays_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert not can_leave_root()


@pytest.mark.skipif(not can_leave_root(), reason="not root, or there are no user namespaces here")
def test_root_goes_on_as_an_ordinary_user_and_keeps_its_files(tmp_path: Path) -> None:
    if child := os.fork():
        assert os.waitpid(child, 0)[1] == 0
        assert os.geteuid() == 0
        return
    code = 1
    try:
        leave_root(tmp_path)
        (tmp_path / "kept").write_text("x", "utf-8")
        chromium.sandbox.cache_clear()
        code = int(os.geteuid() == 0 or not chromium.sandbox()[0])
    finally:
        os._exit(code)


@pytest.mark.skipif(not can_leave_root(), reason="not root, or there are no user namespaces here")
def test_root_stays_where_it_could_not_write_afterwards(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir(mode=0o700)
    os.chown(theirs, 12345, 12345)
    assert can_leave_root(tmp_path)
    assert not can_leave_root(theirs)
