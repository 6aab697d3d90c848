"""
What an audit costs, part by part: fetching, looking in the browser, clicks, walks with judging and telling.

CPU and wall seconds and memory, beside plain spiders in the same run.

    python bench/bench.py --site FOLDER [--peers ../shared/peers] [--runs 3] [--ratios]

`--site` is a folder of HTML files, served on loopback. Absolute figures hold for this machine and hour; quote the ratios, which are
of the two sides of one round. The peers are a plain Scrapy + BeautifulSoup spider, a scrapy-playwright spider, and bare Playwright
taking the same snapshot (`bare.py`); where their folder is not there, auditor is measured alone. `--ratios` measures what the
ratios need and nothing else. Linux only: it reaps the whole process tree.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from auditor.demo import serve
from auditor.process import adopt

MEGABYTE = 1e6


@dataclass(frozen=True)
class Cost:
    """What a command and all its descendants took: CPU and wall seconds, peak memory (PSS) in MB, and its output."""

    cpu: float
    wall: float
    memory: float
    output: str


def run(command: list[str], cwd: Path) -> Cost:
    """Run a command to its end and reap all that it left behind."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    done = threading.Event()
    peak = [0.0]
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def watch() -> None:
        while not done.wait(0.25):
            peak[0] = max(peak[0], _memory(process.pid))

    sampler = threading.Thread(target=watch)
    sampler.start()
    output, _ = process.communicate()
    wall = time.monotonic() - began
    done.set()
    sampler.join()
    with suppress(ChildProcessError):
        while os.waitpid(-1, 0)[0]:
            pass
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, wall, peak[0], output)


def _memory(pid: int) -> float:
    total = 0
    with suppress(psutil.Error):
        for process in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
            with suppress(psutil.Error):
                total += process.memory_full_info().pss
    return total / MEGABYTE


def auditor(url: str, work: Path, *options: str, command: str = "collect") -> tuple[Cost, int, int]:
    """One look: its cost, pages fetched, pages rendered."""
    called = [
        sys.executable,
        "-m",
        "auditor",
        command,
        url,
        "--out",
        str(work / "bundle"),
        "--json",
        "--config",
        str(work / "c.toml"),
    ]
    cost = run([*called, *options], work)
    coverage = json.loads(cost.output)["coverage"]
    return cost, coverage["pages_fetched"], coverage["pages_rendered"]


def walked(work: Path) -> tuple[int, int]:
    """Of the last look: how many journeys were walked, and how many pages were shown for them."""
    journeys = json.loads((work / "bundle" / "evidence.json").read_text("utf-8"))["journeys"]
    return len(journeys), len({shot for journey in journeys for shot in journey["screenshots"]})


def _config(work: Path, rendered: int) -> None:
    (work / "c.toml").write_text(f"max-pages = 200\nmax-rendered = {rendered}\ndelay = 0\nmax-seconds = 600\n", "utf-8")


def main() -> int:
    """Measure and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--site", type=Path, required=True)
    arguments.add_argument("--peers", type=Path, default=Path("../shared/peers"))
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--rendered", type=int, default=12)
    arguments.add_argument("--ratios", action="store_true")
    given = arguments.parse_args()
    adopt()
    peers = given.peers.resolve() if (given.peers / "spider_plain.py").is_file() else None
    rows: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, serve(given.site.resolve()) as url:
        work = Path(folder)
        for _ in range(given.runs):
            _config(work, given.rendered)
            looked, taken = _looks(url, work)
            rows_of_round = [*looked, *([] if given.ratios else _whole(url, work, taken))]
            rows_of_round += _peers(url, work, peers, taken, through=not given.ratios) if peers else []
            for name, value in rows_of_round:
                rows.setdefault(name, []).append(value)
    for name, values in rows.items():
        print(f"{name:58} {statistics.median(values):8.3f}   ({min(values):.3f} to {max(values):.3f})")
    return 0


@dataclass(frozen=True)
class Taken:
    """
    What the looks of one round took.

    Attributes:
        fetched: Without a browser; `looked`: with one, nothing clicked, nothing walked.
        start: CPU seconds that both processes of a look take to load.
        pages: How many were fetched; `shown`: how many of them were rendered.
    """

    fetched: Cost
    looked: Cost
    start: float
    pages: int
    shown: int

    @property
    def a_page(self) -> float:
        """CPU seconds a fetched page, once everything is loaded."""
        return (self.fetched.cpu - self.start) / max(1, self.pages)

    @property
    def more_for_a_rendered_page(self) -> float:
        """CPU seconds, the start of the browser and reading what it shows within."""
        return (self.looked.cpu - self.fetched.cpu) / max(1, self.shown)


def _looks(url: str, work: Path) -> tuple[list[tuple[str, float]], Taken]:
    loads = "from spiders.garbage import collect_seldom, loading\ncollect_seldom()\nwith loading(): import "
    spider = run([sys.executable, "-c", f"{loads}scrapy.core.downloader.contextfactory, spiders.crawl"], work)
    command = run([sys.executable, "-c", f"{loads}auditor.cli", "collect"], work)
    fetched, pages, _ = auditor(url, work, "--no-browser")
    looked, _, shown = auditor(url, work, "--no-clicks", "--no-journeys")
    taken = Taken(fetched, looked, spider.cpu + command.cpu, pages, shown)
    return [
        ("auditor: start of the spider, CPU s", spider.cpu),
        ("auditor: start of the command, CPU s", command.cpu),
        ("auditor: CPU s a fetched page", taken.a_page),
        ("auditor: pages fetched", pages),
        ("auditor: CPU s more for a rendered page", taken.more_for_a_rendered_page),
        ("auditor: pages rendered", shown),
        ("auditor: fetching alone, wall s", fetched.wall),
        ("auditor: looking in the browser, wall s more", looked.wall - fetched.wall),
    ], taken


def _whole(url: str, work: Path, taken: Taken) -> list[tuple[str, float]]:
    clicked, _, _ = auditor(url, work, "--no-journeys")
    whole, all_pages, _ = auditor(url, work, command="audit")
    journeys, scenes = walked(work)
    return [
        ("auditor: clicks, wall s more", clicked.wall - taken.looked.wall),
        ("auditor: clicks, CPU s more", clicked.cpu - taken.looked.cpu),
        ("auditor: walks, judging and telling, wall s more", whole.wall - clicked.wall),
        ("auditor: walks, judging and telling, CPU s more", whole.cpu - clicked.cpu),
        ("auditor: journeys walked", journeys),
        ("auditor: pages shown for them", scenes),
        ("auditor: CPU s for a page shown to a walk", (whole.cpu - clicked.cpu) / max(1, scenes)),
        ("auditor: whole audit, wall s", whole.wall),
        ("auditor: whole audit, CPU s", whole.cpu),
        ("auditor: whole audit, peak MB", whole.memory),
        ("auditor: wall s a page", whole.wall / max(1, all_pages)),
    ]


def _peers(url: str, work: Path, peers: Path, taken: Taken, *, through: bool) -> list[tuple[str, float]]:
    """The peers on the same pages in the same round; `through`: scrapy-playwright too."""
    scrapy = [sys.executable, "-m", "scrapy", "runspider"]
    start = run([sys.executable, "-c", "import scrapy.crawler, scrapy.core.downloader.contextfactory, bs4"], work)
    plain = run([*scrapy, str(peers / "spider_plain.py"), "-a", f"start={url}", "-O", "plain.jsonl:jsonlines"], work)
    addresses = [json.loads(line)["url"] for line in (work / "plain.jsonl").read_text("utf-8").splitlines()]
    pages = json.loads((work / "bundle" / "evidence.json").read_text("utf-8"))["pages"]
    shown = [page["final_url"] for page in pages if page["rendered"]]
    (work / "urls.txt").write_text("\n".join(shown) + "\n", "utf-8")
    bare = run([sys.executable, str(Path(__file__).with_name("bare.py")), "urls.txt"], work)
    count = max(1, len(shown))
    a_page = (plain.cpu - start.cpu) / max(1, len(addresses))
    rows = [
        ("plain Scrapy + BeautifulSoup: start, CPU s", start.cpu),
        ("plain Scrapy + BeautifulSoup: CPU s a page", a_page),
        ("plain Scrapy + BeautifulSoup: pages", len(addresses)),
        ("bare Playwright, same snapshot: CPU s a page", bare.cpu / count),
        ("RATIO a fetched page, auditor / plain spider", taken.a_page / a_page),
        ("RATIO fetching, starts counted, auditor / plain spider", taken.fetched.cpu / plain.cpu),
        ("RATIO a rendered page, auditor / bare Playwright", taken.more_for_a_rendered_page * count / bare.cpu),
    ]
    if not through:
        return rows
    with_browser = ["-a", "urls=urls.txt", "-a", f"n={count}", "-O", "pw.jsonl:jsonlines"]
    cost = run([*scrapy, str(peers / "spider_pw.py"), *with_browser], work).cpu
    return [*rows, ("plain scrapy-playwright (full Chromium): CPU s a page", cost / count)]


if __name__ == "__main__":
    sys.exit(main())
