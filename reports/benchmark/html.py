"""The benchmark as one self-contained page, without script and without network."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from reports.benchmark.best import Best
from reports.benchmark.clicks import sykes
from reports.benchmark.frames import WAYS
from reports.benchmark.league import League
from reports.benchmark.whole import Benchmark
from reports.pictures import Figure, album
from reports.templating import environment, style_sheet
from reports.words import Words
from rules.registry import categories
from spiders.evidence import Shot

__all__ = ["records", "render"]

MOST_PICTURES = 12
"""A picture of a page is about 200 kB, and the whole of it is inlined."""
_LEAST_CLICKS = 3.0
_ICONS = {"found": "good", "unlinked": "warn", "apart": "warn", "none": "none", "unknown": "soft"}

Row = Mapping[str, Any]
Pictures = tuple[tuple[str, Markup, Shot], ...]


def render(b: Benchmark, language: str) -> bytes:
    """The page as UTF-8 HTML; links to the sites' reports are those of the entries."""
    words = Words(language)
    env = environment(language)
    expectations = records(b.expectations)
    failing = [row for row in expectations if row["failed"]]
    taught = sorted((row for row in failing if row["rule"] in b.best), key=lambda row: row["level"] == "info")
    best, pictures = _illustrated([b.best[row["rule"]] for row in taught])
    sites = records(b.frames.sites)
    page = env.get_template("benchmark.html.j2")
    text = page.render(
        words=words,
        css=style_sheet(),
        b=b,
        records=records,
        sites=sites,
        audited=sum(row["state"] == "audited" for row in sites),
        unaudited=[row for row in sites if row["state"] != "audited"],
        **{name: _values(b, column) for name, column in (("as_of", "as_of"), ("methods", "method"))},
        looked=_span([day[:10] for day in _values(b, "looked")]),
        cautions=b.cautions(words),
        failing=failing,
        failed_on=_failed_on(b.frames.outcomes),
        titles={row["rule"]: row["title"] or row["rule"] for row in expectations},
        best=best,
        most_shown=MOST_PICTURES,
        pictures=pictures,
        **_categories(b.league),
        **_channels(b, words),
        most_rate=1000 * max(b.correlation.table["rate"], default=0) if b.correlation else 0,
    )
    return text.encode("utf-8")


def records(frame: pd.DataFrame) -> list[Row]:
    """The rows of a table; None for what is absent."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def _values(b: Benchmark, column: str) -> list[str]:
    return sorted({str(value) for value in b.frames.sites[column].dropna() if value})


def _span(days: Sequence[str]) -> list[str]:
    return sorted({days[0], days[-1]}) if days else []


def _categories(league: League) -> dict[str, Any]:
    found = {(row["site"], row["category"]): row for row in records(league.categories)}
    there = {name for _, name in found}
    known = [name for name in categories() if name in there]
    return {"by_category": found, "categories": [*known, *sorted(there - set(known))]}


def _channels(b: Benchmark, words: Words) -> dict[str, Any]:
    clicks = records(b.clicks)
    most = max((row[name] for row in clicks for name in ("mean_high", "mean", "sykes") if row[name] is not None), default=0)
    top = max(_LEAST_CLICKS, math.ceil(most))
    marks = [100 * n / top for n in range(int(top) + 1)]
    return {
        "ways": WAYS,
        "cells": {(row["site"], row["kind"]): row for row in records(b.frames.channels)},
        "way_told": partial(_way_told, words),
        "sykes": sykes(),
        "at_clicks": lambda n: None if n is None else 100 * n / top,
        "click_marks": marks,
        "click_measure": [(mark, str(n)) for n, mark in enumerate(marks)],
    }


def _way_told(words: Words, cell: Row) -> tuple[str, str]:
    """The sign and the words of a cell of the channel matrix."""
    state, clicks, actions = cell["state"], cell["clicks"], cell["actions"]
    if state != "found":
        return _ICONS[state], words(f"benchmark.way.{state}")
    told = words("clicks", n=clicks) if clicks else words("benchmark.way.home")
    return "good", words("benchmark.way.actions", n=actions, clicks=told) if actions and actions != clicks else told


def _failed_on(outcomes: pd.DataFrame) -> Mapping[str, list[tuple[str, str]]]:
    """By rule the sites that do not meet it, with where their reports tell of it."""
    failed = outcomes[outcomes["outcome"] == "failed"].drop_duplicates(["rule", "site"])
    return {str(rule): list(zip(rows["site"], rows["link"], strict=True)) for rule, rows in failed.groupby("rule")}


def _illustrated(best: Sequence[Best]) -> tuple[list[tuple[Best, Mapping[str, str]]], Pictures]:
    """Each with the identifiers of its picture, and the pictures; the first so many files alone, each once."""
    shots: dict[tuple[Path | None, str], Figure] = {}
    for each in best:
        if each.figure and len(shots) < MOST_PICTURES:
            shots.setdefault((each.folder, each.figure.shot.file), each.figure)
    ids: dict[tuple[Path | None, str], str] = {}
    pictures: list[tuple[str, Markup, Shot]] = []
    for key, figure in shots.items():
        for _, data, shot in album([figure], key[0]).data:
            ids[key] = f"picture-{len(pictures) + 1}"
            pictures.append((ids[key], data, shot))
    return [(each, _own(each, ids)) for each in best], tuple(pictures)


def _own(each: Best, ids: Mapping[tuple[Path | None, str], str]) -> Mapping[str, str]:
    found = ids.get((each.folder, each.figure.shot.file)) if each.figure else None
    return {each.figure.shot.file: found} if each.figure and found else {}
