"""
The company's social profiles and messengers: the addresses that links and buttons lead to, and numbers named as a messenger's.

Links that share a page, single posts, the platform's own pages and what a template left behind are none of the company's; nor are,
beside the company's own profile, those of its staff.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from bs4 import Tag

from spiders.evidence import Channel, Via
from spiders.extract._e164 import e164, regions_of
from spiders.page import ParsedPage
from spiders.strictyaml import load_data

Kind = Literal["social", "messaging"]

_PREFIX = re.compile(r"^(?:www|m|mobile|web|[a-z]{2}|[a-z]{2}-[a-z]{2}|business)\.(?=.+\.)")
_NUMBER = re.compile(r"\+?\d{5,15}$")
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\ufeff]")
_KINDS: tuple[Kind, ...] = ("social", "messaging")
_LONGEST = 300
_OPENED = re.compile(r"""(?:https?:)?//[^\s'"<>]+|(?:whatsapp|viber|tg|sms|skype):[^\s'"<>]+""", re.I)
_SETTINGS = re.compile(r"""["']telephone["']\s*:\s*["'](\d{7,15})["']""")
_DATA: dict[str, Any] = load_data("social")
_SIDE = re.compile(rf"(?<=[^/])/(?:{'|'.join(_DATA['sides'])})$", re.I)
_LEFT_OVER = frozenset(map(str, _DATA["left_over"]))
_NUMBERED = {
    service: re.compile(rf"(?<!\w)(?:{words})(?!\w)[^\d+\n.!?]{{0,20}}(\+?\(?\d[\d \u00a0()/.-]{{5,18}}\d)", re.I)
    for service, words in _DATA["numbers"].items()
}


@dataclass(frozen=True, slots=True)
class _Platform:
    id: str
    kind: Kind
    path: re.Pattern[str]
    persons: re.Pattern[str] | None
    cased: tuple[str, ...]
    excluded: frozenset[str]
    known_by: str

    def holds(self, path: str) -> bool:
        """Whether the path is one of a profile or a conversation."""
        first = path.strip("/").partition("/")[0].lower()
        if self.kind == "social" and path.strip("/@").lower() in _LEFT_OVER:
            return False
        return path != "/" and first not in self.excluded and self.path.fullmatch(path) is not None


def _platforms() -> tuple[dict[str, list[_Platform]], dict[str, _Platform]]:
    hosts: dict[str, list[_Platform]] = {}
    schemes: dict[str, _Platform] = {}
    for kind in _KINDS:
        for entry in _DATA[kind]:
            names = entry.get("hosts") or ()
            platform = _Platform(
                id=str(entry["id"]),
                kind=kind,
                path=re.compile(str(entry.get("profile") or ".*") + "/?", re.I),
                persons=re.compile(entry["persons"], re.I) if "persons" in entry else None,
                cased=tuple(entry.get("cased") or ()),
                excluded=frozenset(map(str, entry.get("not") or ())),
                known_by=str(names[0]) if names and kind == "social" else "",
            )
            for name in names:
                hosts.setdefault(name, []).append(platform)
            schemes |= dict.fromkeys(entry.get("schemes") or (), platform)
    return hosts, schemes


_HOSTS, _SCHEMES = _platforms()


def extract(page: ParsedPage) -> Iterator[Channel]:
    """One channel of kind "social" or "messaging" for each profile or conversation the page leads to; its value is the address."""
    found: dict[str, Channel] = {}
    for tag, kind, address, via in (*_led_to(page), *_written(page)):
        before = found.get(address)
        if before is None or (page.visible(tag) and not before.sightings[0].visible):
            found[address] = _channel(page, tag, kind, address, via)
    companies = {_network(address) for address in found if not _is_person(address)}
    yield from (each for address, each in found.items() if not (_is_person(address) and _network(address) in companies))


def _led_to(page: ParsedPage) -> Iterator[tuple[Tag, Kind, str, Via]]:
    """The profiles to which links, and elements that open an address when clicked, lead."""
    for tag in page.named("a", "area"):
        href = str(tag.get("href") or "")
        if href and (named := profile(page.absolute(href) or href)):
            yield tag, *named, "link"
    for attribute in ("onclick", "data-href", "data-url", "data-link"):
        for tag, value in page.attributes.get(attribute, ()):
            opened = _OPENED.search(value[:_LONGEST])
            if opened and (named := profile(opened[0])):
                yield tag, *named, "script"
    for tag, value in page.attributes.get("data-settings", ()):
        if settings := _SETTINGS.search(value):
            yield tag, "messaging", f"https://wa.me/{settings[1]}", "widget"


def _written(page: ParsedPage) -> Iterator[tuple[Tag, Kind, str, Via]]:
    """The numbers that a text names as a messenger's."""
    for block in page.blocks:
        for service, number in _numbers(block.text, page.country, page.lang):
            yield block.tag, "messaging", f"https://wa.me/{number[1:]}" if service == "whatsapp" else f"{service}:{number}", "text"


@lru_cache(maxsize=1 << 12)
def _numbers(text: str, country: str, lang: str) -> tuple[tuple[str, str], ...]:
    low = text.lower()
    if not any(sign in low for sign in ("whats", "sms", "text")):
        return ()
    regions = regions_of(country, lang) or ("",)
    called = ((service, match[1]) for service, pattern in _NUMBERED.items() for match in pattern.finditer(text))
    numbers = ((service, next(filter(None, (e164(digits, region) for region in regions)), "")) for service, digits in called)
    return tuple(dict.fromkeys((service, number) for service, number in numbers if number))


def _network(address: str) -> str:
    return address.partition("//")[2].partition("/")[0]


def _is_person(address: str) -> bool:
    host, slash, path = address.partition("//")[2].partition("/")
    return any(each.persons is not None and each.persons.match(slash + path) for each in _HOSTS.get(host, ()))


def _channel(page: ParsedPage, tag: Tag, kind: Kind, address: str, via: Via) -> Channel:
    text = page.label(tag)
    return Channel(kind=kind, value=address, as_written=text[:_LONGEST], sightings=(page.sighting(tag, via, text),))


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
    hashbang = parts.fragment[1:] if parts.fragment.startswith("!/") else ""
    path = unquote(hashbang.partition("?")[0] or parts.path).rstrip("/") or "/"
    if platform.kind == "social":
        path = _SIDE.sub("", path)
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
    plain = path if platform.kind == "messaging" or path.startswith(platform.cased or " ") else path.lower()
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
    named = query.get("chatURI", [""])[0] or rest.partition("&")[0]
    return f"{scheme}:{number or named}" if number or named else ""


def _digits(text: str) -> str:
    """The number without its plus and its blanks; "" where it is none."""
    plain = re.sub(r"[\s()./-]", "", text)
    return plain.lstrip("+") if _NUMBER.match(plain) else ""
