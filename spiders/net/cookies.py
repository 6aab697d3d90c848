"""Scrapy's cookies without the network: the list of public suffixes is the one that is installed, never one that is fetched."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from http.cookiejar import Cookie
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from scrapy.http.cookies import CookieJar
from scrapy.utils.httpobj import urlparse_cached
from tldextract import TLDExtract

from spiders.net.access import access_of


@cache
def _suffixes() -> TLDExtract:
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


class OfflineCookiesMiddleware(CookiesMiddleware):
    """Setting DOWNLOADER_MIDDLEWARES, in the place of Scrapy's own, whose list of public suffixes is fetched past the guard."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it; the jar of every request that names none begins with the cookies of the storage state that was given."""
        made = super().from_crawler(crawler)
        for cookie in access_of(crawler.settings).cookies():
            made.jars[None].set_cookie(cookie)
        return made

    def _process_cookies(self, cookies: Iterable[Cookie], *, jar: CookieJar, request: Request) -> None:
        host = (urlparse_cached(request).hostname or "").lower()
        for cookie in cookies:
            domain = cookie.domain.removeprefix(".")
            if domain and not _suffixes()(domain).domain:
                if domain != host:
                    continue
                cookie.domain = host
            jar.set_cookie_if_ok(cookie, request)
