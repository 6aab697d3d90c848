"""Laws that several targets share, and the wall around a target: it reads nothing and asks nobody."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

__all__ = ["alone", "clean_text", "declared", "kept", "no_constants", "same_twice", "workshop"]

T = TypeVar("T")
Record = TypeVar("Record", bound=BaseModel)

_FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")
_OWN = tuple(
    str(Path(path).resolve()) for path in (Path(__file__).parents[2], sys.prefix, sys.base_prefix, Path(os.__file__).parent)
)
_MACHINE = (
    "/dev/null",
    "/usr/share/zoneinfo",
    "/sys/fs/cgroup",
    "/etc/mime.types",
    "/etc/httpd",
    "/etc/ssl/certs",
    "/etc/apache",
    "/usr/local/etc",
    "/usr/local/lib",
)
"""What libraries ask of the machine when they are loaded."""
_MAY: ContextVar[tuple[str, ...] | None] = ContextVar("where files may be opened", default=None)


def same_twice(make: Callable[[], T]) -> T:
    """What is made, if it is made the same twice."""
    first, second = make(), make()
    assert first == second, "the same input gave two outputs"
    return first


def kept(record: Record) -> Record:
    """The record, if it can be written down and read again as it is."""
    assert type(record).model_validate_json(record.model_dump_json()) == record, "written down and read again it is another"
    return record


def clean_text(text: str, also: str = "\n") -> str:
    """The text, if a terminal shows it as it stands: no control, nothing that turns or hides what follows."""
    bad = {letter for letter in text if letter not in also and unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")}
    bad |= {letter for letter in text if letter in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"}
    assert not bad, f"characters that must not reach a reader: {sorted(map(ascii, bad))}"
    return text


def no_constants(text: str) -> Any:
    """A value of strict JSON, in which there is no NaN."""

    def refuse(name: str) -> Any:
        raise AssertionError(f"{name} is no JSON")

    return json.loads(text, parse_constant=refuse)


def declared(error: Exception, place: object = "") -> str:
    """What a declared error says, if it says something, and what it is about (a file, say)."""
    assert str(error).strip(), "an error that says nothing"
    assert str(place) in str(error), f"it is not told where: {error}"
    return str(error)


@contextmanager
def alone() -> Iterator[None]:
    """No process, no address and no file but those of the program itself (and of `workshop`) is touched in here."""
    _watch()
    token = _MAY.set(_OWN)
    try:
        yield
    finally:
        _MAY.reset(token)


@contextmanager
def workshop() -> Iterator[Path]:
    """A folder of the target's own, that is gone afterwards."""
    outside = _MAY.set(None)
    with tempfile.TemporaryDirectory() as folder:
        inside = _MAY.set((*_OWN, str(Path(folder).resolve())))
        try:
            yield Path(folder)
        finally:
            _MAY.reset(inside)
    _MAY.reset(outside)


@cache
def _watch() -> None:
    """Audit hooks cannot be taken away again; this one sleeps outside of `alone`."""
    tempfile.gettempdir()  # tried out once, by writing to it
    sys.addaudithook(_hear)


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    may = _MAY.get()
    if may is None:
        return
    if event.startswith(_FORBIDDEN):
        raise AssertionError(f"a target must not: {event} {arguments!r:.200}")
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path = os.path.abspath(os.fsdecode(arguments[0]))  # noqa: PTH100 - nothing is looked up on disk here
        if not path.startswith((*may, *_MACHINE)):
            raise AssertionError(f"a target must not open {path}")
