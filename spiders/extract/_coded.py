"""E-mail addresses that a page codes against harvesters, decoded as its own scripts would."""

from __future__ import annotations

import codecs
import re
from urllib.parse import parse_qs, unquote, urlsplit

__all__ = ["cloudflare", "linked", "reversed_address", "scripted", "typo3"]

_MAILTO = re.compile(
    r"^\s*(?:https?://)?(?:mail\s?to|mailt|maito|mailo|malto|mialto|mailtto|mailto|e-?mail)\s*(?::|%3a)\s*/{0,2}", re.IGNORECASE
)
_BARE = re.compile(r"^\s*(?:https?://)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+/?\s*$")
_COMPOSE = re.compile(
    r"^https?://(?:mail\.google\.com|outlook\.(?:live|office|office365)\.com|compose\.mail\.yahoo\.com|mail\.yahoo\.com)/",
    re.IGNORECASE,
)
_HEX = re.compile(r"(?:[0-9a-f]{2}){6,120}", re.IGNORECASE)
_UNCRYPT = re.compile(r"linkTo_UnCryptMailto\(\s*(?:%27|&#39;|['\"])(.+?)(?:%27|&#39;|['\"])\s*(?:,\s*(-?\d+))?")
_QUOTED = r"""['"]([\w.+-]{1,40})['"]"""
_GLUED = re.compile(rf"""{_QUOTED}\s*\+\s*['"](?:@|&#64;|%40)['"]\s*\+\s*{_QUOTED}(?:\s*\+\s*['"]\.['"]\s*\+\s*{_QUOTED})?""")
_GLUED_IN = re.compile(r"""['"]([\w.+-]{1,40}(?:@|&#64;|%40))['"]\s*\+\s*['"]([\w.-]{3,60})['"]""")
_ASSIGNED = re.compile(
    r"""\b(?:var|let|const)\s+\w+\s*=\s*['"]([\w.+-]{1,40})['"]\s*[,;]\s*(?:(?:var|let|const)\s+)?\w+\s*=\s*['"]([\w-]+(?:\.[\w-]+)+)['"]"""
)
_CHAR_CODES = re.compile(r"fromCharCode\(((?:\s*\d{2,3}\s*,){5,}\s*\d{2,3}\s*)\)")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_SCRIPT_MAILTO = re.compile(r"mailto:([\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_RANGES = ((0x2B, 0x3A), (0x40, 0x5A), (0x61, 0x7A))
_MOST_SHIFT = 26


def linked(href: str) -> tuple[str, ...]:
    """
    The addresses a link writes to: `mailto:` in any of its misspellings, an address as the whole link, a webmail's compose page.

    Raw: neither checked nor lower-cased.
    """
    if "@" not in href and "%40" not in href:
        return ()
    if _COMPOSE.match(href):
        try:
            query = parse_qs(urlsplit(href.strip()).query)
        except ValueError:
            return ()
        return _split(",".join(query.get("to", [])))
    match = _MAILTO.match(href)
    if match is None:
        return (re.sub(r"^https?://|/$", "", href.strip(), flags=re.IGNORECASE),) if _BARE.match(href) else ()
    path, _, query_text = href[match.end() :].partition("?")
    return _split(path) or _split(",".join(parse_qs(query_text).get("to", [])))


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


def scripted(code: str) -> tuple[str, ...]:
    """Addresses that a piece of script puts together: joined strings, character codes, percent codes, ROT13."""
    found = [f"{a}@{b}{'.' + c if c else ''}" for a, b, c in _GLUED.findall(code)]
    found += [f"{re.sub('&#64;|%40', '@', a)}{b}" for a, b in _GLUED_IN.findall(code)]
    if "@" in code:
        found += [f"{a}@{b}" for a, b in _ASSIGNED.findall(code)]
    for codes in _CHAR_CODES.findall(code):
        found += _ADDRESS.findall("".join(chr(int(n)) for n in codes.split(",") if int(n) < 0x110000))
    if "znvygb:" in code:
        found += _SCRIPT_MAILTO.findall(codecs.encode(code, "rot13"))
    found += _SCRIPT_MAILTO.findall(unquote(code) if "%" in code else code)
    return tuple(dict.fromkeys(found))


def _split(text: str) -> tuple[str, ...]:
    parts = re.split(r"[,;]|\s+(?=\S+@)", unquote(text))
    return tuple(part.strip() for part in parts if "@" in part)


def _shifted(code: int, shift: int) -> str:
    for first, last in _RANGES:
        if first <= code <= last:
            return chr(first + (code - first + shift) % (last - first + 1))
    return chr(code)
