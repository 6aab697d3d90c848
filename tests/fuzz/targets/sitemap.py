"""Sitemaps: any bytes give web addresses or nothing, at most so many."""

from __future__ import annotations

import gzip

from spiders.sitemap import entries
from spiders.urls import clean
from tests.fuzz.laws import same_twice

_NS = b'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_ONE = b"<url><loc>https://acme.example/a</loc><lastmod>2026-01-01</lastmod></url>"
_PLAIN = b'<?xml version="1.0" encoding="UTF-8"?>\n<urlset ' + _NS + b">" + _ONE + b"</urlset>"
_INDEX = b"<sitemapindex " + _NS + b"><sitemap><loc>https://acme.example/s.xml</loc></sitemap></sitemapindex>"

SEEDS = (
    _PLAIN,
    _INDEX,
    gzip.compress(_PLAIN, mtime=0),
    gzip.compress(gzip.compress(_PLAIN, mtime=0), mtime=0),
    "<?xml version='1.0' encoding='utf-16'?><urlset><url><loc>https://acme.example/å</loc></url></urlset>".encode("utf-16"),
    b"https://acme.example/a\nhttps://acme.example/b\n",
    b"<!DOCTYPE u [<!ENTITY x 'y'><!ENTITY z SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>https://a.example/&x;&z;</loc></url></urlset>",
    b"<rss><channel><item><link>https://acme.example/</link></item></channel></rss>",
)
TOKENS = (
    b"<urlset>", b"</urlset>", b"<sitemapindex>", b"<url>", b"</url>", b"<loc>", b"</loc>", b"<loc/>", b"<url/>", b"<!--", b"-->",
    b"<![CDATA[", b"<?xml", b"encoding='koi8-r'", b"encoding='x'", b"<!DOCTYPE a [", b"<!ENTITY", b"&x;", b"&#0;", b"&#xD800;",
    b"xmlns:x=''", b"<x:loc>", b"<xhtml:link rel='alternate' href='https://a.example/'/>", _NS, _ONE, b"\x1f\x8b", b"https://",
    b"http://[::1", b"https://acme.example:99999/",
)  # fmt: skip


def target(data: bytes) -> None:
    """Every address that is given is one that may be asked for, as it is asked for."""
    found = same_twice(lambda: list(entries(data)))
    assert len(found) <= 2000
    for address, _ in found:
        assert address.startswith(("http://", "https://"))
        assert clean(address) == address
