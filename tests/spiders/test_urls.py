"""Which addresses are the same page, and which belong to a site."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.urls import clean, host_of, join, key, names_host, registrable, route_of, same_site, split


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
        ("https://acme.example/INDEX.HTM", "https://acme.example/"),
        ("https://acme.example/default.asp", "https://acme.example/"),
        ("https://acme.example/a;jsessionid=1F2E?b=1", "https://acme.example/a?b=1"),
        ("https://acme.example/(S(x1y2z3))/a.aspx", "https://acme.example/(S(q9))/a.aspx"),
        ("https://acme.example/a?utm_source=x", "https://acme.example/a"),
        ("https://acme.example./a", "https://acme.example/a"),
        ("https://åkeri.example/", "https://xn--keri-poa.example/"),
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
        ("https://acme.example/KONTAKT.HTM", "https://acme.example/kontakt.htm"),
        ("https://acme.example/?sid=12", "https://acme.example/?sid=13"),
        ("https://acme.example/(a)/b", "https://acme.example/b"),
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
        ("https://acme.example/a?namn=%E4&utm_medium=x", "https://acme.example/a?namn=%E4"),
        ("https://acme.example/a;jsessionid=1F2E?b=1#/c", "https://acme.example/a?b=1#/c"),
        ("https://acme.example/a;JSESSIONID=1F2E", "https://acme.example/a"),
        ("https://acme.example/a.php?PHPSESSID=0123456789abcdef&b=1", "https://acme.example/a.php?b=1"),
        ("https://acme.example/a.asp?ASPSESSIONIDQQ=ABC", "https://acme.example/a.asp"),
        ("https://acme.example/a.php?sid=0123456789abcdef0123", "https://acme.example/a.php"),
        ("https://acme.example/a.php?sid=12", "https://acme.example/a.php?sid=12"),
        ("https://acme.example/a?reference=1&utmost=2", "https://acme.example/a?reference=1&utmost=2"),
        ("https://acme.example/a?b&&c=1", "https://acme.example/a?b&&c=1"),
        ("mailto:info@acme.example", ""),
        ("javascript:void(0)", ""),
        ("file:///etc/passwd", ""),
        ("https://[broken", ""),
    ],
)
def test_an_address_is_asked_for_without_what_does_not_matter(url: str, cleaned: str) -> None:
    assert clean(url) == cleaned


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("kontakt", "https://acme.example/om/kontakt"),
        ("sub\\kontakt.htm", "https://acme.example/om/sub/kontakt.htm"),
        ("..\\kontakt.htm", "https://acme.example/kontakt.htm"),
        ("\\kontakt.htm", "https://acme.example/kontakt.htm"),
        ("\\\\www.acme.example\\kontakt", "https://www.acme.example/kontakt"),
        ("https:\\\\acme.example\\kontakt", "https://acme.example/kontakt"),
        ("http:\\\\acme.example", "http://acme.example"),
        ("https:/kontakt", "https://acme.example/kontakt"),
        ("https:kontakt", "https://acme.example/om/kontakt"),
        ("http:/acme.example/kontakt", "http://acme.example/kontakt"),
        ("https:///acme.example/kontakt", "https://acme.example/kontakt"),
        ("///acme.example/kontakt", "https://acme.example/kontakt"),
        ("HTTPS://ACME.EXAMPLE/Kontakt", "https://ACME.EXAMPLE/Kontakt"),
        ("www.acme.example/kontakt", "https://acme.example/om/www.acme.example/kontakt"),
        ("kon\ntakt\t.html", "https://acme.example/om/kontakt.html"),
        (" om oss.html\r\n", "https://acme.example/om/om oss.html"),
        ("växjö.html", "https://acme.example/om/växjö.html"),
        ("?sida=a\\b", "https://acme.example/om/oss.htm?sida=a\\b"),
        ("?till=http:/x", "https://acme.example/om/oss.htm?till=http:/x"),
        ("#!kontakt", "https://acme.example/om/oss.htm#!kontakt"),
        ("mailto:a\\b@acme.example", "mailto:a\\b@acme.example"),
        ("javascript:x('\\n')", "javascript:x('\\n')"),
        ("//", ""),
        ("\\\\", ""),
        ("http://[", ""),
    ],
)
def test_a_link_leads_where_a_browser_would_go(href: str, url: str) -> None:
    assert join("https://acme.example/om/oss.htm", href) == url


@given(st.text(max_size=60))
def test_no_link_breaks_it(href: str) -> None:
    absolute = join("https://acme.example/om/", href)
    assert join("https://acme.example/om/", absolute) == absolute or not clean(absolute)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Acme.example/", "www.acme.example"),
        ("https://acme.example:443/", "acme.example"),
        ("http://127.0.0.1:8000/", "127.0.0.1:8000"),
        ("https://www.åkeri.example/", "www.xn--keri-poa.example"),
        ("https://å" + "x" * 90 + ".example/", ""),
        ("kontakt", ""),
    ],
)
def test_a_host_is_spelt_as_the_network_spells_it(url: str, host: str) -> None:
    assert host_of(url) == host


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


@pytest.mark.parametrize(
    ("name", "url", "names"),
    [
        ("example.se", "https://www.example.se/", True),
        ("WWW.Example.se.", "https://example.se:8443/x", True),
        ("exämple.se", "https://xn--exmple-cua.se/", True),
        ("127.0.0.1", "http://127.0.0.1:8000/", True),
        ("example.com", "https://www.example.se/", False),
        ("shop.example.se", "https://www.example.se/", False),
        ("https://www.example.se/", "https://www.example.se/", False),
        ("", "https://www.example.se/", False),
        ("", "", False),
        ("example.se", "https://[broken/", False),
    ],
)
def test_a_host_is_named_whole_or_not_at_all(name: str, url: str, names: bool) -> None:
    assert names_host(name, url) is names


@pytest.mark.parametrize("url", ["http://[::1", "//[", "http://ex\u2100.example/"])
def test_what_is_no_address_is_all_path(url: str) -> None:
    assert (split(url).netloc, split(url).path) == ("", url)
