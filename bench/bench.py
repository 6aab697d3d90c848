"""
What an audit costs, part by part: fetching, looking in the browser, clicks, walks with judging and telling.

CPU and wall seconds and memory, beside plain spiders in the same run.

    python bench/bench.py --site FOLDER [--peers ../shared/peers] [--runs 3]

`--site` is a folder of HTML files, served on loopback. Absolute figures hold for this machine and hour; quote the ratios. The peers
are a plain Scrapy + BeautifulSoup spider, a scrapy-playwright spider, and bare Playwright taking the same steps; where their folder
is not there, auditor is measured alone. Linux only: it reaps the whole process tree.
"""

from __future__ import annotations

import argparse
import ctypes
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
from spiders.browser import chromium

PR_SET_CHILD_SUBREAPER = 36
MEGABYTE = 2**20


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
    given = arguments.parse_args()
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    peers = given.peers.resolve() if (given.peers / "spider_plain.py").is_file() else None
    rows: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, serve(given.site.resolve()) as url:
        work = Path(folder)
        for _ in range(given.runs):
            for name, value in _round(url, work, peers, given.rendered):
                rows.setdefault(name, []).append(value)
    for name, values in rows.items():
        print(f"{name:58} {statistics.median(values):8.3f}   ({min(values):.3f} to {max(values):.3f})")
    return 0


def _round(url: str, work: Path, peers: Path | None, rendered: int) -> list[tuple[str, float]]:
    _config(work, rendered)
    start = run([sys.executable, "-c", "import spiders.crawl, auditor.cli"], work)
    fetched, pages, _ = auditor(url, work, "--no-browser")
    looked, _, shown = auditor(url, work, "--no-clicks", "--no-journeys")
    clicked, _, _ = auditor(url, work, "--no-journeys")
    whole, all_pages, _ = auditor(url, work, command="audit")
    journeys, scenes = walked(work)
    rows = [
        ("auditor: start of both processes, CPU s", start.cpu),
        ("auditor: CPU s a fetched page", (fetched.cpu - start.cpu) / max(1, pages)),
        ("auditor: pages fetched", pages),
        ("auditor: CPU s more for a rendered page", (looked.cpu - fetched.cpu) / max(1, shown)),
        ("auditor: pages rendered", shown),
        ("auditor: fetching alone, wall s", fetched.wall),
        ("auditor: looking in the browser, wall s more", looked.wall - fetched.wall),
        ("auditor: clicks, wall s more", clicked.wall - looked.wall),
        ("auditor: clicks, CPU s more", clicked.cpu - looked.cpu),
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
    return rows + (_peers(url, work, peers, shown) if peers else [])


def _peers(url: str, work: Path, peers: Path, shown: int) -> list[tuple[str, float]]:
    scrapy = [sys.executable, "-m", "scrapy", "runspider"]
    start = run([sys.executable, "-c", "import scrapy.crawler, scrapy.linkextractors, bs4"], work)
    plain = run([*scrapy, str(peers / "spider_plain.py"), "-a", f"start={url}", "-O", "plain.jsonl:jsonlines"], work)
    addresses = [json.loads(line)["url"] for line in (work / "plain.jsonl").read_text("utf-8").splitlines()]
    (work / "urls.txt").write_text("\n".join(addresses[:shown]) + "\n", "utf-8")
    browser = chromium.find()
    path = browser.path if browser and browser.path else "/usr/bin/chromium"
    bare = run(
        [
            sys.executable,
            str(peers / "render.py"),
            "--urls",
            "urls.txt",
            "--n",
            str(shown),
            "-c",
            "1",
            "--reuse",
            "page",
            "--exe",
            path,
            "--steps",
            "goto,content,links,full",
        ],
        work,
    )
    through = run(
        [*scrapy, str(peers / "spider_pw.py"), "-a", "urls=urls.txt", "-a", f"n={shown}", "-O", "pw.jsonl:jsonlines"], work
    )
    count = max(1, min(shown, len(addresses)))
    return [
        ("plain Scrapy + BeautifulSoup: CPU s a page", (plain.cpu - start.cpu) / max(1, len(addresses))),
        ("plain Scrapy + BeautifulSoup: pages", len(addresses)),
        ("bare Playwright, tab re-used, full picture: CPU s a page", bare.cpu / count),
        ("plain scrapy-playwright (full Chromium): CPU s a page", through.cpu / count),
    ]


if __name__ == "__main__":
    sys.exit(main())
