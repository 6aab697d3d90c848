"""A sweep on a cluster of its own: workers that die, sites that move, a stop at any moment, and the same call once more."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import psutil
import pytest
from distributed import Client
from distributed.security import Security

from auditor.demo import serve
from auditor.errors import AuditorError, PartMissingError
from auditor.sweep import conduct
from auditor.sweep.cluster import local
from auditor.sweep.pending import Pending, pending
from auditor.sweep.run import Progress, sweep
from auditor.sweep.task import Order
from tests.auditor.conftest import Run
from tests.auditor.sweep.sites import SOON, looks, order
from tests.auditor.sweep.stores import row
from tests.auditor.test_cli import written


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Two workers; a site that costs two of them is given up, for a worker that starts anew takes seconds."""
    with local(2, tmp_path_factory.mktemp("workers")) as made:
        assert made.cluster is not None
        made.cluster.scheduler.allowed_failures = 1
        made.wait_for_workers(2)
        yield made


def swept(client: Client, *orders: Order, told: Callable[[Progress], None] = lambda _: None, per_address: int = 1) -> None:
    sweep(client, {one.site.slug: Pending(one, 0.0) for one in orders}, SOON, per_address, told)


def states(one: Order) -> dict[str, tuple[str, int, bool]]:
    return {slug: (row.state, row.tries, row.final) for slug, row in one.store.rows().items()}


def test_what_fails_is_tried_again_and_typed_and_what_moved_is_found(client: Client, tmp_path: Path) -> None:
    orders = [order(tmp_path, does) for does in ("slow", "fails", "dies", "moves")]
    swept(client, *orders)

    assert states(orders[0]) == {
        "slow": ("audited", 1, True),
        "fails": ("error", 3, True),
        "dies": ("audited", 2, True),
        "moves": ("audited", 1, True),
    }
    assert len(looks(tmp_path, "moves")) == 2


def test_two_sites_of_one_server_are_never_looked_at_together(client: Client, tmp_path: Path) -> None:
    places = {"a": ("a.example.com", "192.0.2.1"), "b": ("b.example.com", "192.0.2.2"), "c": ("c.example", "192.0.2.2")}
    orders = []
    for name, (host, address) in places.items():
        one = order(tmp_path, "slow", name)
        settings = one.settings.model_copy(update={"resolve": (f"{host}:{address}",)})
        orders.append(replace(one, site=replace(one.site, url=f"https://{host}/slow"), settings=settings))
    swept(client, *orders)
    (a,), (b,), (c,) = (looks(tmp_path, name) for name in places)

    for pair in ((a, b), (b, c)):  # of one host, of one address
        (_, ended), (began, _) = sorted(pair)
        assert ended <= began


def test_a_fault_of_ours_ends_it_before_it_costs_every_site(client: Client, tmp_path: Path) -> None:
    orders = [order(tmp_path, "browser", name) for name in "abcd"]
    with pytest.raises(AuditorError, match="No browser was found") as error:
        swept(client, *orders)

    assert error.value.code == 5
    assert not any(final for _, _, final in states(orders[0]).values())


def test_a_stop_ends_what_is_under_way_and_keeps_what_is_done(client: Client, tmp_path: Path) -> None:
    hang, slow = order(tmp_path, "hang"), order(tmp_path, "slow")

    def told(at: Progress) -> None:
        if at.row:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        swept(client, hang, slow, told=told)

    assert states(slow) == {"slow": ("audited", 1, True)}
    assert [each.pid for each in psutil.process_iter(["cmdline"]) if str(tmp_path) in (each.info["cmdline"] or ())] == []
    assert list(slow.store.work().iterdir()) == []


@pytest.mark.parametrize("protocol", ["tcp", "tls"])
def test_who_has_not_the_certificate_of_a_sweep_is_refused(client: Client, protocol: str) -> None:
    address = str(client.scheduler and client.scheduler.address)
    assert address.startswith("tls://127.0.0.1:")
    another = Security.temporary() if protocol == "tls" else None
    with pytest.raises(OSError, match=r"closed|certificate"):
        Client(address.replace("tls", protocol), security=another, timeout=1, set_as_default=False)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    """The command uses the workers that are there."""

    @contextmanager
    def those(*_: Any) -> Iterator[Client]:
        yield client

    monkeypatch.setattr(conduct, "local", those)


def test_a_site_that_is_wanted_again_is_not_done_before_it_was_looked_at_again(here: None, tmp_path: Path) -> None:
    one = order(tmp_path, "slow")
    one.store.record(row("slow", url=one.site.url))
    wanted = pending([one.site], one.store.rows(), one.settings, one.store, SOON, "all")

    def stopped(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        conduct.conduct(wanted, one.store, conduct.ClusterOptions(), SOON, stopped)
    assert pending([one.site], one.store.rows(), one.settings, one.store, SOON, "none").keys() == {"slow"}


def test_what_is_done_stays_done_where_nobody_is_there_to_do_it_again(tmp_path: Path) -> None:
    one = order(tmp_path, "slow")
    one.store.record(row("slow", url=one.site.url))
    wanted = pending([one.site], one.store.rows(), one.settings, one.store, SOON, "all")
    with pytest.raises(PartMissingError, match="no scheduler answers"):
        conduct.conduct(wanted, one.store, conduct.ClusterOptions("tcp://127.0.0.1:1"), SOON, lambda _: None)

    assert one.store.rows().keys() == {"slow"}


def test_what_the_store_refuses_counts_as_a_try_and_stands_in_the_table(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bundle of `refused` is one that the store does not take: a file stands in its place."""
    one, others = order(tmp_path, "slow", "refused"), [order(tmp_path, "slow", name) for name in "abc"]
    one.store.record(row("refused", state="unreachable", final=False))
    (tmp_path / "out" / "bundles").mkdir(parents=True, exist_ok=True)
    (tmp_path / "out" / "bundles" / "refused").write_text("", "utf-8")
    known = one.store.row("refused")
    swept(client, *others, replace(one, known=known, tries=2))

    assert states(one)["refused"] == ("storage", 3, True)
    assert len(looks(tmp_path, "refused")) == 2


def test_a_sweep_goes_on_where_it_was_and_does_nothing_twice(here: None, run: Run, tmp_path: Path) -> None:
    asked: list[Any] = []
    with serve(written(tmp_path / "site"), record=asked) as base:
        (tmp_path / "sites.csv").write_text(f"name,url,size\nAcme,{base},big\n", "utf-8")
        call = ("sweep", "sites.csv", "--private", "--out", "out", "--no-browser", "--country", "SE", "--json")
        code, said = run(*call)
        told = json.loads(said)
        table = pd.read_parquet(told["table"]).set_index("slug")
        assert (code, told["audited"], told["failed"], told["waiting"]) == (0, 1, {}, 0)
        assert (table["state"]["acme"], table["tag_size"]["acme"], table["phone_clicks"]["acme"]) == ("audited", "big", 1)
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["bundles", "rows", "sweep.parquet"]
        asked.clear()
        assert run(*call)[0] == 0
        assert run("benchmark", *call[1:])[0] == 0
        assert pd.read_csv(tmp_path / "out" / "results.csv")["state"].to_list() == ["audited"]
    assert asked == []
    assert not (tmp_path / "out" / ".work").exists()


def test_a_site_whose_worker_dies_is_done_again_and_after_some_deaths_later(client: Client, tmp_path: Path) -> None:
    one, seen = order(tmp_path, "kills"), list[str]()
    swept(client, one, told=lambda at: seen.append(at.row.state) if at.row else None)

    assert seen == ["lost", "audited"]
    assert states(one) == {"kills": ("audited", 2, True)}
    assert len(looks(tmp_path, "kills")) == 3


def test_where_the_cluster_is_lost_what_was_done_is_told_first(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(wanted: dict[str, Pending], *rest: Any) -> None:
        rest[-1](Progress(row("acme", state="audited"), 0, 0, 1))
        raise PartMissingError("the scheduler is lost")

    monkeypatch.setattr(conduct, "conduct", lost)
    (tmp_path / "sites.csv").write_text("name,url\nAcme,https://acme.example\nBolt,https://bolt.example\n", "utf-8")
    code, said = run("sweep", "sites.csv", "--out", "out", "--no-browser", "--json")

    told, _, error = said.rpartition("}\n")
    assert json.loads(told + "}") == {"audited": 1, "failed": {}, "waiting": 1, "table": ""}
    asked_for, lost_at = error.splitlines()
    assert (code, lost_at) == (5, "auditor: the scheduler is lost")
    assert asked_for.startswith("auditor: --contact is not given")
