"""E-mail addresses that a page codes against harvesters, decoded as its own scripts would."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from urllib.parse import parse_qs, unquote, urlsplit

__all__ = ["cloudflare", "kept", "linked", "reversed_address", "typo3"]

_MAILTO = re.compile(
    r"^\s*(?:https?:)?[/#]{0,3}(?:(?:mail\s?to|mailt|maito|mailo|malto|mialto|mailtto|maitlo|mailot|e-?mailto|e-?mail|mail)\s*(?:[:;=]|%3a)"
    r"|mailto[\s.]*(?=[^@]+@))\s*/{0,2}",
    re.IGNORECASE,
)
_BARE = re.compile(r"^\s*(?:https?://|/)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+/?\s*$")
_COMPOSE = re.compile(
    r"^https?://(?:mail\.google\.com|outlook\.(?:live|office|office365)\.com|compose\.mail\.yahoo\.com|mail\.yahoo\.com)/",
    re.IGNORECASE,
)
_COMMA_FOR_DOT = re.compile(r"(@[\w-]+),(?=[a-z]{2,4}$)", re.IGNORECASE)
_HEX = re.compile(r"(?:[0-9a-f]{2}){6,120}", re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/]{4,120}={0,2}")
_UNCRYPT = re.compile(r"linkTo_UnCryptMailto\(\s*(?:%27|&#39;|['\"])(.+?)(?:%27|&#39;|['\"])\s*(?:,\s*(-?\d+))?")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_RANGES = ((0x2B, 0x3A), (0x40, 0x5A), (0x61, 0x7A))
_MOST_SHIFT = 26


def linked(href: str) -> tuple[str, ...]:
    """
    The addresses a link writes to: `mailto:` in any of its misspellings, an address as the whole link, a webmail's compose page.

    Raw: neither checked nor lower-cased, and maybe with the @ spelt out.
    """
    match = _MAILTO.match(href)
    if match is not None:
        path, _, query = href[match.end() :].partition("?")
        return _split(path.rstrip("/")) or tuple(
            each for name in ("to", "cc", "bcc") for each in _split(",".join(parse_qs(query).get(name, [])))
        )
    if "@" not in href and "%40" not in href:
        return ()
    if _COMPOSE.match(href):
        try:
            return _split(",".join(parse_qs(urlsplit(href.strip()).query).get("to", [])))
        except ValueError:
            return ()
    return (re.sub(r"^(?:https?:/)?/|/$", "", href.strip(), flags=re.IGNORECASE),) if _BARE.match(href) else ()


def cloudflare(coded: str) -> str:
    """Cloudflare's e-mail protection: hex bytes, each exclusive-or'ed with the first; "" where that is no text."""
    match = _HEX.fullmatch(coded.strip())
    if match is None:
        return ""
    key, *rest = bytes.fromhex(match.group())
    return bytes(byte ^ key for byte in rest).decode("utf-8", "replace")


def typo3(coded: str, vector: str = "") -> str:
    """
    TYPO3's spam protection: characters shifted within three ranges.

    Args:
        coded: A token (`data-mailto-token`) or a call of linkTo_UnCryptMailto.
        vector: The shift where the page gives it (`data-mailto-vector`), else all are tried.
    """
    match = _UNCRYPT.search(unquote(coded))
    text = match[1] if match else coded
    given = vector or (match[2] if match and match[2] else "")
    shifts = [-int(given), int(given)] if re.fullmatch(r"-?\d{1,2}", given) else []
    for shift in [*shifts, *(s for n in range(1, _MOST_SHIFT) for s in (-n, n))]:
        plain = "".join(_shifted(ord(c), shift) for c in text)
        if plain.startswith("mailto:"):
            return plain[7:]
    return ""


def reversed_address(text: str) -> tuple[str, ...]:
    """Addresses that a text gives backwards, turned by the style sheet."""
    return tuple(_ADDRESS.findall(text[::-1]))


def kept(value: str, *, turned: bool = False) -> tuple[str, ...]:
    """
    What an attribute that keeps an address may stand for, the likeliest first: itself, backwards, in base 64.

    Args:
        turned: The attribute's name says that the value is encoded, as by ROT13.
    """
    if turned:
        return codecs.encode(value.replace("[at]", "@"), "rot13"), value
    return value, value[::-1], from_base64(value)


def from_base64(text: str) -> str:
    """The text that a base 64 string codes, "" where it codes none."""
    if not _BASE64.fullmatch(text.strip()):
        return ""
    try:
        return base64.b64decode(text.strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _split(text: str) -> tuple[str, ...]:
    parts = re.split(r"[,;]|\s+(?=[^\s@]+@)", _COMMA_FOR_DOT.sub(r"\1.", unquote(text).strip()))
    return tuple(part.strip() for part in parts if part.strip())


def _shifted(code: int, shift: int) -> str:
    for first, last in _RANGES:
        if first <= code <= last:
            return chr(first + (code - first + shift) % (last - first + 1))
    return chr(code)
