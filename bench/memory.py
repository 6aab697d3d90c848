"""
Whether many looks leave something behind: memory, processes, files.

    python bench/memory.py [--looks 500] [--no-browser] [--jobs 1]

One process looks at a small fictional company again and again, as a benchmark does (`auditor.benchmark.run`): each look is quick,
has a process, a browser and a profile of its own, and goes to a host of its own. Told are, after so many looks: the memory (PSS) of
the process that stays, the most that it and its looks took together since the line before, the files that it has open, its threads,
the processes that it has (also those that a look left behind), and what lies in the folder for temporary files. Exit code 1 where a
look failed, something was left, or the process that stays grew by more than `LIMIT` MB after the first tenth. Linux only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from quick import make

from auditor.benchmark.run import Done, looks
from auditor.demo import serve
from auditor.onesite import Job
from auditor.process import adopt
from auditor.settings import settle
from bench import MEGABYTE, _memory

LIMIT = 10.0
_LINE = "{:>6} {:>10.1f} {:>10.1f} {:>6} {:>8} {:>10} {:>10}"


class Watch:
    """Prints a line after the first look and after each tenth of them all."""

    def __init__(self, count: int, temporary: Path) -> None:
        self.done, self.failed, self.stays = 0, list[str](), dict[int, float]()
        self._marks = {1, *range(count // 10 or 1, count + 1, count // 10 or 1), count}
        self._temporary, self._peak, self._ends = temporary, 0.0, threading.Event()
        self._me = psutil.Process()

    def told(self, done: Done) -> None:
        """A look ended; its bundle is not kept."""
        self.done += 1
        self.failed += [f"{done.job.name}: {done.failure}"] if done.failure else []
        shutil.rmtree(done.job.folder, ignore_errors=True)
        if self.done in self._marks:
            self.line()

    def line(self) -> tuple[int, int]:
        """Print how it stands; the processes and temporary files that there are."""
        self.stays[self.done] = self._me.memory_full_info().pss / MEGABYTE
        left = len(_running(self._me)), len(list(self._temporary.iterdir()))
        peak, self._peak = self._peak, 0.0
        print(_LINE.format(self.done, self.stays[self.done], peak, self._me.num_fds(), self._me.num_threads(), *left), flush=True)
        return left

    def run(self) -> None:
        """Look at the memory of all, every half second."""
        while not self._ends.wait(0.5):
            self._peak = max(self._peak, _memory(self._me.pid))

    def end(self) -> None:
        """Look no more."""
        self._ends.set()


def _running(process: psutil.Process) -> list[psutil.Process]:
    """Its descendants, but for those that ended and that a system's first process would have taken away."""
    return [each for each in process.children(recursive=True) if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]


def jobs(count: int, url: str, out: Path, *, browser: bool) -> list[Job]:
    """A look each at hosts of their own, all of them one server."""
    port = urlsplit(url).port
    hosts = [f"site-{n}.example" for n in range(count)]
    settings = [settle(None, quick=True, browser=browser, max_pages=5, resolve=(f"{host}:{port}:127.0.0.1",)) for host in hosts]
    return [
        Job(url=f"http://{host}:{port}/", name=host, folder=out / host, settings=each)
        for host, each in zip(hosts, settings, strict=True)
    ]


def main() -> int:
    """Look, and print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--looks", type=int, default=500)
    arguments.add_argument("--browser", action=argparse.BooleanOptionalAction, default=True)
    arguments.add_argument("--jobs", type=int, default=1)
    given = arguments.parse_args()
    adopt()
    with tempfile.TemporaryDirectory() as folder:
        site, out, temporary = (Path(folder, name) for name in ("site", "out", "tmp"))
        for each in (site, out, temporary):
            each.mkdir()
        os.environ["TMPDIR"] = tempfile.tempdir = str(temporary)
        make(site, 5)
        watch = Watch(given.looks, temporary)
        sampler = threading.Thread(target=watch.run)
        sampler.start()
        print(f"{'looks':>6} {'stays, MB':>10} {'most, MB':>10} {'files':>6} {'threads':>8} {'processes':>10} {'temporary':>10}")
        try:
            with serve(site) as url:
                looks(jobs(given.looks, url, out, browser=given.browser), given.jobs, watch.told)
        finally:
            watch.end()
            sampler.join()
        processes, files = watch.line()
    grew = watch.stays[given.looks] - (watch.stays.get(given.looks // 10) or watch.stays[1])
    print(*watch.failed[:9], sep="\n", end="\n" if watch.failed else "")
    print(f"grew by {grew:.1f} MB; {len(watch.failed)} looks failed, {processes} processes and {files} files were left")
    return 1 if watch.failed or processes or files or grew > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
