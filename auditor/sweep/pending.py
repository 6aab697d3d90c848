"""What is left to do of a list: sites without a final row, each with the looks it had before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from auditor.benchmark.kept import own_settings
from auditor.benchmark.listing import Listed
from auditor.settings import Settings
from auditor.sweep.bounded import Bounds
from auditor.sweep.limits import Limits
from auditor.sweep.rows import Row
from auditor.sweep.store import Store
from auditor.sweep.task import SETTLED, Order

__all__ = ["Anew", "Pending", "pending"]

Anew = Literal["none", "failed", "all"]


@dataclass(frozen=True)
class Pending:
    """A site that is to be looked at, and after how many seconds."""

    order: Order
    seconds: float


def pending(
    sites: Iterable[Listed], rows: Mapping[str, Row], settings: Settings, store: Store, limits: Limits, anew: Anew
) -> dict[str, Pending]:
    """
    The sites of a list that are to be looked at, by slug; those that failed before, when it is their time.

    Args:
        anew: Which sites that are done are looked at again, counted from the first look: "failed" means those alone.
    """
    bounds = Bounds(settings.max_seconds + limits.after_look_seconds, limits.max_memory_mb)
    # One day for all, though the sweep goes on over midnight.
    settings = settings.model_copy(update={"as_of": settings.on()})
    found: dict[str, Pending] = {}
    for site in sites:
        known = rows.get(site.slug)
        row = known if known is not None and known.url == site.url else None  # else another site had the name
        if not _wanted(row, anew):
            continue
        before = 0 if row is None or row.final or anew == "all" else row.tries
        tries, seconds = before + 1, _seconds(row, limits) if row is not None and before else 0.0
        last = limits.pause(tries) is None
        order = Order(site, own_settings(site, settings), store, bounds, known, tries, last, None, free_mb=limits.free_mb)
        found[site.slug] = Pending(order, seconds)
    return found


def _wanted(row: Row | None, anew: Anew) -> bool:
    if anew == "failed":
        return row is not None and row.final and row.state not in SETTLED
    return anew == "all" or row is None or not row.final


def _seconds(row: Row, limits: Limits) -> float:
    """What is left of the pause after the last look; a clock that jumped makes it no longer than the pause."""
    pause = limits.pause(row.tries) or 0.0
    try:
        ended = datetime.fromisoformat(row.finished)
    except ValueError:
        return 0.0
    return min(pause, max(0.0, pause - (datetime.now(UTC) - ended).total_seconds()))
