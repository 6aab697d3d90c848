"""
The company's social profiles and messengers, by the addresses that links lead to.

Links that share a page, single posts and the platform's own pages are none of the company's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from bs4 import Tag

from spiders import strictyaml
from spiders.evidence import Channel
from spiders.page import ParsedPage

Kind = Literal["social", "messaging"]

_PREFIX = re.compile(r"^(?:www|m|mobile|web|[a-z]{2}|[a-z]{2}-[a-z]{2}|business)\.(?=.+\.)")
_NUMBER = re.compile(r"\+?\d{5,15}$")
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\ufeff]")
_KINDS: tuple[Kind, ...] = ("social", "messaging")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class _Platform:
    id: str
    kind: Kind
    path: re.Pattern[str]
    excluded: frozenset[str]
    known_by: str

    def holds(self, path: str) -> bool:
        """Whether the path is one of a profile or a conversation."""
        first = path.strip("/").partition("/")[0].lower()
        return path != "/" and first not in self.excluded and self.path.fullmatch(path) is not None


def _platforms() -> tuple[dict[str, list[_Platform]], dict[str, _Platform]]:
    data = strictyaml.load_file(Path(__file__).parent.parent / "data" / "social.yaml")
    hosts: dict[str, list[_Platform]] = {}
    schemes: dict[str, _Platform] = {}
    for kind in _KINDS:
        for entry in data[kind]:
            names = entry.get("hosts") or ()
            path = re.compile(str(entry.get("profile") or ".*") + "/?", re.I)
            known_by = str(names[0]) if names and kind == "social" else ""
            platform = _Platform(str(entry["id"]), kind, path, frozenset(map(str, entry.get("not") or ())), known_by)
            for name in names:
                hosts.setdefault(name, []).append(platform)
            schemes |= dict.fromkeys(entry.get("schemes") or (), platform)
    return hosts, schemes


_HOSTS, _SCHEMES = _platforms()


def extract(page: ParsedPage) -> Iterator[Channel]:
    """One channel of kind "social" or "messaging" for each profile that a link of the page leads to; its value is the address."""
    found: dict[str, Channel] = {}
    for tag in page.named("a", "area"):
        href = tag.get("href")
        named = profile(page.absolute(str(href)) or str(href)) if href else None
        if named is None:
            continue
        kind, address = named
        before = found.get(address)
        if before is None or (page.visible(tag) and not before.sightings[0].visible):
            found[address] = _channel(page, tag, kind, address)
    yield from found.values()


def _channel(page: ParsedPage, tag: Tag, kind: Kind, address: str) -> Channel:
    text = page.label(tag)
    return Channel(kind=kind, value=address, as_written=text[:_LONGEST], sightings=(page.sighting(tag, "link", text),))


@lru_cache(maxsize=1 << 13)
def profile(url: str) -> tuple[Kind, str] | None:
    """
    Tell whose door an address is.

    Returns:
        The kind and the address in one form for all its spellings (https, no tracking, no device or language host, no closing
        slash), or None where it is no profile and no conversation.
    """
    try:
        parts = urlsplit(_UNSEEN.sub("", url)[:_LONGEST])
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme in _SCHEMES:
        address = _of_scheme(scheme, parts)
        return (_SCHEMES[scheme].kind, address) if address else None
    if scheme not in ("http", "https", ""):
        return None
    host = (parts.netloc.rpartition("@")[2].partition(":")[0]).lower()
    while host not in _HOSTS and _PREFIX.match(host):
        host = _PREFIX.sub("", host)
    named = ((platform.kind, _of_host(platform, host, parts)) for platform in _HOSTS.get(host, ()))
    return next(((kind, address) for kind, address in named if address), None)


def _of_host(platform: _Platform, host: str, parts: SplitResult) -> str:
    path = unquote(parts.path).rstrip("/") or "/"
    query = parse_qs(parts.query)
    if platform.id == "whatsapp":
        number = _digits(query.get("phone", [""])[0]) or (_digits(path.strip("/")) if host == "wa.me" else "")
        if number or path.strip("/") in ("send", ""):
            return f"https://wa.me/{number}" if number else ""
    if platform.id == "signal" and parts.fragment:
        return f"https://{host}/#{parts.fragment}"
    if not platform.holds(path):
        return ""
    if path == "/profile.php":
        number = query.get("id", [""])[0]
        return f"https://{platform.known_by}{path}?id={number}" if number.isdigit() else ""
    plain = path if platform.kind == "messaging" or "/channel/" in path else path.lower()
    return f"https://{platform.known_by or host}{plain}"


def _of_scheme(scheme: str, parts: SplitResult) -> str:
    """A messenger's own scheme, with what it starts kept and all else left off."""
    rest = unquote(parts.netloc or parts.path).strip("/")
    query = parse_qs(parts.query)
    number = _digits(query.get("phone", query.get("number", [""]))[0]) or _digits(rest.partition("?")[0])
    if scheme == "whatsapp":
        return f"https://wa.me/{number}" if number else ""
    if scheme in ("sms", "smsto"):
        return f"sms:+{number}" if number and "+" in rest else f"sms:{number}" if number else ""
    if scheme == "tg":
        domain = query.get("domain", [""])[0]
        return f"https://t.me/{domain}" if domain else ""
    return f"{scheme}:{number or rest.partition('&')[0]}" if number or rest else ""


def _digits(text: str) -> str:
    """The number without its plus and its blanks; "" where it is none."""
    plain = re.sub(r"[\s()./-]", "", text)
    return plain.lstrip("+") if _NUMBER.match(plain) else ""
