"""Telephone numbers as real pages give them: broken links, split text, ranges, lists, short numbers, numbers behind a click."""

from __future__ import annotations

import pytest

from spiders.evidence import Channel, Hint
from spiders.extract.phones import extract, from_link
from spiders.page import parse

URL = "https://firma.test/kontakt"
ONE = {"+46846500412"}


def seen(html: str, country: str = "SE", lang: str = "", *, rendered: bool = False) -> list[Channel | Hint]:
    return list(extract(parse(f"<html lang='{lang}'><body>{html}</body></html>", URL, country=country, rendered=rendered)))


def channels(html: str, country: str = "SE", lang: str = "") -> list[Channel]:
    return [each for each in seen(html, country, lang) if isinstance(each, Channel)]


def values(html: str, country: str = "SE", lang: str = "") -> set[str]:
    return {c.value for c in channels(html, country, lang) if any(s.visible for s in c.sightings)}


@pytest.mark.parametrize(
    "href",
    [
        "tel+46846500412",
        "tel.:+46846500412",
        "tel;+46846500412",
        "tel=08-46500412",
        "te:+46846500412",
        "telefon:+46846500412",
        "http://tel:+46846500412",
        "//tel:0846500412",
        "#tel:0846500412",
        "/tel:0846500412",
        "tel:tel:+46846500412",
        "tel:Tel 08-465 004 12",
        "tel:+00 46 8 46500412",
        "tel:+46 0846500412",
        "tel:&#8237;+46 8 465 004 12&#8236;",
        "tel:+46846500412,,12#",
        "tel:+46846500412p12",
    ],
)
def test_a_malformed_link_still_gives_its_number(href: str) -> None:
    assert values(f"<a href='{href}'>Ring</a>") == ONE


@pytest.mark.parametrize(
    "href", ["telephone-numbers.html", "tel.html", "/teletext", "https://firma.test/tel/2024", "sms:+46701740605", "tel:ring-oss"]
)
def test_a_link_that_only_begins_alike_calls_nobody(href: str) -> None:
    assert seen(f"<a href='{href}'>Ring</a>") == []


@pytest.mark.parametrize(
    "html",
    [
        "<p>Tel: 08--465 004 12</p>",
        "<p>Tel: [08] 465 004 12</p>",
        "<p>Tel +46 [0] 8 465 004 12</p>",
        "<p>Tel +46/8/465 004 12</p>",
        "<p>Tel: 0 8 4 6 5 0 0 4 1 2</p>",
        "<p>Tel: 08&#8209;465&thinsp;004&nbsp;12</p>",
        "<p>Tel: <span>08</span>-<span>465</span> <span>004</span> <span>12</span></p>",
        "<p>Tel: <b>08-465</b><br><b>004 12</b></p>",
        "<div>Telefon</div><div>08-</div><div>465 004 12</div>",
        "<div><div>Telefon</div><div>+46</div><div>8 465 004 12</div></div>",
        "<table><tr><td>Tel:</td><td>08-</td><td>465 004 12</td></tr></table>",
        "<a href='#' title='Ring 08-465 004 12'>Ring</a>",
        "<a href='#' aria-label='Telefon: 08-465 004 12'><i></i></a>",
        "<span property='telephone'>0846500412</span>",
        "<div class='vcard'><span class='tel'>0846500412</span></div>",
        "<button>Ring 08-465 004 12</button>",
        "<pre>Firma AB\nTel 08-465 004 12</pre>",
    ],
)
def test_a_number_is_put_together_from_its_pieces(html: str) -> None:
    assert values(html) == ONE


@pytest.mark.parametrize(
    "html",
    [
        "<div>Vi är</div><div>08-</div><div>465 004 12</div>",
        "<p>Öppet 08-12<br>46 50 04 12</p>",
        "<div>Rum 08</div><div>46500412</div>",
    ],
)
def test_pieces_that_no_phone_word_calls_are_not_joined(html: str) -> None:
    assert values(html) == set()


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Tel. 030 23125670-1, Fax -99", "DE", {("phone", "+4930231256701"), ("fax", "+49302312567099")}),
        ("Tel.: 030 2312567-0<br>Fax: -99", "DE", {("phone", "+493023125670"), ("fax", "+4930231256799")}),
        ("Tel. 030 2312567-0, -12 und -13", "DE", {("phone", f"+49302312567{n}") for n in ("0", "12", "13")}),
        ("Tel 08-465 004 12-15", "SE", {("phone", "+46846500412"), ("phone", "+46846500415")}),
        ("Tel 08-465 004 12, -13, -14", "SE", {("phone", f"+468465004{n}") for n in (12, 13, 14)}),
        ("Tel 08-465 004 45 / 12", "SE", {("phone", "+46846500445"), ("phone", "+46846500412")}),
        ("Tel. 030 / 23 12 56 70 od. 23 12 56 71", "DE", {("phone", "+493023125670"), ("phone", "+493023125671")}),
        ("Tel 08-465 004 12 ankn. 34", "SE", {("phone", "+46846500412")}),
        ("Phone (212) 555-0142 ext. 34", "US", {("phone", "+12125550142")}),
        ("Tel 020 7946 0123 (option 2)", "GB", {("phone", "+442079460123")}),
        ("Tel 08-465 004 12, 10-15 minuter", "SE", {("phone", "+46846500412")}),
    ],
)
def test_numbers_that_are_not_written_out_are_told_by_the_one_before(
    text: str, country: str, expected: set[tuple[str, str]]
) -> None:
    assert {(c.kind, c.value) for c in channels(f"<p>{text}</p>", country)} == expected


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Tel. 90 400", "SE", {"+4690400"}),
        ("Tél. 3900 (0,80 € / min)", "FR", {"+333900"}),
        ("Composez le 1014", "FR", {"+331014"}),
        ("Bel gratis 1200", "NL", {"+311200"}),
        ("Ring 020-123 456 (gratis) eller 90 400", "SE", {"+4620123456", "+4690400"}),
        ("Call 1300 HIRE ME", "AU", {"+611300447363"}),
        ("Ring 020-KUNDEN", "SE", {"+4620586336"}),
        ("Bellevue, WA 98004", "US", set()),
        ("Ring innan kl 1200", "SE", set()),
        ("Call our 1400 COLLEAGUES today", "GB", set()),
    ],
)
def test_short_numbers_and_letters_are_numbers_where_a_word_calls_them(text: str, country: str, expected: set[str]) -> None:
    assert values(f"<p>{text}</p>", country) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<button data-phone='08-465 004 12'>Visa</button>",
        "<button data-number='08-465 004 12'>Visa nummer</button>",
        "<a class='js-phone' data-value='0846500412'>Visa</a>",
        "<a data-href='tel:0846500412'>Ring</a>",
        "<a href='#' onclick=\"this.innerHTML='08-465 004 12'\">Visa telefonnummer</a>",
        "<a href='#' onclick=\"showPhone('0846500412')\">Visa</a>",
        "<a href=\"javascript:window.location='tel:0846500412'\">Ring</a>",
        "<div><script>document.write('Tel: 08-465 004 12')</script></div>",
        "<div><script>document.write('<a href=\"tel:0846500412\">Ring</a>')</script></div>",
    ],
)
def test_a_number_behind_a_click_or_a_script_is_seen(html: str) -> None:
    assert values(html) == ONE


@pytest.mark.parametrize(
    "html",
    [
        "<li data-id='0846500412'>Stol</li>",
        "<button data-sku='0846500412'>Köp</button>",
        "<a href='#' onclick=\"add('0846500412')\">Köp</a>",
        "<script>var state = {order: '08-465 004 12'}</script>",
    ],
)
def test_digits_kept_for_something_else_are_no_number(html: str) -> None:
    assert seen(html) == []


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Licensnr 08-465 004 12", "SE"),
        ("Öppet 08 00 - 17 00", "SE"),
        ("Swisha till 070-174 06 05", "SE"),
        ("Bg 0812-3456", "SE"),
        ("SE 556123-4500 01", "SE"),
        ("20.815.988 DKK", "DK"),
        ("EAN: 5798000420000", "DK"),
        ("912 345 678 MVA", "NO"),
        ("RCS Paris B 732 829 320", "FR"),
        ("Steuer-Nr.: 030/123/45678", "DE"),
        ("Sort code 08-46-50 Account 02079460", "GB"),
        ("Lat: 59.329300 Long: 18.068600", "SE"),
        ("DSC 0846500412.JPG", "SE"),
        ("Diarienr 2023/0846500", "SE"),
    ],
)
def test_what_only_looks_like_a_number_is_neither_seen_nor_guessed(text: str, country: str) -> None:
    assert seen(f"<p>{text}</p>", country) == []


def test_a_fax_is_told_by_the_links_name_and_by_its_icon() -> None:
    html = """<a href='tel:0846500412' aria-label='Fax 08-465 004 12'><i></i></a>
    <a href='tel:0846500413'><i class='fa-fax'></i> 08-465 004 13</a>"""
    assert {(c.kind, c.value) for c in channels(html)} == {("fax", "+46846500412"), ("fax", "+46846500413")}


@pytest.mark.parametrize("href", ["tel:5550", "tel:#", "tel:+"])
def test_a_link_with_too_few_digits_calls_nobody_abroad(href: str) -> None:
    assert from_link(href, "") == ()
