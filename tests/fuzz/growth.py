"""Growth: the same piece over and over, so that an input twice as long must not take four times as long."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from tests.fuzz.target import Target

__all__ = ["pieces", "steepest"]

_LEAST = 0.15
"""CPU seconds from which on a ratio means something."""
_MOST = 4.0
_LARGEST = 1 << 20
STEEP = 3.2
"""What takes a time linear in its length has 2 here, n log n a little more, a quadratic one 4."""


def pieces(target: Target) -> Iterator[bytes]:
    """What is repeated: each word of the format, each pair that opens and closes, and each seed."""
    yield from target.tokens
    yield from target.seeds


def steepest(run: Callable[[bytes], None], piece: bytes, head: bytes = b"") -> tuple[float, int]:
    """How many times as long the input takes for twice its length, and that length in bytes; 0 where it never takes long."""
    length, took = 1 << 10, 0.0
    while length <= _LARGEST:
        data = head + piece * (length // max(1, len(piece)))
        began = time.process_time()
        run(data)
        now = time.process_time() - began
        if took > _LEAST and now / took > STEEP:
            return now / took, length
        if now > _MOST:
            return 0.0, length
        took, length = now, 2 * length
    return 0.0, length
