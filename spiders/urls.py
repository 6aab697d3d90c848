"""Addresses: which two are the same page, and which belong to the site."""

from __future__ import annotations

import ipaddress
import re
from functools import cache, lru_cache
from typing import Any
from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit, urlunsplit

import tldextract
from w3lib.url import canonicalize_url

from spiders.strictyaml import load_data

__all__ = ["clean", "host_of", "join", "key", "names_host", "registrable", "route_of", "same_site", "split", "split_host"]

_DATA: dict[str, Any] = load_data("urls")
_NO_NAME = re.compile(
    rf"(?:{'|'.join(map(re.escape, (*_DATA['tracking'], *_DATA['session'])))}"
    rf"|(?:{'|'.join(map(re.escape, (*_DATA['tracking_beginnings'], *_DATA['session_beginnings'])))})\w+"
    rf"|(?:{'|'.join(map(re.escape, _DATA['session_if_token']))})(?==[\w-]{{16,}}$))(?:=|$)",
    re.I,
)
"""A part of a query that names no page: where the visitor comes from, or which visit it is."""
_INDEX = re.compile(rf"/(?:{'|'.join(_DATA['index_names'])})\.(?:{'|'.join(_DATA['index_endings'])})$", re.I)
_PATH_SESSION = re.compile(r";jsessionid=[^/?#;]*", re.I)
_PATH_TICKET = re.compile(r"/\((?:[ASF]\([^()/]*\))+\)(?=/)")
"""A session that ASP.NET writes into the path; without it the server sends every request on to a new one."""
_WEB = re.compile(r"(https?):(/*)", re.I)
_UNREAD = re.compile(r"^[\x00-\x20]+|[\t\r\n]")
"""What browsers, and `urlsplit`, do not read of an address."""
_SCHEME = re.compile(r"[a-z][a-z\d+.-]*:", re.I)
split_host = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
"""Splits a host by the list of public suffixes that is installed; one for all who ask, for the list takes long to read."""


@lru_cache(maxsize=1 << 14)
def join(base: str, href: str) -> str:
    """
    Where a link leads, made absolute as browsers do it (WHATWG URL); "" where it leads nowhere.

    Backslashes are slashes, line breaks and tabs are nothing, and `http:/x` on a page of the same scheme is `/x`.
    """
    href = re.sub(r"[\t\r\n]", "", href.strip())
    path = re.split(r"[?#]", href, maxsplit=1)[0]
    rest = href[len(path) :]
    if not _SCHEME.match(path) or _WEB.match(path):
        path = path.replace("\\", "/")
    if web := _WEB.match(path):
        apart = len(web[2]) > 1 or not base.lower().startswith(f"{web[1].lower()}:")
        path = f"{web[1]}://{path[web.end() :]}" if apart else path[web.end(1) + 1 :]
    elif path.startswith("//"):
        path = "//" + path.lstrip("/")
    try:
        return urljoin(base, path + rest) if path != "//" else ""
    except ValueError:
        return ""


@lru_cache(maxsize=1 << 14)
def clean(url: str) -> str:
    """The address to ask for: no fragment (`#/` and `#!` routes stay), no tracking, no session; "" where it is no web address."""
    url = _UNREAD.sub("", url)
    try:
        parts = urlsplit(url)
        nowhere = parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0
    except ValueError:
        return ""
    if nowhere:
        return ""
    base = urldefrag(url).url
    named = [part for part in parts.query.split("&") if not _NO_NAME.match(part)]
    path = _PATH_SESSION.sub("", parts.path)
    if path != parts.path or len(named) <= parts.query.count("&"):
        base = urlunsplit(parts._replace(path=path, query="&".join(named), fragment=""))
    route = route_of(url)
    return f"{base}#{route}" if route else base


def route_of(url: str) -> str:
    """The route of an address after its `#` (`/kontakt`, `!kontakt`), "" where what follows is no route or a bare `/`."""
    fragment = url.partition("#")[2]
    return fragment if fragment.startswith(("/", "!")) and fragment.strip("/!") else ""


@cache
def key(url: str) -> str:
    """What two addresses of one page have in common: scheme, `www.`, index file, closing slash, query order, session left out."""
    try:
        parts = urlsplit(canonicalize_url(clean(url) or url, keep_fragments=True))
        port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    except ValueError:
        return url
    host = (parts.hostname or "").removeprefix("www.").rstrip(".")
    path = _INDEX.sub("/", _PATH_TICKET.sub("", parts.path) or "/").rstrip("/") or "/"
    query = f"?{parts.query}" if parts.query else ""
    route = route_of(f"#{parts.fragment}")
    return f"{host}{port}{path}{query}#{route}" if route else f"{host}{port}{path}{query}"


def split(url: str) -> SplitResult:
    """An address in its parts; what is none, as `http://[::1`, is all path."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", url, "", "")


def host_of(url: str) -> str:
    """Host as the network spells it and, where it is unusual, port."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
        host = parts.hostname or ""
        return f"{host if host.isascii() else host.encode('idna').decode()}{port}"
    except ValueError:
        return ""


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


def names_host(name: str, url: str) -> bool:
    """Whether a name, as a person types it, is that of an address's host, with or without "www."; "" names none."""
    try:
        typed, host = name.strip().rstrip(".").encode("idna").decode("ascii").lower(), (urlsplit(url).hostname or "").lower()
    except (UnicodeError, ValueError):
        return False
    return bool(typed) and typed.removeprefix("www.") == host.removeprefix("www.")
