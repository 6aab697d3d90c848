"""Legal names, organisation numbers and VAT numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.extract.identifiers import extract, find_identifiers
from spiders.page import parse


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Org.nr 556123-4500", "SE", ("organisation-number", "5561234500")),
        ("Organisationsnummer: 5561234500", "SE", ("organisation-number", "5561234500")),
        ("Momsreg.nr SE556123450001", "SE", ("vat-number", "SE556123450001")),
        ("Org.nr 911 122 200 MVA", "NO", ("organisation-number", "911122200")),
        ("CVR: 23 45 67 89", "DK", ("organisation-number", "23456789")),
        ("Y-tunnus: 1234567-1", "FI", ("organisation-number", "12345671")),
        ("Amtsgericht Ulm HRB 12345", "DE", ("organisation-number", "HRB12345")),
        ("USt-IdNr.: DE 123456789", "DE", ("vat-number", "DE123456789")),
        ("SIRET : 123 456 700 00707", "FR", ("organisation-number", "12345670000707")),
        ("P.IVA 02812345671", "IT", ("vat-number", "IT02812345671")),
        ("NIP: 512-34-56-789", "PL", ("vat-number", "PL5123456789")),
        ("Company No. 01234567", "GB", ("organisation-number", "01234567")),
        ("KvK: 12345678", "NL", ("organisation-number", "12345678")),
        ("CHE-123.456.789 MWST", "CH", ("organisation-number", "CHE123456789")),
    ],
)
def test_numbers_are_read_beside_their_word(text: str, country: str, expected: tuple[str, str]) -> None:
    assert expected in find_identifiers(text, country)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("556123-4500", "SE"),
        ("Org.nr 556123-4501", "SE"),
        ("Org.nr 911 122 201", "NO"),
        ("SIREN 123 456 708", "FR"),
        ("Tel 08-465 004 12", "SE"),
        ("DE 123456789 Besucher", "DE"),
    ],
)
def test_a_number_without_word_or_with_a_wrong_check_digit_is_none(text: str, country: str) -> None:
    assert find_identifiers(text, country) == ()


def test_names_are_read_in_footer_imprint_and_structured_data() -> None:
    html = """<p>Vi gillar Andra Bolaget AB mycket.</p><p>Fabrikör Berg AB, org.nr 556123-4500</p>
    <footer><p>© 2026 Berg &amp; Dal Handels AB</p></footer>
    <script type="application/ld+json">{"@type": "LocalBusiness", "legalName": "Berg Holding AB", "name": "Bergs"}</script>"""
    names = {i.value for i in extract(parse(html, "https://berg.test/", country="SE")) if i.kind == "legal-name"}
    assert names == {"Fabrikör Berg AB", "Berg & Dal Handels AB", "Berg Holding AB"}


def test_a_label_in_the_cell_before_counts() -> None:
    html = "<table><tr><td>Org.nr</td><td>556123-4500</td></tr></table>"
    assert [i.value for i in extract(parse(html, "https://berg.test/", country="SE"))] == ["5561234500"]


@given(st.text(max_size=200), st.sampled_from(["", "SE", "FR", "XX"]))
def test_no_text_raises(text: str, country: str) -> None:
    find_identifiers(text, country)
    list(extract(parse(f"<footer>{text}</footer>", "https://berg.test/", country=country)))


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<footer><p>Berg Bil AB</p><p>Ekgatan 3</p></footer>", ["Berg Bil AB"]),
        ("<footer><p>Berg Bil AB, Ekgatan 3, 411 06 Göteborg</p></footer>", ["Berg Bil AB"]),
        ("<footer><p>Vi har sålt bilar tillsammans med Dal Motor AB i många år och gör det gärna igen</p></footer>", []),
        ("<footer><p>This site is protected by reCAPTCHA of Google LLC</p></footer>", []),
        ("<footer><p>© 2026 Berg Bil AB. CIVIC is a trademark of Honda Motor Co., Ltd.</p></footer>", ["Berg Bil AB"]),
        ("<footer><p>© 2026 Berg Bil AB. Website by Dal Webb AB</p></footer>", ["Berg Bil AB"]),
        ("<footer><p>© Google Ireland Ltd</p></footer>", []),
        ("<main><h1>Impressum</h1><p>Holz Berg GmbH<br>Eichweg 3</p><p>Konzept: Dal Web GmbH</p></main>", ["Holz Berg GmbH"]),
        ("<main><h1>Impressum</h1><p>Ann Berg</p><p>Webseite: Dal Web GmbH</p></main>", []),
        ("<main><h1>Partner</h1><p>Holz Berg GmbH<br>Eichweg 3</p></main>", []),
    ],
)
def test_a_legal_name_stands_with_the_company_s_own_identity(html: str, names: list[str]) -> None:
    page = parse(f"<html lang=de><body>{html}", "https://berg.test/seite")
    assert [i.value for i in extract(page) if i.kind == "legal-name"] == names


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<p>Example Works Ltd. – Joiners since 1920</p>", ["Example Works Ltd"]),
        ("<p>Examples Chairs Ltd makes chairs, as Oak Example Ltd does</p>", []),
        ("<h1>About us</h1><title>Oak Joiners Ltd: about us</title><p>Oak Joiners Ltd is a firm of four.</p>", ["Oak Joiners Ltd"]),
    ],
)
def test_a_name_by_which_the_site_is_called_is_the_companys(html: str, names: list[str]) -> None:
    page = parse(f"<html lang=en><body>{html}", "https://www.example.com/about-us", country="GB")
    assert [i.value for i in extract(page) if i.kind == "legal-name"] == names


@pytest.mark.parametrize(
    ("html", "country", "names"),
    [
        ("<footer><p>Klinik Berg, Gade 1, 2400 København NV, CVR 23456789</p></footer>", "DK", []),
        ("<footer><p>Klinik Berg, Gade 1, 2400 København NV, CVR 23456789</p></footer>", "", []),
        ("<footer><p>Berg Handel NV, Kerkstraat 1, 9000 Gent</p></footer>", "BE", ["Berg Handel NV"]),
        (
            "<h1>Impressum</h1><p>Dal Implant AG</p><p>stellt her</p><p>a</p><p>b</p><p>Berg Praxis GmbH</p><p>89073 Ulm</p>",
            "DE",
            ["Berg Praxis GmbH"],
        ),
    ],
)
def test_a_postal_town_or_a_name_without_its_address_is_no_legal_name(html: str, country: str, names: list[str]) -> None:
    found = [i.value for i in extract(parse(html, "https://berg.test/x", country=country)) if i.kind == "legal-name"]
    assert found == names


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("RCS Évry B 123 456 709", "FR", ["123456709"]),
        ("Vereinsregister Ulm, VR 60700", "DE", ["VR60700"]),
        ("VR 60 Brille", "DE", []),
        ("Org. nr. NO 999 000 118 MVA", "NO", ["999000118"]),
        ("N.I.F. 12345678-Z", "ES", ["12345678Z"]),
        ("N.I.F. 12345678-A", "ES", []),
        ("Numero REA: BS-123456", "IT", ["BS123456"]),
        ("Company number 123456", "IE", ["123456"]),
        ("number B282000", "", []),
    ],
)
def test_a_register_s_own_way_of_writing_is_read(text: str, country: str, expected: list[str]) -> None:
    assert [value for _, value in find_identifiers(text, country)] == expected


def test_the_number_of_another_body_is_not_the_company_s() -> None:
    html = "<h3>Hébergeur</h3><p>Nuage SAS, SIREN 900000019</p><h3>Éditeur</h3><p>Chêne SARL, SIREN 123456709</p>"
    found = extract(parse(html, "https://chene.test/mentions", country="FR"))

    assert [each.value for each in found if each.kind == "organisation-number"] == ["123456709"]


WORDS = [
    "Org.nr",
    "VAT",
    "SE",
    "NIP",
    "556123-4500",
    "556123450001",
    "DE 123456789",
    "5123456789",
    "HRB",
    "12345",
    "\n",
    ":",
    "é",
    "Ab",
]


@given(st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join), st.sampled_from(["", "SE", "PL", "DE"]))
def test_a_number_can_be_pointed_at_and_compacting_it_again_changes_nothing(text: str, country: str) -> None:
    digits = "".join(filter(str.isdigit, text))
    for _, value in find_identifiers(text, country):
        assert value.isalnum()
        assert value == value.upper()
        assert "".join(filter(str.isdigit, value)) in digits
