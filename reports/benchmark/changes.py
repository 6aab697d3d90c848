"""What changed since an earlier benchmark; what was looked at or judged in another way is told, not compared in silence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from reports.benchmark.frames import Frames

__all__ = ["Before", "Changes", "changes"]

_OFFERED = ("found", "unlinked")
_DECIDED = ("passed", "failed")


@dataclass(frozen=True)
class Before:
    """An earlier benchmark: its rows of sites with the ranks and channels, and its outcomes where they were kept."""

    sites: pd.DataFrame
    outcomes: pd.DataFrame | None


@dataclass(frozen=True)
class Changes:
    """
    What changed.

    Attributes:
        table: A row a site that was audited both times: name, before, after, difference, beyond (whether the two intervals do not
            overlap), rank_before, rank_after, gained, lost (kinds of channels), failed, passed (rules that newly do or do not meet;
            tuples), differs (names of what was done in another way; tuples), report.
        added: Names of the sites that are new, or were not audited before; `gone`: of those that no longer are.
        rules: Whether outcomes of both times were at hand.
    """

    table: pd.DataFrame
    added: tuple[str, ...]
    gone: tuple[str, ...]
    rules: bool


def changes(now: Frames, results: pd.DataFrame, before: Before) -> Changes:
    """
    What changed in the results (`reports.benchmark.results`) since then; sites are found again by their address.

    Args:
        now: The tables of today.
    """
    today, then = (frame[frame["state"] == "audited"].drop_duplicates("url") for frame in (results, before.sites))
    both = today.merge(then, on="url", suffixes=("", "_before"))
    outcomes = _newly(now.outcomes, before.outcomes, dict(zip(both["name_before"], both["name"], strict=True)))
    rows = [_row(row, outcomes) for _, row in both.iterrows()]
    columns = [
        "name",
        "before",
        "after",
        "difference",
        "beyond",
        "rank_before",
        "rank_after",
        "gained",
        "lost",
        "failed",
        "passed",
        "differs",
        "report",
    ]
    return Changes(
        table=pd.DataFrame(rows, columns=columns),
        added=tuple(sorted(set(today["name"]) - set(both["name"]))),
        gone=tuple(sorted(set(then["name"]) - set(both["name_before"]))),
        rules=before.outcomes is not None,
    )


def _row(row: pd.Series, outcomes: dict[tuple[str, str], tuple[str, ...]]) -> dict[str, object]:
    kinds = [
        str(name).removesuffix("_state") for name in row.index if str(name).endswith("_state") and f"{name}_before" in row.index
    ]
    had = {kind for kind in kinds if row[f"{kind}_state_before"] in _OFFERED}
    has = {kind for kind in kinds if row[f"{kind}_state"] in _OFFERED}
    scores = [row["score_before"], row["score"]]
    bounds = [row["low"], row["high"], row["low_before"], row["high_before"]]
    return {
        "name": row["name"],
        "before": scores[0],
        "after": scores[1],
        "difference": None if any(map(pd.isna, scores)) else round(float(scores[1]) - float(scores[0]), 1),
        "beyond": not any(map(pd.isna, bounds)) and bool(bounds[0] > bounds[3] or bounds[1] < bounds[2]),
        "rank_before": row["rank_before"],
        "rank_after": row["rank"],
        "gained": tuple(kind for kind in kinds if kind in has - had),
        "lost": tuple(kind for kind in kinds if kind in had - has),
        "failed": outcomes.get((row["name"], "failed"), ()),
        "passed": outcomes.get((row["name"], "passed"), ()),
        "differs": tuple(_differs(row)),
        "report": row["report"],
    }


def _differs(row: pd.Series) -> Iterator[str]:
    """Names of what was done in another way: the method, its packs and date, and each setting."""
    for name in ("method", "packs", "as_of"):
        if str(row[name]) != str(row[f"{name}_before"]):
            yield name
    now, then = (_settings(row[name]) for name in ("settings", "settings_before"))
    yield from sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))


def _settings(text: object) -> dict[str, object]:
    try:
        found = json.loads(str(text))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _newly(now: pd.DataFrame, then: pd.DataFrame | None, names: dict[str, str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """By site and outcome the rules decided both times that have it now and had the other; a rule has failed if any pack's has."""
    if then is None:
        return {}
    earlier = then.assign(site=then["site"].map(names))
    both = _decided(now).merge(_decided(earlier), on=["site", "rule"], suffixes=("", "_before"))
    changed = both[both["outcome"] != both["outcome_before"]].sort_values("rule")
    return {(str(s), str(o)): tuple(rules) for (s, o), rules in changed.groupby(["site", "outcome"])["rule"]}


def _decided(outcomes: pd.DataFrame) -> pd.DataFrame:
    known = outcomes[outcomes["outcome"].isin(list(_DECIDED))]
    return known.sort_values("outcome", kind="stable").drop_duplicates(["site", "rule"])[["site", "rule", "outcome"]]
