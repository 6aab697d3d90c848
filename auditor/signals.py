"""Signals that ask for an end, taken as the user's Ctrl-C: what was gathered is kept, and nothing is left lying about."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["as_interrupt"]

_NAMES = ("SIGTERM", "SIGHUP")
"""There is no SIGHUP on Windows."""


@contextmanager
def as_interrupt() -> Iterator[None]:
    """
    Within the block the first SIGTERM or SIGHUP raises KeyboardInterrupt; more of them do not disturb what is then tidied up.

    A signal that the caller has us ignore (nohup) stays ignored. For the main thread only.
    """
    heard: list[int] = []

    def interrupt(number: int, _: object) -> None:
        heard.append(number)
        if len(heard) == 1:
            raise KeyboardInterrupt

    known = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in known}
    taken = [number for number in known if before[number] is not signal.SIG_IGN]
    for number in taken:
        signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, before[number])
