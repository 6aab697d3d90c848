"""A bundle, and a spider that costs nothing, to break things with."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor.audit import audit
from auditor.settings import Settings
from spiders.evidence import Page, PageState
from spiders.look import Look
from tests.faults.forked import Act

SITE = "http://127.0.0.1:9/"
PAGES = ("Hem", "Kontakt", "Villkor")

Spider = Callable[..., Act]


def _journal(state: PageState) -> str:
    urls = [f"{SITE}{n or ''}" for n in range(len(PAGES))]
    pages = [Page(url=url, final_url=url, status=200, title=title, state=state) for url, title in zip(urls, PAGES, strict=True)]
    return "".join(Look(page=page, country="SE").model_dump_json() + "\n" for page in pages)


def _spider(folder: Path, *, end: str = "done", pause: float = 0.0, size: int = 1, state: PageState = "ok", said: str = "") -> str:
    """
    The program of a spider that tells of three pages, in the place of Python.

    Args:
        end: How it ends then: "done", "hang" or "killed".
        pause: Seconds after each page.
        size: Of each page, in lots of 13 bytes.
        state: What it tells of each page.
        said: What it says at last on standard error.
    """
    folder.mkdir(exist_ok=True)
    (folder / "journal.jsonl").write_text(_journal(state), "utf-8")
    (folder / "script.json").write_text(json.dumps({"end": end, "pause": pause, "size": size, "said": said}), "utf-8")
    shutil.copy(Path(__file__).with_name("spider.py"), folder / "spider.py")
    python = folder / "python"  # our own call is `python -P -m spiders JOB PARENT`
    python.write_text(f'#!/bin/sh\nexec {sys.executable} -S -E {folder / "spider.py"} "$4"\n', "utf-8")
    python.chmod(0o755)
    return str(python)


@pytest.fixture
def spider(tmp_path: Path) -> Spider:
    """Makes what has a process start a spider that costs nothing."""

    def made(**script: Any) -> Act:
        program = _spider(tmp_path / "spider", **script)
        return lambda: setattr(sys, "executable", program)

    return made


@pytest.fixture(scope="package")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle; made in this process, so that every copy of it has all loaded that judging takes."""
    folder = tmp_path_factory.mktemp("judged")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "executable", _spider(folder / "spider"))
        audit(SITE, Settings(browser=False, country="SE"), folder / "acme", lambda _: None)
    return folder / "acme"


@pytest.fixture
def bundle_there(judged: Path, tmp_path: Path) -> Path:
    """A bundle in a working folder of its own, as an earlier audit left it."""
    folder = tmp_path / "work" / "acme"
    shutil.copytree(judged, folder)
    return folder
