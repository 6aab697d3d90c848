"""
A sandbox for root: Chromium has none when it runs as root, so the process that starts it goes on as an ordinary user.

It enters a user namespace of its own, in which it has another number. Its files stay root's; what root may do beyond that is gone
with the next program it starts, and that is the browser.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path

__all__ = ["can_leave_root", "leave_root"]

_CLONE_NEWUSER = 0x10000000
"""unshare(2)"""
_NUMBER = 1000


def can_leave_root(*needed: Path) -> bool:
    """
    Whether this process is root's and could go on as an ordinary user; tried by a child.

    Args:
        needed: Folders that must then still be open to it, to read and to write.
    """
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return False
    if child := os.fork():
        return os.waitpid(child, 0)[1] == 0
    code = 1
    with suppress(BaseException):  # nothing of the parent's goes on here
        _enter()
        code = int(not all(os.access(folder, os.R_OK | os.W_OK | os.X_OK) for folder in needed))
    os._exit(code)


def leave_root(*needed: Path) -> None:
    """Go on as an ordinary user where `can_leave_root`; a process does so before it has a second thread."""
    if can_leave_root(*needed):
        _enter()


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
