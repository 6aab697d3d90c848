"""What is told of a number besides the number: what a call costs, when it is answered, whose it is."""

from __future__ import annotations

import pytest

from spiders.evidence import Channel
from spiders.extract.phones import extract
from spiders.page import parse


def channels(html: str, country: str, lang: str = "") -> list[Channel]:
    page = parse(f"<html lang='{lang}'><body>{html}</body></html>", "https://firma.test/", country=country)
    return [each for each in extract(page) if isinstance(each, Channel)]


@pytest.mark.parametrize(
    ("number", "country", "cost"),
    [
        ("0900-123 45 67", "SE", "premium"),
        ("0939-123 45 67", "SE", "premium"),
        ("0771-123 456", "SE", "shared"),
        ("020-123 456", "SE", "free"),
        ("08-465 004 12", "SE", "basic"),
        ("0870 234 5678", "GB", "shared"),
        ("0871 234 5678", "GB", "premium"),
        ("0330 123 4567", "GB", "basic"),
        ("0892 70 12 34", "FR", "premium"),
        ("0805 12 34 56", "FR", "free"),
        ("0180 5 123456", "DE", "shared"),
        ("0900 1 234567", "DE", "premium"),
    ],
)
def test_cost_follows_the_numbering_plan(number: str, country: str, cost: str) -> None:
    assert [c.cost for c in channels(f"<p>Tel: {number}</p>", country)] == [cost]


def test_words_tell_the_cost_of_a_short_number() -> None:
    assert [c.cost for c in channels("<p>Appelez le 3900 (appel gratuit)</p>", "FR", "fr")] == ["free"]


@pytest.mark.parametrize(
    ("text", "country", "cost"),
    [
        ("Ring 90 400 (9,90 kr/min)", "SE", "premium"),
        ("Ring 90 400 (0,69 kr/min)", "SE", "shared"),
        ("Ring 90 400, samtalet är gratis", "SE", "free"),
        ("Ring 90 400", "SE", "unknown"),
        ("Appelez le 3900 (service gratuit + prix appel)", "FR", "basic"),
        ("Appelez le 3900 (0,80 € / min)", "FR", "premium"),
        ("Chiama il 187", "IT", "free"),
        ("Chiama il 199 123 456", "IT", "shared"),
        ("Ring 815 00 123", "NO", "basic"),
        ("Ring 815 00 123 (5 kr/min)", "NO", "premium"),
        ("Ring 08-465 004 12, gratis parkering", "SE", "basic"),
        ("Bel 0900-1234 (gratis parkeren)", "NL", "premium"),
        ("Tel 0771-123 456 (lokaltaxa)", "SE", "shared"),
    ],
)
def test_cost_is_told_by_the_number_then_by_the_price_beside_it_then_by_words(text: str, country: str, cost: str) -> None:
    assert [c.cost for c in channels(f"<p>{text}</p>", country)] == [cost]


def test_the_price_of_one_number_is_not_that_of_the_next() -> None:
    html = "<p>Ring 90 200 (9,90 kr/min) eller 90 400 (gratis)</p>"
    assert {c.value: c.cost for c in channels(html, "SE")} == {"+4690200": "premium", "+4690400": "free"}


@pytest.mark.parametrize(
    ("html", "hours"),
    [
        ("<p>Tel 08-465 004 12, mån-fre 8-17</p>", "mån-fre 8-17"),
        ("<p>Tel 08-465 004 12</p><p>Mån-fre 8-17, lör 10-14</p>", "Mån-fre 8-17, lör 10-14"),
        ("<p>Tel 08-465 004 12</p><p>Telefontid: vardagar 9.00-12.00</p>", "vardagar 9.00-12.00"),
        ("<dl><dt>Telefon</dt><dd>08-465 004 12</dd><dt>Telefontid</dt><dd>Mån-fre 8-17</dd></dl>", "Mån-fre 8-17"),
        ("<p>Tel 08-465 004 12</p><p>Öppettider butik: mån-fre 10-18</p>", None),
        ("<section><p>Tel 08-465 004 12</p></section><section><div><div><p>Mån-fre 10-18</p></div></div></section>", None),
        ("<p>Tel 08-465 004 12</p>", None),
    ],
)
def test_hours_are_those_beside_the_number(html: str, hours: str | None) -> None:
    assert [c.hours for c in channels(html, "SE", "sv")] == [hours]


@pytest.mark.parametrize(
    ("html", "purposes"),
    [
        (
            "<h2>Kundtjänst</h2><p>Tel: 08-465 004 12</p><h2>Försäljning</h2><p>Tel: 08-465 004 13</p>",
            ["customer-service", "sales"],
        ),
        ("<h2>Växel</h2><p>08-465 004 12</p>", ["switchboard"]),
        ("<p>Tel 08-465 004 12, samtal till standard taxa</p>", ["unknown"]),
    ],
)
def test_purpose_is_told_by_heading_and_label(html: str, purposes: list[str]) -> None:
    assert [c.purpose for c in channels(html, "SE", "sv")] == purposes
