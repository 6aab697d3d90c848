"""One row a site: how its look went, and what the bundle says, as the benchmark counts it; all rows are one Parquet table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

from pydantic import BeforeValidator

from auditor import bundle
from auditor.audit import story, trouble
from reports.text import clean
from rules.verdict import Outcome
from spiders.evidence import ChannelKind
from spiders.frozen import Frozen

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Results", "Row", "Way", "results_of", "table"]


def _plain(text: object) -> object:
    return clean(text) if isinstance(text, str) else text


Plain = Annotated[str, BeforeValidator(_plain)]
"""Text from a list, a site or a failed process, harmless from here on."""

_WHOLE = {"tries", "decided", "of", "gates_failed", "pages", "fetched", "rendered", *get_args(Outcome)}
_DECIMAL = {"seconds", "cpu_seconds", "peak_mb", "score", "low", "high"}


class Way(Frozen):
    """A kind of channel on the site: `state`, `clicks` and `actions` as in the benchmark's table of channels."""

    state: Plain
    clicks: int | None = None
    actions: int | None = None


class Results(Frozen):
    """
    What a bundle says; but for the counts, the columns of `reports.benchmark.frames.SITES`.

    Attributes:
        fetched, rendered: Pages, of which `pages` could be read.
        outcomes: How many verdicts of the packs had which outcome, each expectation once.
        ways: By kind of channel.
    """

    host: Plain = ""
    score: float | None = None
    low: float | None = None
    high: float | None = None
    grade: Plain = ""
    method: Plain = ""
    packs: Plain = ""
    as_of: Plain = ""
    decided: int | None = None
    of: int | None = None
    gates_failed: int | None = None
    pages: int | None = None
    looked: Plain = ""
    settings: Plain = ""
    fetched: int = 0
    rendered: int = 0
    outcomes: dict[Outcome, int] = {}
    ways: dict[ChannelKind, Way] = {}


class Row(Frozen):
    """
    What became of one site.

    Attributes:
        tags: Further columns of the list: name and value.
        state: "audited", or the type of what went wrong.
        why: What went wrong, in words, or "".
        tries: Looks so far, this one counted.
        started, finished: Of the last look; UTC, ISO 8601.
        seconds, cpu_seconds, peak_mb: Of the last look: wall clock, all its processes' CPU, most memory at once (10^6 bytes).
        final: Whether the site is not to be looked at again.
        results: What its bundle says; None where there is none.
    """

    slug: str
    name: Plain
    url: Plain
    country: Plain = ""
    sector: Plain = ""
    tags: tuple[tuple[Plain, Plain], ...] = ()
    state: Plain
    why: Plain = ""
    tries: int = 1
    started: Plain = ""
    finished: Plain = ""
    seconds: float | None = None
    cpu_seconds: float | None = None
    peak_mb: float | None = None
    final: bool = False
    results: Results | None = None


def results_of(folder: Path) -> Results:
    """
    What a bundle says.

    Raises:
        CallError: The folder is no bundle.
    """
    # pandas takes half a second that a process need not wait for which only passes rows on.
    from reports.benchmark.entry import Entry  # noqa: PLC0415
    from reports.benchmark.frames import frames  # noqa: PLC0415

    whole = bundle.read(folder)
    coverage = whole.evidence.coverage
    counted = {"fetched": coverage.pages_fetched, "rendered": coverage.pages_rendered}
    if whole.verdicts is None or trouble(whole.evidence):
        return Results.model_validate({"host": whole.evidence.site.host, "looked": whole.manifest.started, **counted})
    tables = frames([Entry(name="", url="", state="audited", story=story(whole))])
    site = _present(tables.sites.to_dict("records")[0])
    ways = {row["kind"]: _present(row) for row in tables.channels.to_dict("records")}
    outcomes = Counter(sorted(tables.outcomes["outcome"]))
    return Results.model_validate({**site, **counted, "outcomes": outcomes, "ways": ways})


def _present(record: dict[Any, Any]) -> dict[str, Any]:
    """The cells of a row that are not NA."""
    import pandas as pd  # noqa: PLC0415

    return {name: value for name, value in record.items() if not pd.isna(value)}


def table(rows: Iterable[Row]) -> pd.DataFrame:
    """All rows as one table, by slug; the same columns and types whatever is absent, tags last."""
    import pandas as pd  # noqa: PLC0415

    records = [_flat(row) for row in sorted(rows, key=lambda row: row.slug)]
    tags = sorted({name for record in records for name in record if name.startswith("tag_")})
    names = [*_columns(), *tags]
    return pd.DataFrame(records, columns=names, dtype=object).astype({name: _type(name) for name in names})


def _columns() -> tuple[str, ...]:
    from reports.benchmark.frames import WAYS  # noqa: PLC0415

    own = tuple(name for name in Row.model_fields if name not in ("tags", "results"))
    says = tuple(name for name in Results.model_fields if name not in ("outcomes", "ways"))
    return (*own, *says, *get_args(Outcome), *(f"{kind}_{name}" for kind in WAYS for name in Way.model_fields))


def _type(name: str) -> str:
    if name in _WHOLE or name.endswith(("_clicks", "_actions")):
        return "Int64"
    if name in _DECIMAL:
        return "Float64"
    return "boolean" if name == "final" else "string"


def _flat(row: Row) -> dict[str, Any]:
    says = row.results.model_dump(exclude={"outcomes", "ways"}) | row.results.outcomes if row.results else {}
    ways = row.results.ways if row.results else {}
    each = {f"{kind}_{name}": value for kind, way in ways.items() for name, value in way.model_dump().items()}
    return {**row.model_dump(exclude={"tags", "results"}), **says, **each, **{f"tag_{name}": value for name, value in row.tags}}
