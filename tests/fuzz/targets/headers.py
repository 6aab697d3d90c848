"""
Response headers: what a server says beside the page, as Scrapy hands it on to the parts that act on it.

Law: nothing is raised; a wait is a number of seconds; where the program goes on to is an address it may ask for; what is captured
is a record that can be read again, and holds no cookie.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import cache
from math import isfinite

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.test import get_crawler
from warcio.archiveiterator import ArchiveIterator

from spiders.net.capture import Answered, Capture
from spiders.net.capturemiddleware import _pairs
from spiders.net.cookies import OfflineCookiesMiddleware
from spiders.net.guard import Guard
from spiders.net.mask import Mask
from spiders.net.politeness import retry_after
from spiders.net.refresh import PageRefreshMiddleware
from spiders.net.scrapysettings import settings
from tests.fuzz.pages import response_of
from tests.fuzz.target import message, seeds

_NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

SEEDS = seeds("headers")
TOKENS = (
    b"Retry-After: ", b"Set-Cookie: ", b"Location: ", b"Refresh: ", b"Content-Type: ", b"Content-Encoding: ", b"Status: 429\n",
    b"\n\n", b"-5", b"Sat, 21 Nov 2026", b"GMT", b"+9999", b"99999999999", b"Fri, 31 Feb 0000 25:61:61 -9999", b"; Domain=",
    b"; Max-Age=", b"; Expires=", b"; Path=", b"; Port=\"80,a\"", b"; Version=1", b"; Secure", b"=", b";", b",", b"\"", b".com",
    b".co.uk", b"..", b"\xe5", b"url=", b"URL='", b"<meta http-equiv=refresh content='", b"5;url=javascript:x", b"5e3", b"gzip",
    b"deflate", b"WARC/1.0", b"HTTP/1.1", b"charset=", b"text/html",
)  # fmt: skip


@cache
def _crawler() -> Crawler:
    return get_crawler(settings_dict={**settings(Guard()), "COOKIES_ENABLED": True})


def target(data: bytes) -> None:
    headers, _ = message(data)
    wait = retry_after(headers.get("retry-after", ""), _NOW)
    assert wait is None or (wait >= 0 and isfinite(wait))
    response, _, _ = response_of(data)
    request = Request(response.url, meta={"cookiejar": None})
    assert OfflineCookiesMiddleware.from_crawler(_crawler()).process_response(request, response) is response
    on = PageRefreshMiddleware.from_crawler(_crawler()).process_response(request, response)
    assert on is response or (isinstance(on, Request) and on.url.startswith(("http:", "https:")))
    _captured(response)


def _captured(response: Response) -> None:
    file = io.BytesIO()
    capture = Capture(file, Mask(("secret-token-1",)))
    pairs = _pairs(response.headers)
    capture.keep(Answered(url=response.url, status=response.status, headers=pairs, body=response.body, asked=pairs, at=_NOW))
    kept = file.getvalue()
    records = list(ArchiveIterator(io.BytesIO(kept)))
    assert records[0].rec_type == "warcinfo"
    for record in ArchiveIterator(io.BytesIO(kept)):
        if record.rec_type == "response":
            assert record.content_stream().read() == response.body.replace(b"secret-token-1", b"***")
            assert "set-cookie" not in {name.lower() for name, _ in record.http_headers.headers}
