"""Cyclic garbage, collected as seldom as a process that parses pages and ends soon can do with."""

from __future__ import annotations

import atexit
import gc

__all__ = ["collect_seldom"]

_NEW_OBJECTS = 50_000
"""Between two collections. A parsed page is some ten thousand objects; with Python's 700 they take a fifth of the CPU."""


def collect_seldom() -> None:
    """From here on; and not at the end, where going through everything once more takes as long as reading twenty pages."""
    gc.set_threshold(_NEW_OBJECTS)
    atexit.register(gc.freeze)
