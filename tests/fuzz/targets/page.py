"""
A page: an answer with any headers and any bytes, fetched or as the browser wrote it down, read by every extractor.

Law: nothing is raised; the look can be written to the journal and read again; the page is read the same twice.
"""

from __future__ import annotations

from scrapy.http import HtmlResponse

from spiders.reading import Reading, kinds, no_page
from tests.fuzz.laws import kept
from tests.fuzz.pages import WORDS, looked, response_of, site_pages
from tests.fuzz.target import message, seeds

SEEDS = (
    *seeds("page"),
    *site_pages("norrtel/kontakt.html", "obfuscated/kontakt.html", "oldies/KONTAKT.HTM", "german-craftsman/impressum.html"),
    *site_pages("login-wall/logga-in.html", "shop-with-withdrawal/angra.html"),
    b"Rendered: https://embed.tawk.to/x\n\n" + site_pages("chatbot-trap/_layout.html")[0],
)
TOKENS = (
    *WORDS, b"Content-Type: ", b"text/html; charset=", b"application/xhtml+xml", b"Status: 503\n", b"Rendered: Intercom\n",
    b"Country: DE\n", b"Url: http://[\n", b"Retry-After: x\n", b"Server: cloudflare\nCf-Mitigated: challenge\n", b"utf-32",
    b"koi8-r", b"hz-gb-2312", b"iso-2022-jp", b"idna", b"base64",
)  # fmt: skip


def target(data: bytes) -> None:
    response, reading, snapshot = response_of(data)
    if not isinstance(response, HtmlResponse):
        kept(no_page(response, asked=response.url, found_by="link"))
        return
    look = kept(looked(response, reading, snapshot))
    kinds(look, look.page.title, is_home=False)
    if len(data) % 4 == 0:  # a share of them, for it costs as much again
        again = Reading(message(data)[0].get("country", ""))
        assert looked(response, again, snapshot) == look, "read again, the page shows something else"
