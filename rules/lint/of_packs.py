"""What every pack must have beside what reading it demands: dates in order, known languages, and no forbidden word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import PurePath

from rules.lint.problem import Problem, forbidden_in, placed
from rules.model import Strict, read
from rules.pack import Entry, Pack, PackError, parse_pack
from spiders.strictyaml import line_of

__all__ = ["lint_pack"]

Found = tuple[tuple[str | int, ...], str]


class _Languages(Strict):
    languages: tuple[str, ...]


@cache
def _languages() -> frozenset[str]:
    return frozenset(read(_Languages, files("rules").joinpath("languages.yaml").read_text("utf-8"), "languages.yaml").languages)


def lint_pack(text: str, file: str) -> Iterator[Problem]:
    """What is wrong with a pack's text."""
    path = PurePath(file)
    try:
        pack = parse_pack(text, path.name)
    except PackError as error:
        yield from (placed(line, file, str(path.parent))._replace(file=file) for line in str(error).splitlines())
        return
    own = len(pack.entries) if pack.extends is None else None
    for location, message in _found(pack, own):
        yield Problem(file, line_of(text, location), message)


def _found(pack: Pack, own: int | None) -> Iterator[Found]:
    yield from _words(("title",), pack.title)
    for index, watch in enumerate(pack.watch):
        for key in ("title", "says", "status"):
            yield from _words(("watch", index, key), str(getattr(watch, key)))
    for index, rule in enumerate(pack.rules):
        for key in ("title", "title_ok", "title_failed", "why", "advice", "message"):
            yield from _words(("rules", index, key), str(getattr(rule, key)))
    for index, entry in enumerate(pack.entries[:own]):
        yield from _in_entry(("entries", index), pack, entry)


def _in_entry(place: tuple[str | int, ...], pack: Pack, entry: Entry) -> Iterator[Found]:
    for key, said in (("expects", entry.expects), ("unless", entry.unless), ("applies", entry.applies.to)):
        yield from _words((*place, key), said)
    named = pack.rule(entry.rule).texts.labels
    for key in entry.labels:
        if key not in named and key not in _languages():
            yield (*place, "labels", key), f"{key} is neither a language (ISO 639-1) nor a list that the rule reads"
    for index, law in enumerate(entry.citations):
        if law.in_force_from and law.in_force_until and law.in_force_from > law.in_force_until:
            yield (
                (*place, "citations", index, "in_force_until"),
                f"{entry.rule}: in force until {law.in_force_until}, before it begins",
            )
    if entry.otherwise is not None:
        yield from _in_entry((*place, "otherwise"), pack, entry.otherwise)


def _words(location: tuple[str | int, ...], said: str) -> Iterator[Found]:
    for word in forbidden_in(said):
        yield location, f"{word!r} claims what looking at a website cannot show"
