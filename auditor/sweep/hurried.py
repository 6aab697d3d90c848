"""The last resort of a stop: what is done is stored by then, so whatever is still waited for is not waited for any longer."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from types import FrameType

from auditor.signals import INTERRUPTED, asking, listening

__all__ = ["STOP_SECONDS", "hurried"]

STOP_SECONDS = 7.0
"""From the signal to the end of the process, at most; the seconds that are promised are 10."""
_SHOW_CURSOR = b"\x1b[?25h\n"


@contextmanager
def hurried(seconds: float = STOP_SECONDS) -> Iterator[None]:
    """
    Within the block, a signal that asks for an end leaves the process so many seconds, the interpreter's own end included.

    What listens to the signal hears it as before. For the main thread only.
    """
    heard = {int(number): handler for number in asking() if callable(handler := signal.getsignal(number))}

    def hear(number: int, frame: FrameType | None) -> None:
        end = Timer(seconds, _leave)
        end.daemon = True
        end.start()
        heard[number](number, frame)

    with listening(hear, heard):
        yield


def _leave() -> None:
    with suppress(OSError):
        os.write(2, b"auditor: stopped; what is done is stored, and the same call goes on from there\n")
        if sys.stderr.isatty():
            os.write(2, _SHOW_CURSOR)
    os._exit(INTERRUPTED)
