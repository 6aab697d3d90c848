"""One site as a task of Dask: looked at in a process of its own, its bundle stored, then its row; what went wrong is typed."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import gethostname

from auditor import bundle, warm
from auditor.audit import trouble
from auditor.benchmark.kept import outcome
from auditor.benchmark.listing import Listed
from auditor.errors import AuditorError, Exit, PartMissingError
from auditor.onesite import MOVED, Job, read_words, written
from auditor.process import JOB, LOG, Start
from auditor.settings import Settings
from auditor.sweep.bounded import Bounds, Ran, bounded, said_last
from auditor.sweep.rows import Row, results_of
from auditor.sweep.store import StorageError, Store
from reports.text import clean
from spiders.net.access import Access, AccessError

__all__ = ["SETTLED", "STATES", "Looked", "Moved", "Order", "look", "look_on_worker", "site_row", "stamp"]

SETTLED = ("audited", "blocked")
"""States that are not tried again: what was seen, and that the site refuses to be seen."""
STATES = {
    "audited": "its bundle says what was seen",
    "blocked": "the site refuses to be looked at",
    "unreachable": "the site does not answer, or not in a way that can be read",
    "error": "another failure, told in words",
    "timeout": "its process did not end in time and was ended",
    "memory": "its processes took more memory than they may and were ended",
    "crashed": "its process died",
    "lost": "the worker that looked at it died, again and again",
    "storage": "its bundle could not be stored",
}
"""What can become of a site."""
_WITH_LOG = ("crashed", "error", "timeout", "memory")


@dataclass(frozen=True)
class Order:
    """
    What a worker is asked for; plain data.

    Attributes:
        known: The row that was there when this was ordered; another one says that it was done meanwhile.
        tries: Looks so far, this one counted; `last` says that there will be no other.
        held: See `auditor.onesite.Job`.
        start: Begins the look that `JOB` in its folder asks for.
        free_mb: Room that there must be for its files, 10^6 bytes.
    """

    site: Listed
    settings: Settings
    store: Store
    bounds: Bounds
    known: Row | None
    tries: int
    last: bool
    held: frozenset[str] | None
    start: Start = field(default=warm.start)
    free_mb: float = 0.0


@dataclass(frozen=True)
class Looked:
    """
    A look that ended.

    Attributes:
        fault: With which exit code the sweep would end, where the fault is not the site's but ours.
        recorded: The store has the row.
    """

    row: Row
    fault: Exit | None = None
    recorded: bool = True


@dataclass(frozen=True)
class Moved:
    """A look that was given up, for the site is where other keys are held, too."""

    keys: frozenset[str]


def look_on_worker(order: Order, fault_seconds: float) -> Looked | Moved | None:
    """
    Look at a site on a worker of Dask; None where nobody wants it any more. Done twice, it is looked at once.

    Args:
        fault_seconds: So long it waits with a result that is a fault of the machine.
    """
    from distributed import Status, get_worker  # noqa: PLC0415 - it is there where this is called

    worker = get_worker()
    key = worker.get_current_task()

    def unwanted() -> bool:
        """Whether the client has cancelled it, or is gone, or the worker is ending."""
        task = worker.state.tasks.get(key)
        return task is None or task.state == "cancelled" or worker.status in (Status.closing, Status.closed, Status.failed)

    Access.forget(os.environ)  # what lets in is for one site
    result = look(order, Path(worker.local_directory), unwanted)
    if isinstance(result, Looked) and result.fault:
        end = time.monotonic() + fault_seconds
        while time.monotonic() < end and not unwanted():
            time.sleep(1)
    return result


def look(order: Order, folder: Path, unwanted: Callable[[], bool]) -> Looked | Moved | None:
    """As `look_on_worker`, with temporary files in a folder."""
    try:
        row = order.store.row(order.site.slug)
        if row is not None and row != order.known:
            return Looked(row)
        drafts = order.store.work() if order.store.folder else folder
        _has_room({drafts, folder}, order.free_mb)
        with tempfile.TemporaryDirectory(prefix="site-", dir=folder, ignore_cleanup_errors=True) as work:
            draft = Path(tempfile.mkdtemp(prefix="draft-", dir=drafts))
            try:
                return _looked(order, Path(work), draft / order.site.slug, unwanted)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
    except (AuditorError, OSError) as error:
        state = "error" if isinstance(error, PartMissingError) else "storage"
        return Looked(site_row(order, state, _words(error)), _code(error), recorded=False)


def _has_room(folders: Iterable[Path], least_mb: float) -> None:
    for folder in sorted(folders):
        free_mb = shutil.disk_usage(folder).free / 1e6
        if free_mb < least_mb:
            raise StorageError(
                f"{folder} on {gethostname()}: {free_mb:.0f} MB are free, and a look needs {least_mb:.0f}; make room there"
            )


def _words(error: AuditorError | OSError) -> str:
    if isinstance(error, AuditorError):
        return str(error)
    return f"{error.filename or 'a file'}: {error.strerror or error}; see that its folder is there and has room"


def _code(error: Exception) -> Exit:
    return error.code if isinstance(error, AuditorError) else Exit.WRONG_CALL


def _looked(order: Order, work: Path, draft: Path, unwanted: Callable[[], bool]) -> Looked | Moved | None:
    job = Job(url=order.site.url, name=order.site.name, folder=draft, settings=order.settings, held=order.held)
    started = datetime.now(UTC)
    written(job, work / JOB)
    ran = bounded(order.start, work, order.bounds, unwanted)
    if ran.how == "stopped":
        return None
    code, said = read_words(work / LOG)
    if ran.how == "ended" and ran.code == MOVED:
        return Moved(frozenset(said))
    state, why = _state(ran, code, said, draft, order.bounds)
    row = site_row(order, state, why, started, ran)
    fault = Exit(code) if code in (Exit.PART_MISSING, Exit.WRONG_CALL) else None
    if unwanted():
        return None
    return _stored(order, row, draft, fault, _log(order, work) if state in _WITH_LOG else "")


def _state(ran: Ran, code: int | None, said: Sequence[str], draft: Path, bounds: Bounds) -> tuple[str, str]:
    """The state of a site, and why, by how its process ended."""
    if ran.how == "timeout":
        return "timeout", f"its process did not end within {bounds.seconds:.0f} s"
    if ran.how == "memory":
        return "memory", f"its processes took {ran.peak_mb:.0f} MB, and may take {bounds.memory_mb:.0f}"
    if ran.code in (Exit.DONE, Exit.SITE_UNREACHABLE):
        state = outcome(draft)
        return state, "" if state == "audited" else trouble(bundle.read(draft, judged=False).evidence)
    words = said[-1] if said else ""
    if code is not None:
        return "error", words
    ended = f"its process was ended by signal {-ran.code}" if ran.code < 0 else f"its process ended with code {ran.code}"
    return "crashed", f"{ended}: {words}" if words else ended


def _log(order: Order, work: Path) -> str:
    """What its process said last, without what lets it in; "" where it cannot be known what that is."""
    with suppress(AccessError):
        masked = Access.from_environment(order.site.url).mask(said_last(work))
        return "\n".join(clean(line) for line in masked.splitlines()).strip()
    return ""


def _stored(order: Order, row: Row, draft: Path, fault: Exit | None, log: str) -> Looked:
    """Store the bundle and what was said, and then the row that says that it is there."""
    store = order.store
    try:
        if draft.is_dir():
            row = row.model_copy(update={"results": results_of(draft)})
            store.keep(row.slug, draft)
        if log:
            store.log(row.slug, log)
        store.record(row)
    except (AuditorError, OSError) as error:
        row = row.model_copy(update={"state": "storage", "why": _words(error), "results": None, "final": order.last})
        return Looked(row, _code(error), recorded=False)
    return Looked(row, fault)


def site_row(order: Order, state: str, why: str, started: datetime | None = None, ran: Ran | None = None) -> Row:
    """The row of a site of which no bundle is known."""
    began, site = started or datetime.now(UTC), order.site
    # Counted and not read: a clock that was set meanwhile would end a look before it began.
    ended = began + timedelta(seconds=ran.seconds if ran else 0)
    return Row(
        slug=site.slug,
        name=site.name,
        url=site.url,
        country=site.country,
        sector=site.sector,
        tags=site.tags,
        state=state,
        why=why,
        tries=order.tries,
        started=stamp(began),
        finished=stamp(ended),
        seconds=ran and ran.seconds,
        cpu_seconds=ran and ran.cpu_seconds,
        peak_mb=ran and ran.peak_mb,
        final=order.last or state in SETTLED,
    )


def stamp(moment: datetime) -> str:
    """A moment as rows tell it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
