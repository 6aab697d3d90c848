"""The clock of the wall is set while an audit runs: no time is told that cannot have been."""

from __future__ import annotations

import datetime as module
import time
from pathlib import Path
from typing import Any

import pytest

from auditor import collect
from tests.faults import forked
from tests.faults.conftest import Spider
from tests.faults.moments import AUDIT, whole
from tests.faults.steps import both

HOUR = 3600.0


@pytest.mark.parametrize("by", [-HOUR, HOUR], ids=["back", "forward"])
def test_a_clock_that_is_set_during_a_look_does_not_change_how_long_it_took(tmp_path: Path, spider: Spider, by: float) -> None:
    ended = forked.auditor(tmp_path, *AUDIT, before=both(spider(), lambda: clock_set(by)))
    assert ended.code == 0, ended
    manifest = whole(tmp_path / "acme").manifest
    started, finished = (module.datetime.fromisoformat(each) for each in (manifest.started, manifest.finished))
    assert 0 <= (finished - started).total_seconds() < 60


def clock_set(by: float) -> None:
    """Have the clock differ from the second time on that it is asked."""
    asked = 0

    class Clock(module.datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            nonlocal asked
            asked += 1
            return module.datetime.fromtimestamp(time.time() + (by if asked > 1 else 0.0), tz)

    collect.datetime = Clock  # type: ignore[attr-defined]
