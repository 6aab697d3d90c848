"""What pages are made of: seeds and words for every target that reads markup, and reading them as the crawler does."""

from __future__ import annotations

from pathlib import Path

from scrapy.http import Headers, Response, TextResponse
from scrapy.responsetypes import responsetypes

from spiders.browser.snapshot import Snapshot
from spiders.extract import extract
from spiders.look import Look
from spiders.reading import Reading, with_route
from tests.fuzz.target import message

__all__ = ["SITES", "URL", "WORDS", "looked", "response_of", "site_pages"]

URL = "https://www.acme.example/om/oss.html?a=1"
SITES = Path(__file__).parents[1] / "sites"

WORDS = (
    b"<html lang=sv>", b"<html xml:lang='de' lang=''>", b"<head>", b"<body>", b"</body>", b"<title>", b"</title>",
    b"<base href='//[x'>", b"<meta charset=shift_jis>", b"<meta charset=x-user-defined>",
    b"<meta http-equiv=content-type content='text/html;charset=utf-7'>", b"<meta http-equiv=refresh content='0;url=http://['>",
    b"<?xml version='1.0' encoding='utf-16'?>", b"<!DOCTYPE html [<!ENTITY a 'b'>]>", b"<template shadowrootmode=open>",
    b"</template>", b"<template>", b"<svg><title>", b"</svg>", b"<math><mi>", b"<foreignObject>", b"<noscript>",
    b"<table><tr><td>", b"<select><option>", b"<textarea>", b"<plaintext>", b"<xmp>", b"<frameset><frame src=a>",
    b"<iframe srcdoc='<p>'>", b"<details>", b"<summary>", b"<dialog open>", b"<a href='", b"<a href=tel:", b"<a href=mailto:",
    b"<a href='javascript:location=\"/x\"'>", b"<img src=data:, alt='", b"<area href=x>", b"<form action=",
    b"<input type=file name=a required>", b"<input type=password>", b"<label for=", b"<button onclick=\"openChat()\">",
    b"<script>", b"</script>", b"<style>", b"@charset \"utf-16\";", b"a::before{content:'\\41'}", b"<!--", b"-->", b"<![CDATA[",
    b"]]>", b" hidden ", b" style='display:none'", b" style='font-size:0;color:#fff'", b" aria-hidden=true", b" id=a id=a ",
    b" aria-controls=a", b" aria-labelledby='a a a'", b" itemscope itemtype=https://schema.org/Organization",
    b" itemprop=telephone ", b"<div class=modal>", b"<footer>", b"<nav>", b"<br>", b"<h1>", b"<p>", b"<b>", b"<div>", b"</div>",
    b"<span dir=rtl>", b"<bdo dir=rtl>", b"&nbsp;", b"&shy;", b"&zwj;", b"&#8238;", b"&#0;", b"&#x110000;", b"&#xD800;",
    b"&amp;amp;", b"&#64;", b"&commat;", b"&", b"&#", b"info [at] acme [punkt] example", b"info@acme.example",
    b"info(at)acme.example", b"data-cfemail='5a33343c351a3b39373f'", b"o\xccx", b"08-465 004 12", b"+46 (0)8 465 004 12",
    b"0900-1234", b"tel:+4684650041;ext=5", "०८-४६५".encode(), b"112", b"+", b"(0)", b"//", b"0" * 40, b"Kontakta oss",
    "Kundtjänst".encode(), "Öppettider mån–fre 9–17, lör 10-14".encode(), b"Mo-Fr 9:00 bis 24 Uhr", b"24/7", b"25:99-99:99",
    b"Storgatan 1, 111 22 Stockholm", b"Box 1, SE-111 22", b"Org.nr 556987-0008", b"DE123456789", b"Firma GmbH & Co. KG",
    "Ångerrätt 14 dagar".encode(), b"Cancel my subscription", b"https://wa.me/46846500412", b"https://www.facebook.com/acme",
    b"_paq.push", b"window.intercomSettings={", b"https://embed.tawk.to/x/default", b"data-auditor-hidden='dm'",
    b"data-auditor-box='1,2,3,4,d,12,4.5'", b"data-auditor-box='1e999,,-1,x,dm'", b"data-auditor-hidden=h",
    b"<script type='application/ld+json'>{\"@type\":\"Organization\",\"telephone\":\"+46\"}</script>",
)  # fmt: skip


def site_pages(*names: str) -> tuple[bytes, ...]:
    """Pages of the fictional companies, by their place in `tests/sites`."""
    return tuple((SITES / name).read_bytes() for name in names)


def response_of(data: bytes) -> tuple[Response, Reading, Snapshot | None]:
    """
    A message as an answer that Scrapy would have made of it, and who reads it.

    Its head may name Status, Country, Url, and Rendered with what else the browser said; all of it is header of the answer too.
    """
    headers, body = message(data)
    status = headers.get("status", "")
    kind = Headers({"content-type": "text/html", **headers}, encoding="latin-1")
    url = headers.get("url") or URL
    try:
        cls = responsetypes.from_args(headers=kind, url=url, body=body)
    except ValueError:
        cls = TextResponse
    response = cls(
        url, status=int(status) if status.isascii() and status.isdigit() and len(status) == 3 else 200, headers=kind, body=body
    )
    shown = Snapshot(requests=(headers["rendered"],), variables=(headers["rendered"],)) if "rendered" in headers else None
    return with_route(response, url), Reading(headers.get("country", "")), shown


def looked(response: Response, reading: Reading, snapshot: Snapshot | None, *, is_home: bool = False) -> Look:
    """What the page shows; what an extractor raises is raised, where the crawler would tell and go on."""
    look = reading.look(response, asked=response.url, found_by="link", is_home=is_home, snapshot=snapshot)
    if look.page.state == "crashed":
        list(extract(reading.parse(response, snapshot)))
        raise AssertionError(f"the page could not be read: {look.page.detail}")
    return look
