"""Telephone numbers: what real sites write, what only looks like a number, whose it is and what it costs."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.evidence import Channel
from spiders.extract.phones import extract, find_numbers, from_link
from spiders.page import parse

URL = "https://firma.test/kontakt"


def seen(html: str, country: str = "SE", lang: str = "") -> list[Channel]:
    page = parse(f"<html lang='{lang}'><body>{html}</body></html>", URL, country=country)
    return [each for each in extract(page) if isinstance(each, Channel)]


def values(html: str, country: str = "SE", lang: str = "") -> set[str]:
    return {c.value for c in seen(html, country, lang) if any(s.visible for s in c.sightings)}


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Ring 08-465 004 12", "SE", ["+46846500412"]),
        ("Telefon: 08\u00a0465\u202f004\u00a012", "SE", ["+46846500412"]),
        ("Tel 08–465–004–12", "SE", ["+46846500412"]),
        ("Tel +46 (0)8 465 004 12", "SE", ["+46846500412"]),
        ("Tel +46 (0) 8-465 004 12", "SE", ["+46846500412"]),
        ("0046 8 465 004 12", "SE", ["+46846500412"]),
        ("+46\u00a08\u2009465\u2009004\u200912", "", ["+46846500412"]),
        ("(030) 23125678", "DE", ["+493023125678"]),
        ("030/23 125-678", "DE", ["+493023125678"]),
        ("0201 · 123 456", "DE", ["+49201123456"]),
        ("01.99.00.12.34", "FR", ["+33199001234"]),
        ("(+39) 320 123.4567", "IT", ["+393201234567"]),
        ("Phone01632 960 123", "GB", []),
        ("Phone020 7946 0123", "GB", ["+442079460123"]),
        ("020 7946 0123 | 020 7946 0456", "GB", ["+442079460123", "+442079460456"]),
        ("Fre 08–16 070-174 06 05", "SE", ["+46701740605"]),
        ("Fr 08:00–14:00 0201 123456", "DE", ["+49201123456"]),
        ("051 6412345 051 6415678", "IT", ["+390516412345", "+390516415678"]),
        ("Strasse 84\n9000 St. Gallen\n+41 71 222 00 00", "CH", ["+41712220000"]),
        ("06351 / 12345\n2. Vorsitzender", "DE", ["+49635112345"]),
        ("Tel +49 (0)30 23125670 / 77", "DE", ["+493023125670", "+493023125677"]),
        ("Teléfonos: 2212-3456 y 2212-3457", "CR", ["+50622123456", "+50622123457"]),
        ("Tel: 2244-0000 al 9999", "CR", ["+50622440000"]),
        ("T. 91 123 45 67 ext. 012 / 123 / 212", "ES", ["+34911234567"]),
        ("+46 70\n174 06 05", "SE", ["+46701740605"]),
        ("Call 1-800-FLOWERS", "US", ["+18003569377"]),
        ("tel. +512 345 678", "PL", ["+48512345678"]),
        ("24/7 020 7946 0123", "GB", ["+442079460123"]),
        ("12 50 070-174 06 05", "SE", ["+46701740605"]),
    ],
)
def test_numbers_are_read_in_every_layout(text: str, country: str, expected: list[str]) -> None:
    assert [number.value for number in find_numbers(text, country)] == expected


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Org.nr 556123-4500", "SE"),
        ("Organisationsnummer: 556123-4518, Bankgiro 5050-1055, Plusgiro 90 19 50-6", "SE"),
        ("Swish: 123 456 78 90", "SE"),
        ("IBAN: SE45 5000 0000 0583 9825 7466", "SE"),
        ("OCR 123456789012, order 2024-11-21 10:30", "SE"),
        ("Pris 1 299 000 kr", "SE"),
        ("Org.nr 911 122 200 · Firma AS", "NO"),
        ("CVR: 23456789", "DK"),
        ("Enggade 238\n2345 Byen", "DK"),
        ("50.000 - 100.000 kr.", "DK"),
        ("2011–2022", "DK"),
        ("P.IVA: 02812345671", "IT"),
        ("P.IVA/C.F. 02812345671 — iscritta", "IT"),
        ("SIREN 123 456 709 RCS Paris", "FR"),
        ("SIRET : 123 456 700 00707", "FR"),
        ("NIP 512-34-56-789, REGON 123456785", "PL"),
        ("CNPJ 12.345.678/0001-95", "BR"),
        ("ACN: 612 345 678 ABN 12 612 345 678", "AU"),
        ("Autorización Sanitaria nº 9430001234", "ES"),
        ("GDPR (UE) 2016/679", "IT"),
        ("SS 123-4-5, AB-120/130", "NO"),
        ("50.12345, 9.12345", "DE"),
        ("4,6 / 5 — 31 reviews", "ES"),
        ("8H15 - 11H45, 09.00 - 12.30 15.00 - 18.00", "FR"),
        ("ISBN 978-91-7000-150-3", "SE"),
        ("IMG_20190203_101010.jpg https://firma.test/08-465/00412", "SE"),
        ("Art.nr 0701740605", "SE"),
        ("Steuernummer 12/345/06789", "DE"),
        ("numéro B282345 au registre", "LU"),
        ("Vi finns på Storgatan 8 123 45 Orten", "SE"),
        ("02012 34567", "GB"),
    ],
)
def test_other_numbers_are_not_taken_for_telephones(text: str, country: str) -> None:
    assert find_numbers(text, country) == ()


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Ring oss på 90 400", "SE", ["+4690400"]),
        ("Appelez le 3900", "FR", ["+333900"]),
        ("Servizio clienti 187", "IT", ["+39187"]),
        ("Ring inom 24 timmar", "SE", []),
        ("Skicka SMS till 71 046", "SE", []),
        ("Sedan 1987 ringer kunder", "SE", []),
        ("Ring före 2024", "SE", []),
    ],
)
def test_short_numbers_need_a_phone_word(text: str, country: str, expected: list[str]) -> None:
    assert [number.value for number in find_numbers(text, country)] == expected


@pytest.mark.parametrize(
    ("href", "country", "expected"),
    [
        ("tel:+46846500412", "SE", ("+46846500412",)),
        ("tel:08-465%20004%2012", "SE", ("+46846500412",)),
        ("tel:(07)01740605", "SE", ("+46701740605",)),
        ("tel:+4403301234567", "GB", ("+443301234567",)),
        ("tel: 01 99 00 12 34", "FR", ("+33199001234",)),
        ("tel://+46846500412", "SE", ("+46846500412",)),
        ("TEL:46846500412", "SE", ("+46846500412",)),
        ("tel:+46846500412;ext=12", "SE", ("+46846500412",)),
        ("tel:08-46500412/08-46500413", "SE", ("+46846500412", "+46846500413")),
        ("tel:+46846500412,+46846500413", "SE", ("+46846500412", "+46846500413")),
        ("tel:+611800123456", "AU", ("+611800123456",)),
        ("tel:+512345678", "PL", ("+48512345678",)),
        ("tel:90400", "SE", ("+4690400",)),
        ("tel:", "SE", ()),
        ("tel:#", "SE", ()),
        ("tel:0000000", "SE", ()),
    ],
)
def test_links_are_understood_however_written(href: str, country: str, expected: tuple[str, ...]) -> None:
    assert from_link(href, country) == expected


def test_a_link_whose_text_differs_gives_both_numbers() -> None:
    assert values("<p><a href='tel:+46846500412'>08-465 004 13</a></p>") == {"+46846500412", "+46846500413"}


def test_sources_are_told_apart() -> None:
    html = """<p><a href="tel:0846500412">Ring oss</a></p><p>Telefon 08-465 004 13</p><img src="k.png" alt="Tel 08-465 004 14">
    <script type="application/ld+json">{"@type": "LocalBusiness", "telephone": "08-465 004 15"}</script>
    <button onclick="location.href='tel:0846500416'">Ring</button>"""
    assert {(c.value[-2:], c.sightings[0].via, c.sightings[0].visible) for c in seen(html)} == {
        ("12", "tel-link", True),
        ("13", "text", True),
        ("14", "image", True),
        ("15", "structured-data", False),
        ("16", "script", True),
    }


@pytest.mark.parametrize(
    "html",
    [
        "<p>Tel: 08-465 004 12 Fax: 08-465 004 13</p>",
        "<p>Tel 08-465 004 12<br>08-465 004 13 (fax)</p>",
        "<dl><dt>Telefon</dt><dd>08-465 004 12</dd><dt>Telefax</dt><dd>08-465 004 13</dd></dl>",
        "<table><tr><td>Tel</td><td>08-465 004 12</td></tr><tr><td>Fax</td><td>08-465 004 13</td></tr></table>",
        "<p>Telefon: <a href='tel:0846500412'>08-465 004 12</a> Fax: <a href='tel:0846500413'>08-465 004 13</a></p>",
    ],
)
def test_fax_numbers_are_kept_apart(html: str) -> None:
    assert {(c.kind, c.value) for c in seen(html)} == {("phone", "+46846500412"), ("fax", "+46846500413")}


def test_a_fax_link_that_calls_another_number_than_it_shows_is_a_fax() -> None:
    assert {c.kind for c in seen("<p>Fax: <a href='tel:0846500419'>08-465 004 13</a></p>")} == {"fax"}


def test_a_number_for_both_telephone_and_fax_is_a_telephone() -> None:
    assert {c.kind for c in seen("<p>Tel/Fax: 08-465 004 12</p>")} == {"phone"}


@pytest.mark.parametrize(
    ("html", "country", "expected"),
    [
        ("<p>08-465 <b>004</b> 12</p>", "SE", {"+46846500412"}),
        ("<p><a href='#a'>08-465 004 12</a><a href='#b'>08-465 004 13</a></p>", "SE", {"+46846500412", "+46846500413"}),
        ("<table><tr><td>P.IVA</td><td>02812345671</td></tr></table>", "IT", set()),
        ("<table><tr><td>Ort</td><td>20 30 40 50</td><td>12 34</td><td>1 234</td></tr></table>", "DK", set()),
        ("<p style='display:none'>Tel 08-465 004 12</p>", "SE", set()),
        ("<p><i class='fa fa-phone'></i> <span>0701740605</span></p>", "SE", {"+46701740605"}),
        ("<p>📞 0701740605</p>", "SE", {"+46701740605"}),
        ("<select><option>070-174 06 05</option></select>", "SE", set()),
    ],
)
def test_elements_give_and_take_meaning(html: str, country: str, expected: set[str]) -> None:
    assert values(html, country) == expected


def test_local_numbers_take_the_area_code_that_the_page_tells() -> None:
    html = "<p>Tel 040-612 34 56</p><p>Tel 612 34 57</p>"
    assert values(html) == {"+46406123456", "+46406123457"}
    assert values("<p>Tel 08-465 004 12</p><p>Jour: 46 50 04 13</p>") == {"+46846500412", "+46846500413"}
    assert values("<p>Tel 612 34 57</p>") == set()


def test_a_post_code_before_its_town_is_no_short_number() -> None:
    address = "<address>Via Quercia 5<br>6598 Tenero-Contra<br><abbr title=Tel>Tel.</abbr> 091 922 00 00</address>"
    assert values(address, country="CH", lang="it") == {"+41919220000"}
    assert "+4690400" in values("<p>Telefon:<br>90 400</p>", country="SE", lang="sv")


def test_a_business_id_is_no_telephone_and_odd_dots_part_the_groups_of_one() -> None:
    assert values("<h2>Puhelin</h2><p>Tammi Oy 0200123-4<br>puh. 09 123 4567</p>", country="FI", lang="fi") == {"+35891234567"}
    assert values("<p>+44 (0) 207\u2024 946\u2024 0000</p>", country="GB") == {"+442079460000"}


def test_without_a_country_national_numbers_need_a_phone_word() -> None:
    assert values("<p>Ring 08-465 004 12</p>", country="", lang="sv") == {"+46846500412"}
    assert values("<p>08-465 004 12 stycken</p>", country="", lang="sv") == set()


@pytest.mark.parametrize(
    ("html", "country", "owner"),
    [
        ("<p>Ring oss på 08-465 004 12</p>", "SE", "unknown"),
        ("<h3>The Property Ombudsman</h3><p>Ekgatan 3</p><p>Tel: 020 7946 0123</p>", "GB", "third-party"),
        ("<p>Hébergeur : Nuage SAS, tél. 01 99 00 12 34</p>", "FR", "third-party"),
        ("<p>Webbyrå: Pixel AB, tel 08-465 004 12</p>", "SE", "third-party"),
        ("<p>Vid fara ring 112</p>", "SE", "third-party"),
        ("<p>Éditeur et hébergeur : Chêne SARL, tél. 01 99 00 12 34</p>", "FR", "unknown"),
        ("<p>L'hébergement, l'édition et la direction du site : Ann Chêne, tél. 01 99 00 12 34</p>", "FR", "unknown"),
        ("<p>Édité par Chêne SARL et hébergé par Nuage SAS, tél. 01 99 00 12 34</p>", "FR", "third-party"),
        ("<p>Data Protection Office, tel. 020 7946 0123</p>", "GB", "third-party"),
    ],
)
def test_other_peoples_numbers_are_told_by_their_context(html: str, country: str, owner: str) -> None:
    assert {c.owner for c in seen(html, country)} == {owner}


def test_purpose_and_hours_stand_beside_the_number() -> None:
    (channel,) = seen("<h3>Kundtjänst</h3><p>Tel 08-465 004 12, mån-fre 08:00-16:30</p>", lang="sv")
    assert (channel.purpose, channel.hours) == ("customer-service", "mån-fre 08:00-16:30")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["", "SE", "DE", "IT", "US", "XX"]))
def test_no_text_raises(text: str, country: str) -> None:
    for number in find_numbers(text, country, "sv"):
        assert text[number.start : number.end] == number.written
        assert number.value.startswith("+")
    from_link("tel:" + text, country)


@settings(max_examples=150, deadline=None)
@given(st.text("0123456789 +-/.()\nTelFax:", max_size=120), st.sampled_from(["", "SE", "DE", "IT", "US", "LU"]))
def test_no_run_of_digits_raises(text: str, country: str) -> None:
    find_numbers(text, country, "sv", label="phone")
    seen(f"<p>{text}</p>", country)


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_every_countrys_example_number_is_found_in_a_link(region: str) -> None:
    number = phonenumbers.example_number(region)
    assert number is not None
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    for form in (
        phonenumbers.PhoneNumberFormat.E164,
        phonenumbers.PhoneNumberFormat.INTERNATIONAL,
        phonenumbers.PhoneNumberFormat.NATIONAL,
    ):
        assert from_link("tel:" + phonenumbers.format_number(number, form), region) == (value,)


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("erreichbar unter 0180 5 000123 (14 Cent/Minute)", "DE", ["+491805000123"]),
        ("Tel. 0180 5 000123 - 14 Cent/Minute", "DE", ["+491805000123"]),
        ("Tel. 0180 5 000123 14 ct/Min.", "DE", ["+491805000123"]),
        ("Bel 0900-1234 (1,99 €/min)", "NL", ["+319001234"]),
        ("Ring 077-123 45 67 (9 öre/min)", "SE", ["+46771234567"]),
        ("Ring 08-465 004 12 (24 h)", "SE", ["+46846500412"]),
        ("Call 0800 123 4567 (free)", "GB", ["+448001234567"]),
        ("Tel. +49 (30) 123 456 78", "DE", ["+493012345678"]),
        ("Tel. +49 (0) 30 123 456 78", "DE", ["+493012345678"]),
        ("Tel. 08-465 004 (12)", "SE", ["+46846500412"]),
        ("Tel. 030 12345678 (030 12345679)", "DE", ["+493012345678", "+493012345679"]),
    ],
)
def test_a_price_beside_a_number_is_no_part_of_it(text: str, country: str, expected: list[str]) -> None:
    assert [number.value for number in find_numbers(text, country)] == expected


@pytest.mark.parametrize(
    ("html", "purpose"),
    [
        ("<p>Press: Ann Berg, tel: 070-174 06 35<br>Dataskyddsombud: x</p>", "press"),
        ("<p>Kundservice: 08-465 004 12<br>Press: 070-174 06 35</p>", "press"),
        ("<h2>Press</h2><p>070-174 06 35</p>", "press"),
        ("<h1>Presskontakt</h1><h2>Ann Berg</h2><p>070-174 06 35</p>", "press"),
        ("<h1>Presskontakt</h1><h2>Kundtjänst</h2><p>070-174 06 35</p>", "customer-service"),
        ("<p>Press 1 for help on 070-174 06 35</p>", "unknown"),
        ("<h1>Nyheter</h1><p>070-174 06 35</p>", "unknown"),
    ],
)
def test_the_purpose_is_told_by_the_nearest_label(html: str, purpose: str) -> None:
    assert [c.purpose for c in seen(html, lang="sv") if c.value == "+46701740635"] == [purpose]
