"""
What a target is: a file in `tests/fuzz/targets/` that feeds bytes to a part of the program and says what must hold.

    SEEDS    the inputs that the search begins with, as bytes
    TOKENS   words of the format, which the search puts in anywhere
    target   takes any bytes; raises where a law does not hold, as where the program raises what it did not declare
    JSON     stands there and is true where the seeds are JSON, so that the search changes them value by value

What broke a law once is a file in `tests/fuzz/finds/<target>/` and is replayed as a test from then on.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from tests.fuzz import targets

__all__ = ["FINDS", "Target", "finds", "load", "message", "names", "seeds"]

FINDS = Path(__file__).with_name("finds")
_SEEDS = Path(__file__).with_name("seeds")
_HEADER = re.compile(rb"([\w-]{1,40}):[ \t]*([^\r\n]*)\r?\n")


@dataclass(frozen=True)
class Target:
    """A target; see the module's docstring."""

    name: str
    run: Callable[[bytes], None]
    seeds: Sequence[bytes]
    tokens: Sequence[bytes]
    json: bool = False


@cache
def names() -> tuple[str, ...]:
    """Every target, in order of name."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(targets.__path__)))


def load(name: str) -> Target:
    """A target by its name."""
    module = importlib.import_module(f"{targets.__name__}.{name}")
    seeds, tokens = (tuple(dict.fromkeys(given)) for given in (module.SEEDS, module.TOKENS))
    return Target(name, module.target, seeds, tokens, getattr(module, "JSON", False))


def finds(name: str) -> tuple[Path, ...]:
    """What broke a law of the target once, in order of name."""
    return tuple(sorted(path for path in (FINDS / name).glob("*") if path.is_file()))


def seeds(name: str) -> tuple[bytes, ...]:
    """The seeds that stand in `tests/fuzz/seeds/<name>/`, a file each, in order of name."""
    return tuple(path.read_bytes() for path in sorted((_SEEDS / name).iterdir()))


def message(data: bytes) -> tuple[Mapping[str, str], bytes]:
    """Bytes as headers (names in lower case) and what follows the empty line; where there is no head all is body."""
    headers: dict[str, str] = {}
    at = 0
    while line := _HEADER.match(data, at):
        headers[line[1].decode().lower()] = line[2].decode("latin-1")
        at = line.end()
    return MappingProxyType(headers), data[at:].removeprefix(b"\r").removeprefix(b"\n") if at else data
