"""The process of a look: started anew here, or forked (`auditor.warm`)."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from spiders.__main__ import prctl

__all__ = ["JOB", "LOG", "Process", "Start", "adopt", "adopting", "environment", "started"]

JOB = "job.json"
"""What is asked for (`auditor.onesite.Job`), in the folder of a look."""
LOG = "log.txt"
"""What it says on standard error, beside it; it appends, so that the file can be cut while it is written."""
_PR_SET_CHILD_SUBREAPER = 36
"""prctl(2)"""
# No credentials of a store, a cluster or anything else: a look needs none, and who breaks out of its browser is to find none.
_FOR_LOOKS = re.compile(
    "PATH|HOME|USER|LOGNAME|SHELL|TZ|LANG|LANGUAGE|LC_.*|XDG_.*|PYTHON.*|VIRTUAL_ENV|LD_LIBRARY_PATH|DYLD_.*|FONTCONFIG_.*"
    "|TESSDATA_PREFIX|SSL_CERT_.*|NODE_EXTRA_CA_CERTS|PLAYWRIGHT_.*|AUDITOR_.*|TMP|TEMP|SYSTEMROOT"
)


class Process(Protocol):
    """
    A process with a session of its own, that ends with this one.

    Attributes:
        pid: Its number.
        code: Once it has ended, its exit code; a signal as a negative number.
        cpu_seconds: Once it has ended, user and system, of it and all that it waited for.
    """

    pid: int
    code: int
    cpu_seconds: float

    def ended(self, *, wait: bool = False) -> bool:
        """Whether it has ended; one that was killed is waited for with `wait`, and then has."""


Start = Callable[[Path], Process]
"""From a folder of its own, for its temporary files and its `LOG`."""


def started(command: Sequence[str], work: Path) -> Process:
    """Start a command, which gets the number of this process as one more argument, to end with it."""
    return _Started(command, work)


def environment() -> dict[str, str]:
    """What a process that looks at sites is told of this one's environment."""
    return {name: value for name, value in os.environ.items() if _FOR_LOOKS.fullmatch(name)}


def adopt() -> None:
    """From here on what loses its parent becomes this process's child; only Linux can."""
    prctl(_PR_SET_CHILD_SUBREAPER, 1)


@contextmanager
def adopting() -> Iterator[None]:
    """
    Within the block what loses its parent becomes this process's child; what of it has ended is waited for in the end.

    So who waits for this process is told by the kernel what all it started took, browsers too, which are killed with their parents.
    """
    adopt()
    try:
        yield
    finally:
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


class _Started:
    def __init__(self, command: Sequence[str], work: Path) -> None:
        with (work / LOG).open("ab") as errors:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [*command, str(os.getpid())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
                env=environment() | {"TMPDIR": str(work)},
            )
        self.pid, self.code, self.cpu_seconds = self._process.pid, 0, 0.0

    def ended(self, *, wait: bool = False) -> bool:
        if self._process.returncode is None:
            pid, status, usage = os.wait4(self.pid, 0 if wait else os.WNOHANG)
            if pid:
                self.code = self._process.returncode = os.waitstatus_to_exitcode(status)
                self.cpu_seconds = usage.ru_utime + usage.ru_stime
        return self._process.returncode is not None
