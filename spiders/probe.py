"""
The probe: one address a host that cannot be there, so that its "not found" is known when it comes with status 200.

A site may spread over several hosts of its own, each with its own server behind it.
"""

from __future__ import annotations

import zlib
from urllib.parse import urljoin, urlsplit

from spiders.look import Look
from spiders.states import same_page
from spiders.urls import host_of

__all__ = ["Probes"]

_MOST_HOSTS = 8


class Probes:
    """What each host of a site shows for an address that is not there; a host whose status says so shows nothing."""

    def __init__(self) -> None:
        self._asked: set[str] = set()
        self._shown: dict[str, Look] = {}

    def due(self, url: str) -> str:
        """The address to ask the host of a page for, once; "" where that was done, and for one host too many."""
        host = host_of(url)
        if not host or host in self._asked or len(self._asked) >= _MOST_HOSTS:
            return ""
        self._asked.add(host)
        return urljoin(url, f"/no-such-page-{zlib.crc32(host.encode()):08x}")

    def learn(self, asked: str, look: Look) -> None:
        """Remember what came for the address that was asked for."""
        self._shown[host_of(asked)] = look

    def nothing_there(self, look: Look) -> bool:
        """Whether a page is that answer again; a title or heading of its own makes it another, and a host's front page is there."""
        known = self._shown.get(host_of(look.page.final_url))
        if known is None or _is_front(look.page.url) or _is_front(look.page.final_url):
            return False
        return _called(look) == _called(known) and same_page(look.fingerprint, known.fingerprint)


def _called(look: Look) -> tuple[str, ...]:
    """The page's title and headings; an address that is repeated in them is no name."""
    asked = urlsplit(look.page.url).path.rpartition("/")[2]
    return tuple(text.replace(asked, "") if asked else text for text in (look.page.title, *look.headings))


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query and not parts.fragment
