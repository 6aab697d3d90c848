"""kill -9 of a Dask nanny under a sweep: what it started ends with it, and its site is done by another worker."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil
from distributed import LocalCluster

from auditor.sweep.cluster import joined
from auditor.sweep.pending import Pending
from auditor.sweep.run import Progress, sweep
from tests.auditor.sweep.sites import SOON, looks, order

ROOT = Path(__file__).parents[3]


def nanny(scheduler: str, folder: Path) -> subprocess.Popen[bytes]:
    """`dask worker` as docs/sweep.md has it."""
    call = [sys.executable, "-m", "distributed.cli.dask_worker", scheduler, "--nthreads", "1", "--resources", "browser=1"]
    call += ["--no-dashboard", "--local-directory", str(folder)]
    return subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_a_nanny_that_is_killed_costs_its_processes_and_its_site_is_done_again(tmp_path: Path) -> None:
    one = order(tmp_path, "once")
    below: list[psutil.Process] = []
    quiet = {"host": "127.0.0.1", "protocol": "tcp", "dashboard_address": None, "resources": {"browser": 1}}
    with (
        LocalCluster(n_workers=0, threads_per_worker=1, processes=False, local_directory=str(tmp_path / "a"), **quiet) as cluster,
        joined(cluster.scheduler_address) as client,
        nanny(cluster.scheduler_address, tmp_path / "b") as killed,
    ):

        def told(_: Progress) -> None:
            if looks(tmp_path, "once") and not below:
                below.extend(psutil.Process(killed.pid).children(recursive=True))
                killed.kill()
                cluster.scale(1)

        try:
            sweep(client, {one.site.slug: Pending(one, 0.0)}, SOON, 1, told)
        finally:
            killed.kill()
    _, alive = psutil.wait_procs(below, timeout=5)
    assert len(below) > 1, "a worker and a look"
    assert alive == []
    assert {slug: (row.state, row.tries, row.final) for slug, row in one.store.rows().items()} == {"once": ("audited", 1, True)}
    assert len(looks(tmp_path, "once")) == 2
