"""
The process that looks are forked from (`auditor.warm`): `python -P -m auditor.forker PARENT CONNECTION`; it ends with its parent.

It has loaded the program, is sent folders, each with the `job.json` of a look, forks a process for each, and sends back its number,
and when it has ended its exit code and CPU seconds. It does nothing else: what a site sends is never in it, and no look finds what
another one left.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from auditor import onesite
from auditor.judging import judge_into
from auditor.process import JOB, LOG
from auditor.settings import Settings
from auditor.spawn import become, forked
from spiders.__main__ import die_with
from spiders.garbage import collect_seldom, loading
from spiders.job import Job
from spiders.look import End
from spiders.manifest import Manifest
from spiders.rehearsal import rehearse
from spiders.whole.assemble import assemble


def _serve(line: Connection) -> None:
    """Fork a look for each folder that is named."""
    looks: dict[int, ForkProcess] = {}
    while True:
        ready = wait([line, *looks])
        for sentinel in looks.keys() & set(ready):
            look, before = looks.pop(sentinel), _waited_for()
            look.join()
            line.send((look.pid, (look.exitcode, _waited_for() - before)))
        if line in ready:
            try:
                work = line.recv()
            except EOFError:
                return
            look = multiprocessing.get_context("fork").Process(target=_look, args=(work, line, os.getpid()))
            try:
                look.start()
            except OSError as error:  # no memory, or too many processes
                (work / LOG).write_text(f"{error}\n", "utf-8")
                return
            looks[look.sentinel] = look
            line.send((look.pid, None))


def _waited_for() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _look(work: Path, line: Connection, parent: int) -> None:
    line.close()
    with Path(os.devnull).open("wb") as nothing, (work / LOG).open("ab") as errors:
        become({**os.environ, "TMPDIR": str(work)}, nothing.fileno(), errors.fileno(), parent)
    onesite.run(work / JOB, forked)


def _rehearse() -> None:
    """Do once what every look does, so that what it loads and reads is there."""
    look = rehearse()
    evidence = assemble(Job(start_url=look.page.url, folder=""), [look], End(stopped_by="done", known=1))
    with TemporaryDirectory() as folder:
        judge_into(Path(folder), Manifest(started="", finished=""), evidence, Settings())


if __name__ == "__main__":
    die_with(int(sys.argv[1]))
    collect_seldom()
    with loading():  # so that looks share it in memory
        _rehearse()
    try:
        line = Connection(int(sys.argv[2]))
        line.send((os.getpid(), None))
        _serve(line)
    finally:
        os._exit(1)  # and so do all looks: multiprocessing would wait for them, and nobody hear how they end
