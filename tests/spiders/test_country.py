"""In which country the company is."""

from __future__ import annotations

import pytest

from spiders.country import accept_language, infer, of_address
from spiders.page import parse


def country(body: str = "", lang: str = "", url: str = "https://acme.example/") -> str:
    return infer(parse(f"<html lang='{lang}'><body>{body}</body></html>", url))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://www.acme.se/kontakt", "SE"),
        ("https://acme.co.uk/", "GB"),
        ("https://acme.de:8443/", "DE"),
        ("https://acme.nu/", "SE"),
        ("https://acme.com/", ""),
        ("https://acme.io/", ""),
        ("https://acme.eu/", ""),
        ("https://acme.ai/", ""),
        ("https://acme.online/", ""),
        ("http://127.0.0.1:8000/", ""),
        ("http://localhost/", ""),
        ("not an address", ""),
    ],
)
def test_a_country_s_top_level_domain_tells(url: str, code: str) -> None:
    assert of_address(url) == code


def test_the_address_goes_before_all_else() -> None:
    assert country("+49 30 23125000", "de-DE", "https://acme.se/") == "SE"


@pytest.mark.parametrize(
    ("lang", "code"),
    [("sv-SE", "SE"), ("sv_SE", "SE"), ("sv-se", "SE"), ("de-AT", "AT"), ("fr-CH", "CH"), ("sv-XX", "SE"), ("es-419", "ES")],
)
def test_the_region_of_the_page_s_language_tells(lang: str, code: str) -> None:
    assert country(lang=lang) == code


@pytest.mark.parametrize(
    ("lang", "code"),
    [("sv", "SE"), ("nb", "NO"), ("no", "NO"), ("nn", "NO"), ("da", "DK"), ("fi", "FI"), ("de", "DE"), ("pl", "PL")],
)
def test_a_language_tells_where_most_of_its_speakers_live(lang: str, code: str) -> None:
    assert country(lang=lang) == code


def test_english_alone_tells_nothing() -> None:
    assert country(lang="en") == ""


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<p>+46 8 465 004 00</p>", "SE"),
        ("<p>0046 8 465 004 00</p>", "SE"),
        ("<p>+46 8 465 004 00</p><p>+46 8 465 004 01</p><p>+47 22 12 34 56</p>", "SE"),
        ("<p>Order 1000000000000</p>", ""),
        ("<p>+99 12 345 67 89</p>", ""),
    ],
)
def test_most_of_the_international_numbers_tell(body: str, code: str) -> None:
    assert country(body, "en") == code


def test_numbers_go_before_the_english_that_site_builders_write_unasked() -> None:
    assert country("<p>+46 8 465 004 00</p>", "en-US") == "SE"
    assert country("", "en-US") == "US"
    assert country("", "en-gb") == "GB"


def test_a_tie_of_numbers_is_broken_the_same_way_every_time() -> None:
    both = ("<p>+47 22 12 34 56</p>", "<p>+46 8 465 004 00</p>")
    assert country("".join(both), "en") == country("".join(reversed(both)), "en")


@pytest.mark.parametrize(("code", "header"), [("SE", "sv-SE,sv;q=0.9,en;q=0.5"), ("", "en"), ("XX", "en")])
def test_a_customer_s_browser_asks_for_the_country_s_languages(code: str, header: str) -> None:
    assert accept_language(code) == header


def test_weights_fall_and_stay_above_english() -> None:
    weights = [float(part.partition(";q=")[2] or 1) for part in accept_language("CH").split(",")]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > weights[-1] > 0
