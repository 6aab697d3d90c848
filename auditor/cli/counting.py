"""Progress of a job of many sites: done of all, failures by kind, rate, and time left."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from auditor.cli.say import console
from reports.text import clean

__all__ = ["Heard", "counted", "told"]

Heard = Callable[[str, str], None]
"""Takes the name of a site that is done, and what became of it."""


@contextmanager
def counted(total: int, *, already: int, quiet: bool) -> Iterator[Heard]:
    """A live bar on a terminal, a plain line a site without one, nothing where it shall be quiet or there is nothing to do."""
    out = console(to_stderr=True)
    started, kinds = time.monotonic(), Counter[str]()
    if quiet or not total:
        yield lambda _name, _state: None
        return
    out.print(f"{total} sites to look at, {already} done before", markup=False)

    def line(state: str) -> str:
        kinds[state] += 1
        return told(kinds, total, time.monotonic() - started)

    if not out.is_terminal:
        yield lambda name, state: out.print(f"{line(state)}; last: {clean(name, 60)}, {state}", markup=False)
        return
    columns = (BarColumn(20), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True) as bar:
        task = bar.add_task(told(kinds, total, 0), total=total)
        yield lambda name, state: bar.update(task, advance=1, description=f"{line(state)}; {clean(name, 40)}")


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
