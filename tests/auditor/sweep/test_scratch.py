"""What a sweep has in work is its own, and goes with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import CallError
from auditor.sweep.scratch import scratch
from auditor.sweep.store import Store


def test_of_two_sweeps_into_one_folder_the_second_is_refused(tmp_path: Path) -> None:
    store = Store.at(str(tmp_path / "night"))
    with scratch(store) as work:
        (work / "draft").mkdir()
        with pytest.raises(CallError, match="night: another sweep writes there now"), scratch(store):
            pass
        assert [path.name for path in work.iterdir()] == ["draft"]

    assert not work.exists()
    with scratch(store) as work:
        assert list(work.iterdir()) == []


def test_what_a_sweep_that_was_killed_left_is_cleared(tmp_path: Path) -> None:
    store = Store.at(str(tmp_path / "night"))
    (store.work() / "draft-1" / "acme").mkdir(parents=True)

    with scratch(store) as work:
        assert list(work.iterdir()) == []
