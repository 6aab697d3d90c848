"""Put a Chromium on this machine: Playwright's own headless shell first, the system's package where that cannot be had."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spiders.browser.chromium import VARIABLE, Browser, BrowserError, find

__all__ = ["Installed", "install"]

Run = Callable[[Sequence[str], float], bool]

_PLAYWRIGHT = (sys.executable, "-m", "playwright", "install", "--only-shell", "chromium")
_PACKAGES = ("chromium-headless-shell", "chromium")
_FONTS = "fonts-liberation"
_ADVICE = (
    "No Chromium could be installed. Install Chromium or Chrome with your system's package manager "
    f"(Debian, as root: apt-get install chromium fonts-liberation), or name one that is there: {VARIABLE}=/path/to/chromium"
)


@dataclass(frozen=True)
class Installed:
    """What is there now; `by` is "present", "playwright" or "apt-get"."""

    browser: Browser
    by: str


def install(run: Run | None = None) -> Installed:
    """
    Make sure that a Chromium is there; one that is there already is enough.

    Args:
        run: Runs a command within so many seconds and says whether it succeeded.

    Raises:
        BrowserError: None could be installed; the message says what to do.
    """
    run = run or _run
    if browser := find():
        return Installed(browser, "present")
    # Not `--with-deps`: it installs 26 system packages before it finds that it cannot download.
    if run(_PLAYWRIGHT, 900) and (browser := find()):
        if _root():
            run((*_PLAYWRIGHT[:3], "install-deps", "chromium"), 900)
        return Installed(browser, "playwright")
    if shutil.which("apt-get") and _root():
        run(("apt-get", "update", "-qq"), 300)
        for package in _PACKAGES:
            if run(("apt-get", "install", "-y", "-qq", "--no-install-recommends", package, _FONTS), 900) and (browser := find()):
                return Installed(browser, "apt-get")
    raise BrowserError(_ADVICE)


def _run(command: Sequence[str], seconds: float) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, timeout=seconds, env=environment, capture_output=True, check=False).returncode == 0  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False


def _root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
