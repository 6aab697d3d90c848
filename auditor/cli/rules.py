"""`auditor rules`: the catalogue and the packs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.markdown import Markdown
from rich.table import Table

from auditor.audit import packs
from auditor.cli import options as o
from auditor.cli.say import console, one_object
from auditor.errors import CallError
from rules.pack import Entry, Pack, bundled
from rules.registry import questions, rules

__all__ = ["register"]

group = typer.Typer(help="The rule catalogue and the packs that select from it.", no_args_is_help=True)


@group.command("list")
def list_command(pack: o.Packs = None, as_json: o.Json = False) -> None:
    """List the rules, and in which packs they stand at which level."""
    chosen = packs(tuple(pack or bundled()), None)
    rows = [(rule, [(p, e) for p in chosen for e in p.entries if e.rule == rule.id]) for rule in rules().values()]
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
        if entry.applies.question:
            asks = questions()[entry.applies.question].asks
            console().print(f"  {asks} Answer it in auditor.toml: [answers] {entry.applies.question} = true", markup=False)


def _levels(places: Sequence[tuple[Pack, Entry]]) -> dict[str, Any]:
    return {pack.id: entry.level for pack, entry in places}


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="rules")
