"""The sweep itself: sites go to workers as the plan allows, come back done, moved or failed, and failed ones go again later."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.pool import ThreadPool
from queue import Empty, SimpleQueue
from typing import Any, cast

from distributed import Client, Future, KilledWorker, Worker

from auditor.errors import AuditorError, Exit, PartMissingError
from auditor.sweep.cluster import BROWSER, browsers
from auditor.sweep.limits import Limits
from auditor.sweep.pending import Pending
from auditor.sweep.plan import Plan
from auditor.sweep.rows import Row
from auditor.sweep.task import Looked, Moved, Order, look_on_worker, site_row
from spiders.net.keys import keys_of

__all__ = ["OnProgress", "Progress", "sweep"]

_NAME_THREADS = 8
_EVERY_SECONDS = 1.0
_WORKERS_SECONDS = 5.0
_STOP_SECONDS = 2.0
_ANSWER_SECONDS = 1.0


@dataclass(frozen=True)
class Progress:
    """
    How far a sweep is: the row that came in, if one did, and how many sites are looked at and wait for another try.

    Attributes:
        wait_seconds: Until the next try is due, 0 where one is.
    """

    row: Row | None
    running: int
    waiting: int
    workers: int
    wait_seconds: float = 0.0


OnProgress = Callable[[Progress], None]


def sweep(client: Client, wanted: Mapping[str, Pending], limits: Limits, per_address: int, on_progress: OnProgress) -> None:
    """
    Look at sites until each has a final row.

    Args:
        wanted: By slug; tries are counted on from there.
        on_progress: Called about once a second, and with each look that ended.

    Raises:
        PartMissingError: The scheduler is lost, there is no worker, or a worker has no browser.
        AuditorError: A fault that is none of the sites' ends the sweep.
        KeyboardInterrupt: The user stopped it; what is under way is ended.
    """
    run = _Run(client, limits, Plan(per_address), on_progress)
    with ThreadPool(_NAME_THREADS) as names:  # its threads end with the process, though a name server never answers
        try:
            run.all(wanted, names)
        finally:
            run.stop()


@dataclass
class _Site:
    order: Order
    keys: frozenset[str] = frozenset()
    moves: int = 0


class _Run:
    """One run; it is used by one thread, to which all others hand what they have."""

    def __init__(self, client: Client, limits: Limits, plan: Plan, on_progress: OnProgress) -> None:
        self._client, self._limits, self._plan, self._on_progress = client, limits, plan, on_progress
        self._token = secrets.token_hex(4)
        self._sites: dict[str, _Site] = {}
        self._asked: set[str] = set()
        self._running: dict[str, Future[Any]] = {}
        self._retried: set[str] = set()
        self._heard: SimpleQueue[tuple[str, Any]] = SimpleQueue()
        self._faults, self._others = 0, False
        self._fault_seconds = 0.0 if client.cluster else limits.fault_seconds
        self._workers, self._counted, self._worked = 0, float("-inf"), time.monotonic()

    def all(self, wanted: Mapping[str, Pending], names: ThreadPool) -> None:
        now = time.monotonic()
        for slug, site in wanted.items():
            self._sites[slug] = _Site(site.order)
            self._plan.put(slug, now + site.seconds)
            if site.seconds:
                self._retried.add(slug)
        while self._sites:
            self._count_workers()
            self._ask_names(names)
            self._fill()
            self._hear()

    def stop(self) -> None:
        """Let workers end what they do: they see that nobody wants it any more."""
        if not self._running or self._client.status != "running":
            return
        with suppress(Exception):  # workers and scheduler may go away meanwhile, as may be what ended it all
            self._client.cancel(list(self._running.values()), force=True)
            end = time.monotonic() + _STOP_SECONDS
            while time.monotonic() < end and self._busy():
                time.sleep(0.1)

    def _busy(self) -> bool:
        answers: Mapping[str, bool] = self._client.run(_busy, on_error="ignore", callback_timeout=_ANSWER_SECONDS)
        return any(answers.values())

    def _count_workers(self) -> None:
        """
        See how many browsers there are.

        Raises:
            PartMissingError: The scheduler is lost, or there is none for too long.
        """
        now = time.monotonic()
        if self._client.status != "running":
            raise self._lost()
        if now - self._counted < (_WORKERS_SECONDS if self._workers else _EVERY_SECONDS):
            return
        try:
            self._workers, self._counted = browsers(self._client), now
        except (OSError, TimeoutError):
            raise self._lost() from None
        self._worked = now if self._workers else self._worked
        if now - self._worked > self._limits.worker_seconds:
            raise PartMissingError(
                f"no worker has a browser to give; start some with `dask worker ADDRESS --nthreads 1 --resources {BROWSER}=1`"
            )

    def _lost(self) -> PartMissingError:
        return PartMissingError("the scheduler is lost; what is done is stored, and the same call goes on from there")

    def _ask_names(self, names: ThreadPool) -> None:
        """Have the keys of the next sites found, shortly before they are needed."""
        ahead = 2 * max(self._workers, _NAME_THREADS)
        while len(self._asked) + self._plan.startable() < ahead and (slug := self._plan.due(time.monotonic())):
            order = self._sites[slug].order
            self._asked.add(slug)
            found = partial(self._put, slug)
            names.apply_async(keys_of, (order.site.url, order.settings.resolve), callback=found, error_callback=found)

    def _put(self, slug: str, heard: Any) -> None:
        self._heard.put((slug, heard))

    def _fill(self) -> None:
        while len(self._running) < self._workers and (slug := self._plan.start()):
            site = self._sites[slug]
            held = site.keys if site.moves < self._limits.most_moves else None
            self._retried.discard(slug)
            future = self._client.submit(
                look_on_worker,
                replace(site.order, held=held),
                self._fault_seconds,
                key=f"{slug}-{self._token}-{site.order.tries}-{site.moves}",
                resources={BROWSER: 1},
                pure=False,
            )
            self._running[slug] = future
            future.add_done_callback(partial(self._put, slug))

    def _hear(self) -> None:
        """Take in what came, or wait a moment for it."""
        try:
            slug, what = self._heard.get(timeout=_EVERY_SECONDS)
        except Empty:
            self._tell(None)
            return
        site = self._sites[slug]
        if isinstance(what, Exception):
            raise what
        if isinstance(what, frozenset):
            self._asked.discard(slug)
            site.keys |= what
            self._plan.ready(slug, site.keys)
            return
        del self._running[slug]
        self._plan.end(slug)
        result = self._result(site.order, what)
        if isinstance(result, Moved):
            site.moves += 1
            site.keys |= result.keys
            self._plan.ready(slug, site.keys)
        else:
            self._ended(slug, result)

    def _result(self, order: Order, ended: Future[Any]) -> Looked | Moved:
        if ended.status == "cancelled":
            raise self._lost()
        error = ended.exception()
        if error is None:
            result = cast("Looked | Moved | None", ended.result())
            if result is None:
                raise self._lost()  # it was cancelled by another than us
            if isinstance(result, Looked) and not result.recorded:
                return replace(self._recorded(order, result.row), fault=result.fault)
            return result
        if isinstance(error, KilledWorker):
            row = site_row(order, "lost", f"the worker that looked at it died, {error.allowed_failures + 1} times")
            return self._recorded(order, row)
        row = site_row(order, "error", f"a fault of auditor's own: {type(error).__name__}: {error}")
        return replace(self._recorded(order, row), fault=Exit.FAULT)

    def _recorded(self, order: Order, row: Row) -> Looked:
        """Store the row of a site whose worker could not."""
        try:
            order.store.record(row)
        except AuditorError as error:
            return Looked(row.model_copy(update={"state": "storage", "why": str(error)}), error.code, recorded=False)
        return Looked(row)

    def _ended(self, slug: str, result: Looked) -> None:
        self._count_faults(result)
        row, site = result.row, self._sites[slug]
        if row.final:
            del self._sites[slug]
        else:
            tries = row.tries + 1
            last = self._limits.pause(tries) is None
            known = row if result.recorded else site.order.known
            site.order = replace(site.order, known=known, tries=tries, last=last)
            site.moves, site.keys = 0, frozenset()
            self._retried.add(slug)
            self._plan.put(slug, time.monotonic() + (self._limits.pause(row.tries) or 0.0))
        self._tell(row)

    def _count_faults(self, result: Looked) -> None:
        """
        Count faults of ours in a row.

        Raises:
            AuditorError: They came before anything else, or are too many: no other site would fare better.
        """
        self._faults = self._faults + 1 if result.fault else 0
        self._others |= result.fault is None
        if result.fault and (not self._others or self._faults >= self._limits.most_faults):
            ending = AuditorError(result.row.why)
            ending.code = result.fault
            raise ending

    def _tell(self, row: Row | None) -> None:
        due = self._plan.next_due()
        wait = 0.0 if due is None else max(0.0, due - time.monotonic())
        self._on_progress(Progress(row, len(self._running), len(self._retried), self._workers, wait))


def _busy(dask_worker: Worker) -> bool:
    return bool(dask_worker.active_threads)
