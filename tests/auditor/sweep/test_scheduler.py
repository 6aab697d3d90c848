"""kill -9 of a cluster's scheduler under a sweep: it ends with a line and a code, and the same call goes on from there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from distributed import Client

from auditor.errors import PartMissingError
from auditor.sweep.cluster import joined
from auditor.sweep.pending import Pending
from auditor.sweep.run import Progress, sweep
from tests.auditor.sweep.sites import SOON, looks, order

ROOT = Path(__file__).parents[3]
CLUSTER = """
import sys, time
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, host="127.0.0.1", protocol="tcp",
                      dashboard_address=None, resources={"browser": 1}, local_directory=sys.argv[1]) as cluster:
        print(cluster.scheduler_address, flush=True)
        time.sleep(600)
"""
"""A scheduler and its worker, in one process."""


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[Client, subprocess.Popen[str]]]:
    with subprocess.Popen(
        [sys.executable, "-c", CLUSTER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout
            with joined(process.stdout.readline().strip()) as client:
                yield client, process
        finally:
            process.kill()


def test_a_scheduler_that_is_killed_ends_the_sweep_and_the_same_call_goes_on(tmp_path: Path) -> None:
    orders = [order(tmp_path, "slow", name) for name in "abc"]
    wanted = {one.site.slug: Pending(one, 0.0) for one in orders}
    with cluster(tmp_path / "first") as (client, scheduler):

        def told(at: Progress) -> None:
            if at.row:
                scheduler.kill()

        with pytest.raises(PartMissingError, match="the scheduler is lost; what is done is stored") as error:
            sweep(client, wanted, SOON, 1, told)
    assert error.value.code == 5
    done = [row.slug for row in orders[0].store.rows().values() if row.final]
    assert 0 < len(done) < len(orders)

    with cluster(tmp_path / "second") as (client, _):
        sweep(client, wanted, SOON, 1, lambda _: None)
    assert {slug: row.state for slug, row in orders[0].store.rows().items()} == dict.fromkeys("abc", "audited")
    assert [len(looks(tmp_path, slug)) for slug in done] == [1] * len(done)
