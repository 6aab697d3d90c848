"""
What reading a page costs beside parsing it: CPU milliseconds a page for each extractor.

    python bench/extract.py FOLDER [FOLDER ...] [--country SE] [--runs 3] [--pages 40]

Each folder of HTML files is taken as a site and read in a process of its own, as an audit reads it. Three columns tell apart

    ready   what is made ready on first use, once a site: modules, the words of its languages, patterns, lists; found by reading
            a small page that holds a bit of everything, in each language of the site
    new     a page of the site that was not seen before
    again   the same page read once more

Figures are means over the sites (ready) and their pages, and medians over the runs, in milliseconds of processor time. They
hold for this machine and hour: quote the ratios.
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import re
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
COLUMNS = ("ready", "new", "again")
IMPORTS, BS4, PARSE = "imports", "bs4", "parse"
APART = (IMPORTS, BS4, PARSE)
"""What is no part of reading a page that is parsed."""

A_BIT_OF_EVERYTHING = """
<html{lang}><title>Acme</title><body><nav><a href="/contact">Contact</a> <a href="/about">About</a></nav><h1>Contact</h1>
<p>Tel. <a href="tel:+46812345678">08-12 34 56 78</a>, info@acme.example. Mon-Fri 9.00-17.00. Chat with us around the clock.</p>
<p>Acme Ltd, 12 High Street, 111 22 Stockholm. VAT SE556677889901.</p><p>Complaints: cancel your contract in our app.</p>
<form action="/send"><label>E-mail <input name="email" type="email"></label><textarea name="message"></textarea>
<button>Send</button></form><script>document.write("a" + "@" + "acme.example")</script></body></html>
"""
_LANG = re.compile(rb"<html[^>]*\slang=[\"']?([A-Za-z]{2})", re.IGNORECASE)

Costs = dict[str, dict[str, list[float]]]
"""Milliseconds by part and column: one figure for what is made ready, one for each page."""

Part = tuple[str, Callable[[Any], Any]]
"""A name, and what is done: with the page's bytes as long as it is not parsed, then with the page."""


def read_site(folder: Path, country: str, most: int) -> Costs:
    """Read the pages of a folder twice, in a process that has read none yet."""
    began = time.process_time()
    parts = _parts(country)
    costs: Costs = {IMPORTS: {"ready": [(time.process_time() - began) * 1000]}}
    files = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES][:most]
    pages = [path.read_bytes() for path in files]
    langs = sorted({match[1].decode().lower() if (match := _LANG.search(page)) else "" for page in pages})
    made_ready: Costs = {}
    for lang in langs:
        _read(made_ready, "ready", A_BIT_OF_EVERYTHING.format(lang=f' lang="{lang}"' if lang else "").encode(), parts)
    for name, row in made_ready.items():
        costs[name] = {"ready": [sum(row["ready"])]}
    for turn in ("new", "again"):
        for page in pages:
            _read(costs, turn, page, parts)
    return costs


def _read(costs: Costs, column: str, html: bytes, parts: list[Part]) -> None:
    subject: Any = html
    for name, run in parts:
        began = time.process_time()
        made = run(subject)
        costs.setdefault(name, {}).setdefault(column, []).append((time.process_time() - began) * 1000)
        subject = made if name == PARSE else subject


def _parts(country: str) -> list[Part]:
    """What is done with a page; imported here, so that what that costs is seen."""
    bs4, page, extract, reader, states = map(
        importlib.import_module, ("bs4", "spiders.page", "spiders.extract", "spiders.reader", "spiders.states")
    )

    def listed(extractor: Callable[[Any], Iterator[Any]]) -> Callable[[Any], Any]:
        return lambda parsed: list(extractor(parsed))

    return [
        (BS4, lambda html: bs4.BeautifulSoup(html, "lxml")),
        (PARSE, lambda html: page.parse(html, "https://www.example.com/", country=country)),
        ("state", lambda parsed: states.state_of(parsed, 200, {})),
        ("links", reader.links_of),
        ("headings", lambda parsed: (reader.title_of(parsed), reader.headings_of(parsed))),
        *((name, listed(extractor)) for name, extractor in extract.extractors()),
        ("fingerprint", states.fingerprint),
    ]


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
    made = Table("part", *(f"{column}, ms" for column in COLUMNS), "new / parse", "again / parse")
    for name in APART:
        made.add_row(name, *_figures(rows[name], rows[PARSE]), end_section=name == PARSE)
    for name, row in sorted(read.items(), key=lambda item: -item[1]["new"]):
        made.add_row(name, *_figures(row, rows[PARSE]))
    made.add_section()
    made.add_row("all but parse", *_figures(whole, rows[PARSE]))
    return made


def _figures(row: dict[str, float], parse: dict[str, float]) -> Iterator[str]:
    yield from (f"{row[column]:.2f}" for column in COLUMNS)
    yield from (f"{row[column] / parse[column]:.2f}" if row[column] else "" for column in ("new", "again"))


def main() -> None:
    """Read the folders and print the table."""
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
