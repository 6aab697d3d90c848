"""Every step that a process takes on files, counted; something is done to it at one of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from tests.faults.forked import Act

__all__ = ["at_step", "both", "counted"]

_STEPS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "shutil.rmtree", "subprocess.Popen"})


def at_step(number: int, folder: Path, act: Act, *, only: str = "") -> Act:
    """
    Have a process do something just before its so many-th step on what is in a folder; an audit hook, so for a fork alone.

    Args:
        only: Steps on a file with this in its name, and no others.
    """
    return lambda: _hook(folder, lambda count: act() if count == number else None, only)


def counted(folder: Path, into: Path) -> Act:
    """Have a process write down how many steps it took."""
    place = os.open(into, os.O_CREAT | os.O_WRONLY)

    def told(count: int) -> None:
        os.pwrite(place, str(count).encode(), 0)

    return lambda: _hook(folder, told)


def both(*acts: Act) -> Act:
    """One after the other."""

    def done() -> None:
        for act in acts:
            act()

    return done


def _hook(folder: Path, told: Callable[[int], None], only: str = "") -> None:
    count = 0
    below = f"{folder}{os.sep}"

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event not in _STEPS:
            return
        paths = [_path(each) for each in arguments[: 1 if event == "open" else 2]]  # what follows is how it is opened
        if (event == "subprocess.Popen" and not only) or any(path.startswith(below) and only in Path(path).name for path in paths):
            count += 1
            told(count)

    sys.addaudithook(heard)


def _path(argument: object) -> str:
    return str(Path.cwd() / argument) if isinstance(argument, str | os.PathLike) else ""
