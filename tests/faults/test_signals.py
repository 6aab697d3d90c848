"""A signal at any step of an audit: the earlier bundle or the new one stands whole, in one line and with one code."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.faults import forked
from tests.faults.conftest import Spider
from tests.faults.moments import AUDIT, JUDGE, send, spread, whole
from tests.faults.steps import at_step, both, counted

ALL = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@pytest.mark.parametrize(
    ("call", "numbers"), [(AUDIT, (signal.SIGINT,)), (AUDIT, ALL), (JUDGE, ALL)], ids=["audit", "audit-thrice", "judge-thrice"]
)
def test_a_signal_at_any_step_leaves_one_whole_bundle_and_one_line(
    bundle_there: Path, spider: Spider, tmp_path: Path, call: tuple[str, ...], numbers: tuple[signal.Signals, ...]
) -> None:
    use, work, told = spider(), bundle_there.parent, tmp_path / "steps"
    assert forked.auditor(work, *call, before=both(use, counted(work, told))).code in (0, 3)
    for step in spread(int(told.read_text())):
        ended = forked.auditor(work, *call, before=both(use, at_step(step, work, send(*numbers))))
        assert (ended.code, len(ended.said), ended.err.count("\n")) == (130, 1, 1), (step, ended)
        assert [path.name for path in work.iterdir()] == ["acme"], step
        assert whole(bundle_there)
