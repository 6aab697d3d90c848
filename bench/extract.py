"""
What reading a page costs beside parsing it: CPU milliseconds a page for each extractor.

    python bench/extract.py FOLDER [FOLDER ...] [--country SE] [--runs 3] [--pages 40]

Each folder of HTML files is taken as a site and read in a process of its own, as an audit reads it. Three columns tell its pages
apart: "first" is the first page, which pays for what is made ready on first use (the words of its language, patterns); "new" is each
page after it, seen for the first time; "again" is the same pages read once more. Figures are means over the pages and medians over
the runs, in milliseconds of processor time. They hold for this machine and hour: quote the ratios.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
COLUMNS = ("first", "new", "again")
IMPORTS = "imports"
PARSE = "parse"
APART = (IMPORTS, "bs4", PARSE)
"""What is no part of reading a page that is parsed."""

Costs = dict[str, dict[str, list[float]]]
"""Milliseconds by part and column, one figure a page."""


def read_site(folder: Path, country: str, most: int) -> Costs:
    """Read the pages of a folder twice, in a process that has read none yet."""
    costs: Costs = {}
    parts = _timed(costs, IMPORTS, "first", _parts)
    files = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES][:most]
    pages = [(path.read_bytes(), f"https://www.example.com/{path.relative_to(folder)}") for path in files]
    for turn in ("new", "again"):
        for number, (html, url) in enumerate(pages):
            column = "first" if turn == "new" and number == 0 else turn
            page: Any = None
            for name, run in parts(html, url, country):
                made = _timed(costs, name, column, lambda run=run, page=page: run(page))
                page = made if name == PARSE else page
    return costs


def _parts() -> Callable[[bytes, str, str], Iterator[tuple[str, Callable[[Any], Any]]]]:
    """What is done with a page, each part by its name; imported here, so that what that costs is seen."""
    from bs4 import BeautifulSoup  # noqa: PLC0415

    from spiders.extract import extractors  # noqa: PLC0415
    from spiders.page import parse  # noqa: PLC0415
    from spiders.reader import headings_of, links_of, title_of  # noqa: PLC0415
    from spiders.states import fingerprint, state_of  # noqa: PLC0415

    found = extractors()

    def parts(html: bytes, url: str, country: str) -> Iterator[tuple[str, Callable[[Any], Any]]]:
        yield "bs4", lambda _: BeautifulSoup(html, "lxml")
        yield PARSE, lambda _: parse(html, url, country=country)
        yield "state", lambda page: state_of(page, 200, {})
        yield "links", links_of
        yield "headings", lambda page: (title_of(page), headings_of(page))
        for name, extractor in found:
            yield name, lambda page, extractor=extractor: list(extractor(page))
        yield "fingerprint", fingerprint

    return parts


def _timed(costs: Costs, name: str, column: str, run: Callable[[], Any]) -> Any:
    began = time.process_time()
    made = run()
    costs.setdefault(name, {}).setdefault(column, []).append((time.process_time() - began) * 1000)
    return made


def mean(costs: list[Costs]) -> dict[str, dict[str, float]]:
    """The mean over all pages of some sites, by part and column."""
    names = dict.fromkeys(name for each in costs for name in each)
    gathered = {name: {column: [ms for each in costs for ms in each[name].get(column, ())] for column in COLUMNS} for name in names}
    return {name: {column: statistics.fmean(ms or [0.0]) for column, ms in row.items()} for name, row in gathered.items()}


def table(runs: list[dict[str, dict[str, float]]]) -> Table:
    """A line for each part, the costliest first, and what all of them cost beside parsing."""
    rows = {name: {column: statistics.median(run[name][column] for run in runs) for column in COLUMNS} for name in runs[0]}
    read = {name: row for name, row in rows.items() if name not in APART}
    whole = {column: sum(row[column] for row in read.values()) for column in COLUMNS}
    made = Table("part", *(f"{column}, ms" for column in COLUMNS), "new / parse")
    for name in APART:
        made.add_row(name, *_figures(rows[name], rows[PARSE]), end_section=name == PARSE)
    for name, row in sorted(read.items(), key=lambda item: -item[1]["new"]):
        made.add_row(name, *_figures(row, rows[PARSE]))
    made.add_section()
    made.add_row("all but parse", *_figures(whole, rows[PARSE]))
    return made


def _figures(row: dict[str, float], parse: dict[str, float]) -> Iterator[str]:
    yield from (f"{row[column]:.2f}" for column in COLUMNS)
    yield f"{row['new'] / parse['new']:.2f}" if row["new"] and parse["new"] else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER", help="a site's HTML files")
    parser.add_argument("--country", default="", help="ISO 3166 code of the sites' country")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pages", type=int, default=40, help="at most so many pages a site")
    args = parser.parse_args()
    tasks = [(folder, args.country, args.pages) for folder in args.folders]
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        runs = [mean(pool.starmap(read_site, tasks, chunksize=1)) for _ in range(args.runs)]
    Console().print(table(runs))


if __name__ == "__main__":
    main()
