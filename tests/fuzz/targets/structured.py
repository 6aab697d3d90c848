"""
Structured data: JSON-LD, near-JSON and microdata, read by every extractor that asks for it.

Law: nothing is raised; objects are plain; values that have another type than the standard says cost themselves alone.
"""

from __future__ import annotations

from spiders.extract import extract
from spiders.extract._structured import stated_hours, structured
from spiders.page import parse
from tests.fuzz.pages import URL

_LD = (
    b'{"@context":"https://schema.org","@type":["Organization","Store"],"name":"Acme AB","telephone":"+46 8 465 004 12","email":"mailto:a@acme.example",'
    b'"faxNumber":8465,"address":{"@type":"PostalAddress","streetAddress":"Storgatan 1","postalCode":11122,"addressLocality":"Stockholm",'
    b'"addressCountry":{"@type":"Country","name":"SE"}},"contactPoint":[{"@type":"ContactPoint","telephone":"112","contactType":"sales","areaServed"'
    b':["SE"],"hoursAvailable":{"dayOfWeek":"https://schema.org/Monday","opens":"09:00:00","closes":"17:00"}}],"sameAs":["https://www.facebook.com/acme"],'
    b'"vatID":"SE556987000801","taxID":["556987-0008"],"legalName":{"@value":"Acme"},"openingHours":["Mo-Fr 09:00-17:00"],'
    b'"openingHoursSpecification":[{"dayOfWeek":["Monday","Tuesday"],"opens":"09:00","closes":"17:00"}]}'
)
_MICRO = (
    b"<div itemscope itemtype='https://schema.org/Store' itemid=x itemref='a b'><b itemprop='telephone email'>08-465 004 12</b><a itemprop=url "
    b"href=/x></a><div itemprop=address itemscope itemtype=PostalAddress><i itemprop=streetAddress>Storgatan 1</i></div><time itemprop=openingHours "
    b"datetime='Mo-Fr 09:00-17:00'></time></div><p id=a itemprop=faxNumber>08-1<p vocab='https://schema.org/' typeof=Store property=telephone>08-2"
)

SEEDS = (_LD, b"[" + _LD + b",{\"@graph\":[" + _LD + b"]}]", _MICRO, b"{'@type': Store, telephone: '1', /* x */ }//<!--", b"{" + b'"a":{' * 60)
TOKENS = (
    b'"@type":', b'"@graph":', b'"@id":', b'"@value":', b'"@as":', b'"properties":', b'"type":', b'"telephone":', b'"address":', b'"opens":',
    b'"openingHoursSpecification":', b'"dayOfWeek":', b'"contactPoint":', b'"sameAs":', b'"vatID":', b'"email":', b"[", b"]", b"{", b"}", b",", b":",
    b"null", b"true", b"NaN", b"-Infinity", b"1e400", b'""', b"{}", b"[[]]", b"//", b"/*", b"*/", b"<!--", b"\\u0000", b"\\ud800", b"</script>",
    b" itemscope", b" itemprop=telephone", b" itemref='a'", b" itemtype=''", b" itemid=http://[", b" typeof=", b" property=", b" resource=",
    b"<div itemscope>", b"</div>", b"<meta itemprop=email content=a>", b"<link itemprop=url href='http://['>",
)  # fmt: skip


def target(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    body = text if "itemscope" in text else f"<script type='application/ld+json'>{text}</script>"
    page = parse(f"<html lang=sv><body>{body}</body></html>", URL, country="SE")
    for each in structured(page):
        assert isinstance(each["@type"], str)
        assert isinstance(each["@as"], str)
    assert all(isinstance(one, str) and one for one in stated_hours(page))
    for observed in extract(page):
        observed.model_dump_json()
