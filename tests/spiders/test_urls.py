"""Which addresses are the same page, and which belong to a site."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.urls import clean, key, registrable, route_of, same_site


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://www.acme.example/", "http://acme.example"),
        ("https://acme.example/kontakt/", "https://acme.example/kontakt"),
        ("https://acme.example/index.html", "https://acme.example/"),
        ("https://acme.example/a/index.php", "https://acme.example/a"),
        ("https://acme.example/?b=2&a=1", "https://acme.example/?a=1&b=2"),
        ("https://acme.example/a#top", "https://acme.example/a"),
        ("https://acme.example/%C3%A5", "https://acme.example/å"),
    ],
)
def test_one_page_has_one_key(first: str, second: str) -> None:
    assert key(first) == key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://acme.example/a", "https://acme.example/b"),
        ("https://acme.example/?p=1", "https://acme.example/?p=2"),
        ("https://help.acme.example/", "https://acme.example/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8001/"),
        ("https://acme.example/#/kontakt", "https://acme.example/#/om"),
    ],
)
def test_two_pages_have_two(first: str, second: str) -> None:
    assert key(first) != key(second)


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        ("https://acme.example/a?utm_source=x&id=3#top", "https://acme.example/a?id=3"),
        ("https://acme.example/#/kontakt", "https://acme.example/#/kontakt"),
        ("https://acme.example/a?", "https://acme.example/a?"),
        ("mailto:info@acme.example", ""),
        ("javascript:void(0)", ""),
        ("file:///etc/passwd", ""),
        ("https://[broken", ""),
    ],
)
def test_an_address_is_asked_for_without_what_does_not_matter(url: str, cleaned: str) -> None:
    assert clean(url) == cleaned


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    assert clean(text) == clean(clean(text))
    assert key(text) == key(text)
    assert isinstance(same_site(text, "https://acme.example/"), bool)


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("help.shop.co.uk", "shop.co.uk"),
        ("www.acme.se", "acme.se"),
        ("127.0.0.1:8000", "127.0.0.1:8000"),
        ("localhost", "localhost"),
    ],
)
def test_the_registrable_domain(host: str, domain: str) -> None:
    assert registrable(host) == domain


def test_a_subdomain_belongs_to_the_site_and_another_port_of_this_machine_does_not() -> None:
    assert same_site("https://kundservice.acme.se/a", "https://www.acme.se/")
    assert not same_site("https://acme.no/", "https://acme.se/")
    assert not same_site("http://127.0.0.1:1/", "http://127.0.0.1:2/")


@pytest.mark.parametrize(
    ("url", "route"),
    [
        ("https://acme.example/#/kontakt", "/kontakt"),
        ("https://acme.example/a#!kontakt", "!kontakt"),
        ("https://acme.example/a#!/kontakt/#x", "!/kontakt/#x"),
        ("https://acme.example/a#kontakt", ""),
        ("https://acme.example/#/", ""),
        ("https://acme.example/#!", ""),
        ("https://acme.example/#", ""),
        ("https://acme.example/", ""),
        ("", ""),
    ],
)
def test_a_route_is_told_from_a_place_on_the_page(url: str, route: str) -> None:
    assert route_of(url) == route
    assert key(url) == key(url.partition("#")[0]) or route
