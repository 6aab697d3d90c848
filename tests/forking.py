"""Spiders forked from a process that has loaded them, for tests that crawl but do not test how a spider is started."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from functools import cache
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.reduction import DupFd
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any, TypeVar

import pytest

import auditor.spawn
from auditor.spawn import become
from spiders.__main__ import main

__all__ = ["forked", "forked_spiders"]

T = TypeVar("T")

ROOT = Path(__file__).parents[1]


@cache
def _forks() -> ForkServerContext:
    """Where they are forked: a process that is started once, from where `tests` can be imported."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.warm"])
    with chdir(ROOT):
        forkserver.ensure_running()
    return context


class ForkedSpider:
    """What `auditor.spawn` asks of a `Popen`: `python -P -m spiders JOB PARENT`, without the seconds that loading takes."""

    def __init__(self, called: list[str], *, stderr: IO[bytes], env: dict[str, str], **_: Any) -> None:
        assert called[:4] == [sys.executable, "-P", "-m", "spiders"]
        reads, writes = os.pipe()
        given = (called[4], env, str(Path.cwd()), DupFd(writes), DupFd(stderr.fileno()))
        self._process = _forks().Process(target=_look, args=given, daemon=True)
        self._process.start()
        os.close(writes)
        self.stdout = os.fdopen(reads, "rb")

    @property
    def pid(self) -> int:
        assert self._process.pid
        return self._process.pid

    def wait(self) -> int:
        self._process.join()
        return self._process.exitcode or 0


def _look(job: str, environment: dict[str, str], folder: str, said: Any, errors: Any) -> None:
    os.chdir(folder)
    become(environment, said.detach(), errors.detach(), os.getppid())
    sys.exit(main(job))


def _as_started(environment: dict[str, str], folder: str) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None


def forked(function: Callable[..., T], *arguments: Any, seconds: float = 120.0) -> T:
    """What a function of a module gives in a process of its own, where a reactor may run."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = _forks().Process(target=_call, args=(there, dict(os.environ), str(Path.cwd()), function, arguments), daemon=True)
    process.start()
    there.close()
    try:
        assert here.poll(seconds), "it has not ended"
        given: T = here.recv()
    finally:
        process.kill()
        process.join()
    return given


def _call(told: Connection, environment: dict[str, str], folder: str, function: Callable[..., Any], arguments: Any) -> None:
    _as_started(environment, folder)
    told.send(function(*arguments))


@contextmanager
def forked_spiders() -> Iterator[None]:
    """Within the block every look of this process is made by a forked spider."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(auditor.spawn, "subprocess", SimpleNamespace(**{**vars(subprocess), "Popen": ForkedSpider}))
        yield
