"""A process held to time and memory from outside, with all that it starts; nothing of it is left behind, however it ends."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import psutil

from auditor.process import LOG, Process, Start

__all__ = ["Bounds", "Ran", "bounded", "said_last"]

_KEPT_BYTES = 2**16
_LOG_BYTES = 2**20
_EVERY_SECONDS = 0.2
_SAMPLE_SECONDS = 1.0
_MB = 1e6


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


def bounded(start: Start, work: Path, bounds: Bounds, stop: Callable[[], bool]) -> Ran:
    """
    Run a process to its end or its bounds.

    Args:
        work: A folder of its own for its temporary files, by which what it starts is known too, and its `LOG`.
        stop: Asked several times a second whether it is to end.
    """
    began, used = time.monotonic(), _Used()
    process = start(work)
    root = _known(process.pid)
    try:
        how = _watched(process, root, work, used, bounds, stop)
    finally:
        _kill(root, work)
        process.ended(wait=True)
    spent = time.monotonic() - began
    # The kernel counts what was waited for, the samples what was not: all that a look left which had to be killed.
    return Ran(how, process.code, round(spent, 1), round(max(used.cpu, process.cpu_seconds), 1), round(used.peak_mb, 1))


def _known(pid: int) -> psutil.Process | None:
    with suppress(psutil.Error):
        return psutil.Process(pid)
    return None


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
    process: Process, root: psutil.Process | None, work: Path, used: _Used, bounds: Bounds, stop: Callable[[], bool]
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
            used.sample(root)
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

    def sample(self, root: psutil.Process | None) -> None:
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


def _tree(root: psutil.Process | None) -> list[psutil.Process]:
    with suppress(psutil.Error):
        return [root, *root.children(recursive=True)] if root else []
    return []


def _kill(root: psutil.Process | None, work: Path) -> None:
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
