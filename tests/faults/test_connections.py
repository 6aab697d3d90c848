"""Connections that break before there is an answer, to the spider and to the browser's proxy: a typed state, and no long wait."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from spiders.crawl import crawl
from spiders.job import Job
from spiders.look import End, Look
from spiders.net.guard import Guard
from spiders.net.guardproxy import GuardProxy, Limits
from spiders.urls import host_of
from tests.faults.test_network import HEAD
from tests.forking import forked as in_a_fork
from tests.spiders.loopback import Loopback, html

Serve = Callable[[socket.socket], None]
HALF_A_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/ht"
HALF_A_HELLO = b"\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03"
ALERT = b"\x15\x03\x03\x00\x02\x02\x28"
ENCRYPTION = "its certificate could not be trusted, or its encryption failed"


def says(words: bytes, *, then: str = "closes") -> Serve:
    """Hears what it is asked, says so much, and closes, stays silent, or breaks it off."""

    def serve(client: socket.socket) -> None:
        client.recv(65536)
        client.sendall(words)
        if then == "stays":
            time.sleep(30)
        if then == "breaks":
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return serve


@contextmanager
def listening(serve: Serve) -> Iterator[int]:
    """A server of raw bytes; its port."""

    def each() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=answer, args=(server.accept()[0],), daemon=True).start()

    def answer(client: socket.socket) -> None:
        with client, suppress(OSError):
            serve(client)

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=each, daemon=True).start()
        yield server.getsockname()[1]


SERVERS: Mapping[str, tuple[str, Serve, str, str]] = {
    "closes": ("http", lambda _: None, "broken", ""),
    "breaks": ("http", says(b"", then="breaks"), "broken", ""),
    "half-head": ("http", says(HALF_A_HEAD), "broken", ""),
    "half-head-silence": ("http", says(HALF_A_HEAD, then="stays"), "timeout", "no answer in time"),
    "tls-closes": ("https", lambda _: None, "broken", ""),
    "tls-half-hello": ("https", says(HALF_A_HELLO), "broken", ""),
    "tls-half-hello-silence": ("https", says(HALF_A_HELLO, then="stays"), "timeout", "no answer in time"),
    "tls-alert": ("https", says(ALERT), "broken", ENCRYPTION),
    "tls-none": ("https", says(b"HTTP/1.1 400 Bad Request\r\n\r\n"), "broken", ENCRYPTION),
}
"""By the first name of its host: scheme, server, and the state and detail of a page that is asked of it."""


def _states(job: dict[str, Any]) -> tuple[dict[str, tuple[str, str]], str]:
    """Of each host the state of its page and why, and how the look ended."""
    pages: dict[str, tuple[str, str]] = {}
    ends: list[End] = []

    def keep(seen: object) -> None:
        if isinstance(seen, Look):
            pages[host_of(seen.page.url).partition(".")[0]] = seen.page.state, seen.page.detail

    crawl(Job(**job), keep, ends.append)
    return pages, ends[0].stopped_by


def test_a_server_that_breaks_each_connection_is_told_by_its_state(tmp_path: Path) -> None:
    with ExitStack() as servers, Loopback({"/robots.txt": html("")}) as site:
        ports = {kind: servers.enter_context(listening(serve)) for kind, (_, serve, _, _) in SERVERS.items()}
        links = (f"<a href={SERVERS[kind][0]}://{kind}.example.com:{port}/>{kind}</a>" for kind, port in ports.items())
        site.answers["/"] = html(HEAD.format("Hem") + " ".join(links))
        resolve = tuple(f"{kind}.example.com:{port}:127.0.0.1" for kind, port in {**ports, "home": site.port}.items())
        bounds = {"delay": 0.0, "country": "SE", "browser": False, "page_seconds": 1.5, "resolve": resolve}
        start = f"http://home.example.com:{site.port}/"
        pages, stopped_by = in_a_fork(_states, {"start_url": start, "folder": str(tmp_path), **bounds})

    assert stopped_by == "done"
    assert pages.pop("home") == ("ok", "")
    assert {kind: state for kind, (state, _) in pages.items()} == {kind: state for kind, (_, _, state, _) in SERVERS.items()}
    assert all(why if not SERVERS[kind][3] else why == SERVERS[kind][3] for kind, (_, why) in pages.items()), pages


async def _asked(proxy: GuardProxy, *requests: bytes) -> bytes:
    """What comes for requests on one connection, each sent when something came for the one before, until its end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    got = b""
    try:
        for request in requests:
            writer.write(request)
            got += await reader.read(65536)
        return got + await reader.read()
    except ConnectionError:
        return got
    finally:
        writer.close()


def _get(port: int, path: str) -> bytes:
    return f"GET http://127.0.0.1:{port}{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()


def test_a_server_that_keeps_a_connection_is_not_sent_what_is_for_another_one() -> None:
    heard: list[bytes] = []

    def keeps(client: socket.socket) -> None:
        while words := client.recv(65536):
            heard.append(words)
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nHi")

    async def ask(port: int) -> bytes:
        async with GuardProxy(Guard.for_site(f"http://127.0.0.1:{port}/")) as proxy:
            return await asyncio.wait_for(_asked(proxy, _get(port, "/"), _get(9, "/secret")), 5)

    with listening(keeps) as port:
        assert asyncio.run(ask(port)).endswith(b"Hi")
    assert [words.split()[1] for words in heard] == [b"/"]


@pytest.mark.parametrize("then", ["stays", "closes", "breaks"])
def test_a_server_that_says_half_a_head_holds_the_proxy_no_longer_than_its_limit(then: str) -> None:
    async def ask(port: int) -> bytes:
        async with GuardProxy(Guard.for_site(f"http://127.0.0.1:{port}/"), limits=Limits(idle=0.3)) as proxy:
            return await asyncio.wait_for(_asked(proxy, _get(port, "/")), 5)

    with listening(says(HALF_A_HEAD, then=then)) as port:
        assert asyncio.run(ask(port)) in (HALF_A_HEAD, b"")
