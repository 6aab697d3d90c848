"""Sitemaps: what a site itself says its pages are."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import islice

from scrapy.utils.sitemap import Sitemap

from spiders.urls import clean

__all__ = ["entries"]

_MOST = 2000
_LARGEST = 20 * 2**20
_GZIP = b"\x1f\x8b"


def entries(body: bytes) -> Iterator[tuple[str, bool]]:
    """The addresses in a sitemap, zipped or not, each with whether it is another sitemap; none where it is no sitemap."""
    if body.startswith(_GZIP):
        body = _unzipped(body)
    start = body.lstrip()[:200].lower()
    if not start.startswith(b"<") or b"<html" in start or b"<!doctype html" in start:
        return
    try:
        sitemap = Sitemap(body)
        for entry in islice(sitemap, _MOST):
            address = clean(str(entry.get("loc", "")).strip())
            if address:
                yield address, sitemap.type == "sitemapindex"
    except (SyntaxError, StopIteration, ValueError):
        return  # XML that is none; what came before the fault counts


def _unzipped(body: bytes) -> bytes:
    """What is in the archive, up to a bound; as far as it goes where it is cut off, nothing where it is none."""
    try:
        with gzip.open(BytesIO(body)) as archive:
            return archive.read(_LARGEST)
    except (OSError, EOFError, zlib.error):
        return b""
