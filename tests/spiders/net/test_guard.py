from __future__ import annotations

import asyncio
import base64
import ipaddress
import socket
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.net.guard import Guard
from spiders.net.guardproxy import GuardProxy, Limits
from spiders.net.inside import private_host, public_address
from spiders.net.peer import kernel_tells, same_user
from spiders.net.resolve import read_resolve
from tests.spiders.crawling import crawl
from tests.spiders.loopback import Loopback, endless, html, raw, redirect

PUBLIC = ("1.1.1.1", "8.8.8.8", "193.10.64.1", "100.63.255.255", "100.128.0.1", "172.32.0.1", "2606:4700::1111", "2a00:1450::8a")
NOT_PUBLIC = (
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::808:808",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "",
    "localhost",
    "2130706433",
    "0x7f.1",
    "127.1",
)


@pytest.mark.parametrize("ip", PUBLIC)
def test_a_public_address_is_public(ip: str) -> None:
    assert public_address(ip)


@pytest.mark.parametrize("ip", NOT_PUBLIC)
def test_what_is_inside_or_hides_what_is_inside_is_not_public(ip: str) -> None:
    assert not public_address(ip)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_as_public_when_ipv6_embeds_it(address: ipaddress.IPv4Address) -> None:
    nat64 = ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) | int(address))
    assert public_address(f"::ffff:{address}") == public_address(str(nat64)) == public_address(str(address))
    assert not public_address(f"::{address}")


@given(st.ip_addresses())
def test_nothing_that_python_calls_special_is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    embeds_ipv4 = address.version == 6 and (address.ipv4_mapped or address in ipaddress.ip_network("64:ff9b::/96"))
    special = address.is_private or address.is_loopback or address.is_link_local or address.is_multicast or address.is_reserved
    assert embeds_ipv4 or not (special and public_address(str(address)))


@given(st.text())
def test_no_text_makes_the_guard_fail(text: str) -> None:
    public_address(text)
    Guard().refusal_of_url(text)
    Guard().refusal_of_url(f"http://{text}/")


@pytest.mark.parametrize(
    ("host", "port", "addresses", "allowed"),
    [
        ("shop.example", 443, ["93.184.216.34"], True),
        ("shop.example", 8443, ["93.184.216.34"], True),
        ("shop.example", 25, ["93.184.216.34"], False),
        ("shop.example", 443, ["93.184.216.34", "10.0.0.1"], False),
        ("shop.example", 443, ["10.0.0.1"], False),
        ("named.example", 8000, ["127.0.0.1"], True),
        ("NAMED.example.", 8000, ["127.0.0.1"], True),
        ("named.example", 8001, ["127.0.0.1"], False),
        ("other.example", 8000, ["127.0.0.1"], False),
    ],
)
def test_only_public_and_named_hosts_may_be_asked(host: str, port: int, addresses: list[str], allowed: bool) -> None:
    assert (Guard(frozenset({("named.example", 8000)})).refusal(host, port, addresses) is None) == allowed


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://8.8.8.8/",
        "s3://a/b",
        "data:text/html,x",
        "javascript:1",
        "http://",
        "http://[",
        "http://a:99999/",
        "",
        "//x",
    ],
)
def test_what_is_not_the_web_is_refused(url: str) -> None:
    assert Guard().refusal_of_url(url)


def test_only_a_private_start_is_an_exception_and_only_exactly() -> None:
    assert Guard.for_site("http://127.0.0.1:8000/a", "http://[::1]:9000").allowed == {("127.0.0.1", 8000), ("::1", 9000)}
    assert Guard.for_site("http://1.1.1.1/", "http://does-not-exist.invalid/", "nonsense").allowed == frozenset()


@pytest.mark.parametrize(
    ("host", "open_to_us"),
    [
        ("shop.acme.se", False),
        ("SHOP.ACME.SE.", False),
        ("www.xn--mnchen-3ya.de", False),
        ("acme.co.uk", False),
        ("a.github.io", False),
        ("localhost", True),
        ("intranet", True),
        ("shop.test", True),
        ("staging.acme.internal", True),
        ("router.home.arpa", True),
        ("printer.local", True),
        ("wiki.acme.corp", True),
        ("10.0.0.5", True),
        ("acme.a-new-ending", False),
        ("acme.lan", False),
        ("notinternal", True),
        ("acme.notinternal", False),
        ("internal.acme.se", False),
    ],
)
def test_a_public_name_that_points_inside_is_no_exception(host: str, open_to_us: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.5", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inside)

    assert (Guard.for_site(f"http://{host}/").refusal(host, 80, ["10.0.0.5"]) is None) == open_to_us
    given_one = Guard.for_site(f"http://{host}/", resolve=() if host[0].isdigit() else read_resolve([f"{host}:10.0.0.5"]))
    assert given_one.refusal(host, 80, ["10.0.0.5"]) is None


@pytest.mark.parametrize("host", ["acme\u3002se", "acme\u2024se", "127.1", "1.1.1.1", "a" * 64])
def test_what_is_no_private_name_is_none_however_it_is_written(host: str) -> None:
    assert not private_host(host)


@pytest.mark.parametrize(
    "ip", ["169.254.169.254", "100.100.100.200", "168.63.129.16", "fd00:ec2::254", "fd20:ce::254", "::ffff:169.254.169.254"]
)
def test_a_clouds_own_service_is_not_opened_by_being_named(ip: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: cloud)
    literal = f"[{ip}]" if ":" in ip else ip

    assert Guard.for_site(f"http://{literal}/", "http://metadata.google.internal/", "http://metadata/").allowed == frozenset()
    given_one = Guard.for_site("http://metadata/", resolve=read_resolve([f"metadata:{literal}"]))
    assert given_one.refusal("metadata", 80, [ip]) is None


# --- the proxy -----------------------------------------------------------------------------------------------------------------


async def _through(proxy: GuardProxy, request: str) -> bytes:
    """All that the proxy answers to these bytes; what a reset cuts off is not told."""
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    writer.write(request.encode())
    answer = b""
    try:
        while chunk := await asyncio.wait_for(reader.read(65536), 10):
            answer += chunk
    except ConnectionError:
        answer += b"<reset>"
    writer.close()
    return answer


def _with_proxy(guard: Guard, act: Callable[[GuardProxy], Awaitable[None]], **options: object) -> None:
    async def run() -> None:
        async with GuardProxy(guard, **options) as proxy:  # type: ignore[arg-type]
            await act(proxy)

    asyncio.run(run())


def test_the_proxy_passes_on_what_may_be_asked_for() -> None:
    with Loopback({"/a": html("hello")}) as site:

        async def act(proxy: GuardProxy) -> None:
            assert (await _through(proxy, f"GET {site.url}/a?b HTTP/1.1\r\nHost: x\r\n\r\n")).endswith(b"hello")
            tunnel = f"CONNECT 127.0.0.1:{site.port} HTTP/1.1\r\n\r\nGET /a HTTP/1.0\r\n\r\n"
            assert (await _through(proxy, tunnel)).endswith(b"hello")
            assert [asked.outcome for asked in proxy.asked] == ["allowed", "allowed"]

        _with_proxy(Guard.for_site(site.url), act)
        assert site.hits == ["/a?b", "/a"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]"])
def test_the_proxy_refuses_loopback_however_it_is_written(host: str) -> None:
    with Loopback({"/a": html("secret")}) as site:

        async def act(proxy: GuardProxy) -> None:
            assert b"secret" not in await _through(proxy, f"GET http://{host}:{site.port}/a HTTP/1.1\r\n\r\n")
            assert b" 403 " in await _through(proxy, f"CONNECT {host}:{site.port} HTTP/1.1\r\n\r\nGET /a HTTP/1.0\r\n\r\n")
            assert proxy.refusals == 2

        _with_proxy(Guard(), act)
        assert site.hits == []


def test_the_proxy_checks_every_address_of_a_name_and_connects_to_the_one_it_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["93.184.216.34", "127.0.0.1"], ["127.0.0.1"]])

    def resolve(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 0)) for ip in next(answers)]

    async def act(proxy: GuardProxy) -> None:
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", lambda *a, **k: asyncio.sleep(0, resolve()), raising=False)
        assert b" 403 " in await _through(proxy, "CONNECT rebinding.example:443 HTTP/1.1\r\n\r\n")
        assert "this machine" in proxy.asked[-1].outcome

    _with_proxy(Guard(), act)


@pytest.mark.parametrize(
    "request_line",
    [
        "GET / HTTP/1.1",
        "GET file:///etc/passwd HTTP/1.1",
        "GET ftp://8.8.8.8/ HTTP/1.1",
        "CONNECT nonsense HTTP/1.1",
        "x",
        "GET http://a",
    ],
)
def test_what_is_no_request_to_a_proxy_ends_without_an_answer(request_line: str) -> None:
    async def act(proxy: GuardProxy) -> None:
        assert b"HTTP/1.1 2" not in await _through(proxy, f"{request_line}\r\n\r\n")

    _with_proxy(Guard(), act)


def test_a_head_without_end_is_cut() -> None:
    async def act(proxy: GuardProxy) -> None:
        assert await _through(proxy, "GET http://a/ HTTP/1.1\r\nx: " + "y" * 200_000) in {b"", b"<reset>"}

    _with_proxy(Guard(), act)


def test_another_without_the_token_is_turned_away() -> None:
    with Loopback({"/a": html("hello")}) as site:

        async def act(proxy: GuardProxy) -> None:
            parts = urlsplit(proxy.url)
            token = base64.b64encode(f"{parts.username}:{parts.password}".encode()).decode()
            line = f"GET {site.url}/a HTTP/1.1\r\n"
            assert b" 407 " in await _through(proxy, f"{line}\r\n")
            assert b" 407 " in await _through(proxy, f"{line}Proxy-Authorization: Basic eDp5\r\n\r\n")
            assert (await _through(proxy, f"{line}Proxy-Authorization: Basic {token}\r\n\r\n")).endswith(b"hello")

        _with_proxy(Guard.for_site(site.url), act, token_needed=True)


def test_the_token_never_reaches_the_site() -> None:
    seen: list[str] = []

    def answer(handler: object) -> None:
        seen.extend(key.lower() for key in handler.headers)  # type: ignore[attr-defined]
        html("x")(handler)  # type: ignore[arg-type]

    with Loopback({"/": answer}) as site:

        async def act(proxy: GuardProxy) -> None:
            parts = urlsplit(proxy.url)
            token = base64.b64encode(f"{parts.username}:{parts.password}".encode()).decode()
            await _through(proxy, f"GET {site.url}/ HTTP/1.1\r\nX-Kept: 1\r\nProxy-Authorization: Basic {token}\r\n\r\n")

        _with_proxy(Guard.for_site(site.url), act, token_needed=True)
    assert "x-kept" in seen
    assert "proxy-authorization" not in seen


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="the kernel's table is Linux's")
def test_the_kernel_says_whose_a_connection_is() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        if not kernel_tells(port):
            pytest.skip("this kernel does not tell")
        with socket.create_connection(("127.0.0.1", port)) as client:
            own, _ = server.accept()
            with own:
                assert same_user(client.getsockname(), own.getsockname())
                assert not same_user(("127.0.0.1", 1), own.getsockname())


def test_a_body_without_end_is_cut_off_and_does_not_look_complete() -> None:
    with Loopback({"/big": endless}) as site:

        async def act(proxy: GuardProxy) -> None:
            answer = await _through(proxy, f"GET {site.url}/big HTTP/1.1\r\n\r\n")
            assert answer.endswith(b"<reset>")
            assert len(answer) < 3 * 2**20
            assert "cut off" in proxy.asked[-1].outcome

        _with_proxy(Guard.for_site(site.url), act, limits=Limits(burst=2**20))


def test_a_tunnel_may_carry_more_than_a_burst_when_it_pauses() -> None:
    def drips(handler: object) -> None:
        for _ in range(4):
            handler.wfile.write(b"x" * 60_000)  # type: ignore[attr-defined]
            time.sleep(0.2)

    with Loopback({"/": drips}) as site:

        async def act(proxy: GuardProxy) -> None:
            answer = await _through(proxy, f"GET {site.url}/ HTTP/1.1\r\n\r\n")
            assert len(answer) == 240_000

        _with_proxy(Guard.for_site(site.url), act, limits=Limits(burst=100_000, pause=0.05))


def test_all_bytes_together_have_an_end() -> None:
    with Loopback({"/": raw(b"x" * 60_000)}) as site:

        async def act(proxy: GuardProxy) -> None:
            line = f"GET {site.url}/ HTTP/1.1\r\n\r\n"
            assert len(await _through(proxy, line)) > 60_000
            assert (await _through(proxy, line)).endswith(b"<reset>")
            await _through(proxy, line)
            assert "all the bytes" in proxy.asked[-1].outcome

        _with_proxy(Guard.for_site(site.url), act, limits=Limits(total=100_000))
        assert len(site.hits) == 2


@pytest.mark.parametrize("limit", ["idle", "lifetime"])
def test_a_connection_that_says_nothing_is_closed(limit: str) -> None:
    async def act(proxy: GuardProxy) -> None:
        assert await _through(proxy, "GET http://a/ HTTP/1.1\r\n") in {b"", b"<reset>"}

    _with_proxy(Guard(), act, limits=Limits(**{limit: 0.2}))  # type: ignore[arg-type]


def test_unsafe_methods_over_plain_http_can_be_blocked() -> None:
    with Loopback({"/": html("x")}) as site:

        async def act(proxy: GuardProxy) -> None:
            await _through(proxy, f"POST {site.url}/ HTTP/1.1\r\nContent-Length: 0\r\n\r\n")
            assert "POST" in proxy.asked[-1].outcome

        _with_proxy(Guard.for_site(site.url), act, block_unsafe_methods=True)
        assert site.hits == []


def test_what_is_remembered_is_bounded() -> None:
    async def act(proxy: GuardProxy) -> None:
        for port in range(8):
            await _through(proxy, f"CONNECT 127.0.0.1:{port + 1} HTTP/1.1\r\n\r\n")
        assert [asked.port for asked in proxy.asked] == [6, 7, 8]
        assert proxy.refusals == 8

    _with_proxy(Guard(), act, limits=Limits(remembered=3))


# --- Scrapy --------------------------------------------------------------------------------------------------------------------


def test_scrapy_asks_for_nothing_that_is_not_public_or_named() -> None:
    with Loopback() as site, Loopback({"/": html("secret")}, host="127.0.0.2") as secret:
        site.answers |= {"/a": html("hello"), "/redirect": redirect(f"{secret.url}/"), "/robots.txt": raw(b"")}
        refused = [
            f"{site.url}/redirect",
            f"{secret.url}/",
            f"http://localhost:{site.port}/a",
            f"http://127.1:{site.port}/a",
            f"http://2130706433:{site.port}/a",
            f"http://[::ffff:7f00:1]:{site.port}/a",
            "file:///etc/hostname",
            "ftp://127.0.0.1/x",
            "s3://bucket/x",
            "data:text/html,x",
        ]
        crawled = crawl(f"{site.url}/a", *refused, allowed=[site.url])
        assert crawled.answers[f"{site.url}/a"]["status"] == 200
        assert {url: crawled.answers[url].get("error") for url in refused} == dict.fromkeys(refused, "RefusedError")
        assert secret.hits == []
        assert site.asked("/a") == 1


def test_a_robots_txt_that_leads_inside_is_not_followed() -> None:
    with Loopback() as site, Loopback({"/robots.txt": raw(b"")}, host="127.0.0.2") as secret:
        site.answers |= {"/a": html("hello"), "/robots.txt": redirect(f"{secret.url}/robots.txt")}
        crawled = crawl(f"{site.url}/a", allowed=[site.url])
        assert crawled.answers[f"{site.url}/a"]["error"] == "RefusedError"
        assert secret.hits == []
