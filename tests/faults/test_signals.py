"""A signal at any step of an audit: the earlier bundle or the new one stands whole, in one line and with one code."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from auditor import bundle
from tests.faults import forked
from tests.faults.conftest import SITE, Spider
from tests.faults.steps import at_step, counted

MOMENTS = int(os.environ.get("AUDITOR_FAULTS", "8"))
"""At how many steps of a run it is tried, each another run; `AUDITOR_FAULTS=1000` takes all."""

AUDIT = ("audit", SITE, "--no-browser", "--quiet", "--country", "SE", "--out", "acme")
JUDGE = ("judge", "acme", "--quiet", "--as-of", "2027-01-01")


def spread(of: int) -> list[int]:
    return sorted({1 + round(n * (of - 1) / max(1, MOMENTS - 1)) for n in range(MOMENTS)})


def send(*numbers: signal.Signals) -> forked.Act:
    def sent() -> None:
        for number in numbers:
            os.kill(os.getpid(), number)

    return sent


def whole(folder: Path) -> bundle.Bundle:
    return bundle.sound(bundle.read(folder))


@pytest.mark.parametrize("call", [AUDIT, JUDGE], ids=["audit", "judge"])
@pytest.mark.parametrize("numbers", [(signal.SIGINT,), (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)], ids=["once", "thrice"])
def test_a_signal_at_any_step_leaves_one_whole_bundle_and_one_line(
    bundle_there: Path, spider: Spider, tmp_path: Path, call: tuple[str, ...], numbers: tuple[signal.Signals, ...]
) -> None:
    use, work, told = spider(), bundle_there.parent, tmp_path / "steps"
    before = bundle.read(bundle_there).manifest

    def run(act: forked.Act) -> forked.Ended:
        def first() -> None:
            use()
            act()

        return forked.auditor(work, *call, before=first)

    assert run(counted(work, told)).code in (0, 3)
    for step in spread(int(told.read_text())):
        ended = run(at_step(step, work, send(*numbers)))
        assert (ended.code, len(ended.said), ended.err.count("\n")) == (130, 1, 1), (step, ended)
        assert [path.name for path in work.iterdir()] == ["acme"], step
        assert whole(bundle_there).manifest.started >= before.started
    assert forked.ours(str(tmp_path)) == []
