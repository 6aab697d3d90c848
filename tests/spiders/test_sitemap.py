"""Sitemaps as they are found: whole, zipped, cut off, hostile, or no sitemap at all."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.sitemap import entries

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
A, B = "https://acme.example/a", "https://acme.example/b"
PLAIN = f"{HEAD}<urlset {NS}><url><loc>{A}</loc></url><url><loc> {B} </loc><lastmod>2026</lastmod></url></urlset>".encode()


def test_a_plain_sitemap_names_pages() -> None:
    assert list(entries(PLAIN)) == [(A, False), (B, False)]


def test_an_index_names_sitemaps() -> None:
    index = f"{HEAD}<sitemapindex {NS}><sitemap><loc>{A}</loc></sitemap></sitemapindex>".encode()
    assert list(entries(index)) == [(A, True)]


def test_a_zipped_one_is_unzipped() -> None:
    assert list(entries(gzip.compress(PLAIN))) == [(A, False), (B, False)]


def test_a_zip_that_is_cut_off_or_is_none_costs_nothing() -> None:
    assert list(entries(gzip.compress(PLAIN)[:40])) == []
    assert list(entries(b"\x1f\x8bno zip at all")) == []


def test_a_zip_bomb_is_unzipped_up_to_a_bound() -> None:
    bomb = gzip.compress(PLAIN.replace(b"</urlset>", b" " * 200_000_000), compresslevel=1)
    assert list(entries(bomb)) == [(A, False), (B, False)]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<",
        b"<>",
        b"not found",
        b"<!doctype html><html><body><a href='https://acme.example/a'>a</a></body></html>",
        b"\n<html><url><loc>https://acme.example/a</loc></url></html>",
        b"%PDF-1.4",
        b"\xff\xfe\x00\x01",
        b'{"urls": []}',
        b"<urlset></urlset>",
        b"<urlset><url></url><url><loc></loc></url></urlset>",
    ],
)
def test_what_is_no_sitemap_names_nothing(body: bytes) -> None:
    assert list(entries(body)) == []


def test_of_broken_xml_what_can_be_read_counts() -> None:
    assert list(entries(PLAIN.replace(b"</urlset>", b""))) == [(A, False), (B, False)]
    assert next(iter(entries(PLAIN[:110])), (A, False)) == (A, False)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "/a", "http://[", "mailto:a@acme.example", "x" * 9]
)
def test_what_is_no_web_address_is_passed_over(address: str) -> None:
    body = f"<urlset><url><loc>{address}</loc></url><url><loc>{A}</loc></url></urlset>".encode()
    assert list(entries(body)) == [(A, False)]


def test_entities_are_not_unfolded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">{laughs}]><urlset><url><loc>&l11;</loc></url></urlset>'
    assert list(entries(bomb.encode())) == []
    outside = (
        '<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset><url><loc>https://acme.example/&x;</loc></url></urlset>'
    )
    assert [address for address, _ in entries(outside.encode())] in ([], ["https://acme.example/"])


def test_a_sitemap_of_a_great_shop_is_read_up_to_a_bound() -> None:
    body = b"<urlset>" + b"".join(b"<url><loc>https://acme.example/%d</loc></url>" % n for n in range(5000)) + b"</urlset>"
    assert 1000 <= len(list(entries(body))) < 5000


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: f"<urlset><url><loc>{text}</loc></url></urlset>".encode()))
def test_no_bytes_are_too_much(body: bytes) -> None:
    assert all(address.startswith("http") for address, _ in entries(body))
