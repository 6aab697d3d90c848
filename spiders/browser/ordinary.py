"""
A sandbox for root: Chromium has none when it runs as root, so the process that starts it goes on as an ordinary user.

It enters a user namespace of its own, in which it has another number. Its files stay root's; what root may do beyond that is gone:
at once where files of others are concerned, else with the next program it starts, and that is the browser.
"""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from pathlib import Path

import playwright

from spiders.browser import chromium
from spiders.browser.chromium import Browser

__all__ = ["can_leave_root", "leave_root"]

_CLONE_NEWUSER = 0x10000000
"""unshare(2)"""
_NUMBER = 1000


def can_leave_root(browser: Browser | None = None, folder: Path | None = None) -> bool:
    """
    Whether this process is root's, and could go on as an ordinary user who has a sandbox; tried by a child.

    Args:
        browser: It must then still be there to be started, with all else that root can reach and an audit uses.
        folder: Where the audit writes to.
    """
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return False
    if child := os.fork():
        return os.waitpid(child, 0)[1] == 0
    code = 1
    with suppress(BaseException):  # nothing of the parent's goes on here
        uses = list(_uses(browser, folder))
        _enter()
        code = int(not all(os.access(*use) for use in uses) or bool(chromium.no_user_namespaces()))
    os._exit(code)


def leave_root(browser: Browser, folder: Path) -> None:
    """Go on as an ordinary user where `can_leave_root` and the system lets a process of its threads; else stay root."""
    if can_leave_root(browser, folder):
        os.environ["HOME"] = str(Path.home())  # where it is not set, the number of the user says where that is
        with suppress(OSError):  # a process with a second thread may not, its child with one may
            _enter()


def _uses(browser: Browser | None, folder: Path | None) -> Iterator[tuple[str, int]]:
    """The files and folders that an audit uses, each with every way in which this process may use it (access(2))."""
    written = (str(folder or ""), tempfile.gettempdir(), str(Path.home()))
    python = (sys.executable, sys.prefix, sys.base_prefix, os.curdir, *sys.path, str(Path(__file__).parent))
    browsers = (str(Path(playwright.__file__).parent / "driver"), str(chromium.place(browser)) if browser else "")
    asked = (*product(written, (os.R_OK, os.W_OK, os.X_OK)), *product((*python, *browsers), (os.R_OK, os.X_OK)))
    return (use for use in asked if os.access(*use))


def _enter() -> None:
    """
    Enter the namespace.

    Raises:
        OSError: The system does not let it.
    """
    group = os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "no user namespace")
    Path("/proc/self/setgroups").write_text("deny", "ascii")
    Path("/proc/self/uid_map").write_text(f"{_NUMBER} 0 1", "ascii")
    Path("/proc/self/gid_map").write_text(f"{_NUMBER} {group} 1", "ascii")
