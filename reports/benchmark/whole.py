"""A whole benchmark: every table of it, made from the sites once, for all formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from reports.benchmark.best import Best, noted
from reports.benchmark.changes import Before, Changes, changes
from reports.benchmark.clicks import clicks
from reports.benchmark.complaints import Correlation, correlation
from reports.benchmark.entry import Entry
from reports.benchmark.frames import WAYS, Frames, frames
from reports.benchmark.league import FEW, League, league, of_sectors
from reports.benchmark.sectors import sectors
from reports.benchmark.shares import expectations
from reports.words import Words

__all__ = ["Benchmark", "benchmark", "results"]


@dataclass(frozen=True)
class Benchmark:
    """
    What was found on many sites.

    Attributes:
        results: One row a site: all of `frames.sites`, its rank and what that rests on, its categories and its channels.
        best: By rule, in the order of the rules.
        changes: Since an earlier benchmark, None where none was given; `correlation`: with complaints, likewise.
    """

    frames: Frames
    league: League
    leagues: Mapping[str, League]
    results: pd.DataFrame
    best: Mapping[str, Best]
    changes: Changes | None = None
    correlation: Correlation | None = None

    @cached_property
    def sectors(self) -> pd.DataFrame:
        return sectors(self.league.table)

    @cached_property
    def clicks(self) -> pd.DataFrame:
        return clicks(self.frames.channels)

    @cached_property
    def expectations(self) -> pd.DataFrame:
        return expectations(self.frames.outcomes)

    def cautions(self, words: Words) -> tuple[str, ...]:
        """What has to be known before the tables are read."""
        return tuple(self._cautions(words))

    def _cautions(self, words: Words) -> Iterator[str]:
        table = self.league.table
        if not table.empty:
            yield words(f"benchmark.basis.{self.league.basis}", n=self.league.asked)
        if self.league.overlap:
            yield words("benchmark.overlap")
        few = len(self.league.decided) < FEW
        if len(table) > 1:
            yield words("benchmark.decided_few" if few else "benchmark.decided", n=len(self.league.decided), sites=len(table))
        sites = self.frames.sites
        if unscored := sorted(sites.loc[(sites["state"] == "audited") & sites["score"].isna(), "name"]):
            yield words("benchmark.no_score", sites=", ".join(unscored))
        if len(sites.loc[sites["state"] == "audited", "settings"].drop_duplicates()) > 1:
            yield words("benchmark.settings")


def benchmark(entries: Iterable[Entry], before: Before | None = None, complaints: pd.DataFrame | None = None) -> Benchmark:
    """
    The benchmark of these sites, in whatever order they come.

    Args:
        complaints: site, complaints, customers (`reports.benchmark.complaints`).
    """
    best: dict[str, Best] = {}
    tables = frames(noted(entries, best))
    whole = league(tables.sites, tables.outcomes, tables.categories)
    leagues = of_sectors(tables.sites, tables.outcomes, tables.categories)
    rows = results(tables, whole)
    return Benchmark(
        frames=tables,
        league=whole,
        leagues=leagues,
        results=rows,
        best={rule: best[rule] for rule in sorted(best)},
        changes=changes(tables, rows, before) if before else None,
        correlation=correlation(whole.table, complaints) if complaints is not None else None,
    )


def results(tables: Frames, whole: League) -> pd.DataFrame:
    """One row a site: `frames.sites`, rank and what it rests on, a column a category, and state, clicks, actions a channel."""
    ranked = whole.table.set_index("name")[["rank", "best", "worst", "value", "low", "high", "met"]]
    ranked = ranked.rename(columns={"low": "value_low", "high": "value_high"}).assign(basis=whole.basis, met_of=len(whole.decided))
    parts = whole.categories.pivot_table(index="site", columns="category", values="value", aggfunc="first").add_prefix("category_")
    columns = ("state", "clicks", "actions")
    kinds = (tables.channels.pivot(index="site", columns="kind", values=name).add_suffix(f"_{name}") for name in columns)
    wide = pd.concat(kinds, axis=1)
    names = [f"{kind}_{name}" for kind in WAYS for name in columns]
    found = tables.sites.merge(ranked, left_on="name", right_index=True, how="left")
    found = found.merge(parts, left_on="name", right_index=True, how="left")
    found = found.merge(wide.reindex(columns=names), left_on="name", right_index=True, how="left")
    whole_numbers = [name for name in names if not name.endswith("_state")]
    found = found.astype(dict.fromkeys(whole_numbers, "Int64") | {"met_of": "Int64"})
    texts = ["rank", "basis"]
    return found.assign(**{name: found[name].fillna("") for name in texts})
