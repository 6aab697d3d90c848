"""One site as a task: done once, whatever is asked twice, and each failure has its type."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from distributed import Status

from auditor import bundle
from auditor.errors import Exit, PartMissingError
from auditor.process import Process
from auditor.sweep.bounded import Bounds
from auditor.sweep.store import StorageError, Store
from auditor.sweep.task import STATES, Looked, Moved, Order, look, look_on_worker
from tests.auditor.sweep.sites import looks, order

SHORT, SMALL = Bounds(0.3, 4000), Bounds(60, 1)


def done(one: Order, folder: Path) -> Looked:
    found = look(one, folder, lambda: False)
    assert isinstance(found, Looked)
    return found


@pytest.mark.parametrize(
    ("does", "bounds", "state", "said", "fault"),
    [
        ("slow", None, "audited", "", None),
        ("fails", None, "error", "It [red]failed.", None),
        ("browser", None, "error", "No browser was found.", Exit.PART_MISSING),
        ("dies", None, "crashed", "its process was ended by signal 11", None),
        ("hang", SHORT, "timeout", "within 0 s", None),
        ("hang", SMALL, "memory", "and may take 1", None),
    ],
)
def test_what_became_of_a_site_is_typed_and_recorded(
    tmp_path: Path, does: str, bounds: Bounds | None, state: str, said: str, fault: Exit | None
) -> None:
    one = order(tmp_path, does, bounds=bounds)
    found = done(one, tmp_path)

    assert (found.row.state, found.fault, found.row.final) == (state, fault, state == "audited")
    assert said in found.row.why
    assert "\x1b" not in found.row.why
    assert state in STATES
    assert one.store.row(does) == found.row
    assert (found.row.results is not None, one.store.whole(does)) == (state == "audited", state == "audited")
    assert [path.name for path in tmp_path.glob("site-*")] + list(one.store.work().iterdir()) == []


def test_what_was_done_meanwhile_is_not_done_again(tmp_path: Path) -> None:
    one = order(tmp_path, "slow")
    first = done(one, tmp_path)

    assert done(one, tmp_path) == first
    assert len(looks(tmp_path, "slow")) == 1
    again = order(tmp_path, "slow", known=first.row)
    assert done(again, tmp_path).row.state == "audited"
    assert len(looks(tmp_path, "slow")) == 2


def test_a_site_that_leads_elsewhere_is_left_and_says_where(tmp_path: Path) -> None:
    one = order(tmp_path, "moves")

    assert look(one, tmp_path, lambda: False) == Moved(frozenset({"host elsewhere.example"}))
    assert one.store.row("moves") is None


def test_what_nobody_wants_any_more_leaves_nothing(tmp_path: Path) -> None:
    one = order(tmp_path, "hang")

    assert look(one, tmp_path, lambda: True) is None
    assert (one.store.row("hang"), list(one.store.work().iterdir())) == (None, [])


@pytest.mark.parametrize("refused", ["row", "keep", "record"])
def test_a_store_that_refuses_is_a_fault_of_ours_and_no_site_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    one = order(tmp_path, "slow")

    def refuse(*_: object) -> None:
        raise StorageError("it is full")

    monkeypatch.setattr(Store, refused, refuse)
    found = done(one, tmp_path)

    assert (found.row.state, found.row.why, found.row.final, found.fault) == ("storage", "it is full", False, Exit.PART_MISSING)
    assert not found.recorded


def test_a_worker_that_cannot_look_at_anything_is_a_fault_of_ours_and_not_of_the_store(tmp_path: Path) -> None:
    def start(_: Path) -> Process:
        raise PartMissingError("the program cannot be loaded here")

    found = done(replace(order(tmp_path, "slow"), start=start), tmp_path)

    assert (found.row.state, found.fault, found.recorded) == ("error", Exit.PART_MISSING, False)


@pytest.mark.parametrize(("does", "unwanted", "seconds"), [("browser", 3, 2), ("browser", 1, 0), ("slow", 9, 0)])
def test_a_machine_with_a_fault_waits_before_it_takes_another_site_but_not_past_a_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, unwanted: int, seconds: int
) -> None:
    """Nobody wants the result any more when that was asked so many times after the look."""
    slept, asked = list[float](), list[int]()
    one = order(tmp_path, does)
    found = done(one, tmp_path)

    def get(_: str) -> SimpleNamespace | None:
        asked.append(1)
        return SimpleNamespace(state="executing") if len(asked) < unwanted else None

    worker = SimpleNamespace(local_directory=str(tmp_path), status=Status.running, get_current_task=lambda: "key")
    worker.state = SimpleNamespace(tasks=SimpleNamespace(get=get))
    monkeypatch.setattr("distributed.get_worker", lambda: worker)
    monkeypatch.setattr("auditor.sweep.task.look", lambda *_: found)
    monkeypatch.setattr("time.sleep", slept.append)

    assert look_on_worker(one, 60) == found
    assert len(slept) == seconds


def test_the_bundle_is_there_before_its_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = order(tmp_path, "slow")
    record, seen = Store.record, list[bool]()

    def recorded(store: Store, row: object) -> None:
        seen.append(bundle.read(tmp_path / "out" / "bundles" / "slow").verdicts is not None)
        record(store, row)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "record", recorded)
    done(one, tmp_path)

    assert seen == [True]


def test_what_a_process_that_failed_said_is_kept_without_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_BASIC_AUTH", "me:It [red]failed")
    fails, slow = order(tmp_path, "fails"), order(tmp_path, "slow")
    done(fails, tmp_path)
    done(slow, tmp_path)

    logs = tmp_path / "out" / "logs"
    assert [path.name for path in logs.iterdir()] == ["fails.txt"]
    assert (logs / "fails.txt").read_text("utf-8") == "70\n***.\n"


def test_where_the_disk_has_no_room_no_site_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = replace(order(tmp_path, "slow"), free_mb=500)
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=499e6))
    found = done(one, tmp_path)

    assert (found.row.state, found.fault, found.row.final) == ("storage", Exit.PART_MISSING, False)
    assert "499 MB are free, and a look needs 500" in found.row.why
    assert looks(tmp_path, "slow") == []
