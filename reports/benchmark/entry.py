"""One site of a benchmark: what the list of sites says of it, and what became of the look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reports.story import Story

__all__ = ["Entry", "State"]

State = Literal["audited", "unreachable", "blocked", "error", "waiting"]


@dataclass(frozen=True)
class Entry:
    """
    One site.

    Attributes:
        tags: Further columns of the list: name and value.
        state: "waiting" where it was not looked at yet.
        why: Why it could not be audited, or "".
        story: What was seen and judged; None where nothing was.
        report: The address of its report, relative to the benchmark's page, or "".
    """

    name: str
    url: str
    country: str = ""
    sector: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    state: State = "waiting"
    why: str = ""
    story: Story | None = None
    report: str = ""
