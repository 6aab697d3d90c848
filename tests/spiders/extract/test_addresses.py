"""Addresses: the layouts of many countries, and numbers that only look like post codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.extract._addressline import one_line
from spiders.extract.addresses import extract, find_addresses
from spiders.page import parse


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Ekgatan 12\n123 45 Småstad", "SE", "Ekgatan 12, 123 45 Småstad"),
        ("Ekgatan 12, 3 tr, SE-123 45 Småstad, Sverige", "SE", "Ekgatan 12, 3 tr, 123 45 Småstad"),
        ("Norra Ekvägen 4B 12345 Småstad", "SE", "Norra Ekvägen 4B, 123 45 Småstad"),
        ("Lilla bommen 1\n411 04 GÖTEBORG", "SE", "Lilla bommen 1, 411 04 GÖTEBORG"),
        ("Box 279\n701 45 Örebro", "SE", "Box 279, 701 45 Örebro"),
        ("Eikeveien 3, 1782 Halden", "NO", "Eikeveien 3, 1782 Halden"),
        ("Egevej 163d\n2400 København NV", "DK", "Egevej 163d, 2400 København NV"),
        ("Tammitie 25a\n21570 Sauvo", "FI", "Tammitie 25a, 21570 Sauvo"),
        ("Eichenstraße 31 · 45239 Essen Termin", "DE", "Eichenstraße 31, 45239 Essen Termin"),
        ("Berliner Allee 5–7, 40212 Düsseldorf", "DE", "Berliner Allee 5-7, 40212 Düsseldorf"),
        ("St. Georgen-Strasse 84\n9000 St. Gallen", "CH", "St. Georgen-Strasse 84, 9000 St. Gallen"),
        ("11 Route du Chêne 91310 Linas", "FR", "11 Route du Chêne, 91310 Linas"),
        ("11 rue des Chênes\nL-8052 Bertrange, LUXEMBOURG", "LU", "11 rue des Chênes, 8052 Bertrange"),
        ("Calle Mayor, 24 bajo, 20304 Irún (Gipuzkoa)", "ES", "Calle Mayor, 24 bajo, 20304 Irún"),
        ("Via Giorgio Rossi, 8\n40128 Bologna (BO)", "IT", "Via Giorgio Rossi, 8, 40128 Bologna"),
        ("Eikenlaan 7, 2132 MA Hoofddorp", "NL", "Eikenlaan 7, 2132 MA Hoofddorp"),
        ("ul. Dębowa 46, 43-436 Górki Małe", "PL", "ul. Dębowa 46, 43-436 Górki Małe"),
        ("Rua do Carvalho 3, 1200-001 Lisboa", "PT", "Rua do Carvalho 3, 1200-001 Lisboa"),
        ("73–75 Oak Road, East Grinstead, West Sussex RH19 1EQ", "GB", "73-75 Oak Road, East Grinstead, West Sussex, RH19 1EQ"),
        ("3180 18th St\nSan Francisco, CA 94110", "US", "3180 18th St, San Francisco, CA 94110"),
        ("PO BOX 6633, North Ryde, NSW, 2113", "AU", "PO BOX 6633, North Ryde, NSW, 2113"),
        ("1 Oak Street, Cork, T12 X70A", "IE", "1 Oak Street, Cork, T12 X70A"),
    ],
)
def test_an_address_is_read_onone_line(text: str, country: str, expected: str) -> None:
    assert [address.value for address in find_addresses(text, country)] == [expected]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Osteopatia 10 kwietnia 2026 Test", "PL"),
        ("Org.nr 825 176 942 Kontakt oss", "NO"),
        ("© 2026 Acme Vägen AB", "SE"),
        ("Enköpings 123 45 medlemmar", "SE"),
        ("Annual General Meeting 2016 Annual", "IN"),
        ("Telefon 08-123 45 67 Växel", "SE"),
        ("Bandbredd från 400 till 2000 Meter", "SE"),
        ("Founded in 1998 London", "GB"),
        ("12345 Berlin", "DE"),
    ],
)
def test_a_number_without_a_street_is_no_address(text: str, country: str) -> None:
    assert list(find_addresses(text, country)) == []


def channels(html: str, country: str = "SE") -> list[tuple[str, str, str]]:
    page = parse(html, "https://acme.example/", lang="sv", country=country)
    return [(channel.kind, channel.value, channel.sightings[0].via) for channel in extract(page)]


def test_the_nearest_label_says_what_an_address_is_for() -> None:
    found = channels("<p>Besöksadress: Ekgatan 8 702 10 Örebro Postadress: Box 279 SE-701 45 Örebro</p>")

    assert found == [("visit", "Ekgatan 8, 702 10 Örebro", "text"), ("postal", "Box 279, 701 45 Örebro", "text")]


def test_an_address_for_both_is_two_channels() -> None:
    found = channels("<h3>Post- och besöksadress</h3><p>Ekgatan 8<br>702 10 Örebro</p>")

    assert [kind for kind, _, _ in found] == ["postal", "visit"]


def test_the_name_of_a_city_ends_with_its_element() -> None:
    assert channels("<p>Ekgatan 8, 702 10 Örebro <a href='/k'>Boka tid</a></p>")[0][1] == "Ekgatan 8, 702 10 Örebro"


def test_structured_data_gives_the_same_value_and_cannot_be_seen() -> None:
    html = """<script type="application/ld+json">{"@type": "Store", "address": {"@type": "PostalAddress",
      "streetAddress": "Ekgatan 8", "postalCode": "70210", "addressLocality": "Örebro", "addressCountry": "SE"}}</script>"""
    page = parse(html, "https://acme.example/", country="SE")

    (channel,) = extract(page)

    assert (channel.value, channel.sightings[0].via) == ("Ekgatan 8, 702 10 Örebro", "structured-data")
    assert not channel.sightings[0].visible


def test_broken_structured_data_is_skipped() -> None:
    assert channels("<script type='application/ld+json'>{\"@type\": [</script>") == []


@given(st.text(alphabet=st.sampled_from("Storgatan 12345,\nBox SE- ul.\u202e\x00"), max_size=200))
def test_no_text_breaks_it_and_addresses_stand_where_they_say(text: str) -> None:
    end = 0
    for address in find_addresses(text, "SE"):
        assert end <= address.start < address.end <= len(text)
        end = address.end


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Filipstad Brygge 1\nPostboks 1672 Vika\n0120 Oslo", "NO", ["Postboks 1672 Vika, 0120 Oslo"]),
        ("22 rue du Chêne\n75 016 Paris", "FR", ["22 rue du Chêne, 75016 Paris"]),
        ("8 rue du Chêne\n75008 Paris 8\nFrance", "FR", ["8 rue du Chêne, 75008 Paris 8"]),
        ("Straße des 17. Juni 135\n10623 Berlin", "DE", ["Straße des 17. Juni 135, 10623 Berlin"]),
        ("Alfred Ekvägen 8\n561 31 Huskvarna", "SE", ["Alfred Ekvägen 8, 561 31 Huskvarna"]),
        ("Besöksadress Ekvägen 8\n561 31 Huskvarna", "SE", ["Ekvägen 8, 561 31 Huskvarna"]),
        ("4 Elm Square, Dublin 2", "IE", ["4 Elm Square, Dublin 2"]),
        ("Adress: Ekgatan 26, våning 2, Malmö", "SE", ["Ekgatan 26, våning 2, Malmö"]),
        ("Besöksadress: Ekgatan 26", "SE", []),
        ("Vi ses på Ekgatan 26, Malmö", "SE", []),
        ("Besöksadress: Ekgatan 8, Malmö\nEkgatan 8, 211 52 Malmö", "SE", ["Ekgatan 8, 211 52 Malmö"]),
        ("Kursy 10 kwietnia 2026 Opole, cena 45-835 Zł", "PL", []),
    ],
)
def test_what_ends_and_begins_an_address(text: str, country: str, expected: list[str]) -> None:
    assert [address.value for address in find_addresses(text, country)] == expected


def test_another_body_s_address_is_not_the_company_s() -> None:
    html = "<main><h3>Ombudsmannen</h3><p>Box 17<br>123 45 Småstad</p></main><footer><p>Ekgatan 8, 702 10 Örebro</p></footer>"

    assert [channel.owner for channel in extract(parse(html, "https://acme.example/", country="SE"))] == ["third-party", "own"]


PARTS = [
    "Ekgatan 8",
    "Oak Road",
    "rue du Chêne 3",
    "Box 12",
    "123 45",
    "AB1 2CD",
    "Småstad",
    "adress:",
    ",",
    "\n",
    "–",
    "(BO)",
    "2026",
    " ",
]


@given(st.lists(st.sampled_from(PARTS), max_size=12).map(" ".join), st.sampled_from(["SE", "GB", "IT", ""]))
def test_each_part_of_an_address_can_be_pointed_at_and_normalising_it_again_changes_nothing(text: str, country: str) -> None:
    for address in find_addresses(text, country):
        shown = text[address.start : address.end]
        assert all(
            letter in shown.replace(" ", "")
            for letter in address.value.replace(",", "").replace("-", "–").split(" ")
            if letter != "–"
        )
        assert one_line(address.value) == address.value
