"""Tables from outside: an earlier benchmark's results, and complaints per company."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path

import pandas as pd

from auditor.benchmark.csvfile import checked, rows
from auditor.benchmark.listing import Listed
from auditor.errors import CallError, PartMissingError
from reports.benchmark import Before
from reports.text import clean
from spiders.extras import needs
from spiders.urls import host_of, names_host, same_site

__all__ = ["OUTCOMES", "RESULTS", "can_write_parquet", "read_before", "read_complaints"]

RESULTS, OUTCOMES = "results", "outcomes"
_NEEDED = ("name", "url", "state", "score", "low", "high", "rank", "method", "packs", "as_of", "settings")
_NUMBERS = ("score", "low", "high")
_NO_PARQUET = needs("Parquet", "parquet")


def can_write_parquet() -> None:
    """
    Tell before any site is troubled that Parquet cannot be written.

    Raises:
        PartMissingError: pyarrow is not installed.
    """
    try:
        import_module("pyarrow")
    except ImportError:
        raise PartMissingError(_NO_PARQUET) from None


def read_before(path: Path) -> Before:
    """
    An earlier benchmark: its folder, or its results as CSV or Parquet; the outcomes are those beside them, if they are there.

    Raises:
        CallError: There is none, or it has not the columns of results.
        PartMissingError: It is Parquet, and pyarrow is not installed.
    """
    found = path
    if path.is_dir():
        found = next((file for end in ("csv", "parquet") if (file := path / f"{RESULTS}.{end}").is_file()), path / f"{RESULTS}.csv")
    sites = _table(found)
    if missing := [name for name in _NEEDED if name not in sites.columns]:
        raise CallError(f"{found}: is no results of a benchmark: the column {missing[0]} is missing")
    for name in _NUMBERS:
        sites[name] = pd.to_numeric(sites[name], errors="coerce").astype("Float64")
    texts = sites.columns.difference(list(_NUMBERS))
    sites[texts] = sites[texts].astype(object).fillna("")
    beside = found.with_name(f"{OUTCOMES}{found.suffix}")
    return Before(sites, _table(beside).astype(object) if beside.is_file() and found.stem == RESULTS else None)


def _table(path: Path) -> pd.DataFrame:
    try:
        if path.suffix == ".parquet":
            return pd.read_parquet(path, engine="pyarrow")
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except FileNotFoundError:
        raise CallError(f"{path}: there is no such file; give the folder of an earlier benchmark, or its {RESULTS}.csv") from None
    except ImportError:
        raise PartMissingError(_NO_PARQUET) from None
    except (ValueError, OSError) as error:
        raise CallError(f"{path}: cannot be read as a table ({error})") from None


def read_complaints(path: Path, sites: Iterable[Listed]) -> pd.DataFrame:
    """
    Complaints and customers by site: the columns site, complaints, customers.

    A row names its site by name, or by url or host; one that names none of the list keeps the words it has.

    Raises:
        CallError: A column is missing, a number is none, or a site stands twice.
    """
    names, lines = rows(path)
    if not {"complaints", "customers"} <= set(names) or not {"name", "url", "host"} & set(names):
        raise CallError(
            f"{path}: line 1: name the columns name (or url, or host), complaints and customers; it has {', '.join(names)}"
        )
    known = tuple(sites)

    def read(line: int, row: Mapping[str, str]) -> tuple[int, str, float, float]:
        return line, _site(row, known), _number(row, "complaints"), _number(row, "customers", least=1)

    found = checked(path, lines, read)
    seen: dict[str, int] = {}
    for line, site, _, _ in found:
        if (before := seen.setdefault(site, line)) != line:
            raise CallError(f"{path}: line {line}: has the site of line {before} ({site})")
    return pd.DataFrame([each[1:] for each in found], columns=["site", "complaints", "customers"])


def _site(row: Mapping[str, str], sites: Iterable[Listed]) -> str:
    name, address = row.get("name", ""), row.get("url") or row.get("host", "")
    host = host_of(address if "://" in address else f"//{address}")
    for site in sites:
        if name.casefold() == site.name.casefold() or names_host(host, site.url) or (address and same_site(f"//{host}", site.url)):
            return clean(site.name)
    return clean(name or address)


def _number(row: Mapping[str, str], name: str, least: float = 0) -> float:
    try:
        number = float(row[name])
    except ValueError:
        raise CallError(f"{name} {row[name]!r}: is no number; write it without blanks, with a point for decimals") from None
    if not least <= number < float("inf"):
        raise CallError(f"{name} {row[name]}: must be at least {least:.0f}")
    return number
