"""Saying things: consoles, progress and JSON; the only place that writes to the terminal."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, cast

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from reports.text import clean, short

if TYPE_CHECKING:
    from auditor.collect import Progress as Heard

__all__ = ["complain", "console", "one_object", "progress", "raw"]

_PLAIN_EVERY_SECONDS = 5.0
_LEADING = re.compile(r"(?m)^([^\S\n]*)::")


class _Console(Console):
    """A console whose reader may go away: what is left is not said, and the command ends as it would have."""

    def on_broken_pipe(self) -> None:
        self.quiet = True
        _silence(self.file)


class _Harmless:
    """A stream on which nothing is a command to GitHub's runner: that is `::name` where a line starts, and `##[name]` anywhere."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        return self._stream.write(_LEADING.sub(r"\1: :", text).replace("##[", "# #["))


def _silence(stream: IO[str]) -> None:
    """Let nothing more reach a stream that nobody reads, so that the interpreter does not fail on it at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def console(*, to_stderr: bool = False) -> Console:
    """A console on standard output, or on standard error where that is kept for JSON."""
    return _console(sys.stderr if to_stderr else sys.stdout, soft_wrap=not sys.stdout.isatty())


def _console(stream: IO[str], *, soft_wrap: bool) -> Console:
    return _Console(file=cast("IO[str]", _Harmless(stream)), highlight=False, soft_wrap=soft_wrap)


def complain(message: str) -> None:
    """One clear line on standard error."""
    _console(sys.stderr, soft_wrap=True).print(f"auditor: {clean(message, 2000)}", markup=False)


def one_object(value: Any) -> None:
    """A JSON object on standard output."""
    raw((json.dumps(value, indent=1).replace("##[", "#\\u0023[") + "\n").encode())


def raw(content: bytes) -> None:
    """Bytes on standard output as they are; a reader may go away."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        _silence(sys.stdout)


@contextmanager
def progress(url: str, max_pages: int, max_seconds: float, *, quiet: bool) -> Iterator[Heard]:
    """Live progress on a terminal, a plain line every few seconds without one, nothing where it shall be quiet."""
    out = console(to_stderr=True)
    if quiet:
        yield lambda _: None
    elif out.is_terminal:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(20),
            MofNCompleteColumn(),
            TextColumn("pages"),
            TimeElapsedColumn(),
        )
        with Progress(*columns, TextColumn("{task.fields[left]}"), console=out, transient=True) as bar:
            task = bar.add_task(short(url), total=max_pages, left="")

            def show(event: dict[str, Any]) -> None:
                left = max(0, round(max_seconds - float(event["seconds"])))
                bar.update(
                    task, completed=event["n"], description=short(str(event["url"]), limit=50), left=f"{left} s left of the budget"
                )

            yield show
    else:
        out.print(f"Looking at {clean(url)}", markup=False)
        last = time.monotonic()

        def tell(event: dict[str, Any]) -> None:
            nonlocal last
            if time.monotonic() - last >= _PLAIN_EVERY_SECONDS:
                last = time.monotonic()
                left = max(0, round(max_seconds - float(event["seconds"])))
                out.print(f"  {event['n']} pages, {left} s left of the budget, now {short(str(event['url']))}", markup=False)

        yield tell
