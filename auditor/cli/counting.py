"""Progress of a job of many sites: done of all, failures by kind, rate, and time left."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from auditor.cli.say import console
from reports.text import clean

__all__ = ["BEAT_SECONDS", "Heard", "counted", "told"]

BEAT_SECONDS = 55.0
"""Without a terminal a line comes at least so often, if something is heard."""


class Heard(Protocol):
    """Takes the name of a site that is done and what became of it, and what else is to be told; "" twice: none is done."""

    def __call__(self, name: str, state: str, also: str = "") -> None: ...


@contextmanager
def counted(total: int, *, already: int, quiet: bool, apart: float = 0.0) -> Iterator[Heard]:
    """
    A live bar on a terminal, plain lines without one, nothing where it shall be quiet or there is nothing to do.

    Args:
        apart: Least seconds between two plain lines, for a job of which so many end that not each can have one.
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


def _unheard(name: str, state: str, also: str = "") -> None:
    """For who wants quiet."""


class _Lines:
    def __init__(self, out: Console, total: int, apart: float) -> None:
        self._out, self._total, self._apart = out, total, apart
        self._kinds, self._last = Counter[str](), ""
        self._started = self._said = time.monotonic()

    def __call__(self, name: str, state: str, also: str = "") -> None:
        now = time.monotonic()
        if state:
            self._kinds[state] += 1
            self._last = f"; last: {clean(name, 60)}, {state}"
        done = self._kinds.total()
        wanted = bool(state) and (done in (1, self._total) or now - self._said >= self._apart)
        if wanted or now - self._said >= BEAT_SECONDS:
            self._said = now
            self._out.print(
                f"{told(self._kinds, self._total, now - self._started)}{also and f', {also}'}{self._last}", markup=False
            )


class _Bar:
    def __init__(self, bar: Progress, total: int) -> None:
        self._bar, self._total = bar, total
        self._kinds, self._last, self._started = Counter[str](), "", time.monotonic()
        self._task = bar.add_task(told(self._kinds, total, 0), total=total)

    def __call__(self, name: str, state: str, also: str = "") -> None:
        if state:
            self._kinds[state] += 1
            self._last = f"; {clean(name, 40)}"
        line = told(self._kinds, self._total, time.monotonic() - self._started)
        self._bar.update(self._task, advance=1 if state else 0, description=f"{line}{also and f', {also}'}{self._last}")


def told(kinds: Counter[str], total: int, seconds: float) -> str:
    """As "12/40 done, 2 failed (1 blocked, 1 unreachable), 30 an hour, about 56 min left"."""
    done, failed = kinds.total(), kinds.total() - kinds["audited"]
    parts = [f"{done}/{total} done"]
    if failed:
        parts.append(f"{failed} failed ({', '.join(f'{n} {kind}' for kind, n in sorted(kinds.items()) if kind != 'audited')})")
    if done and seconds > 0:
        parts.append(f"{3600 * done / seconds:.0f} an hour")
        if done < total:
            parts.append(f"about {seconds / done * (total - done) / 60:.0f} min left")
    return ", ".join(parts)
