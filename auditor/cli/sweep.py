"""`auditor sweep`: thousands of sites on this machine or a cluster; it goes on where it was stopped."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditor.benchmark.listing import Listed, read_list
from auditor.cli import options as o
from auditor.cli.counting import Heard, counted
from auditor.cli.lists import ask_for_contact, try_out
from auditor.cli.say import complain, console, one_object
from auditor.errors import AuditorError, CallError, Exit, PartMissingError
from auditor.settings import Settings
from auditor.signals import INTERRUPTED
from auditor.sweep.hurried import hurried
from spiders.extras import needs
from spiders.net.access import BASIC_AUTH

if TYPE_CHECKING:
    from auditor.sweep.conduct import ClusterOptions, Summary
    from auditor.sweep.limits import Limits
    from auditor.sweep.pending import Pending
    from auditor.sweep.rows import Row
    from auditor.sweep.run import OnProgress, Progress
    from auditor.sweep.store import Store

__all__ = ["register"]

_LINE_SECONDS = 5.0
_LONGEST_PAUSE = 86400.0
_NEEDED = ("cryptography", "distributed", "psutil", "pyarrow")

List = Annotated[
    Path,
    typer.Argument(metavar="SITES.csv", help="The sites: name, url, country, sector, and tags of your own.", show_default=False),
]
Out = Annotated[
    str | None,
    typer.Option(
        "--out",
        metavar="DIR|ADDRESS",
        help="Folder for the bundles and the table, or an address such as s3://bucket/prefix.",
        show_default="sweep",
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="The Dask cluster to use, as tls://10.0.0.1:8786; its workers have the resource browser=1.",
        show_default="workers of its own on this machine",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", min=1, max=256, help="Sites to look at at once.", show_default="what this machine has room for"),
]
PerAddress = Annotated[int, typer.Option("--per-address", min=1, help="Sites to look at at once at one IP address.")]
Memory = Annotated[
    int | None,
    typer.Option("--max-memory", metavar="MB", min=100, help="Most memory of a site and its browser.", show_default="2000"),
]
Again = Annotated[bool, typer.Option("--again", help="Look at sites again that are done.")]
Failed = Annotated[bool, typer.Option("--failed", help="Look again at the sites alone that failed to the last.")]
RetryAfter = Annotated[
    str | None,
    typer.Option(
        "--retry-after",
        metavar="SECONDS,…",
        help="When a site that failed is tried again, at most three times; 0 tries none.",
        show_default="60,360,2160",
    ),
]


@o.takes(o.LOOK, o.JUDGE)
def sweep_command(
    sites: List,
    out: Out = None,
    scheduler: Scheduler = None,
    workers: Workers = None,
    per_address: PerAddress = 1,
    max_memory: Memory = None,
    again: Again = False,
    failed: Failed = False,
    retry_after: RetryAfter = None,
    private: o.Private = False,
    as_json: o.Json = False,
    **given: Any,
) -> None:
    """Audit thousands of sites, on this machine or a cluster of Dask. Run again, it goes on where it stopped."""
    _can_be(again=again, failed=failed, scheduler=scheduler, workers=workers)
    # Dask takes two seconds to load, which no other command need wait for.
    from auditor.sweep.conduct import ClusterOptions, Summary  # noqa: PLC0415
    from auditor.sweep.pending import pending  # noqa: PLC0415
    from auditor.sweep.store import Store  # noqa: PLC0415

    settings = o.settled(**given)
    quiet = settings.quiet or as_json
    listed = _listed(read_list(sites, private=private), sites, settings, quiet=quiet)
    limits, cluster = _limits(retry_after, max_memory), ClusterOptions(scheduler or "", workers, per_address)
    store = Store.at(_address(out or settings.out))
    store.ready()
    rows = store.rows()
    wanted = pending(listed, rows, settings, store, limits, "all" if again else "failed" if failed else "none")
    ask_for_contact((site.order.site.url for site in wanted.values()), settings)
    for slug in wanted:
        rows.pop(slug, None)
    with hurried(), counted(len(wanted), already=len(listed) - len(wanted), quiet=quiet, apart=_LINE_SECONDS) as heard:
        ended = _conducted(wanted, store, cluster, limits, partial(_hear, heard, rows))
    table = "" if ended else store.gather()  # who stops it does not want to wait
    summary = Summary.of(frozenset(site.slug for site in listed), rows)
    _tell(summary, table, quiet=settings.quiet, as_json=as_json)
    if isinstance(ended, AuditorError):
        raise ended
    if ended:
        on = "the same call" + (" without --again" if again else " without --failed" if failed else "")
        complain(f"stopped by the user; what is done is in {store.address}, and {on} goes on from there")
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(Exit.DONE if summary.states.get("audited") else Exit.SITE_UNREACHABLE)


def _can_be(*, again: bool, failed: bool, scheduler: str | None, workers: int | None) -> None:
    """
    See that what is asked for can be had, together and here.

    Raises:
        CallError, PartMissingError: It cannot.
    """
    if again and failed:
        raise CallError("--again and --failed: give one of them; --again looks at every site, --failed at those that failed")
    if scheduler and workers:
        raise CallError("--scheduler and --workers: the workers are those of the cluster; leave --workers out")
    if os.environ.get(BASIC_AUTH):
        raise CallError(f"{BASIC_AUTH} is for one site: audit it by `auditor audit`")
    _has_its_extra()
    from auditor.sweep.cluster import open_to_others  # noqa: PLC0415

    if scheduler and open_to_others(scheduler):
        complain(f"--scheduler {scheduler}: without TLS whoever reaches it can run programs there; docs/sweep.md has the cure")


def _conducted(
    wanted: Mapping[str, Pending], store: Store, cluster: ClusterOptions, limits: Limits, on_progress: OnProgress
) -> AuditorError | KeyboardInterrupt | None:
    """What ended it early, if something did: that is told after what was done until then."""
    from auditor.sweep.conduct import conduct  # noqa: PLC0415

    try:
        if wanted:
            conduct(wanted, store, cluster, limits, on_progress)
    except (AuditorError, KeyboardInterrupt) as error:
        return error
    return None


def _address(out: Path | str | None) -> str:
    """The address that is meant; a path has lost the second slash of `s3://`."""
    return re.sub(r"^(\w{2,}):/(?!/)", r"\1://", str(out or "sweep"))


def _has_its_extra() -> None:
    try:
        for name in _NEEDED:
            import_module(name)
    except ImportError:
        raise PartMissingError(needs("a sweep", "sweep")) from None
    except Exception as error:  # psutil's own, which Dask meets as it is loaded
        raise PartMissingError(f"Dask cannot be loaded here ({type(error).__name__}: {error}); is /proc there?") from None


def _listed(sites: Sequence[Listed], path: Path, settings: Settings, *, quiet: bool) -> tuple[Listed, ...]:
    """The sites that are to be looked at; all that is said of them can be used."""
    listed = tuple(site for site in sites if site.bundle is None)
    if not listed:
        raise CallError(f"{path}: names no site to look at, but bundles alone; `auditor benchmark` sets them side by side")
    try_out(listed, settings, quiet=quiet)
    return listed


def _limits(retry_after: str | None, max_memory: int | None) -> Limits:
    from auditor.sweep.limits import MOST_RETRIES, usual  # noqa: PLC0415

    given: dict[str, object] = {"max_memory_mb": max_memory} if max_memory else {}
    if retry_after is not None:
        try:
            seconds = tuple(float(each) for each in retry_after.split(","))
        except ValueError:
            seconds = (-1.0,)
        if not all(0 <= each <= _LONGEST_PAUSE for each in seconds) or len(seconds) > MOST_RETRIES:
            raise CallError(
                f"--retry-after {retry_after}: give at most {MOST_RETRIES} numbers of seconds, as 60,360,2160; 0 tries none"
            )
        given["retry_after"] = () if seconds == (0,) else seconds
    return usual().model_copy(update=given)


def _hear(heard: Heard, rows: dict[str, Row], at: Progress) -> None:
    if at.row is not None:
        rows[at.row.slug] = at.row
    also = f"{at.running} looked at now"
    also += f", {at.waiting} wait for another try" if at.waiting else ""
    also += "" if at.workers else ", no worker is there"
    if at.row is not None and at.row.final:
        heard(at.row.name, at.row.state, also, at.wait_seconds)
    else:
        heard("", "", also, at.wait_seconds)


def _tell(summary: Summary, table: str, *, quiet: bool, as_json: bool) -> None:
    failed = {state: number for state, number in summary.states.items() if state != "audited"}
    audited = summary.states.get("audited", 0)
    if as_json:
        one_object({"audited": audited, "failed": failed, "waiting": summary.waiting, "table": table})
    elif not quiet:
        told = ", ".join(f"{number} {state}" for state, number in failed.items())
        line = f"{audited} audited, {sum(failed.values())} failed{told and f' ({told})'}"
        line += f", {summary.waiting} not done yet" if summary.waiting else ""
        console().print(f"{line}{table and f'. Table: {table}, bundles beside it'}", markup=False)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sweep")(sweep_command)
