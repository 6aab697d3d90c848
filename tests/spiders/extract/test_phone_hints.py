"""What is a fact and what is a guess: digits that neither a label nor their layout makes a number are hints."""

from __future__ import annotations

import pytest

from spiders.evidence import Channel, Hint
from spiders.extract.phones import extract
from spiders.page import parse

URL = "https://firma.test/"


def seen(html: str, country: str, lang: str = "") -> list[tuple[type[Channel | Hint], str]]:
    page = parse(f"<html lang='{lang}'><body>{html}</body></html>", URL, country=country)
    return [(type(each), each.value if isinstance(each, Channel) else each.text) for each in extract(page)]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("0701740605", "SE"),
        ("20 81 59 88", "DK"),
        ("20815988", "DK"),
        ("212 555 0142", "US"),
        ("943 12 34 56", "ES"),
        ("800 123 456", "IT"),
        ("0800-1700", "SE"),
    ],
)
def test_bare_digits_are_a_hint(text: str, country: str) -> None:
    assert seen(f"<p>{text}</p>", country) == [(Hint, text)]


@pytest.mark.parametrize(
    ("html", "country"),
    [
        ("<p>Tlf. 20 81 59 88</p>", "DK"),
        ("<p>20 81 59 88</p><p>info@firma.test</p>", "DK"),
        ("<p>Firma ApS<br>20 81 59 88<br>info@firma.test</p>", "DK"),
        ("<h3>Kontakt</h3><p>Firma ApS</p><p>20 81 59 88</p>", "DK"),
        ("<p>20 81 59 88</p><footer><a href='tel:+4520815988'>Ring</a></footer>", "DK"),
        ("<p>+45 20815988</p>", "DK"),
        ("<p>070-174 06 05</p>", "SE"),
        ("<p>(212) 555-0142</p>", "US"),
        ("<p>212-555-0142</p>", "US"),
        ("<p>Besök oss eller 08-465 004 12</p>", "SE"),
    ],
)
def test_a_label_a_layout_or_the_company_of_contact_details_makes_it_a_fact(html: str, country: str) -> None:
    assert {kind for kind, _ in seen(html, country, "da")} == {Channel}


def test_other_details_in_another_part_of_the_page_make_no_number() -> None:
    assert (Hint, "20 81 59 88") in seen("<main><p>20 81 59 88</p></main><footer><p>info@firma.test</p></footer>", "DK")


@pytest.mark.parametrize("href", ["tel:123456", "tel:0123456789", "tel:+1234567890", "tel:0000000000"])
def test_a_templates_left_over_is_a_hint(href: str) -> None:
    assert {kind for kind, _ in seen(f"<a href='{href}'>Ring</a>", "SE")} <= {Hint}


def test_a_link_that_calls_no_number_of_the_country_is_a_hint() -> None:
    assert seen("<a href='tel:999 999 999 999 99'>Ring oss</a>", "SE") == [(Hint, "999 999 999 999 99")]
    assert seen("<a href='tel:08-46500412'>Ring oss</a>", "") == [(Hint, "08-46500412")]


def test_a_hint_says_what_is_missing_and_where_it_stands() -> None:
    (hint,) = (each for each in extract(parse("<p id='a'>20 81 59 88</p>", URL, country="DK")) if isinstance(each, Hint))
    assert (hint.kind, hint.sighting.selector) == ("phone", "#a")
    assert "without a word" in hint.why


def test_a_page_of_digits_gives_few_hints() -> None:
    rows = "".join(f"<p>2081{n:04}</p>" for n in range(1000, 1200))
    assert 0 < len(seen(rows, "DK")) <= 20
