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
        ("Org.nr 556016-0680", "SE", ("organisation-number", "5560160680")),
        ("Organisationsnummer: 5560160680", "SE", ("organisation-number", "5560160680")),
        ("Momsreg.nr SE556016068001", "SE", ("vat-number", "SE556016068001")),
        ("Org.nr 923 609 016 MVA", "NO", ("organisation-number", "923609016")),
        ("CVR: 28 39 01 49", "DK", ("organisation-number", "28390149")),
        ("Y-tunnus: 3317445-3", "FI", ("organisation-number", "33174453")),
        ("Amtsgericht Ulm HRB 12345", "DE", ("organisation-number", "HRB12345")),
        ("USt-IdNr.: DE 123456789", "DE", ("vat-number", "DE123456789")),
        ("SIRET : 732 829 320 00074", "FR", ("organisation-number", "73282932000074")),
        ("P.IVA 03629741202", "IT", ("vat-number", "IT03629741202")),
        ("NIP: 772-22-43-514", "PL", ("vat-number", "PL7722243514")),
        ("Company No. 06972947", "GB", ("organisation-number", "06972947")),
        ("KvK: 12345678", "NL", ("organisation-number", "12345678")),
        ("CHE-123.456.789 MWST", "CH", ("organisation-number", "CHE123456789")),
    ],
)
def test_numbers_are_read_beside_their_word(text: str, country: str, expected: tuple[str, str]) -> None:
    assert expected in find_identifiers(text, country)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("556016-0680", "SE"),
        ("Org.nr 556016-0681", "SE"),
        ("Org.nr 923 609 017", "NO"),
        ("SIREN 732 829 321", "FR"),
        ("Tel 08-465 004 12", "SE"),
        ("DE 123456789 Besucher", "DE"),
    ],
)
def test_a_number_without_word_or_with_a_wrong_check_digit_is_none(text: str, country: str) -> None:
    assert find_identifiers(text, country) == ()


def test_names_are_read_in_footer_imprint_and_structured_data() -> None:
    html = """<p>Vi gillar Andra Bolaget AB mycket.</p><p>Fabrikör Berg AB, org.nr 556016-0680</p>
    <footer><p>© 2026 Berg &amp; Dal Handels AB</p></footer>
    <script type="application/ld+json">{"@type": "LocalBusiness", "legalName": "Berg Holding AB", "name": "Bergs"}</script>"""
    names = {i.value for i in extract(parse(html, "https://berg.test/", country="SE")) if i.kind == "legal-name"}
    assert names == {"Fabrikör Berg AB", "Berg & Dal Handels AB", "Berg Holding AB"}


def test_a_label_in_the_cell_before_counts() -> None:
    html = "<table><tr><td>Org.nr</td><td>556016-0680</td></tr></table>"
    assert [i.value for i in extract(parse(html, "https://berg.test/", country="SE"))] == ["5560160680"]


@given(st.text(max_size=200), st.sampled_from(["", "SE", "FR", "XX"]))
def test_no_text_raises(text: str, country: str) -> None:
    find_identifiers(text, country)
    list(extract(parse(f"<footer>{text}</footer>", "https://berg.test/", country=country)))
