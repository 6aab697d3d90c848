"""The program as it is started."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from auditor.__main__ import main


class _Interrupted(ModuleType):
    """A module that the user does not wait for."""

    def __getattr__(self, name: str) -> object:
        raise KeyboardInterrupt


def test_a_user_who_stops_it_while_it_loads_meets_a_line_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "auditor.cli", _Interrupted("auditor.cli"))

    with pytest.raises(SystemExit) as ended:
        main()

    assert (ended.value.code, capsys.readouterr().err) == (130, "auditor: stopped\n")
