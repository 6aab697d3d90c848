"""
Bytes to text: what a page was written in, where its server or its own head says something else, or nothing.

A browser believes what it is told and shows "KundtjÃ¤nst" or "Kundtj�nst"; a person reads on, and so must the program.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

__all__ = ["decoded", "mended", "misread"]

_CENTRAL = frozenset({"cs", "cz", "hr", "hu", "pl", "ro", "sk", "si", "sl"})
"""Languages and countries whose old pages are in Windows-1250 or ISO 8859-2, every other one's in Windows-1252."""
_LANG = re.compile(rb"<html[^>]{0,300}?\slang\s*=\s*[\"']?([a-z]{2})", re.I)
_WINDOWS_ONLY = re.compile(rb"[\x80-\x9f]")
_NO_UTF8 = re.compile(r"[\udc80-\udcff]+")
_WORD = re.compile(r"[^ \t\r\n\f<>\"'=&;]+")
_C1 = {0xDC00 + byte: byte for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
"""Bytes that Windows-1252 has no character for; browsers make controls of them."""
_WIDE_HEAD, _WIDE_SHARE = 400, 0.3
_MIXED = 4


def decoded(body: bytes, content_type: str = "", place: str = "") -> str:
    """
    The text of a page.

    UTF-8 is known by itself. Bytes that are none are read as what the header or the page names, or else by where the page is from;
    in a page that mixes both, each in its own way.

    Args:
        content_type: The header, or "".
        place: The company's country (ISO 3166), or "".
    """
    wide = _wide(body)
    if wide:
        return body.decode(wide, "replace").removeprefix("\ufeff")
    try:
        return body.decode().removeprefix("\ufeff")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "surrogateescape")
    own = _own(body, content_type, place)
    strange = sum(map(len, _NO_UTF8.findall(text)))
    if strange >= _MIXED * (sum(not char.isascii() for char in text) - strange):
        return _read(body, own)
    return _NO_UTF8.sub(lambda run: _read(run[0].encode("utf-8", "surrogateescape"), own), text)


def misread(body: bytes, text: str, content_type: str = "") -> dict[str, str]:
    """The words that a browser shows otherwise than they were written: as shown, as written; none where two are shown alike."""
    if _wide(body) or body.startswith(BOM_UTF8) or text.isascii():
        return {}
    shown = _read(body, http_content_type_encoding(content_type) or html_body_declared_encoding(body) or "cp1252")
    pairs = zip(_WORD.findall(shown), _WORD.findall(text), strict=False) if shown != text else ()
    written: dict[str, set[str]] = {}
    for one, other in pairs:
        if one != other:
            written.setdefault(one, set()).add(other)
    return {one: others.pop() for one, others in written.items() if len(others) == 1}


def mended(html: str, words: Mapping[str, str]) -> str:
    """A page as a browser wrote it down, with the words that it misread put right."""
    return _WORD.sub(lambda word: words.get(word[0], word[0]), html.replace("&nbsp;", "\xa0")) if words else html


def _wide(body: bytes) -> str:
    """UTF-16 or UTF-32, by a mark at its beginning or by the zeros in it; "" where it is neither."""
    marked = read_bom(body)[0]
    if marked:
        return marked if marked != "utf-8" else ""
    head = body[:_WIDE_HEAD]
    return ("utf-16-be" if head[0] == 0 else "utf-16-le") if head.count(0) > _WIDE_SHARE * len(head) else ""


def _own(body: bytes, content_type: str, place: str) -> str:
    """The encoding of a page that is not in UTF-8."""
    named = (http_content_type_encoding(content_type), html_body_declared_encoding(body))
    told = next((name for name in named if name and not name.startswith("utf")), None)
    if told:
        return told
    lang = _LANG.search(body[:4000])
    if _CENTRAL.isdisjoint({place.lower(), lang[1].decode().lower() if lang else ""}):
        return "cp1252"
    return "cp1250" if _WINDOWS_ONLY.search(body) else "iso8859-2"


def _read(body: bytes, encoding: str) -> str:
    return body.decode(encoding, "surrogateescape").translate(_C1) if encoding == "cp1252" else body.decode(encoding, "replace")
