"""A sweep from its list to its table: what is left to do, the workers for it, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from auditor.sweep.cluster import joined, local, room
from auditor.sweep.limits import Limits
from auditor.sweep.pending import Pending
from auditor.sweep.rows import Row
from auditor.sweep.run import OnProgress, sweep
from auditor.sweep.scratch import scratch
from auditor.sweep.store import Store

__all__ = ["ClusterOptions", "Summary", "conduct"]


@dataclass(frozen=True)
class ClusterOptions:
    """
    Who does it, and how many at once.

    Attributes:
        scheduler: The address of a cluster's scheduler; "" starts workers here.
        workers: How many are started here; None is what the machine has room for.
        per_address: Sites that are looked at at once at one IP address.
    """

    scheduler: str = ""
    workers: int | None = None
    per_address: int = 1


@dataclass(frozen=True)
class Summary:
    """What became of the sites of a list, by state; `waiting` have no final row yet."""

    states: Mapping[str, int]
    waiting: int

    @classmethod
    def of(cls, slugs: frozenset[str], rows: Mapping[str, Row]) -> Summary:
        final = Counter(row.state for slug, row in rows.items() if slug in slugs and row.final)
        return cls(dict(sorted(final.items())), len(slugs) - final.total())


def conduct(wanted: Mapping[str, Pending], store: Store, options: ClusterOptions, limits: Limits, on_progress: OnProgress) -> None:
    """
    Look at the sites that are wanted, whoever does it.

    Raises:
        CallError, PartMissingError, AuditorError, KeyboardInterrupt: As `sweep`, `local`, `joined` and `scratch`.
    """
    with ExitStack() as stack:
        work = stack.enter_context(scratch(store))
        if options.scheduler:
            client = stack.enter_context(joined(options.scheduler))
        else:
            browser = any(site.order.settings.browser for site in wanted.values())
            share = limits.with_browser if browser else limits.without_browser
            workers = options.workers or min(room(share), len(wanted))
            client = stack.enter_context(local(workers, work))
        # Not before somebody is there to do them again.
        store.forget(slug for slug, site in wanted.items() if site.order.known is not None and site.order.known.final)
        sweep(client, wanted, limits, options.per_address, on_progress)
