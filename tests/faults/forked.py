"""The program in a copy of this process, which has everything loaded: a whole run costs what it does, and not its start."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from auditor.__main__ import main

Act = Callable[[], None]

_NEW_MOUNTS, _NEW_USER = 0x00020000, 0x10000000
"""unshare(2)"""
_PRIVATE = 0x44000
"""MS_REC | MS_PRIVATE, mount(2)"""


@dataclass(frozen=True)
class Ended:
    """How the program ended: exit code, negative where a signal ended it, and what it said on both streams."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> list[str]:
        """The lines that are for the user's eyes when something went wrong."""
        return [line for line in self.err.splitlines() if line.startswith("auditor: ")]


def auditor(folder: Path, *arguments: object, before: Act = lambda: None) -> Ended:
    """
    Run the program in a working folder.

    Args:
        before: What is to be done to it first, in its own process.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        pid = os.fork()
        if pid == 0:
            _become(folder, [str(each) for each in arguments], out.fileno(), err.fileno(), before)
        _, status = os.waitpid(pid, 0)
        said = [os.pread(each.fileno(), 2**20, 0).decode() for each in (out, err)]
    return Ended(os.waitstatus_to_exitcode(status), *said)


def _become(folder: Path, arguments: list[str], out: int, err: int, before: Act) -> None:
    """Be the program, as the interpreter would run it, and never return."""
    code = 1
    try:
        os.chdir(folder)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))
        sys.argv = ["auditor", *arguments]
        signal.signal(signal.SIGINT, signal.default_int_handler)
        before()
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, AttributeError):  # closed, or never there
                stream.flush()
        os._exit(code)


def apart(act: Act) -> None:
    """Do something in a process of its own; what it fails with is told here."""
    with tempfile.TemporaryFile() as told:
        pid = os.fork()
        if pid == 0:
            try:
                act()
            except BaseException:
                os.write(told.fileno(), traceback.format_exc().encode())
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
        if fault := os.pread(told.fileno(), 2**20, 0).decode():
            pytest.fail(fault, pytrace=False)


def on_a_disk_of(kilobytes: int, folder: Path, act: Act) -> None:
    """Do something with a folder that is a disk of its own and holds so much; skips where nobody may mount one."""

    def within() -> None:
        if not _mounted(folder, kilobytes):
            raise _NoDiskError
        act()

    try:
        apart(within)
    except pytest.fail.Exception as failed:
        if _NoDiskError.__name__ in str(failed):
            pytest.skip("nobody may mount a disk here")
        raise


class _NoDiskError(Exception):
    pass


def _mounted(folder: Path, kilobytes: int) -> bool:
    """Whether it is one now; without a namespace of its own nothing is mounted, for that would be everybody's."""
    libc = ctypes.CDLL(None)
    return bool(
        libc.unshare(_NEW_MOUNTS | (0 if os.geteuid() == 0 else _NEW_USER)) == 0
        and libc.mount(None, b"/", None, _PRIVATE, None) == 0
        and libc.mount(b"tmpfs", bytes(folder), b"tmpfs", 0, f"size={kilobytes}k".encode()) == 0
    )


def ours(mark: str) -> list[psutil.Process]:
    """The processes that still have a mark in their environment, this one left out."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and mark in process.environ().values() and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found
