"""A look that is led to a place that is not held for it, before it has a home page, ends there and asks for nothing."""

from __future__ import annotations

import asyncio
import socket
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from scrapy import Request
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response

from spiders.net.guard import Guard
from spiders.net.held import SETTING, Held, HeldMiddleware, UnheldError
from spiders.net.names import PAUSES
from tests.forking import forked
from tests.spiders import crawling
from tests.spiders.crawling import crawl
from tests.spiders.loopback import Loopback, html, one_after_the_other, raw, redirect

START = "https://example.com/"
OWN = frozenset({"host example.com", "address 192.0.2.1"})
GROUP = frozenset({"host group.example", "address 192.0.2.2", "address 2001:db8::2"})
NAMES = {
    "example.com": ["192.0.2.1"],
    "www.example.com": ["192.0.2.1"],
    "cdn.example.com": ["192.0.2.1", "192.0.2.9"],
    "alias.example": ["192.0.2.1"],
    "group.example": ["192.0.2.2", "2001:DB8::2"],
    "192.0.2.1": ["192.0.2.1"],
}


class Names:
    """The names of this file; those of the start are never asked for."""

    async def addresses(self, host: str, port: int) -> list[str]:
        assert host != "example.com" or port == 8443
        return NAMES.get(host, [])


def middleware(held: frozenset[str], home: str = "") -> HeldMiddleware:
    spider: Any = SimpleNamespace(spider=SimpleNamespace(home=home))
    names: Any = Names()
    return HeldMiddleware(spider, names, Held(START, held))


@pytest.mark.parametrize(
    ("url", "held", "led_to"),
    [
        ("http://example.com/start", OWN, None),
        ("http://example.com/start", frozenset(), None),
        ("https://www.example.com/", OWN, None),
        ("https://example.com:8443/", OWN, None),
        ("https://example.com:8443/", OWN - {"address 192.0.2.1"}, OWN),
        ("https://cdn.example.com/", OWN, {"host example.com", "address 192.0.2.1", "address 192.0.2.9"}),
        ("https://alias.example/", OWN, {"host alias.example", "address 192.0.2.1"}),
        ("http://192.0.2.1/", OWN, {"host 192.0.2.1", "address 192.0.2.1"}),
        ("https://group.example/shop", OWN, GROUP),
        ("https://group.example/shop", OWN | GROUP - {"address 2001:db8::2"}, GROUP),
        ("https://group.example/shop", OWN | GROUP, None),
        ("about:blank", OWN, None),
    ],
)
def test_only_the_start_and_what_is_held_is_asked_and_shown(url: str, held: frozenset[str], led_to: set[str] | None) -> None:
    asking, showing = middleware(held), middleware(held)

    with nullcontext() if led_to is None else pytest.raises(UnheldError):
        asyncio.run(asking.process_request(Request(url)))
    with nullcontext() if led_to is None else pytest.raises(UnheldError):
        asyncio.run(showing.process_response(Request(START), Response(url)))
    assert asking.led_to == showing.led_to == (led_to or set())


def test_from_the_home_page_on_it_is_led_wherever_links_lead() -> None:
    there = middleware(OWN, home=START)

    asyncio.run(there.process_request(Request("https://group.example/")))
    assert there.led_to == set()


def test_a_host_that_has_no_address_is_no_place() -> None:
    there = middleware(OWN)

    with pytest.raises(CannotResolveHostError):
        asyncio.run(there.process_request(Request("https://nobody.example/")))
    assert there.led_to == set()


def test_name_servers_that_are_away_are_waited_for_before_it_is_decided() -> None:
    with Loopback() as here, Loopback() as there:
        here.answers["/"] = redirect(f"http://localhost:{there.port}/")
        error, hits = forked(_with_silent_names, here.url, there.url.replace("127.0.0.1", "localhost")), there.hits

    assert (error, hits) == ("UnheldError", [])


def _with_silent_names(start: str, there: str) -> str:
    real, failures = socket.getaddrinfo, [socket.EAI_AGAIN] * 2

    def names(host: Any, *arguments: Any, **named: Any) -> Any:
        if host == "localhost" and failures:
            raise socket.gaierror(failures.pop(), "as the test says")
        return real(host, *arguments, **named)

    own = {SETTING: Held(start, frozenset()), PAUSES: [0.01, 0.01, 0.01]}
    job = {"urls": [start], "allowed": [], "resolve": [], "meta": {}, "render": False, "settings": own}
    guard = Guard.for_site(start, there)
    with patch("socket.getaddrinfo", names), patch.object(Guard, "for_site", lambda *_, **__: guard):
        return str(crawling._run(job).answers[start]["error"])


def test_a_place_that_may_not_be_asked_is_told_as_such() -> None:
    with Loopback() as here, Loopback() as there:
        here.answers["/"] = redirect(there.url)
        answer = crawl(here.url, allowed=[here.url], AUDITOR_HELD=Held(here.url, frozenset())).answers[here.url]

    assert (answer["error"], there.hits) == ("RefusedError", [])


@pytest.mark.parametrize("host", [f"{'ö' * 70}.example", "ö..example"], ids=["long", "empty"])
def test_what_no_host_can_be_called_is_no_place_and_not_waited_for(host: str) -> None:
    with Loopback() as here:
        here.answers["/"] = raw(b"", 302, Location=f"http://{host}/".encode().decode("latin-1"))
        answer = crawl(here.url, allowed=[here.url], AUDITOR_HELD=Held(here.url, frozenset())).answers[here.url]

    assert answer["error"] == "CannotResolveHostError"


def test_what_is_not_held_is_asked_for_once_and_not_again() -> None:
    with Loopback() as here, Loopback() as there:
        here.answers["/"] = one_after_the_other(redirect(there.url), *[html("x")] * 3)
        answer = crawl(here.url, allowed=[here.url, there.url], AUDITOR_HELD=Held(here.url, frozenset())).answers[here.url]

    assert (answer["error"], here.asked("/"), there.hits) == ("UnheldError", 1, [])
