"""Addresses: whatever stands in an href, normalising it once is enough, and no host is read two ways."""

from __future__ import annotations

from spiders.kinds import kinds_of
from spiders.scent import is_page
from spiders.urls import clean, host_of, join, key, names_host, registrable, route_of, same_site, split
from tests.fuzz.laws import same_twice

_BASE = "https://www.acme.example/om/oss.htm"

SEEDS = (
    b"https://www.acme.example/kontakt/index.html?b=2&a=1&utm_source=x#/route",
    b"http://user:pass@acme.example:8080/a;jsessionid=1F2E?sid=0123456789abcdef0123#!/x",
    "https://åkeri.example/växjö/(S(x1y2z3))/a.aspx?namn=%E4".encode(),
    b"//help.shop.co.uk\\kontakt\\..\\..\\x.php?PHPSESSID=0123456789abcdef", b"http://[2001:db8::1]:443/a?x",
    b"mailto:info@acme.example?subject=x", b"http://0x7f.1/", b"https://acme.example./a%00b",
)  # fmt: skip
TOKENS = (
    b"http://", b"https://", b"HTTPS:", b"http:", b"//", b"///", b"\\\\", b"?", b"#", b"#!", b"#/", b"&", b"=", b"%", b"%2e%2e",
    b"%00", b"%zz", b"..", b"/./", b"[", b"]", b"[::1]", b"@", b":", b":0", b":99999", b":443", b"xn--", b"xn--a", "ß".encode(),
    "。".encode(), "℀".encode(), b"utm_source=x", b";jsessionid=x", b"(S(a))", b"index.html", b"default.asp", b".", b"..example",
    b"www.", b"\t", b"a" * 70,
)  # fmt: skip


def target(data: bytes) -> None:
    """`clean` and `key` are idempotent, what is clean is a web address of some host, a page is on its own site."""
    href = data.decode("utf-8", "replace")
    absolute = same_twice(lambda: join(_BASE, href))
    for url in (href, absolute):
        kinds_of(url, "", (), (), "sv")
        cleaned = clean(url)
        assert clean(cleaned) == cleaned
        assert isinstance(split(url).path, str)
        assert isinstance(names_host(href, url), bool)
        route_of(url)
        if not cleaned:
            continue
        assert cleaned.startswith(("http://", "https://"))
        assert key(cleaned) == key(url)
        assert is_page(cleaned) in {True, False}
        assert same_site(url, url) or not host_of(url)
        assert registrable(host_of(url)) == registrable(registrable(host_of(url)))
