"""Looks forked from a process that has loaded the program (`auditor.forker`), which takes longer than a look at a small site."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from auditor import onesite
from auditor.errors import PartMissingError
from auditor.process import JOB, LOG, Process, environment, started

__all__ = ["Warm", "start"]

_CAN_FORK = sys.platform.startswith("linux")
"""Elsewhere libraries of the system do not survive it."""
_OF_THREAD = threading.local()
_ANSWER_SECONDS = 120.0
"""In which it loads the program, or tells of the end of a look that was killed; what does not answer is ended."""


def start(work: Path) -> Process:
    """Begin the look that a folder's `JOB` asks for; each thread has a process of its own to fork it from."""
    if not hasattr(_OF_THREAD, "warm"):
        _OF_THREAD.warm = Warm()
    warm: Warm = _OF_THREAD.warm
    return warm.start(work)


class Warm:
    """
    A process to fork looks from, for one thread.

    It is loaded with the first look, which waits for that; it ends with the thread that started it, and is then started anew.
    """

    def __init__(self) -> None:
        self._forker: _Forker | None = None

    def start(self, work: Path) -> Process:
        """
        Begin the look that a folder's `JOB` asks for.

        Raises:
            PartMissingError: The program cannot be loaded here.
        """
        (work / LOG).touch()  # it is read, whatever comes
        if not _CAN_FORK:
            return started(onesite.command(work / JOB), work)
        if self._forker is None or self._forker.process.poll() is not None:
            self._forker = _Forker.loaded(work)
        return _Look(self._forker, self._forker.fork(work))

    def end(self) -> None:
        """End it, with all looks that have not ended."""
        if self._forker:
            self._forker.process.kill()
            self._forker.process.wait()


class _Forker:
    """The process that forks, what is said to it, and what it said of looks that have ended: exit code, CPU seconds."""

    def __init__(self, work: Path) -> None:
        self._line, there = multiprocessing.Pipe()
        self._ended: dict[int, tuple[int, float]] = {}
        with there, (work / LOG).open("ab") as errors:
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-P", "-m", "auditor.forker", str(os.getpid()), str(there.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
                pass_fds=[there.fileno()],
                env=environment() | {"TMPDIR": str(work.parent)},  # not that of the first look, with which it would end
            )

    @classmethod
    def loaded(cls, work: Path) -> _Forker:
        """
        One that has loaded the program.

        Args:
            work: The folder of the first look.

        Raises:
            PartMissingError: It could not.
        """
        try:
            forker = cls(work)
        except OSError as error:
            raise PartMissingError(f"no process can be started here: {error.strerror}") from None
        if forker._answer() is None:
            said = (work / LOG).read_text("utf-8", "replace").strip().splitlines()
            raise PartMissingError(f"the program cannot be loaded here: {said[-1] if said else 'it said nothing'}")
        return forker

    def fork(self, work: Path) -> int:
        """The number of the look; its own where it has died, or does not answer."""
        with suppress(OSError):
            self._line.send(work)
        return self._answer() or self.process.pid

    def _answer(self) -> int | None:
        """The number of a process that has begun; None where none has, and then it has ended, too."""
        with suppress(EOFError, OSError):
            while self._line.poll(_ANSWER_SECONDS):
                if (said := self._hear()) is not None:
                    return said
        self.process.kill()
        self.process.wait()
        return None

    def ended(self, pid: int, *, wait: bool) -> tuple[int, float] | None:
        """How a look ended, None where it has not; it has as well where what forked it has died."""
        with suppress(EOFError, OSError):
            while pid not in self._ended and self._line.poll(_ANSWER_SECONDS if wait else 0):
                self._hear()
            if pid in self._ended or not wait:
                return self._ended.pop(pid, None)
            self.process.kill()
        return self.process.wait(), 0.0

    def _hear(self) -> int | None:
        """
        Take in what it says: the number of itself or of a look that has begun, or how one ended.

        Raises:
            EOFError, OSError: It has died.
        """
        pid, ended = self._line.recv()
        if ended is None:
            return int(pid)
        self._ended[pid] = ended
        return None


class _Look:
    def __init__(self, forker: _Forker, pid: int) -> None:
        self._forker, self._ended = forker, False
        self.pid, self.code, self.cpu_seconds = pid, 0, 0.0

    def ended(self, *, wait: bool = False) -> bool:
        if not self._ended and (found := self._forker.ended(self.pid, wait=wait)) is not None:
            self.code, self.cpu_seconds = found
            self._ended = True
        return self._ended
