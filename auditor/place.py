"""
A folder that is written beside another and takes its place: whole or not at all, and by one process at a time.

What a process that was killed leaves of its folders, nobody owns any more: the next one removes it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from auditor.signals import deferred

__all__ = ["TakenError", "clear", "flush", "own", "put", "put_back", "temporary"]

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
"""renameat2(2)"""
_TEMPORARY = ".auditor-"
_NOT_FLUSHED = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})
"""fsync(2): nothing that can be, as a folder on some disks."""


class TakenError(Exception):
    """Another process has the folder."""


@contextmanager
def temporary() -> Iterator[Path]:
    """
    A folder for temporary files that is gone when the block ends; what processes that were killed left in theirs goes first.

    Raises:
        OSError: It cannot be made.
    """
    clear(Path(tempfile.gettempdir()).glob(f"{_TEMPORARY}????????"))
    with own(Path(tempfile.mkdtemp(prefix=_TEMPORARY))) as made:
        yield made


def clear(folders: Iterable[Path]) -> None:
    """Remove those of this user's folders that no process owns; none where there are no locks, for none is known to be dead."""
    for folder in folders:
        with suppress(TakenError, OSError):
            # One that is empty may be about to be taken.
            if folder.lstat().st_uid == os.geteuid() and any(folder.iterdir()):
                with own(folder, sure=True):
                    pass


@contextmanager
def own(folder: Path, *, sure: bool = False) -> Iterator[Path]:
    """
    An empty folder that is this process's alone until the block ends, and then gone, unless it was renamed.

    What a process that was killed left in it goes. The kernel keeps the lock (flock), so that none outlives its process; where a
    system or a disk has none, there is none.

    Args:
        sure: It is not taken without a lock.

    Raises:
        TakenError: Another process has it, or may have.
        OSError: It cannot be made.
    """
    handle, mine = -1, False
    try:
        with deferred():
            folder.mkdir(exist_ok=True)
            handle = os.open(folder, os.O_RDONLY)
            mine = _locked(handle, otherwise=not sure) and _is(folder, handle)
        if not mine:
            raise TakenError
        _empty(folder)
        yield folder
    finally:
        with deferred():
            if mine and _is(folder, handle):
                shutil.rmtree(folder, ignore_errors=True)
            if handle >= 0:
                os.close(handle)


def _locked(handle: int, *, otherwise: bool) -> bool:
    """Whether nobody else has it locked; `otherwise` where there are no locks."""
    try:
        import fcntl  # noqa: PLC0415 - there is none on Windows

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        return otherwise
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

    On Linux both change places at once, so that whoever looks, at any moment, finds one of them; else see `put_back`. It is on the
    disk before that, and its name after: a power cut leaves one of them whole, and what is told of it later is true.

    Raises:
        OSError: The disk is full or broken.
    """
    with deferred():
        for path in (*new.rglob("*"), new):
            flush(path)
        if not target.exists():
            new.replace(target)
            flush(target.parent)
        elif _exchanged(new, target):
            flush(target.parent)
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
            flush(target.parent)
            shutil.rmtree(old)


def flush(path: Path) -> None:
    """
    Have what stands in a file or folder on the disk, not only on its way there.

    Raises:
        OSError: It is not; the error names it.
    """
    if os.name == "nt" or path.is_symlink():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NOT_FLUSHED:
            raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        os.close(handle)


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
