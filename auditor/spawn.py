"""
The spider's process: started anew, or forked from one that has loaded the spider already.

To load it takes longer than to look at a small site. Only a process of one thread that is made for it may be forked
(`auditor.forker`).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Protocol

from auditor.signals import asking
from spiders.__main__ import die_with, main

__all__ = ["Spawn", "SpiderProcess", "become", "forked", "started"]

_OUT, _ERR = 1, 2


class SpiderProcess(Protocol):
    """A spider under way; it has a session of its own and ends with this process."""

    @property
    def pid(self) -> int:
        """Its number."""

    @property
    def stdout(self) -> IO[bytes] | None:
        """What it tells of each page."""

    def wait(self) -> int:
        """Wait for its end: its exit code, a signal as a negative number."""


Spawn = Callable[[Path, IO[bytes], Mapping[str, str]], SpiderProcess]
"""From the file of the job, the file for its standard error, and its environment."""


def started(job: Path, errors: IO[bytes], environment: Mapping[str, str]) -> SpiderProcess:
    """Start a spider."""
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-P", "-m", "spiders", str(job), str(os.getpid())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=errors,
        start_new_session=True,
        env=environment,
    )


def forked(job: Path, errors: IO[bytes], environment: Mapping[str, str]) -> SpiderProcess:
    """Fork a spider from this process, which must have no other thread; not on Windows."""
    return _Forked(job, errors, environment)


class _Forked:
    def __init__(self, job: Path, errors: IO[bytes], environment: Mapping[str, str]) -> None:
        reads, writes = os.pipe()
        given = (job, environment, writes, errors.fileno(), os.getpid())
        self._process = multiprocessing.get_context("fork").Process(target=_spider, args=given, daemon=True)
        self._process.start()
        os.close(writes)
        self.stdout: IO[bytes] = os.fdopen(reads, "rb")

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    def wait(self) -> int:
        self._process.join()
        return self._process.exitcode or 0


def _spider(job: Path, environment: Mapping[str, str], said: int, errors: int, parent: int) -> None:
    become(environment, said, errors, parent)
    sys.exit(main(str(job)))


def become(environment: Mapping[str, str], said: int, errors: int, parent: int) -> None:
    """
    Make of a forked process what one that was started would be.

    Args:
        said: Descriptor of its standard output, `errors` of its standard error.
        parent: The number of the process that forked it, to end with it.
    """
    die_with(parent)
    os.setsid()
    os.dup2(said, _OUT)
    os.dup2(errors, _ERR)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None  # it was found in another environment
    for number in asking():
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
