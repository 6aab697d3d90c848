"""
robots.txt: whatever a server gives for it, there is an answer for every address, and a pause that is a number of seconds.

Law: a line that forbids all to all holds, whatever stands after it in a group of its own.
"""

from __future__ import annotations

from functools import cache, partial

from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.test import get_crawler

from spiders.net.guard import Guard
from spiders.net.identity import PRODUCT_TOKEN
from spiders.net.robots import SafeRobotsMiddleware
from spiders.net.scrapysettings import settings
from tests.fuzz.laws import same_twice
from tests.fuzz.pages import SITES

_URLS = (
    "https://acme.example/",
    "https://acme.example/a%2Fb?c=å*$",
    "https://acme.example/kontakt/" + "a" * 200,
    "https://acme.example:8080",
)

SEEDS = (
    b"User-agent: *\nDisallow: /a\nAllow: /a/b$\nCrawl-delay: 2\nSitemap: https://acme.example/sitemap.xml\n",
    b"\xef\xbb\xbfUser-agent: auditor\nUser-agent: *\nDisallow: /*?*b=*$\nRequest-rate: 1/5s\nVisit-time: 0600-0845\n",
    b"<html><title>404</title>",
    (SITES / "traps/robots.txt").read_bytes(),
)
TOKENS = (
    b"User-agent: ", b"user-agent:*", b"auditor", b"Disallow: ", b"Allow:", b"Disallow:/", b"Crawl-delay: ", b"nan", b"inf",
    b"-inf", b"1e999", b"-3", b"0x10", b"Request-rate: ", b"1/0", b"0/0", b"1/1h", b"0900-1200", b"Sitemap: ", b"Host: ", b"#",
    b"*", b"$", b"**", b"%", b"%2", b"%ff", b"/", b"?", b"\r\n\r\n", b"Clean-param: ", b"Noindex: /", b"\xc3\xa5",
    b"https://acme.example/s.xml",
)  # fmt: skip


@cache
def _robots() -> SafeRobotsMiddleware:
    return SafeRobotsMiddleware.from_crawler(get_crawler(settings_dict=settings(Guard())))


def target(data: bytes) -> None:
    rules = _robots()._read(Response(_URLS[0], body=data))
    parser = rules.parser
    assert isinstance(parser, ProtegoRobotParser)
    delay = rules.delay()
    assert 0 <= min(delay, 10.0) <= 10, f"a pause of {delay} seconds"
    for url in _URLS:
        assert same_twice(partial(parser.allowed, url, PRODUCT_TOKEN)) in {True, False}
    assert all(isinstance(one, str) for one in parser.rp.sitemaps)
