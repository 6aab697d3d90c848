"""
Structured data: JSON-LD, near-JSON and microdata, read by every extractor that asks for it.

Law: nothing is raised; objects are plain; values that have another type than the standard says cost themselves alone.
"""

from __future__ import annotations

from spiders.extract import extract
from spiders.extract._structured import stated_hours, structured
from spiders.page import parse
from tests.fuzz.pages import URL
from tests.fuzz.target import seeds

SEEDS = seeds("structured")
TOKENS = (
    b'"@type":', b'"@graph":', b'"@id":', b'"@value":', b'"@as":', b'"properties":', b'"type":', b'"telephone":', b'"address":',
    b'"opens":', b'"openingHoursSpecification":', b'"dayOfWeek":', b'"contactPoint":', b'"sameAs":', b'"vatID":', b'"email":',
    b"[", b"]", b"{", b"}", b",", b":", b"null", b"true", b"NaN", b"-Infinity", b"1e400", b'""', b"{}", b"[[]]", b"//", b"/*",
    b"*/", b"<!--", b"\\u0000", b"\\ud800", b"</script>", b" itemscope", b" itemprop=telephone", b" itemref='a'", b" itemtype=''",
    b" itemid=http://[", b" typeof=", b" property=", b" resource=", b"<div itemscope>", b"</div>",
    b"<meta itemprop=email content=a>", b"<link itemprop=url href='http://['>",
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
