"""Calls of the program, and the moments at which it is troubled."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from auditor import bundle
from tests.faults.conftest import SITE
from tests.faults.forked import Act

__all__ = ["AUDIT", "JUDGE", "send", "spread", "whole"]

MOMENTS = int(os.environ.get("AUDITOR_FAULTS", "6"))
"""At how many steps of a run it is tried, each another run; with `AUDITOR_FAULTS=1000` at all of them."""

AUDIT = ("audit", SITE, "--no-browser", "--quiet", "--country", "SE", "--out", "acme")
JUDGE = ("judge", "acme", "--quiet", "--as-of", "2027-01-01")


def spread(of: int) -> list[int]:
    """The steps to try, of so many."""
    return sorted({1 + round(n * (of - 1) / max(1, MOMENTS - 1)) for n in range(MOMENTS)})


def send(*numbers: signal.Signals) -> Act:
    """Have a process get these signals at once."""

    def sent() -> None:
        for number in numbers:
            os.kill(os.getpid(), number)

    return sent


def whole(folder: Path) -> bundle.Bundle:
    """The bundle, every byte of it as it was written."""
    return bundle.sound(bundle.read(folder))
