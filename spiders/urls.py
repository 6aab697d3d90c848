"""Addresses: which two are the same page, and which belong to the site."""

from __future__ import annotations

import ipaddress
import re
from functools import cache, lru_cache
from urllib.parse import parse_qsl, urldefrag, urlencode, urlsplit, urlunsplit

import tldextract
from w3lib.url import canonicalize_url

__all__ = ["clean", "host_of", "key", "registrable", "route_of", "same_site", "split_host"]

_TRACKING = re.compile(r"^(?:utm_\w+|gclid|fbclid|msclkid|mc_cid|mc_eid|_ga|_gl|ref|igshid)$", re.I)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.I)
split_host = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
"""Splits a host by the list of public suffixes that is installed; one for all who ask, for the list takes long to read."""


@lru_cache(maxsize=1 << 14)
def clean(url: str) -> str:
    """The address to ask for: no fragment (`#/` and `#!` routes stay), no tracking parameters; "" where it is no web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    base = urldefrag(url).url
    if parts.query:
        kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(name)]
        if len(kept) != len(parse_qsl(parts.query, keep_blank_values=True)):
            base = urlunsplit(urlsplit(base)._replace(query=urlencode(kept)))
    route = route_of(url)
    return f"{base}#{route}" if route else base


def route_of(url: str) -> str:
    """The route of an address after its `#` (`/kontakt`, `!kontakt`), "" where what follows is no route or a bare `/`."""
    fragment = url.partition("#")[2]
    return fragment if fragment.startswith(("/", "!")) and fragment.strip("/!") else ""


@cache
def key(url: str) -> str:
    """What two addresses of one page have in common: scheme, `www.`, index file, closing slash and query order left out."""
    try:
        parts = urlsplit(canonicalize_url(url, keep_fragments=True))
        port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    except ValueError:
        return url
    host = (parts.hostname or "").removeprefix("www.")
    path = _INDEX.sub("/", parts.path or "/").rstrip("/") or "/"
    query = f"?{parts.query}" if parts.query else ""
    route = route_of(f"#{parts.fragment}")
    return f"{host}{port}{path}{query}#{route}" if route else f"{host}{port}{path}{query}"


def host_of(url: str) -> str:
    """Host and, where it is unusual, port."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    except ValueError:
        return ""
    return f"{parts.hostname or ''}{port}"


@cache
def registrable(host: str) -> str:
    """The registrable domain of a host (`help.shop.co.uk` gives `shop.co.uk`); an address or a bare name stays as it is."""
    name = host.rsplit(":", 1)[0] if not host.startswith("[") else host
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return split_host(name).top_domain_under_public_suffix or host
    return host


def same_site(url: str, other: str) -> bool:
    """Whether two addresses belong to one site: the same registrable domain, or the same address and port."""
    first, second = host_of(url), host_of(other)
    return bool(first) and registrable(first) == registrable(second)
