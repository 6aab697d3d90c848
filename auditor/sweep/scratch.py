"""The folder for what a sweep has in work, gone when it ends; and that two sweeps do not write to one folder at once."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from auditor.errors import CallError
from auditor.place import temporary
from auditor.sweep.store import Store

__all__ = ["scratch"]


@contextmanager
def scratch(store: Store) -> Iterator[Path]:
    """
    A folder, beside the results where those are local, so that what is whole takes its place by a rename.

    What a sweep that was killed left there is removed.

    Raises:
        CallError: Another sweep writes there.
    """
    if store.folder is None:
        with temporary() as work:
            yield work
        return
    held = os.open(store.folder, os.O_RDONLY)
    try:
        _alone(held, store.folder)
        try:
            shutil.rmtree(store.work(), ignore_errors=True)
            yield store.work()
        finally:
            shutil.rmtree(store.work(), ignore_errors=True)
    finally:
        os.close(held)


def _alone(held: int, folder: Path) -> None:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CallError(f"{folder}: another sweep writes there now; wait for it, or give another --out") from None
    except OSError:
        return  # a file system without locks
