"""Sitemaps: what a site itself says its pages are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from scrapy.utils.sitemap import Sitemap

from spiders.urls import clean

__all__ = ["entries"]

_MOST = 2000


def entries(body: bytes) -> Iterator[tuple[str, bool]]:
    """The addresses in a sitemap, each with whether it is another sitemap; none where it is no sitemap."""
    start = body.lstrip()[:200].lower()
    if not start.startswith(b"<") or b"<html" in start or b"<!doctype html" in start:
        return
    sitemap = Sitemap(body)
    for entry in islice(sitemap, _MOST):
        address = clean(str(entry.get("loc", "")).strip())
        if address:
            yield address, sitemap.type == "sitemapindex"
