"""`auditor benchmark`: many sites, from a list; it goes on where it was stopped."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditor import bundle
from auditor.audit import host_name
from auditor.benchmark.kept import Failure, entry, finished, judged_alike, outcome, own_settings
from auditor.benchmark.listing import Listed, read_list
from auditor.benchmark.run import Done, looks
from auditor.cli import options as o
from auditor.cli.counting import counted
from auditor.cli.lists import ask_for_contact, try_out
from auditor.cli.say import complain, console, one_object
from auditor.errors import CallError, Exit
from auditor.onesite import Job
from auditor.settings import Settings
from auditor.signals import INTERRUPTED
from reports.words import Words
from spiders.net.access import BASIC_AUTH

if TYPE_CHECKING:
    from reports.benchmark import Benchmark

__all__ = ["register"]

_BUNDLES = "bundles"

List = Annotated[
    Path,
    typer.Argument(metavar="SITES.csv", help="The sites: name, url, country, sector, and tags of your own.", show_default=False),
]
Out = Annotated[
    Path | None, typer.Option("--out", help="Folder for the tables, the page and the bundles.", show_default="benchmark")
]
Bundles = Annotated[
    Path | None, typer.Option("--bundles", help="A folder of bundles that exist, by name of the site: these are not looked at.")
]
Again = Annotated[bool, typer.Option("--again", help="Look at sites again that are done.")]
AtOnce = Annotated[int, typer.Option("--jobs", min=1, max=64, help="Sites to look at at once, each at another host.")]
BeforeOption = Annotated[
    Path | None, typer.Option("--before", help="An earlier benchmark's folder, or its results: tell what changed.")
]
Complaints = Annotated[
    Path | None,
    typer.Option("--complaints", help="CSV of name (or url, host), complaints, customers: does the score mean anything."),
]
Parquet = Annotated[bool, typer.Option("--parquet", help="Write Parquet, too (needs the extra parquet).")]


@o.takes(o.LOOK, o.JUDGE)
def benchmark_command(
    sites: List,
    out: Out = None,
    bundles: Bundles = None,
    again: Again = False,
    jobs: AtOnce = 1,
    before: BeforeOption = None,
    complaints: Complaints = None,
    parquet: Parquet = False,
    private: o.Private = False,
    as_json: o.Json = False,
    **given: Any,
) -> None:
    """Audit many sites and set them side by side: league, sectors, channels, clicks. Run again, it goes on where it stopped."""
    # pandas takes half a second that no other command need wait for.
    from auditor.benchmark.earlier import can_write_parquet, read_before, read_complaints  # noqa: PLC0415
    from reports.benchmark import benchmark  # noqa: PLC0415

    settings = o.settled(out=out, **given)
    folder, quiet = settings.out or Path("benchmark"), settings.quiet or as_json
    # Everything that is given is read before the first site is troubled, and before anything is written over.
    listed = read_list(sites, private=private)
    earlier = read_before(before) if before else None
    counts = read_complaints(complaints, listed) if complaints else None
    if parquet:
        can_write_parquet()
    try_out(listed, settings, quiet=quiet)
    places = {site.slug: _place(site, folder, bundles) for site in listed}
    failures, interrupted = _looked(listed, places, folder, settings, again=again, at_once=jobs)
    entries = (entry(site, places[site.slug], folder, settings.lang, failures.get(site.slug)) for site in listed)
    found = benchmark(entries, earlier, counts)
    _tell(found, _written(found, folder, settings.lang, parquet=parquet), settings, as_json=as_json)
    if interrupted:
        complain(f"stopped by the user; what is done is in {folder}, and the same call goes on from there")
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(Exit.DONE if (found.frames.sites["state"] == "audited").any() else Exit.SITE_UNREACHABLE)


def _place(site: Listed, folder: Path, bundles: Path | None) -> Path:
    """Where the bundle of a site is, or is to be."""
    given = [bundles / site.slug, bundles / host_name(site.url)] if bundles else []
    return site.bundle or next((each for each in given if each.is_dir()), folder / _BUNDLES / site.slug)


def _looked(
    listed: Sequence[Listed], places: Mapping[str, Path], folder: Path, settings: Settings, *, again: bool, at_once: int
) -> tuple[dict[str, Failure], bool]:
    """Look at the sites that are not done: what failed without a bundle that says why, and whether the user stopped it."""
    failures: dict[str, Failure] = {}
    own = [site for site in listed if places[site.slug].parent == folder / _BUNDLES]
    done = [] if again else [site for site in own if _done(site, places[site.slug], settings)]
    jobs = [_job(site, places[site.slug], settings) for site in own if site not in done]
    if os.environ.get(BASIC_AUTH) and len(jobs) > 1:
        raise CallError(f"{BASIC_AUTH} is for one site: audit the sites one by one, and give their bundles")
    ask_for_contact((job.url for job in jobs), settings)
    (folder / _BUNDLES).mkdir(parents=True, exist_ok=True)
    with counted(len(jobs), already=len(listed) - len(jobs), quiet=settings.quiet) as heard:

        def told(ended: Done) -> None:
            if ended.failure:
                failures[ended.job.folder.name] = ended.failure
            heard(ended.job.name, ended.failure[0] if ended.failure else outcome(ended.job.folder))

        try:
            looks(jobs, at_once, told)
        except KeyboardInterrupt:
            return failures, True
    return failures, False


def _done(site: Listed, place: Path, settings: Settings) -> bool:
    """Whether a site need not be looked at again; it is judged again where packs, answers or the day are others now."""
    found = finished(site, place)
    if found is not None:
        judged_alike(found, own_settings(site, settings))
    return found is not None


def _job(site: Listed, place: Path, settings: Settings) -> Job:
    return Job(url=site.url, name=site.name, folder=place.absolute(), settings=own_settings(site, settings))


def _written(found: Benchmark, folder: Path, language: str, *, parquet: bool) -> dict[str, str]:
    """Write every format; the files by what they are."""
    from auditor.benchmark.earlier import OUTCOMES, RESULTS  # noqa: PLC0415
    from reports import benchmark as told  # noqa: PLC0415

    tables = {RESULTS: found.results, OUTCOMES: found.frames.outcomes}
    files = {"benchmark.html": told.render(found, language), "benchmark.xlsx": told.xlsx(found)}
    files |= {f"{name}.csv": told.csv(table) for name, table in tables.items()}
    if parquet:
        files |= {f"{name}.parquet": told.parquet(table) for name, table in tables.items()}
    for name, content in files.items():
        bundle.replace_file(folder / name, content)
    return {name: str(folder / name) for name in files}


def _tell(found: Benchmark, files: Mapping[str, str], settings: Settings, *, as_json: bool) -> None:
    from reports.benchmark import as_object, print_league  # noqa: PLC0415

    if as_json:
        one_object(as_object(found) | {"files": files})
    elif not settings.quiet:
        print_league(found, Words(settings.lang), console())
        console().print(f"Page: {files['benchmark.html']}, tables: {', '.join(list(files)[1:])} beside it", markup=False)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("benchmark")(benchmark_command)
