"""`auditor compare`: a few sites side by side."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from auditor import bundle
from auditor.audit import default_folder, start_address, story
from auditor.cli import options as o
from auditor.cli.audit import look
from auditor.cli.say import console, one_object
from auditor.errors import CallError, Exit
from auditor.settings import Settings
from auditor.signals import INTERRUPTED
from reports.story import Story
from spiders.net.access import BASIC_AUTH

__all__ = ["register"]


@o.takes(o.LOOK, o.JUDGE)
def compare_command(
    sites: Annotated[
        list[str], typer.Argument(metavar="URL_OR_BUNDLE...", help="Addresses to audit, or bundles that exist.", show_default=False)
    ],
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for the new bundles, compare.csv and compare.html.", show_default="audits")
    ] = None,
    as_json: o.Json = False,
    **given: Any,
) -> None:
    """Benchmark a few sites side by side: a table here, and CSV and HTML in the folder."""
    # pandas takes half a second that no other command need wait for.
    from reports.compare import print_table, render_csv, render_html, table  # noqa: PLC0415

    settings = o.settled(out=out, **given)
    folder = settings.out or Path("audits")
    silent = settings.quiet or as_json
    # Every argument is looked at before the first site is troubled.
    named = [(site, Path(site) if Path(site).is_dir() else start_address(site)) for site in sites]
    if os.environ.get(BASIC_AUTH) and sum(isinstance(site, str) for _, site in named) > 1:
        raise CallError(f"{BASIC_AUTH} is for one site: audit the sites one by one, and compare their bundles")
    results = [_one(site, folder, settings, quiet=silent) for _, site in named]
    stories = [told for told, _ in results]
    folder.mkdir(parents=True, exist_ok=True)
    bundle.replace_file(folder / "compare.csv", render_csv(stories))
    bundle.replace_file(folder / "compare.html", render_html(stories))
    if as_json:
        rows = table(stories).astype(object).where(lambda cells: cells.notna(), None).to_dict("records")
        one_object({"sites": rows, "csv": str(folder / "compare.csv"), "html": str(folder / "compare.html")})
    elif not settings.quiet:
        print_table(stories, console())
        console().print(f"Table: {folder / 'compare.csv'}, page: {folder / 'compare.html'}", markup=False)
    codes = [code for _, code in results]
    raise typer.Exit(codes[0] if codes and all(code != Exit.DONE for code in codes) else Exit.DONE)


def _one(site: str | Path, folder: Path, settings: Settings, *, quiet: bool) -> tuple[Story, int]:
    """The story of one site, audited now or read, and its exit code."""
    if isinstance(site, Path):
        return story(bundle.read(site), settings.lang), Exit.DONE
    place = folder / default_folder(site).name
    # Answers, journeys and suppressions in a settings file are about one company, and each site here is another.
    own = settings.model_copy(update={"out": place, "answers": {}, "journey": (), "suppress": ()})
    whole, code = look(site, own, judged=True, quiet=quiet)
    if code == INTERRUPTED:
        raise typer.Exit(code)  # half a site is not put beside whole ones
    return story(whole, settings.lang), code


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("compare")(compare_command)
