"""The workbook: the tables as they are, and not one cell that acts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import xlsx
from reports.story import Story
from reports.tables import tables
from tests.reports import samples
from tests.reports.hostile import ATTACKS, attacked, hostile

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sheets(book: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    """Each sheet by its name, as rows of shown values; what is no number and no string would be an error."""
    archive = zipfile.ZipFile(io.BytesIO(book))
    parts = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")}
    shared = ["".join(each.itertext()) for each in parts["xl/sharedStrings.xml"].findall("m:si", NS)]
    names = [each.get("name", "") for each in parts["xl/workbook.xml"].iterfind(".//m:sheet", NS)]
    for number, name in enumerate(names, 1):
        sheet = parts[f"xl/worksheets/sheet{number}.xml"]
        assert not [*sheet.iterfind(".//m:f", NS), *sheet.iterfind(".//m:hyperlink", NS)]
        yield name, [[value(cell, shared) for cell in row.findall("m:c", NS)] for row in sheet.iterfind(".//m:row", NS)]


def value(cell: ElementTree.Element, shared: list[str]) -> str:
    assert cell.get("t") in {"s", None}
    text = cell.findtext("m:v", "", NS)
    return shared[int(text)] if cell.get("t") == "s" else text


def filled(frame: pd.DataFrame, most: int = xlsx.MAX_ROWS) -> bytes:
    return xlsx.workbook({"one": frame}, "Acme", "2026-11-21T09:30:00Z", most)


def test_a_sheet_a_table_with_its_columns_and_rows() -> None:
    found = dict(sheets(xlsx.render(samples.story())))

    assert list(found) == ["Summary", "Fixes", "Expectations", "Channels", "Pages", "Not looked at", "Upcoming", "Sources"]
    for name, frame in tables(samples.story()).items():
        assert found[name][0] == list(frame.columns)
        assert len(found[name]) == len(frame) + 1
    assert [row[2] for row in found["Fixes"][1:]] == ["email-present", "help-leads-on", "phone-in-view"]
    assert ["score", "41.6"] in found["Summary"]


def test_a_phone_number_stays_one() -> None:
    found = sheets(filled(pd.DataFrame({"value": ["+4684650040", "+46 (0)8-465 00 40", "+1+cmd"]})))

    assert dict(found)["one"][1:] == [["+4684650040"], ["+46 (0)8-465 00 40"], ["'+1+cmd"]]


@pytest.mark.parametrize("story", [hostile(), *map(attacked, ATTACKS.values())])
def test_no_cell_of_a_hostile_site_is_a_formula_or_too_long(story: Story) -> None:
    for _, rows in sheets(xlsx.render(story)):
        assert not any(cell.startswith(("=", "@", "\t")) or len(cell) > 32_767 for row in rows for cell in row)


@settings(max_examples=25)
@given(st.lists(st.text() | st.from_regex(r"[=+@-].*|https?://.*|mailto:.*|internal:.*|\{=.*\}"), min_size=1, max_size=20))
def test_whatever_a_site_says_every_cell_is_a_string(texts: list[str]) -> None:
    ((_, rows),) = sheets(filled(pd.DataFrame({"text": texts})))

    assert not any(cell.startswith(("=", "@")) for row in rows for cell in row)


def test_rows_beyond_what_a_sheet_holds_are_counted_in_its_last() -> None:
    ((_, rows),) = sheets(filled(pd.DataFrame({"text": list("abcdefgh")}), most=5))

    assert rows == [["text"], ["a"], ["b"], ["c"], ["+ 5"]]
