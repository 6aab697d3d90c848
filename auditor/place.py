"""A folder that is written beside another and takes its place: whole or not at all, and by one process at a time."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from auditor.signals import held

__all__ = ["TakenError", "own", "put", "put_back"]

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
"""renameat2(2)"""


class TakenError(Exception):
    """Another process has the folder."""


@contextmanager
def own(folder: Path) -> Iterator[Path]:
    """
    An empty folder that is this process's alone until the block ends, and then gone, unless it was renamed.

    What a process that was killed left in it goes. The kernel keeps the lock (flock), so that none outlives its process; where a
    system or a disk has none, there is none.

    Raises:
        TakenError: Another process has it.
        OSError: It cannot be made.
    """
    handle, mine = -1, False
    try:
        with held():
            folder.mkdir(exist_ok=True)
            handle = os.open(folder, os.O_RDONLY)
            mine = _locked(handle) and _is(folder, handle)
        if not mine:
            raise TakenError
        _empty(folder)
        yield folder
    finally:
        with held():
            if mine and _is(folder, handle):
                shutil.rmtree(folder, ignore_errors=True)
            if handle >= 0:
                os.close(handle)


def _locked(handle: int) -> bool:
    try:
        import fcntl  # noqa: PLC0415 - there is none on Windows

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        return True
    return True


def _is(folder: Path, handle: int) -> bool:
    """Whether the folder is the one that was opened: it may have been renamed since."""
    try:
        return os.path.samestat(folder.lstat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def put(new: Path, target: Path) -> None:
    """
    Have a folder take the place of another, which goes; of what is not there yet, it takes the name.

    On Linux both change places at once, so that whoever looks, at any moment, finds one of them; else see `put_back`.
    """
    with held():
        if not target.exists():
            new.replace(target)
        elif _exchanged(new, target):
            with suppress(TakenError), own(new):
                pass
        else:
            old = _old(target)
            target.replace(old)
            try:
                new.replace(target)
            except OSError:
                old.replace(target)
                raise
            shutil.rmtree(old)


def put_back(target: Path) -> None:
    """What stood at `target`, where a process was killed just as it put another folder there."""
    if not target.exists() and _old(target).is_dir():
        _old(target).replace(target)


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _exchanged(one: Path, other: Path) -> bool:
    try:
        rename = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)
