"""Structured data: JSON-LD and microdata in one form."""

from __future__ import annotations

from spiders.extract._structured import stated_hours, structured, texts
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


def test_an_object_knows_as_what_another_holds_it() -> None:
    html = '<script type="application/ld+json">{"@type": "Product", "offers": [{"seller": {"@type": "Store"}}]}</script>'

    assert [item["@as"] for item in structured(parse(html, URL))] == ["", "offers", "seller"]


def test_stated_hours_read_as_days_and_times() -> None:
    html = """<script type="application/ld+json">{"@type": "Store", "openingHours": "Su 10:00-12:00", "openingHoursSpecification": [
      {"dayOfWeek": ["Monday", "Tuesday", "Thursday"], "opens": "09:00:00", "closes": "17:00:00"},
      {"dayOfWeek": "http://schema.org/Saturday", "opens": "10:00", "closes": "14:00"},
      {"dayOfWeek": "Sunday", "opens": "00:00", "closes": "00:00"}, "closed"]}</script>"""

    assert stated_hours(parse(html, URL)) == ("Su 10:00-12:00; Monday-Tuesday, Thursday 09:00-17:00; Saturday 10:00-14:00",)
    assert stated_hours(parse("<p>Monday 9-17</p>", URL)) == ()
