"""Which links are followed first, and which are no pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders import scent as scent_module
from spiders import strictyaml, words
from spiders.scent import is_page, scent

SITE = "https://acme.example"


@pytest.mark.parametrize("region", ["header", "footer", "main"])
def test_the_order_is_contact_help_duties_company_fault_rest_decoys(region: str) -> None:
    links = [
        ("/kontakt", "Kontakta oss"),
        ("/kundservice", "Kundservice"),
        ("/reklamation", "Reklamation"),
        ("/villkor", "Köpvillkor"),
        ("/om-oss", "Om oss"),
        ("/felanmalan", "Felanmälan"),
        ("/lampor", "Lampor"),
        ("/jobb", "Lediga jobb"),
        ("/nyheter/ny-lampa", "Ny lampa"),
    ]
    values = [scent(SITE + path, label, region, "sv") for path, label in links]  # type: ignore[arg-type]
    assert values == sorted(values, reverse=True)
    assert len(set(values[:7])) == 7


@pytest.mark.parametrize(
    "url",
    [
        "/blog/kontakt",
        "/produkter/lampa-42",
        "/tag/lampor",
        "/2023/05/lampor",
        "/lampor?sort=price&page=3",
        "/kalender/2024",
        "/nyheter",
    ],
)
def test_lists_and_postings_come_after_plain_pages(url: str) -> None:
    assert scent(SITE + url, "Lampor", "main", "sv") < scent(SITE + "/lampor", "Lampor", "main", "sv") or "kontakt" in url
    assert scent(SITE + url, "Lampor", "main", "sv") < scent(SITE + "/kontakt", "Kontakt", "main", "sv")


def test_address_and_label_together_promise_more_than_one_of_them() -> None:
    both = scent(SITE + "/kontakt", "Kontakt", "main", "sv")
    assert both > scent(SITE + "/sida-7", "Kontakt", "main", "sv")
    assert both > scent(SITE + "/kontakt", "Läs mer", "main", "sv")


@pytest.mark.parametrize(
    "url",
    [
        "/", "/kontakt", "/kontakt.html", "/index.php?id=4", "/a.aspx", "/v1.2/help", "/logotyp", "/produkter/ring", "/om.oss",
    ],
)  # fmt: skip
def test_pages_are_pages(url: str) -> None:
    assert is_page(SITE + url)


@pytest.mark.parametrize(
    "url",
    [
        SITE + "/villkor.pdf",
        SITE + "/bild.JPG",
        SITE + "/app.apk?x=1",
        SITE + "/feed/",
        SITE + "/shop/?add-to-cart=7",
        SITE + "/logga-ut",
        SITE + "/logout.php",
        SITE + "/index.php?route=account/logout&action=logout",
        SITE + "/inlagg?replytocom=9",
        SITE + "/wp-json/oembed/1.0/embed?url=x",
        "mailto:info@acme.example",
        "tel:+468123",
        "javascript:void(0)",
        "http://[bad",
        "",
        SITE + "/" + "a" * 3000,
    ],
)
def test_files_feeds_and_actions_are_none(url: str) -> None:
    assert not is_page(url)


def test_every_weighted_concept_is_one_of_the_lexicon() -> None:
    data = strictyaml.load_file(Path(scent_module.__file__).parent / "data" / "scent.yaml")
    assert set(data["concepts"]) <= set(words.concepts())


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=100))
def test_no_link_breaks_the_scent(url: str, label: str) -> None:
    assert scent(url, label, "unknown", "") >= 0
    is_page(url)
