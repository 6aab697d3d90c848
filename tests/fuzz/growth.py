"""
Growth: the same piece over and over. An input twice as long must not take four times as long, or a page of 5 MB costs a day.

A clock is read, so this is no test of the suite: `python -m tests.fuzz --growth [target…]`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from tests.fuzz.target import Target

__all__ = ["STEEP", "Steep", "pieces", "steep"]

STEEP = 3.0
"""Of a time linear in the length twice the length has twice, n log n a little more, a quadratic one four times."""
_SHORTEST, _LONGEST = 1 << 12, 1 << 20
_TELLING, _ENOUGH = 0.2, 2.0
"""CPU seconds from which on a ratio tells something, and after which no longer input is tried."""


@dataclass(frozen=True)
class Steep:
    """A piece whose time grows faster than its length: the ratio for twice the length, and seconds at that length in bytes."""

    piece: bytes
    ratio: float
    seconds: float
    length: int


def pieces(target: Target) -> Iterator[bytes]:
    """What is repeated: each word of the format, alone and with a letter behind it, and each short seed."""
    for token in target.tokens:
        yield token
        yield token + b"a "
    yield from (seed for seed in target.seeds if len(seed) < 500)


def steep(target: Target, piece: bytes) -> Steep | None:
    """How the time grows where the piece is repeated, None where it does not grow too fast; what is raised is no matter here."""
    length, before = _SHORTEST, 0.0
    while length <= _LONGEST:
        took = _seconds(target, piece * (length // len(piece)))
        if before > _TELLING and took > STEEP * before:
            return Steep(piece, took / before, took, length)
        if took > _ENOUGH:
            return None
        length, before = 2 * length, took
    return None


def _seconds(target: Target, data: bytes) -> float:
    began = time.process_time()
    try:
        target.run(data)
    except Exception:
        return time.process_time() - began
    return time.process_time() - began
