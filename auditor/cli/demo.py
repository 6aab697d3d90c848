"""`auditor demo`: audit the fictional companies that come with the program, on loopback."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated

import typer

from auditor import bundle
from auditor.audit import audit, story
from auditor.cli import options as o
from auditor.cli.say import console, one_object
from auditor.demo import DemoSite, serve, sites
from auditor.errors import CallError
from auditor.settings import Settings, settle
from reports.story import Story

__all__ = ["register"]

_AT_ONCE = 2
_FOLDER = Path("audits") / "demo"


def demo_command(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[SITE]...", help="Only these of the fictional sites.", show_default="all")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for the bundles.", show_default=str(_FOLDER))] = None,
    list_only: Annotated[bool, typer.Option("--list", help="Only say which sites there are.")] = False,
    browser: o.Browser = None,
    quiet: o.Quiet = None,
    as_json: o.Json = False,
) -> None:
    """Audit the bundled fictional companies on this machine, and put them side by side."""
    # pandas takes half a second that no other command need wait for.
    from reports.compare import print_table, render_csv, render_html  # noqa: PLC0415

    chosen = _chosen(names or [])
    if list_only and as_json:
        one_object({"sites": [{"id": site.slug, "name": site.name, "story": site.story} for site in chosen]})
        return
    if list_only:
        for site in chosen:
            console().print(f"{site.slug}: {site.name}. {site.story}", markup=False)
        return
    settings = settle(browser=browser, quiet=quiet, max_seconds=90, delay=0, out=out)
    folder = settings.out or _FOLDER
    silent = settings.quiet or as_json

    def one(site: DemoSite) -> Story:
        told = _audited(site, folder / site.slug, settings)
        if not silent:
            value = told.verdicts.score.value
            score = "no score" if value is None else f"score {value:.0f}"
            console().print(f"{site.name}: {score}, {folder / site.slug / bundle.REPORT}", markup=False)
        return told

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        stories = list(pool.map(one, chosen))
    bundle.replace_file(folder / "compare.html", render_html(stories))
    bundle.replace_file(folder / "compare.csv", render_csv(stories))
    if as_json:
        one_object({"folder": str(folder), "sites": [site.slug for site in chosen]})
    elif not silent:
        print_table(stories, console())
        console().print(
            f"Side by side: {folder / 'compare.html'}; a report for each site: {folder}/SITE/{bundle.REPORT}", markup=False
        )


def _chosen(names: list[str]) -> list[DemoSite]:
    every = {site.slug: site for site in sites()}
    unknown = [name for name in names if name not in every]
    if unknown:
        raise CallError(f"{', '.join(unknown)}: no such fictional site; there are {', '.join(every)}")
    return [every[name] for name in names] if names else list(every.values())


def _audited(site: DemoSite, folder: Path, settings: Settings) -> Story:
    with serve(site.folder) as base:
        # Answers in a settings file are about the user's own company.
        own = settings.model_copy(update={"country": site.country, "answers": {}})
        whole, _ = audit(base, own, folder, lambda _: None, name=site.name)
    return story(whole)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo_command)
