"""Addresses given to hosts: what can be said, and that nothing else opens by it, in Scrapy and in the browser's proxy."""

from __future__ import annotations

import asyncio
import subprocess
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.net.guard import Guard
from spiders.net.guardproxy import GuardProxy
from spiders.net.resolve import Named, read_named, read_resolve
from tests.spiders.crawling import crawl
from tests.spiders.loopback import Loopback, html, raw, redirect


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("www.shop.example:203.0.113.7", Named("www.shop.example", None, "203.0.113.7")),
        ("WWW.Shop.Example.:8443:10.0.0.5", Named("www.shop.example", 8443, "10.0.0.5")),
        ("shop.example:[2001:DB8::7]", Named("shop.example", None, "2001:db8::7")),
        ("shop.example:443:[::1]", Named("shop.example", 443, "::1")),
        ("bücher.example:127.0.0.1", Named("xn--bcher-kva.example", None, "127.0.0.1")),
        ("staging:127.0.0.1", Named("staging", None, "127.0.0.1")),
    ],
)
def test_a_host_is_given_an_address(text: str, named: Named) -> None:
    assert read_named(text) == named
    assert read_named(str(named)) == named


@pytest.mark.parametrize(
    "text",
    [
        "",
        "shop.example",
        "shop.example:",
        "shop.example:other.example",
        "shop.example:10.0.0",
        "shop.example:[10.0.0.5]",
        "shop.example:::1",
        "shop.example:443:::1",
        "shop.example:0:10.0.0.5",
        "shop.example:70000:10.0.0.5",
        "shop.example:0.0.0.0",
        "shop.example:224.0.0.1",
        "shop.example:[fe80::1%eth0]",
        "10.0.0.5:10.0.0.6",
        "*.shop.example:10.0.0.5",
        "shop..example:10.0.0.5",
        "a b:10.0.0.5",
        "https://shop.example:10.0.0.5",
    ],
)
def test_what_is_no_host_and_address_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"give HOST:ADDRESS|is no port"):
        read_named(text)


@given(st.text(max_size=40))
def test_no_text_ends_in_another_error(text: str) -> None:
    with suppress(ValueError):
        assert read_named(str(read_named(text))) == read_named(text)


def test_a_host_has_one_address_for_a_port() -> None:
    assert len(read_resolve(["a.example:10.0.0.5", "a.example:10.0.0.5", "a.example:443:10.0.0.6"])) == 2
    with pytest.raises(ValueError, match="another address before"):
        read_resolve(["a.example:10.0.0.5", "A.example:10.0.0.6"])


GUARD = Guard.for_site(
    "http://shop.example:8000/",
    resolve=read_resolve(["shop.example:10.0.0.5", "shop.example:443:10.0.0.6", "cdn.example:443:1.1.1.1"]),
)


@pytest.mark.parametrize(
    ("host", "port", "address", "allowed"),
    [
        ("shop.example", 8000, "10.0.0.5", True),
        ("SHOP.example.", 80, "10.0.0.5", True),
        ("shop.example", 443, "10.0.0.6", True),
        ("shop.example", 6379, None, False),
        ("shop.example", 8001, None, False),
        ("cdn.example", 443, "1.1.1.1", True),
        ("cdn.example", 80, None, False),
        ("10.0.0.5", 8000, None, False),
        ("www.shop.example", 8000, None, False),
    ],
)
def test_exactly_what_was_named_is_open(host: str, port: int, address: str | None, allowed: bool) -> None:
    assert GUARD.address(host, port) == address
    assert (GUARD.refusal(host, port, [address or "10.0.0.5"]) is None) == allowed


def test_the_proxy_goes_to_the_given_address_and_to_no_other_inside() -> None:
    with Loopback({"/": html("hello")}) as site, Loopback({"/": html("secret")}, host="127.0.0.2") as secret:
        named = read_resolve([f"shop.example:{site.port}:127.0.0.1"])

        async def ask(proxy: GuardProxy, host: str, port: int) -> bytes:
            reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
            writer.write(f"GET http://{host}:{port}/ HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
            try:
                return await reader.read()
            except ConnectionError:
                return b""
            finally:
                writer.close()

        async def run() -> list[bytes]:
            places = [
                ("shop.example", site.port),
                ("shop.example", secret.port),
                ("127.0.0.2", secret.port),
                ("localhost", site.port),
            ]
            async with GuardProxy(Guard.for_site(f"http://shop.example:{site.port}/", resolve=named)) as proxy:
                return [await ask(proxy, *place) for place in places]

        answered, *refused = asyncio.run(run())
        assert b"hello" in answered
        assert refused == [b"", b"", b""]
        assert secret.hits == []
        assert site.hits == ["/"]


def test_scrapy_goes_to_the_given_address_and_a_redirect_leads_nowhere_else_inside() -> None:
    with Loopback() as site, Loopback({"/": html("secret")}, host="127.0.0.2") as secret:
        start = f"http://shop.example:{site.port}"
        site.answers |= {
            "/robots.txt": raw(b""),
            "/a": html("hello"),
            "/inside": redirect(f"{secret.url}/"),
            "/port": redirect(f"http://shop.example:{secret.port}/"),
            "/bare": redirect(f"http://localhost:{site.port}/a"),
        }
        paths = ("/a", "/inside", "/port", "/bare")
        crawled = crawl(*(start + path for path in paths), allowed=[start], resolve=[f"shop.example:{site.port}:127.0.0.1"])
        assert crawled.answers[f"{start}/a"]["status"] == 200
        assert [crawled.answers[start + path].get("error") for path in paths[1:]] == ["RefusedError"] * 3
        assert secret.hits == []
        assert site.asked("/a") == 1


def test_the_certificate_must_be_the_hosts_and_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pem = tmp_path / "both.pem"
    options = "req -x509 -newkey rsa:2048 -nodes -subj /CN=shop.example -addext subjectAltName=DNS:shop.example -days 2".split()
    made = subprocess.run(["openssl", *options, "-keyout", pem, "-out", tmp_path / "ca.pem"], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("there is no openssl here")
    pem.write_bytes(pem.read_bytes() + (tmp_path / "ca.pem").read_bytes())
    with Loopback({"/a": html("x")}, certificate=str(pem)) as site:
        urls = [f"https://{host}:{site.port}/a" for host in ("shop.example", "other.example")]
        resolve = [f"{host}.example:{site.port}:127.0.0.1" for host in ("shop", "other")]
        asked = partial(crawl, *urls, allowed=urls, resolve=resolve, meta={"dont_obey_robotstxt": True})
        assert all("error" in answer for answer in asked().answers.values())
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        trusted = asked().answers
        assert trusted[urls[0]]["status"] == 200
        assert "error" in trusted[urls[1]]
