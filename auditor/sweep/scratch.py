"""The folder for what a sweep has in work, gone when it ends; and that two sweeps do not write to one folder at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from auditor.errors import CallError
from auditor.place import TakenError, own, temporary
from auditor.sweep.store import Store

__all__ = ["scratch"]


@contextmanager
def scratch(store: Store) -> Iterator[Path]:
    """
    A folder, beside the results where those are local, so that what is whole takes its place by a rename.

    Raises:
        CallError: Another sweep writes there.
    """
    try:
        with temporary() if store.folder is None else own(store.work()) as work:
            yield work
    except TakenError:
        raise CallError(f"{store.folder}: another sweep writes there now; wait for it, or give another --out") from None
