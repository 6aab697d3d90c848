"""Which file is told in which format, and where in the repository formats pin what they find."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from reports import Format, formats
from reports.story import Anchor

__all__ = ["STDOUT", "Target", "anchor", "by_suffix", "target"]

STDOUT = Path("-")


@dataclass(frozen=True)
class Target:
    """A file that a report goes to; the path `-` is standard output."""

    format: Format
    path: Path


def target(text: str) -> Target:
    """
    A target from `FORMAT:FILE`, or from a file whose name ends as those of one format do.

    Raises:
        ValueError: It names no format.
    """
    name, colon, path = text.partition(":")
    if colon and name in formats():
        if not path:
            raise ValueError(f"{text}: name the file, as {name}:report{formats()[name].SUFFIX}")
        return Target(formats()[name], Path(path))
    found = by_suffix(Path(text))
    if found is None:
        raise ValueError(f"{text}: that tells no format; give FORMAT:FILE with one of {', '.join(formats())}")
    return Target(found, Path(text))


def by_suffix(path: Path) -> Format | None:
    """The format whose files end as this one does, the longest ending first; None where there is none."""
    ending = [each for each in formats().values() if path.name.lower().endswith(each.SUFFIX)]
    return max(ending, key=lambda each: len(each.SUFFIX), default=None)


def anchor(config: Path | None, host: str) -> Anchor:
    """
    The line of the settings file that names the host, else its first.

    Args:
        config: The settings file in use, None where there is none; one outside of the working folder is not named.
    """
    try:
        path = (config or Path(Anchor.path)).resolve().relative_to(Path.cwd().resolve())
        lines = path.read_text("utf-8", "replace").splitlines()
    except (OSError, ValueError):
        return Anchor()
    naming = re.compile(rf"(?<![\w.-]){re.escape(host)}(?![\w.-])", re.I)
    return Anchor(path.as_posix(), next((number for number, line in enumerate(lines, 1) if host and naming.search(line)), 1))
