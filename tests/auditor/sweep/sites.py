"""Processes that stand in for a look at a site: what they do is the last part of its address."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from auditor.benchmark.listing import Listed
from auditor.process import JOB, Process, started
from auditor.settings import Settings
from auditor.sweep.bounded import Bounds
from auditor.sweep.limits import Limits, usual
from auditor.sweep.rows import Row
from auditor.sweep.store import Store
from auditor.sweep.task import Order
from tests.auditor.sweep.stores import look

SITE = """
import ctypes, json, os, pathlib, shutil, signal, sys, time
ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
job = json.loads(pathlib.Path(sys.argv[1]).read_text())
does, began = job["url"].rsplit("/", 1)[1], time.time()
log = pathlib.Path(sys.argv[2]) / (job["name"] + ".log")
looks = len(log.read_text().splitlines()) if log.exists() else 0
def end(): log.open("a").write(f"{began} {time.time()}\\n")
if does == "once" and not looks: end(); time.sleep(600)
if does == "hang": time.sleep(600)
if does == "slow": time.sleep(0.5)
if does == "kills" and looks < 2: end(); os.kill(os.getppid(), signal.SIGKILL); time.sleep(600)
if does == "dies" and not looks: end(); os.kill(os.getpid(), signal.SIGSEGV)
if does == "fails": end(); sys.exit("70\\nIt [red]failed\\x1b[2J.")
if does == "browser": end(); sys.exit("5\\nNo browser was found.")
if does == "moves" and "host elsewhere.example" not in job["held"]: end(); sys.stderr.write("host elsewhere.example"); sys.exit(10)
shutil.copytree(pathlib.Path(sys.argv[2]) / "bundle", job["folder"])
end()
"""
SOON: Limits = usual().model_copy(update={"retry_after": (0.1, 0.2), "worker_seconds": 60.0})


def start(folder: Path, work: Path) -> Process:
    return started([sys.executable, "-S", "-c", SITE, str(work / JOB), str(folder)], work)


def order(folder: Path, does: str, name: str = "", known: Row | None = None, bounds: Bounds | None = None) -> Order:
    """An order to do so; the store is `folder`/out, and what the processes did is told in `folder`."""
    store = Store.at(str(folder / "out"))
    if not (folder / "bundle").exists():
        look(store, "bundle").rename(folder / "bundle")
    name = name or does
    host = f"{name}.example"
    listed = Listed(2, name, f"https://{host}/{does}", "SE", "", name, (("size", "big"),), {}, None)
    settings = Settings(resolve=(f"{host}:192.0.2.{1 + sum(name.encode()) % 200}",))
    return Order(listed, settings, store, bounds or Bounds(60, 4000), known, 1, False, frozenset(), partial(start, folder))


def looks(folder: Path, name: str) -> list[tuple[float, float]]:
    """When each look began and ended."""
    log = folder / f"{name}.log"
    lines = log.read_text("utf-8").splitlines() if log.exists() else []
    return [(float(began), float(ended)) for began, ended in (line.split() for line in lines)]
