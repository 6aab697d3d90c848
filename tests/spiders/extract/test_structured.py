"""Structured data: JSON-LD and microdata in one form."""

from __future__ import annotations

from spiders.extract._structured import structured, texts
from spiders.page import parse

URL = "https://acme.example/"


def test_objects_inside_objects_are_found_in_order() -> None:
    html = '<script type="application/ld+json">{"@graph": [{"@type": "Store", "address": {"@type": "PostalAddress"}}]}</script>'

    assert [item["@type"] for item in structured(parse(html, URL))] == ["", "Store", "PostalAddress"]


def test_microdata_reads_like_json_ld() -> None:
    html = """<div itemscope itemtype="https://schema.org/Store"><span itemprop="telephone">08-1</span>
      <div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress"><b itemprop="postalCode">1</b></div></div>"""
    store, address = structured(parse(html, URL))

    assert (store["@type"], store["telephone"]) == ("Store", "08-1")
    assert (address["@type"], address["postalCode"]) == ("PostalAddress", "1")


def test_what_a_theme_marks_up_of_the_page_alone_is_not_read() -> None:
    layout = '<header itemscope itemtype="https://schema.org/WPHeader"><b itemprop="headline">Acme</b>{}</header>'

    assert structured(parse(layout.format(""), URL)) == ()
    assert structured(parse(layout.format('<i itemprop="telephone">08-1</i>'), URL))[0]["telephone"] == "08-1"
    inner = '<p itemscope itemtype="https://schema.org/Organization"><i itemprop="name">Acme AB</i></p>'
    assert "Organization" in [item["@type"] for item in structured(parse(layout.format(inner), URL))]


def test_json_with_a_comment_before_it_is_read() -> None:
    html = '<script type="application/ld+json">// ours\n{"@type": "Store"}</script>'

    assert [item["@type"] for item in structured(parse(html, URL))] == ["Store"]


def test_bad_markup_gives_nothing() -> None:
    assert structured(parse('<script type="application/ld+json">{not json</script>', URL)) == ()
    assert structured(parse(f'<script type="application/ld+json">{"[" * 2000}</script>', URL)) == ()


def test_values_are_texts_whatever_their_number() -> None:
    assert texts(None) == ()
    assert texts("a") == ("a",)
    assert texts(["a", 5, "", {}]) == ("a", "5")
