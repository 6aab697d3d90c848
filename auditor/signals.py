"""Signals that ask for an end, Ctrl-C among them: what was gathered is kept, and nothing is left lying about."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

__all__ = ["INTERRUPTED", "Listener", "as_interrupt", "asking", "deferred", "leave_at_once", "let_in", "listening"]

INTERRUPTED = 130
"""The exit code of what the user has stopped, as a shell tells it of Ctrl-C."""

Listener = Callable[[int, FrameType | None], None]

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
"""There is no SIGHUP on Windows."""


class _Ear:
    """
    Raises KeyboardInterrupt at the first signal that is let in, once: more of them do not disturb what is then tidied up.

    Attributes:
        closed: A signal waits until this is False again.
    """

    def __init__(self) -> None:
        self.closed = False
        self._heard = self._raised = False

    def __call__(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as signal.signal wants it
        self._heard = True
        self.raise_if_due()

    def raise_if_due(self) -> None:
        """Raise what was heard, unless it has been or has to wait."""
        if self._heard and not self.closed and not self._raised:
            self._raised = True
            raise KeyboardInterrupt


def asking() -> list[signal.Signals]:
    """The signals that ask for an end; one that the caller has us ignore (nohup) stays ignored."""
    known = [signal.Signals[name] for name in _NAMES if hasattr(signal, name)]
    return [number for number in known if signal.getsignal(number) is not signal.SIG_IGN]


@contextmanager
def as_interrupt() -> Iterator[None]:
    """Within the block the first signal that asks for an end raises KeyboardInterrupt. For the main thread only."""
    with listening(_Ear(), asking()):
        yield


@contextmanager
def listening(listener: Listener, numbers: Iterable[int]) -> Iterator[None]:
    """Within the block these signals are heard by a listener, afterwards by who heard them before. For the main thread only."""
    before = {number: signal.getsignal(number) for number in numbers}
    for number in before:
        signal.signal(number, listener)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def deferred() -> Iterator[None]:
    """What must not be cut in two: a signal waits until the block has ended; where nobody listens (`as_interrupt`) as ever."""
    yield from _with(closed=True)


@contextmanager
def let_in() -> Iterator[None]:
    """A block within `deferred` that may be interrupted."""
    yield from _with(closed=False)


def _with(*, closed: bool) -> Iterator[None]:
    ear = next((each for number in asking() if isinstance(each := signal.getsignal(number), _Ear)), None)
    if ear is None:
        yield
        return
    before, ear.closed = ear.closed, closed
    try:
        ear.raise_if_due()
        yield
    finally:
        ear.closed = before
    ear.raise_if_due()


def leave_at_once() -> None:
    """From here on such a signal ends the process with one line: for the time in which there is nothing to keep yet, or no more."""

    def leave(*_: object) -> None:
        with suppress(OSError):
            os.write(2, b"auditor: stopped\n")
        os._exit(INTERRUPTED)

    for number in asking():
        signal.signal(number, leave)
