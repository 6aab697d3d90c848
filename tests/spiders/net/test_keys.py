"""The keys of a site: its registrable domain and its addresses."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from spiders.net.keys import keys_of

NAMED = {"example.com": ["192.0.2.1", "2001:db8::1"], "127.0.0.1": ["127.0.0.1"]}


@pytest.fixture(autouse=True)
def _names(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        if host not in NAMED:
            raise socket.gaierror(socket.EAI_NONAME, "nobody knows it")
        return [(0, 0, 0, "", (address, port)) for address in NAMED[host]]

    monkeypatch.setattr(socket, "getaddrinfo", found)


@pytest.mark.parametrize(
    ("url", "resolve", "keys"),
    [
        ("https://example.com/", (), {"host example.com", "address 192.0.2.1", "address 2001:db8::1"}),
        ("https://nobody.example.com/", (), {"host example.com"}),
        ("https://staging.example.com/", ("staging.example.com:192.0.2.9",), {"host example.com", "address 192.0.2.9"}),
        (
            "https://example.com:8443/",
            ("example.com:443:192.0.2.9",),
            {"host example.com", "address 192.0.2.1", "address 2001:db8::1"},
        ),
        ("http://127.0.0.1:8101/", (), {"host 127.0.0.1:8101", "address 127.0.0.1"}),
        ("http://[::1", (), {"host "}),
    ],
)
def test_sites_share_the_keys_of_one_server(url: str, resolve: tuple[str, ...], keys: set[str]) -> None:
    assert keys_of(url, resolve) == keys
