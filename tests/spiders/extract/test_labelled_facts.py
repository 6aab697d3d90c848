"""The labelled sets of addresses, opening hours and company identity: twelve languages, with what only looks like one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from spiders.extract import addresses, hours, identifiers
from spiders.page import ParsedPage, parse
from spiders.strictyaml import load_file

LABELLED = Path(__file__).parents[2] / "labelled"
LANGUAGES = {"sv", "en", "de", "da", "nb", "fi", "fr", "es", "it", "nl", "pl", "pt"}
ROWS: dict[str, list[dict[str, Any]]] = {name: load_file(LABELLED / f"{name}.yaml") for name in ("addresses", "hours", "identity")}


def seen_addresses(page: ParsedPage) -> Iterator[str]:
    for channel in addresses.extract(page):
        other = "other " if channel.owner == "third-party" else ""
        yield f"{other}{channel.kind} {channel.value}"


def seen_hours(page: ParsedPage) -> Iterator[str]:
    return (mention.text for mention in hours.extract(page))


def seen_identity(page: ParsedPage) -> Iterator[str]:
    return (f"{each.kind} {each.value}" for each in identifiers.extract(page))


SEEN = {"addresses": seen_addresses, "hours": seen_hours, "identity": seen_identity}


def page_of(row: dict[str, Any]) -> ParsedPage:
    return parse(f"<body>{row['html']}</body>", "https://acme.example/", lang=row["lang"], country=row.get("country", ""))


@pytest.mark.parametrize(("name", "row"), [pytest.param(name, row, id=row["html"][:60]) for name in ROWS for row in ROWS[name]])
def test_what_the_page_says_is_seen_and_nothing_else(name: str, row: dict[str, Any]) -> None:
    assert sorted(SEEN[name](page_of(row))) == sorted(row["seen"])


@pytest.mark.parametrize("row", [pytest.param(row, id=row["phone"]) for row in ROWS["hours"] if "phone" in row])
def test_a_telephone_has_the_hours_beside_it_and_not_those_of_the_shop(row: dict[str, Any]) -> None:
    page = page_of(row)
    index = next(n for n, block in enumerate(page.blocks) if row["phone"] in block.text)

    assert (hours.hours_beside(page, index, page.blocks[index].text.find(row["phone"])) or "") == row["beside"]


@pytest.mark.parametrize(("name", "most"), [("addresses", 40), ("hours", 40), ("identity", 30)])
def test_the_sets_speak_twelve_languages_and_say_what_is_none(name: str, most: int) -> None:
    assert len(ROWS[name]) >= most
    for wanted in (True, False):
        assert {row["lang"] for row in ROWS[name] if bool(row["seen"]) is wanted} >= LANGUAGES
