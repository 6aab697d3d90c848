"""`auditor rules`: the catalogue and the packs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markdown import Markdown
from rich.table import Table

from auditor.cli import options as o
from auditor.cli.say import console, one_object
from auditor.errors import CallError, Exit
from auditor.judging import packs
from reports.text import clean
from rules import catalogue
from rules.lint import lint
from rules.pack import Entry, Pack, bundled
from rules.pages import GENERATED, pages
from rules.registry import categories, questions, rules
from rules.scaffold import ScaffoldError, scaffold
from spiders.said import count

__all__ = ["register"]

group = typer.Typer(help="The rule catalogue and the packs that select from it.", no_args_is_help=True)


@group.command("list")
def list_command(pack: o.Packs = None, as_json: o.Json = False) -> None:
    """List the rules, and in which packs they stand at which level."""
    chosen = packs(tuple(pack or bundled()), None)
    every = [*rules().values(), *(own.rule() for p in chosen for own in p.rules)]
    rows = [(rule, [(p, e) for p in chosen for e in p.entries if e.rule == rule.id]) for rule in every]
    if pack:
        rows = [(rule, places) for rule, places in rows if places]
    if as_json:
        one_object(
            {
                "rules": [
                    {"id": r.id, "title": r.texts.title, "category": r.texts.category, "packs": _levels(places)}
                    for r, places in rows
                ]
            }
        )
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("rule", "what it asks for", "packs"):
        table.add_column(heading, overflow="fold")
    for rule, places in rows:
        table.add_row(rule.id, rule.texts.title_ok, ", ".join(f"{name}: {level}" for name, level in _levels(places).items()))
    console().print(table, soft_wrap=False)
    console().print(f"{len(rows)} rules in {len(chosen)} packs. `auditor rules show RULE` tells all about one.", markup=False)


@group.command("show")
def show_command(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The rule's id.", show_default=False)], as_json: o.Json = False
) -> None:
    """Show one rule: what it checks, why it matters, when it applies, how to fix it, and by which law."""
    found = rules().get(rule)
    if found is None:
        raise CallError(f"{rule}: there is no such rule; `auditor rules list` names them all")
    places = [(p, e) for p in packs(bundled(), None) for e in p.entries if e.rule == rule]
    if as_json:
        one_object(
            {"id": found.id, "sections": dict(found.sections), "packs": {p.id: e.model_dump(mode="json") for p, e in places}}
        )
        return
    console().print(Markdown(found.page), soft_wrap=False)
    for pack, entry in places:
        console().print(f"\n{pack.id}: {entry.level}, {entry.severity}{', gate' if entry.gate else ''}", markup=False)
        for law in entry.citations:
            console().print(f"  {law.authority}\n  {law.url}", markup=False)
        for asked in entry.applies.asks:
            asks, answer = questions()[asked.question].asks, f'"{asked.among[0]}"' if asked.among else "true"
            console().print(f"  {asks} Answer it in auditor.toml: [answers] {asked.question} = {answer}", markup=False)


@group.command("new")
def new_command(
    rule: Annotated[str, typer.Argument(metavar="ID", help="The rule's id, as opening-hours-stated.", show_default=False)],
    category: Annotated[str, typer.Option("--category", help=f"One of {', '.join(categories())}.", show_default=False)],
    parent: Annotated[Path | None, typer.Option("--in", help="Where its folder goes.", show_default="the catalogue")] = None,
) -> None:
    """Begin a rule: its folder with code, texts, page and cases, and a TODO wherever there is something to say."""
    try:
        folder = scaffold(rule, category, parent or Path(catalogue.__path__[0]))
    except ScaffoldError as error:
        raise CallError(str(error)) from None
    beside = f" --in {parent}" if parent else ""
    console().print(f"{_near(str(folder))}: begun. `auditor rules check{beside}` tells what is left to do.", markup=False)


@group.command("check")
def check_command(
    pack: Annotated[list[Path] | None, typer.Option("--pack", help="A pack file to check besides; may be repeated.")] = None,
    beside: Annotated[
        list[Path] | None, typer.Option("--in", help="A folder of rules outside the catalogue to check besides; its code is run.")
    ] = None,
    as_json: o.Json = False,
) -> None:
    """Check the catalogue and the packs: exit code 1 where there is an error, a line each with file and line."""
    for folder in beside or ():
        if not folder.is_dir():
            raise CallError(f"{folder}: there is no such folder")
    report = lint([(str(path), _text(path)) for path in pack or ()], beside or ())
    if as_json:
        problems = [problem._asdict() | {"file": _near(problem.file)} for problem in report.problems]
        one_object(report._asdict() | {"errors": report.errors, "problems": problems})
    else:
        for problem in report.problems:
            console().print(clean(str(problem._replace(file=_near(problem.file))), 1000), markup=False)
        told = f"{report.rules} rules with {report.cases} cases and {report.packs} packs with {report.entries} entries were checked"
        console().print(
            f"{told}: {count(report.errors, '{n} error', '{n} errors')}, {count(report.warnings, '{n} warning', '{n} warnings')}.",
            markup=False,
        )
    raise typer.Exit(Exit.GATE_FAILED if report.errors else Exit.DONE)


@group.command("docs")
def docs_command(
    out: Annotated[Path, typer.Option("--out", help="The folder whose rules/ and packs/ are written anew.")] = Path("docs"),
) -> None:
    """Write the pages of the rules and packs; a page of a rule or pack that is no more is removed."""
    written = pages()
    for folder in ("rules", "packs"):
        (out / folder).mkdir(parents=True, exist_ok=True)
        for page in set((out / folder).glob("*.md")) - {out / name for name in written}:
            if page.read_text("utf-8").startswith(GENERATED):
                page.unlink()
    for name, text in written.items():
        (out / name).write_text(text, "utf-8")
    console().print(f"{len(written)} pages are in {out}.", markup=False)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise CallError(f"{path}: there is no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CallError(f"{path}: cannot be read: {error}") from None


def _near(file: str) -> str:
    """A file as seen from the working folder, where it is below it."""
    return file.removeprefix(f"{Path.cwd()}/")


def _levels(places: Sequence[tuple[Pack, Entry]]) -> dict[str, Any]:
    return {pack.id: entry.level for pack, entry in places}


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="rules")
