"""Progress of a job of many sites: done of all, failures by kind, rate, and time left."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from auditor.cli.say import console
from reports.text import clean

__all__ = ["BEAT_SECONDS", "Heard", "counted", "told"]

BEAT_SECONDS = 60.0
"""Without a terminal a line comes at least so often, if something is heard."""
_LIVELY_SECONDS = 120.0
_RATE_SECONDS = 900.0


class Heard(Protocol):
    """
    Takes the name of a site that is done and what became of it, and what else is to be told; "" twice: none is done.

    `least`: Seconds that it takes at least from now on, for something is waited for.
    """

    def __call__(self, name: str, state: str, also: str = "", least: float = 0.0) -> None: ...


@contextmanager
def counted(total: int, *, already: int, quiet: bool, apart: float = 0.0) -> Iterator[Heard]:
    """
    A live bar on a terminal, plain lines without one, nothing where it shall be quiet or there is nothing to do.

    Args:
        apart: Least seconds between two plain lines, for a job of which so many end that not each can have one; after two minutes
            it has one a minute.
    """
    out = console(to_stderr=True)
    if quiet or not total:
        yield _unheard
        return
    out.print(f"{total} sites to look at, {already} done before", markup=False)
    if not out.is_terminal:
        yield _Lines(out, total, apart)
        return
    columns = (BarColumn(20), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True) as bar:
        yield _Bar(bar, total)


def _unheard(name: str, state: str, also: str = "", least: float = 0.0) -> None:
    """For who wants quiet."""


class _Count:
    """What became of sites so far, and how many of them lately."""

    def __init__(self, total: int) -> None:
        self.kinds, self.total, self.started = Counter[str](), total, time.monotonic()
        self._ended: deque[float] = deque()

    def add(self, state: str, now: float) -> None:
        if state:
            self.kinds[state] += 1
            self._ended.append(now)

    def line(self, now: float, least: float) -> str:
        while self._ended and self._ended[0] <= now - _RATE_SECONDS:
            self._ended.popleft()
        return told(self.kinds, self.total, len(self._ended), min(now - self.started, _RATE_SECONDS), least)


class _Lines:
    def __init__(self, out: Console, total: int, apart: float) -> None:
        self._out, self._apart = out, apart
        self._count, self._last = _Count(total), ""
        self._said = self._count.started

    def __call__(self, name: str, state: str, also: str = "", least: float = 0.0) -> None:
        now = time.monotonic()
        self._count.add(state, now)
        if state:
            self._last = f"; last: {clean(name, 60)}, {state}"
        lively = not self._apart or now - self._count.started < _LIVELY_SECONDS
        wanted = bool(state) and lively and now - self._said >= self._apart
        ends = bool(state) and self._count.kinds.total() in (1, self._count.total)
        if wanted or ends or now - self._said >= BEAT_SECONDS:
            self._said = now
            line = f"{datetime.now():%H:%M} {self._count.line(now, least)}{also and f', {also}'}{self._last}"
            self._out.print(line, markup=False)


class _Bar:
    def __init__(self, bar: Progress, total: int) -> None:
        self._bar, self._count, self._last = bar, _Count(total), ""
        self._task = bar.add_task(self._count.line(self._count.started, 0.0), total=total)

    def __call__(self, name: str, state: str, also: str = "", least: float = 0.0) -> None:
        now = time.monotonic()
        self._count.add(state, now)
        if state:
            self._last = f"; {clean(name, 40)}"
        line = f"{self._count.line(now, least)}{also and f', {also}'}{self._last}"
        self._bar.update(self._task, advance=1 if state else 0, description=line)


def told(kinds: Counter[str], total: int, lately: int, seconds: float, least: float = 0.0) -> str:
    """
    As "12/40 done, 2 failed (1 blocked, 1 unreachable), 30 an hour, about 56 min left".

    Args:
        lately: Sites that were done in the last so many seconds, by which the rest is reckoned.
        least: Seconds that are left at least.
    """
    done, failed = kinds.total(), kinds.total() - kinds["audited"]
    parts = [f"{done}/{total} done"]
    if failed:
        parts.append(f"{failed} failed ({', '.join(f'{n} {kind}' for kind, n in sorted(kinds.items()) if kind != 'audited')})")
    if lately and seconds > 0:
        parts.append(f"{3600 * lately / seconds:.0f} an hour")
    if done < total and (least or (lately and seconds > 0)):
        left = seconds / lately * (total - done) if lately else 0.0
        parts.append(f"about {_time(max(left, least))} left")
    return ", ".join(parts)


def _time(seconds: float) -> str:
    """As "56 min" or "7 h 5 min"; what is less than a minute is one."""
    hours, minutes = divmod(max(1, round(seconds / 60)), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
