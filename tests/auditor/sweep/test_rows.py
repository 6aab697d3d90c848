"""A row says of a site what the benchmark would, in the same types whatever is absent, and nothing in it acts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from auditor import bundle
from auditor.benchmark.kept import entry
from auditor.benchmark.listing import Listed
from auditor.errors import CallError
from auditor.sweep.rows import Results, Row, Way, results_of, table
from auditor.sweep.store import Store
from reports.benchmark import benchmark, parquet
from spiders.manifest import Manifest
from tests.auditor.looks import failed, judged, phone, seen
from tests.auditor.sweep.stores import look, row
from tests.reports.hostile import ATTACKS


def test_a_bundle_is_told_as_the_benchmark_tells_it(tmp_path: Path) -> None:
    folder = look(Store.at(str(tmp_path)), "acme")
    listed = Listed(1, "Acme", "https://acme.example/", "SE", "", "acme", (), {}, None)
    expected = benchmark([entry(listed, folder, tmp_path, "en", None)]).results.iloc[0]
    flat = table([row(results=results_of(folder))]).iloc[0]
    shared = [name for name in flat.index if name in expected.index and name not in Row.model_fields]
    assert {"score", "grade", "pages", "looked", "phone_clicks", "chat_state", "settings"} <= set(shared)
    assert flat[shared].astype(object).where(flat[shared].notna(), None).to_dict() == (
        expected[shared].astype(object).where(expected[shared].notna(), None).to_dict()
    )


def test_outcomes_and_pages_are_counted(tmp_path: Path) -> None:
    (tmp_path / bundle.EVIDENCE).write_bytes(bundle.dump(seen(phone())))
    (tmp_path / bundle.VERDICTS).write_bytes(bundle.dump(judged(failed(("/", "x")))))
    bundle.seal(tmp_path, Manifest(started="2026-11-22T01:02:03Z", finished="2026-11-22T01:03:00Z"))
    found = results_of(tmp_path)
    assert (found.fetched, found.rendered, found.pages, found.outcomes) == (3, 0, 3, {"failed": 1, "passed": 1})
    assert found.ways["phone"] == Way(state="found", clicks=2, actions=2)


def test_a_bundle_that_could_not_be_judged_says_what_it_can_and_no_bundle_is_an_error(tmp_path: Path) -> None:
    (tmp_path / bundle.EVIDENCE).write_bytes(bundle.dump(seen(stopped_by="blocked", pages=())))
    bundle.seal(tmp_path, Manifest(started="2026-11-22T01:02:03Z", finished="2026-11-22T01:03:00Z"))
    assert results_of(tmp_path) == Results(host="acme.example", looked="2026-11-22T01:02:03Z", fetched=3)
    with pytest.raises(CallError):
        results_of(tmp_path / "none")


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_no_text_of_a_site_or_a_list_acts(text: str, tmp_path: Path) -> None:
    found = row(name=text, url=text, country=text, why=text, tags=((text, text),), results=Results(host=text, packs=text))
    assert Row.model_validate_json(bundle.dump(found)) == found
    (tmp_path / "t.parquet").write_bytes(parquet(table([found])))
    back = pd.read_parquet(tmp_path / "t.parquet").iloc[0]
    for name in ("name", "url", "country", "why", "host", "packs"):
        assert back[name].isprintable()
        assert len(back[name]) <= 2000
    assert all(column.isprintable() for column in back.index)


def test_the_table_has_the_same_columns_and_types_whatever_is_absent() -> None:
    results = Results(score=1.0, pages=3, outcomes={"passed": 1}, ways={"phone": Way(state="found", clicks=1)})
    full = row(seconds=1.5, results=results)
    whole, bare, none = table([full]), table([row("z")]), table([])
    assert list(whole.dtypes.items()) == list(bare.dtypes.items()) == list(none.dtypes.items())
    assert {str(kind) for kind in whole.dtypes} <= {"string", "Int64", "Float64", "boolean"}
    assert list(whole.iloc[0][["slug", "final", "passed", "phone_clicks"]]) == ["acme", True, 1, 1]
    assert bare[["score", "passed", "phone_state"]].isna().to_numpy().all()


def test_the_table_is_in_the_order_of_slugs_and_has_a_column_for_each_tag() -> None:
    rows = [row("b", tags=(("size", "big"),)), row("a", tags=(("kind", "shop"),))]
    found = table(rows)
    assert list(found["slug"]) == ["a", "b"]
    assert list(found.columns[-2:]) == ["tag_kind", "tag_size"]
    assert parquet(found) == parquet(table(reversed(rows)))
