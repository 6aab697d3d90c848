"""A process held to time and memory from outside, with all that it starts; nothing of it is left behind, however it ends."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import psutil

__all__ = ["LOG", "Bounds", "Ran", "bounded", "said_last"]

LOG = "log.txt"
_KEPT_BYTES = 2**16
_LOG_BYTES = 2**20
_EVERY_SECONDS = 0.2
_SAMPLE_SECONDS = 1.0
_MB = 1e6
# Credentials and keys of store and cluster: a look needs none, and who breaks out of its browser is to find none.
_NOT_FOR_SITES = ("AWS_", "AZURE_", "GOOGLE_", "DASK_")


@dataclass(frozen=True)
class Bounds:
    """Wall clock, seconds, and memory of the process and all that it started, 10^6 bytes (PSS)."""

    seconds: float
    memory_mb: float


@dataclass(frozen=True)
class Ran:
    """
    How a process ended: by itself, at a bound, or because it was to stop.

    Attributes:
        code: Its exit code; of one that was killed the signal, negative.
        cpu_seconds: User and system, of all processes; what one did that ended within a second of its start may be missing.
        peak_mb: Most memory at once, 10^6 bytes, PSS; looked at every second.
    """

    how: Literal["ended", "timeout", "memory", "stopped"]
    code: int
    seconds: float
    cpu_seconds: float
    peak_mb: float


def bounded(command: Sequence[str], work: Path, bounds: Bounds, stop: Callable[[], bool]) -> Ran:
    """
    Run a command to its end or its bounds.

    Args:
        command: Gets the number of this process as one more argument, to die with it.
        work: A folder of its own for temporary files, by which its processes are known too; standard error goes to `LOG` there.
        stop: Asked several times a second whether it is to end.
    """
    began = time.monotonic()
    with _started(command, work) as process:
        used = _Used()
        how = _watched(process, work, used, bounds, stop)
    spent = time.monotonic() - began
    # The kernel counts what was waited for, the samples what was not: a browser that was killed with its parent.
    return Ran(how, process.returncode, round(spent, 1), round(max(used.cpu, process.cpu), 1), round(used.peak_mb, 1))


class _Process:
    """A process that was started, and its exit code and CPU seconds once it was waited for."""

    def __init__(self, started: subprocess.Popen[bytes]) -> None:
        self._started = started
        self.root = psutil.Process(started.pid)
        self.returncode = 0
        self.cpu = 0.0

    def ended(self, *, wait: bool = False) -> bool:
        if self._started.returncode is None:
            pid, status, usage = os.wait4(self.root.pid, 0 if wait else os.WNOHANG)
            if pid:
                self.returncode = self._started.returncode = os.waitstatus_to_exitcode(status)
                self.cpu = usage.ru_utime + usage.ru_stime
        return self._started.returncode is not None


@contextmanager
def _started(command: Sequence[str], work: Path) -> Iterator[_Process]:
    with (work / LOG).open("ab") as errors:  # appended, so that it can be cut while it is written
        process = _Process(
            subprocess.Popen(  # noqa: S603 - our own program
                [*command, str(os.getpid())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
                env=_environment(work),
            )
        )
    try:
        yield process
    finally:
        _kill(process.root, work)
        process.ended(wait=True)


def _environment(work: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_FOR_SITES)}
    return kept | {"TMPDIR": str(work)}


def said_last(work: Path) -> str:
    """The last 64 KB, in whole lines, of what a process said on standard error."""
    with (work / LOG).open("rb") as log:
        start = max(0, log.seek(0, os.SEEK_END) - _KEPT_BYTES)
        log.seek(start)
        text = log.read(_KEPT_BYTES).decode("utf-8", "replace")
    # A line that is cut could begin with a part of a secret, which no mask knows.
    return text.partition("\n")[2] if start else text


def _cut(work: Path) -> None:
    """Leave no more than its end of a log that grows without end."""
    log = work / LOG
    if log.stat().st_size > _LOG_BYTES:
        end = said_last(work)
        os.truncate(log, 0)
        with log.open("a", encoding="utf-8") as anew:
            anew.write(end)


def _watched(
    process: _Process, work: Path, used: _Used, bounds: Bounds, stop: Callable[[], bool]
) -> Literal["ended", "timeout", "memory", "stopped"]:
    began = sampled = time.monotonic()
    while not process.ended():
        now = time.monotonic()
        _cut(work)
        if stop():
            return "stopped"
        if now - began > bounds.seconds:
            return "timeout"
        if now - sampled >= _SAMPLE_SECONDS:
            sampled = now
            used.sample(process.root)
            if used.peak_mb > bounds.memory_mb:
                return "memory"
        time.sleep(_EVERY_SECONDS)
    return "ended"


@dataclass
class _Used:
    """What a tree of processes was seen to use."""

    peak_mb: float = 0.0
    _cpu: dict[psutil.Process, float] = field(default_factory=dict)

    @property
    def cpu(self) -> float:
        return sum(self._cpu.values())

    def sample(self, root: psutil.Process) -> None:
        now = 0.0
        for each in _tree(root):
            with suppress(psutil.Error):
                times = each.cpu_times()
                self._cpu[each] = times.user + times.system
                now += _memory(each)
        self.peak_mb = max(self.peak_mb, now / _MB)


def _memory(process: psutil.Process) -> int:
    """Bytes of a process, shared pages by their share; of one that may not be asked for it all that it has in memory."""
    try:
        info = process.memory_full_info()
    except psutil.AccessDenied:
        return int(process.memory_info().rss)
    return int(getattr(info, "pss", info.uss))  # PSS is Linux's


def _tree(root: psutil.Process) -> list[psutil.Process]:
    with suppress(psutil.Error):
        return [root, *root.children(recursive=True)]
    return []


def _kill(root: psutil.Process, work: Path) -> None:
    """End a process and all that it started: its descendants, and what has lost its parent but keeps its files in `work`."""
    killed: set[psutil.Process] = set()
    # Again, for what one of them had just started before it died.
    while left := {*_tree(root), *_keeping(work)} - killed:
        for each in left:
            with suppress(psutil.Error):
                each.kill()
        killed |= left


def _keeping(work: Path) -> Iterator[psutil.Process]:
    mark = str(work)
    for each in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if each.environ().get("TMPDIR", "").startswith(mark):
                yield each
