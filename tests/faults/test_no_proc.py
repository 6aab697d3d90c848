"""A machine without /proc: what can be done without it is done, what cannot says so."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from auditor.cli import sweep
from auditor.errors import PartMissingError
from tests.faults import forked
from tests.faults.conftest import Spider
from tests.faults.moments import AUDIT, whole


def test_an_audit_without_a_browser_needs_no_proc(tmp_path: Path, spider: Spider) -> None:
    use = spider()

    def act() -> None:
        assert list(Path("/proc").iterdir()) == []
        ended = forked.auditor(tmp_path, *AUDIT, before=use)
        assert (ended.code, ended.said) == (0, []), ended

    forked.on_a_disk_of(16, Path("/proc"), act)
    assert whole(tmp_path / "acme").verdicts is not None


def test_a_sweep_says_that_it_needs_proc(monkeypatch: pytest.MonkeyPatch) -> None:
    def loaded(_: str) -> None:
        raise psutil.NoSuchProcess(7)  # as Dask meets it

    monkeypatch.setattr(sweep, "import_module", loaded)
    with pytest.raises(PartMissingError, match="/proc"):
        sweep._has_its_extra()
