"""Every step that a process takes on files, counted; something is done to it at one of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from tests.faults.forked import Act

__all__ = ["at_step", "counted"]

_STEPS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "shutil.rmtree", "subprocess.Popen"})


def at_step(number: int, folder: Path, act: Act) -> Act:
    """Have a process do something just before its so many-th step on what is in a folder; an audit hook, so in a fork alone."""
    return lambda: _hook(folder, lambda count: act() if count == number else None)


def counted(folder: Path, into: Path) -> Act:
    """Have a process write down how many steps it took."""
    place = os.open(into, os.O_CREAT | os.O_WRONLY)
    return lambda: _hook(folder, lambda count: os.pwrite(place, str(count).encode(), 0) and None)


def _hook(folder: Path, told: Callable[[int], None]) -> None:
    count = 0
    below = f"{folder}{os.sep}"

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event not in _STEPS:
            return
        paths = arguments[: 1 if event == "open" else 2]  # what follows is how it is opened
        if event == "subprocess.Popen" or any(_path(each).startswith(below) for each in paths):
            count += 1
            told(count)

    sys.addaudithook(heard)


def _path(argument: object) -> str:
    if isinstance(argument, str | os.PathLike):
        return os.path.abspath(argument)
    return ""
