"""
What reading a page costs beside parsing it: CPU milliseconds a page for each extractor, the links and what the page keeps closed.

    python bench/extract.py FOLDER[=SE] [FOLDER[=DE] ...] [--rounds 5] [--pages 40] [--rendered]

Each folder of HTML files is taken as a site, of the country that is named with it. A round reads every page once, as an audit
does, each site in a process of its own that has read none before; a page's parts are timed one right after the other. Two columns:

    once    what is made ready on first use, a site: the words of its languages, patterns, lists; found as a warm-up, by reading
            two small pages, with a bit of everything and with next to nothing, in each language of the site
    page    a page of the site

Figures are means over the sites (once) or over their pages (page), in milliseconds of processor time, and of these and of the
ratio to parsing the median over the rounds. They hold for this machine and hour: quote the ratios.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bs4 import BeautifulSoup
from rich.console import Console
from rich.table import Table

from spiders.browser.closed import closed_on
from spiders.extract import extractors
from spiders.page import ParsedPage, parse
from spiders.reader import links_of

SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
BS4, PARSE = "BeautifulSoup alone", "parse"
URL = "https://www.example.com/about/"
READERS: tuple[tuple[str, Callable[[ParsedPage], Any]], ...] = (
    *((name, lambda page, extractor=extractor: list(extractor(page))) for name, extractor in extractors()),
    ("links", links_of),
    ("closed", closed_on),
)
"""What reads a parsed page, with its name."""
NAMES = (BS4, PARSE, *(name for name, _ in READERS))

A_BIT_OF_EVERYTHING = """
<html><title>Acme</title><body><nav><a href="/contact">Contact</a> <a href="/about">About</a></nav><h1>Contact</h1>
<p>Tel. <a href="tel:+46812345678">08-12 34 56 78</a>, info@acme.example. Mon-Fri 9.00-17.00. Chat with us around the clock.</p>
<p>Acme Ltd, 12 High Street, 111 22 Stockholm. VAT SE556677889901.</p><p>Complaints: cancel your contract in our app.</p>
<form action="/send"><label>E-mail <input name="email" type="email"></label><textarea name="message"></textarea>
<button>Send</button></form><script>document.write("a" + "@" + "acme.example")</script></body></html>
"""
NEXT_TO_NOTHING = "<html><title>Acme</title><body><p>12:30 / 13:45</p></body></html>"
"""Times that are no hours: they are looked for in more than one language."""

Costs = Mapping[str, Sequence[float]]
"""Milliseconds by part, a figure for each page."""


class Site(NamedTuple):
    """A folder's pages, at most so many, and how they are read."""

    folder: Path
    country: str
    pages: int
    rendered: bool


def read_site(site: Site) -> tuple[Costs, Costs]:
    """What is made ready, and what each page costs, in a process that has read none yet."""
    files = [path for path in sorted(site.folder.rglob("*")) if path.suffix.lower() in SUFFIXES][: site.pages]
    pages = [path.read_bytes() for path in files]
    langs = dict.fromkeys(parse(html, URL).lang for html in pages)
    made_ready = _read(site, ((html, lang) for lang in langs for html in (A_BIT_OF_EVERYTHING, NEXT_TO_NOTHING)))
    gc.collect()
    gc.freeze()  # a full collection goes through all that was made ready, and would be put down to whatever it happens to meet
    return made_ready, _read(site, ((html, None) for html in pages))


def _read(site: Site, pages: Iterable[tuple[str | bytes, str | None]]) -> Costs:
    """Read some pages, each in its language; None: the one that it is seen to be in."""
    costs: dict[str, list[float]] = defaultdict(list)

    def timed(name: str, run: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        began = time.process_time()
        made = run(*args, **kwargs)
        costs[name].append((time.process_time() - began) * 1000)
        return made

    for html, lang in pages:
        timed(BS4, BeautifulSoup, html, "lxml")
        page = timed(PARSE, parse, html, URL, country=site.country, rendered=site.rendered)
        page.lang = page.lang if lang is None else lang
        for name, read in READERS:
            timed(name, read, page)
    return costs


def table(rounds: Sequence[Sequence[tuple[Costs, Costs]]]) -> Table:
    """A line for each part, the costliest first, and their sum, beside parsing; a round holds the costs of each site."""
    once = [{name: statistics.fmean(sum(ready[name]) for ready, _ in each) for name in NAMES} for each in rounds]
    page = [{name: statistics.fmean(ms for _, read in each for ms in read[name]) for name in NAMES} for each in rounds]
    for row in (*once, *page):
        row["sum"] = sum(row[name] for name, _ in READERS)
    ranked = sorted((name for name, _ in READERS), key=lambda name: -statistics.median(row[name] for row in page))
    count = sum(len(read[PARSE]) for _, read in rounds[0])
    made = Table("part", "once, ms a site", "page, ms", "page / parse", title=f"{count} pages of {len(rounds[0])} sites")
    for name in (BS4, PARSE, *ranked, "sum"):
        ratio = statistics.median(row[name] / row[PARSE] for row in page)
        figures = [statistics.median(row[name] for row in column) for column in (once, page)]
        made.add_row(name, *(f"{ms:.2f}" for ms in figures), f"{ratio:.2f}", end_section=name in (PARSE, ranked[-1]))
    return made


def main() -> None:
    """Read the folders and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", nargs="+", metavar="FOLDER[=COUNTRY]", help="a site's HTML files, its ISO 3166 code")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=40, help="at most so many pages a site")
    parser.add_argument("--rendered", action="store_true", help="the files are what a browser made of the pages")
    args = parser.parse_args()
    named = [each.partition("=") for each in args.sites]
    sites = [Site(Path(folder), country, args.pages, args.rendered) for folder, _, country in named]
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        rounds = [pool.map(read_site, sites, chunksize=1) for _ in range(args.rounds)]
    Console().print(table(rounds))


if __name__ == "__main__":
    main()
