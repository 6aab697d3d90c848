"""What changed as JSON, Markdown, HTML and lines in the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reports.changes.model import Change, Changes, Look
from reports.changes.outcomes import span
from reports.outcomes import Tone
from reports.templating import environment, moment, style_sheet
from reports.text import clean, short
from reports.text import markdown as md
from reports.words import Words

__all__ = ["FORMATS", "print_changes", "record"]

_MARKS: Mapping[Tone, tuple[str, str, str]] = {
    "bad": ("✗", "x", "red"),
    "warn": ("~", "~", "yellow"),
    "good": ("✓", "+", "green"),
    "soft": ("?", "?", "dim"),
}
_WIDTH = 100


def record(found: Changes) -> dict[str, Any]:
    """The record as programs read it."""
    return found.model_dump(mode="json", by_alias=True)


def render_json(found: Changes, words: Words) -> bytes:
    """The record (schema `auditor/diff/1`) as indented JSON in ASCII; its sentences are told already."""
    del words
    return (json.dumps(record(found), indent=1) + "\n").encode("ascii")


def render_markdown(found: Changes, words: Words) -> bytes:
    """Markdown for tickets and mails; site text made harmless."""
    return ("\n".join(_markdown(found, words)) + "\n").encode("utf-8")


def _markdown(found: Changes, words: Words) -> Iterator[str]:
    yield f"# {md(words('changes.name', host=found.new.host))}\n"
    yield f"{md(_from_to(found, words))}\n"
    yield from (f"> {md(caution)}\n" for caution in found.cautions)
    yield f"{md(found.score)}\n"
    if not found.changes:
        yield f"{md(words('changes.none'))}\n"
    for tone, group in by_tone(found):
        yield f"## {md(words.label('changes_tone', tone))}\n"
        yield from (f"- {md(change.text)}{_both(change, words)}" for change in group)
        yield ""
    if found.unseen:
        yield f"## {md(words('changes.unseen'))}\n"
        yield from (f"- {md(change.text)}" for change in found.unseen)
        yield ""
    yield md(words("changes.note"))


def _both(change: Change, words: Words) -> str:
    """The two ways to a channel, a line each."""
    if change.topic != "path":
        return ""
    sides = ((words("changes.before"), change.before), (words("changes.after"), change.after))
    return "".join(f"\n  - {md(name)}: {md(way)}" for name, way in sides if way)


def by_tone(found: Changes) -> tuple[tuple[Tone, tuple[Change, ...]], ...]:
    """The changes by whether they are worse, neither or better for customers, in this order."""
    return tuple((tone, tuple(group)) for tone, group in groupby(found.changes, key=lambda change: change.tone))


def _from_to(found: Changes, words: Words) -> str:
    return words("changes.from_to", before=moment(found.old.started), after=moment(found.new.started))


def render_html(found: Changes, words: Words) -> bytes:
    """One self-contained page."""
    page = environment(words.language).get_template("changes.html.j2")
    text = page.render(
        words=words,
        css=style_sheet(),
        found=found,
        groups=by_tone(found),
        here=lambda url: short(url, found.new.host),
        rows=tuple(_rows(found, words)),
        from_to=_from_to(found, words),
    )
    return text.encode("utf-8")


def _rows(found: Changes, words: Words) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The figures of the two looks beside each other."""
    told: Mapping[str, Callable[[Look], str]] = {
        "started": lambda look: moment(look.started),
        "pages": lambda look: str(look.pages),
        "score": lambda look: span(look, words),
        "decided": lambda look: words("changes.decided", decided=look.decided, of=look.of),
        "fixes": lambda look: str(look.fixes),
    }
    for name, tell in told.items():
        yield words(f"changes.row.{name}"), (tell(found.old), tell(found.new))


FORMATS: Mapping[str, Callable[[Changes, Words], bytes]] = MappingProxyType(
    {"html": render_html, "json": render_json, "md": render_markdown}
)
"""What `--format` takes."""


def print_changes(found: Changes, words: Words, console: Console) -> None:
    """Print what changed; nothing in it from the site can steer the terminal."""
    width = min(console.width, _WIDTH)
    console.print(Text(clean(words("changes.name", host=found.new.host)), style="bold"), width=width)
    console.print(Text(clean(_from_to(found, words)), style="dim"), width=width)
    for caution in found.cautions:
        console.print(Text(f"! {clean(caution)}", style="yellow"), width=width)
    console.print(Text(clean(found.score)), width=width)
    if not found.changes:
        console.print(Text(words("changes.none")), width=width)
    for tone, group in by_tone(found):
        _section(console, words.label("changes_tone", tone), group, words, width)
    if found.unseen:
        _section(console, words("changes.unseen"), found.unseen, words, width)


def _section(console: Console, title: str, group: tuple[Change, ...], words: Words, width: int) -> None:
    console.print()
    console.print(Text(title, style="bold underline"), width=width)
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    for change in group:
        mark, plain, style = _MARKS[change.tone]
        table.add_row(Text(plain if console.options.ascii_only else mark, style=style), Text(clean(change.text)))
        for name, way in ((words("changes.before"), change.before), (words("changes.after"), change.after)):
            if change.topic == "path" and way:
                table.add_row("", Text(f"{name}: {clean(way)}", style="dim"))
    console.print(table, width=width, soft_wrap=False)
