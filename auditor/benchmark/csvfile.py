"""A table that a person wrote: CSV with a line of names, told with line numbers where it is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from auditor.errors import CallError

__all__ = ["Row", "checked", "rows"]

Row = tuple[int, Mapping[str, str]]
T = TypeVar("T")
R = TypeVar("R")

_SEPARATORS = ",;\t"
_MOST_TOLD = 5
_LARGEST = 2**25
"""Bytes; three hundred thousand sites fit in."""


def rows(path: Path) -> tuple[tuple[str, ...], list[Row]]:
    """
    The names of the columns, in lower case, and the rows with their line numbers, cells stripped; empty rows are left out.

    The separator is the one of comma, semicolon and tab that stands most often in the first line.

    Raises:
        CallError: It cannot be read, is not UTF-8, is larger than 32 MB, or a row has another number of cells than there are names.
    """
    try:
        with path.open("rb") as file:  # it may be a pipe
            read = file.read(_LARGEST + 1)
        if len(read) > _LARGEST:
            raise CallError(f"{path}: is larger than {_LARGEST >> 20} MB, as no list of sites is")
        text = read.decode("utf-8-sig")
    except FileNotFoundError:
        raise CallError(f"{path}: there is no such file") from None
    except OSError as error:
        raise CallError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        line = read[: error.start].count(b"\n") + 1
        raise CallError(f"{path}: line {line}: is not UTF-8; save it as CSV UTF-8") from None
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=first.count), strict=True)
    try:
        found = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except csv.Error as error:
        raise CallError(f"{path}: line {reader.line_num}: {error}; is a quotation mark missing?") from None
    whole = [(line, cells) for line, cells in found if any(cells)]
    if not whole:
        raise CallError(f"{path}: is empty; its first line names the columns, as name,url,country,sector")
    names = tuple(name.lower() for name in whole[0][1])
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise CallError(f"{path}: line 1: {', '.join(map(repr, twice))} names more than one column")
    return names, checked(path, whole[1:], lambda line, cells: (line, _row(names, cells)))


def _row(names: tuple[str, ...], cells: list[str]) -> Mapping[str, str]:
    if len(cells) != len(names):
        raise CallError(f"{len(cells)} cells, but {len(names)} columns are named")
    return dict(zip(names, cells, strict=True))


def checked(path: Path, lines: Iterable[tuple[int, T]], read: Callable[[int, T], R]) -> list[R]:
    """
    What `read` makes of each line.

    Raises:
        CallError: It refused some; the first few are told with their line numbers.
    """
    made: list[R] = []
    wrong: list[str] = []
    for number, line in lines:
        try:
            made.append(read(number, line))
        except CallError as error:
            wrong.append(f"line {number}: {error}")
    if wrong:
        more = f" (and {len(wrong) - _MOST_TOLD} more)" if len(wrong) > _MOST_TOLD else ""
        raise CallError(f"{path}: {'; '.join(wrong[:_MOST_TOLD])}{more}")
    return made
