"""
What a site costs, and what many do: the two tables of docs/cost.md.

    python bench/cost.py [FOLDER ...] [--rounds 3] [--night 10] [--used 0.8]

Each folder of HTML files is served and looked at as a worker of a sweep does, with the pauses that a public site gets, forked from
a process that has loaded the program, which is not counted. Without any folder it is fictional companies of 12 and 40 pages
(`bench/quick.py`). Medians over the rounds. The second table rests on the means over the sites; a night has so many hours, and so
much of the cores' time is used. Wall seconds are of a server that answers at once, on an idle machine. Linux only.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from quick import make
from swept import swept

from auditor.demo import Request, serve
from bench import MEGABYTE

MODES: Mapping[str, Mapping[str, bool]] = {"full": {}, "quick": {"quick": True}, "without browser": {"browser": False}}
SITES = (3_000, 10_000, 100_000, 1_000_000)
CORES = (2, 16, 64)
_LEAST_NIGHTS = 0.05


@dataclass(frozen=True)
class Looked:
    """A look: pages, those rendered, requests, CPU and wall seconds, peak memory (PSS) and bundle in MB."""

    pages: float
    rendered: float
    requests: float
    cpu: float
    wall: float
    memory: float
    bundle: float


def look(url: str, folder: Path, record: list[Request], mode: Mapping[str, bool]) -> Looked:
    """Look once."""
    cost, pages, rendered, made = swept(url, folder, record, delay=0.25, **mode)
    size = sum(file.stat().st_size for file in made.rglob("*") if file.is_file()) / MEGABYTE
    return Looked(pages, rendered, len(record), cost.cpu, cost.wall, cost.memory, size)


def middle(looks: Sequence[Looked]) -> Looked:
    """The median of each figure."""
    return Looked(*map(statistics.median, zip(*map(astuple, looks), strict=True)))


def mean(looks: Sequence[Looked]) -> Looked:
    """The mean of each figure."""
    return Looked(*map(statistics.fmean, zip(*map(astuple, looks), strict=True)))


def measured(folders: Sequence[Path], rounds: int, work: Path) -> dict[str, list[Looked]]:
    """By mode, a look for each site; the modes of a round follow one another."""
    found: dict[str, list[Looked]] = {mode: [] for mode in MODES}
    for folder in folders:
        record: list[Request] = []
        with serve(folder.resolve(), record=record) as url:
            each = [{mode: look(url, work, record, options) for mode, options in MODES.items()} for _ in range(rounds)]
        for mode, looks in found.items():
            looks.append(middle([one[mode] for one in each]))
    return found


def per_site(found: Mapping[str, Sequence[Looked]]) -> Iterator[Sequence[str]]:
    """The rows of the first table."""
    yield ("site of", "look", "rendered", "requests", "CPU s", "wall s", "of a core", "peak MB", "bundle MB")
    for mode, looks in found.items():
        for one in looks:
            values = (one.rendered, one.requests, one.cpu, one.wall, one.cpu / one.wall, one.memory, one.bundle)
            figures = (f"{value:.{digits}f}" for value, digits in zip(values, (0, 0, 1, 1, 2, 0, 1), strict=True))
            yield (f"{one.pages:.0f} pages", mode, *figures)


def for_many(found: Mapping[str, Sequence[Looked]], hours: float, used: float) -> Iterator[Sequence[str]]:
    """The rows of the second table."""
    nights = [f"nights on {cores} cores" for cores in CORES]
    yield ("look", "sites an hour and core", "looks at once a core", "sites", "core-hours", "GB", *nights)
    for mode, looks in found.items():
        one = mean(looks)
        rate = used * 3600 / one.cpu
        for sites in SITES:
            taken = [_nights(sites / (rate * cores * hours)) for cores in CORES]
            figures = (f"{sites * one.cpu / 3600:,.0f}", f"{sites * one.bundle * MEGABYTE / 1e9:,.0f}")
            yield (mode, f"{rate:.0f}", f"{used * one.wall / one.cpu:.1f}", f"{sites:,}", *figures, *taken)


def _nights(number: float) -> str:
    return f"{number:,.1f}" if number >= _LEAST_NIGHTS else "<0.1"


def markdown(rows: Iterator[Sequence[str]]) -> str:
    """A table; its first row is the heading."""
    head, *rest = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rest))


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("sites", type=Path, nargs="*", metavar="FOLDER")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--night", type=float, default=10.0, help="hours")
    arguments.add_argument("--used", type=float, default=0.8, help="share of the cores' time")
    given = arguments.parse_args()
    if missing := [str(site) for site in given.sites if not site.is_dir()]:
        arguments.error(f"{missing[0]}: there is no such folder")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        made = {work / f"site-{pages}": pages for pages in (12, 40)} if not given.sites else {}
        for site, pages in made.items():
            site.mkdir()
            make(site, pages)
        found = measured(given.sites or list(made), given.rounds, work)
    print(markdown(per_site(found)), markdown(for_many(found, given.night, given.used)), sep="\n\n")


if __name__ == "__main__":
    main()
