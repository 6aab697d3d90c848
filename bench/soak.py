"""
A soak: `auditor sweep` over many local sites, as a user runs it, with accidents.

    python bench/soak.py [--sites 500] [--workers 2] [--kill-worker 60,300] [--kill-sweep 120] [--stop 200] [-- SWEEP'S OPTIONS]

The sites (`soak_sites.py`) are on loopback: plain, slow, refusing, failing first, resetting first, hanging, leading to another of
the list, two at one address. `--kill-worker` kills a worker with -9 after so many seconds; `--kill-sweep` kills the sweep
itself and starts it again; `--stop` interrupts it as Ctrl-C does, tells how long that took, and starts it again. Exit code 1 if a
site was lost, done twice, or if two looks were at one address at once. Linux only.
"""

from __future__ import annotations

import argparse
import csv
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
from pathlib import Path

import psutil
from soak_sites import Site, planned, written

from auditor.sweep.rows import Row
from auditor.sweep.store import Store

OPTIONS = ["--quick", "--max-pages", "8", "--max-seconds", "60", "--retry-after", "3,6,12"]
"""A look for which 500 sites take half an hour; pauses so short that tries are over within the soak."""
EVERY_SECONDS = 1.0
SLACK_SECONDS = 2.0
"""A row tells seconds, and is written when its look has ended."""


@dataclass
class Watched:
    """What was seen of the sweep's processes: memory (PSS, 10^6 bytes) over time, and the stops."""

    sweep: list[float] = field(default_factory=list)
    workers: list[float] = field(default_factory=list)
    overhead: float = 0.0
    stops: list[str] = field(default_factory=list)


def main() -> int:
    """Run it and print the table; 1 if the sweep did what it must not."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # A shell has what it starts in the background ignore Ctrl-C, and the sweep would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    given = _arguments()
    work = Path(given.work or tempfile.mkdtemp(prefix="soak-"))
    work.mkdir(parents=True, exist_ok=True)
    sites = planned(given.sites, given.network)
    written(sites, work / "plan.json")
    _list(sites, work / "sites.csv")
    named = [site.resolve for site in sites if site.name]
    (work / "auditor.toml").write_text(f"delay = 0\npage-seconds = 8\nresolve = {json.dumps(named)}\n")
    server = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("soak_sites.py")), str(work / "plan.json"), str(work / "asked.jsonl")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        if not server.stdout or server.stdout.readline() != "ready\n":
            sys.exit("the sites could not be served; is another soak running? --network gives another one")
        command = [
            sys.executable,
            "-m",
            "auditor",
            "sweep",
            str(work / "sites.csv"),
            "--private",
            "--out",
            str(work / "out"),
            "--config",
            str(work / "auditor.toml"),
        ]
        command += ["--workers", str(given.workers), *(given.options or OPTIONS)]
        began = time.monotonic()
        watched = _run(command, given, work / "sweep.log")
        seconds = time.monotonic() - began
    finally:
        server.kill()
        server.wait()
    return _table(sites, Store.at(str(work / "out")), _asked(work / "asked.jsonl"), watched, seconds)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    moments = {"type": lambda text: [float(each) for each in text.split(",")], "default": [], "metavar": "SECONDS,…"}
    parser.add_argument("--sites", type=int, default=500)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--network", type=int, default=77, help="the sites are at 127.NETWORK.x.y")
    parser.add_argument("--most-seconds", type=float, default=6 * 3600, help="after which it is ended")
    parser.add_argument("--work", help="folder for the list, the results and the logs; a temporary one")
    for name in ("--kill-worker", "--kill-sweep", "--stop"):
        parser.add_argument(name, **moments)
    parser.add_argument("options", nargs="*", help=f"of auditor sweep, after --; else {' '.join(OPTIONS)}")
    return parser.parse_args()


def _list(sites: list[Site], path: Path) -> None:
    with path.open("w", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["name", "url", "country", "sector", "kind"])
        lines.writerows([f"Company {site.number:04}", site.url, "SE", "", site.kind] for site in sites)


def _run(command: list[str], given: argparse.Namespace, log: Path) -> Watched:
    """Run the sweep to its end, with the accidents at their time."""
    accidents = sorted((at, what) for what in ("kill_worker", "kill_sweep", "stop") for at in getattr(given, what))
    watched, began = Watched(), time.monotonic()
    with log.open("a") as words, ExitStack() as stack:
        process = _started(command, words)
        stack.callback(lambda: _end(process, signal.SIGINT))
        while True:
            try:
                code = process.wait(EVERY_SECONDS)
            except subprocess.TimeoutExpired:
                code = None
            if code is not None:
                watched.stops.append(f"ended with {code}")
                return watched
            _sample(process, watched)
            if time.monotonic() - began > given.most_seconds:
                watched.stops.append("took too long")
                return watched
            if accidents and time.monotonic() - began > accidents[0][0]:
                what = accidents.pop(0)[1]
                if what == "kill_worker":
                    _kill_worker(process, watched)
                    continue
                watched.stops.append(_end(process, signal.SIGINT if what == "stop" else signal.SIGKILL))
                process = _started(command, words)


def _started(command: list[str], words: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=words, stderr=subprocess.STDOUT, start_new_session=True)


def _end(process: subprocess.Popen[bytes], by: signal.Signals) -> str:
    began = time.monotonic()
    if process.poll() is None:
        process.send_signal(by)
    code = process.wait(60)
    return f"{by.name}: ended with {code} after {time.monotonic() - began:.1f} s"


def _workers(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The workers of a sweep: processes of its own that Dask's nannies spawned."""
    with suppress(psutil.Error):
        return [each for each in psutil.Process(process.pid).children() if "spawn_main" in " ".join(each.cmdline())]
    return []


def _kill_worker(process: subprocess.Popen[bytes], watched: Watched) -> None:
    for worker in _workers(process)[:1]:
        with suppress(psutil.Error):
            worker.kill()
            watched.stops.append("worker killed")


def _sample(process: subprocess.Popen[bytes], watched: Watched) -> None:
    with suppress(psutil.Error):
        workers = _workers(process)
        sizes = [each.memory_full_info().pss / 1e6 for each in workers]
        own = psutil.Process(process.pid)
        watched.sweep.append(own.memory_full_info().pss / 1e6)
        if sizes:
            watched.workers.append(max(sizes))
        watched.overhead = sum(sum(each.cpu_times()[:2]) for each in (own, *workers))


@dataclass(frozen=True)
class Look:
    """One look: the site it began at, and when it was at which address."""

    site: int
    began: float
    at: dict[str, tuple[float, float]]


def _asked(log: Path) -> list[Look]:
    """The looks by what the server saw of them."""
    lines = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    by: defaultdict[int, list[dict[str, float]]] = defaultdict(list)
    for line in lines:
        by[line["look"]].append(line)
    looks = []
    for look, asked in by.items():
        if not look:
            continue
        asked.sort(key=lambda line: line["began"])
        at: dict[str, tuple[float, float]] = {}
        for line in asked:
            first, last = at.get(line["host"], (line["began"], line["ended"]))
            at[line["host"]] = (min(first, line["began"]), max(last, line["ended"]))
        looks.append(Look(int(asked[0]["site"]), asked[0]["began"], at))
    return looks


def _overlaps(looks: list[Look]) -> list[tuple[Look, Look, str]]:
    """Two looks that were at one address at once."""
    by: defaultdict[str, list[Look]] = defaultdict(list)
    for look in looks:
        for host in look.at:
            by[host].append(look)
    pairs = ((one, two, host) for host, there in by.items() for one, two in combinations(there, 2))
    return [
        (one, two, host)
        for one, two, host in pairs
        if max(one.at[host][0], two.at[host][0]) < min(one.at[host][1], two.at[host][1])
    ]


def _twice(rows: dict[int, Row], looks: list[Look]) -> list[int]:
    """The sites that were looked at after they were finished."""
    ended = {site: datetime.fromisoformat(row.finished).timestamp() for site, row in rows.items() if row.final}
    return sorted({look.site for look in looks if look.began > ended.get(look.site, look.began) + SLACK_SECONDS})


def _table(sites: list[Site], store: Store, looks: list[Look], watched: Watched, seconds: float) -> int:
    rows = {int(row.name.split()[1]): row for row in store.rows().values()}
    final = {number: row for number, row in rows.items() if row.final}
    lost = [site.number for site in sites if site.number not in final or not _kept(store, final[site.number])]
    twice, overlaps = _twice(rows, looks), _overlaps(looks)
    cpu = [row.cpu_seconds for row in final.values() if row.cpu_seconds is not None and row.state == "audited"]
    lines = {
        "listed": len(sites),
        "started, as the sites saw": len({look.site for look in looks}),
        "finished": len(final),
        **{f"  {state}": number for state, number in sorted(Counter(row.state for row in final.values()).items())},
        "tried again": sum(row.tries > 1 for row in final.values()),
        "lost": f"{len(lost)} {lost[:10] or ''}",
        "done twice": f"{len(twice)} {twice[:10] or ''}",
        "two looks at one address at once": f"{len(overlaps)} {[(one.site, two.site) for one, two, _ in overlaps[:5]] or ''}",
        "accidents": "; ".join(watched.stops),
        "scheduler and client, MB at start, middle, end": _ends(watched.sweep),
        "largest worker, MB at start, middle, end": _ends(watched.workers),
        "wall clock, s": f"{seconds:.0f}",
        "sites an hour": f"{len(final) / seconds * 3600:.0f}",
        "CPU s a site audited": f"{sum(cpu) / len(cpu):.1f}" if cpu else "",
        "CPU s of the sweep and its workers themselves": f"{watched.overhead:.1f}",
    }
    for name, value in lines.items():
        print(f"{name:50} {value}")
    print("\nkind, state, tries: sites")
    kinds = Counter((site.kind, final[site.number].state, final[site.number].tries) for site in sites if site.number in final)
    for (kind, state, tries), number in sorted(kinds.items()):
        print(f"  {kind:18} {state:12} {tries}: {number}")
    return int(bool(lost or twice or overlaps))


def _kept(store: Store, row: Row) -> bool:
    return row.state != "audited" or store.whole(row.slug)


def _ends(values: list[float]) -> str:
    """The means of the first, the middle and the last tenth."""
    tenth = max(1, len(values) // 10)
    middle = len(values) // 2
    parts = (values[tenth : 2 * tenth], values[middle : middle + tenth], values[-tenth:])
    return ", ".join(f"{sum(part) / len(part):.0f}" for part in parts if part)


if __name__ == "__main__":
    sys.exit(main())
