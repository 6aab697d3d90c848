"""Cyclic garbage, collected as seldom as a process that parses pages and ends soon can do with."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collect_seldom", "loading"]

_NEW_OBJECTS = 50_000
"""Between two collections. A parsed page is some ten thousand objects; with Python's 700 they take a fifth of the CPU."""


def collect_seldom() -> None:
    """From here on; and not at the end, where going through everything once more takes as long as reading twenty pages."""
    gc.set_threshold(_NEW_OBJECTS)
    atexit.register(gc.freeze)


@contextmanager
def loading() -> Iterator[None]:
    """While something is loaded that stays: nothing of it is garbage, and no collection goes through it, now or later."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
