"""How the tests are run: a file to each process, but what audits sites for itself, and first; without clocks."""

from __future__ import annotations

import signal

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

settings.register_profile("suite", deadline=None)  # how long something takes is for the benchmark
settings.load_profile("suite")

# A shell has what runs in the background ignore Ctrl-C, and nohup a hang-up; programs that the tests start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

ALONE = "tests/test_sites.py::test_an_audit_"
"""Tests that take seconds each and share little."""


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # without types
    """
    Shares the tests out by file, so that what a file needs is made once; what audits sites is a share of its own, test by test.

    xdist's groups do not serve: its version 3.8 writes them where pytest 9.2 no longer looks.
    """

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(ALONE) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    """The longest shares come first by their order, not by their number of tests."""
    config.option.loadscopereorder = False
    return ByFile(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What stands alone first, for it takes longest."""
    items.sort(key=lambda item: not item.nodeid.startswith(ALONE))
