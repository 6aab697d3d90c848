"""
E-mail addresses that a piece of script puts together.

The script is not run: its literals are joined where it joins them, variables stand for the literals they were given, and the
codings in use against harvesters (entities, percent codes, character codes, base 64, ROT13, backwards) are undone.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from spiders.extract._coded import from_base64, reversed_address

__all__ = ["called_with", "scripted"]

_TOKEN = re.compile(
    r"""(?P<quote>['"`])(?P<text>(?:\\.|(?!(?P=quote))[^\\\n])*)(?P=quote)|(?P<name>[A-Za-z_$][\w$]*)|(?P<sign>\+=|[^\s\w])|\d+"""
)
_JOINED = re.compile(r"""\[((?:\s*(?:'[^'\n]*'|"[^"\n]*")\s*,?){2,8})\]\s*\.join\(\s*(?:'([^'\n]*)'|"([^"\n]*)")\s*\)""")
_STRINGS = re.compile(r"""'([^'\n]*)'|"([^"\n]*)\"""")
_CHAR_CODES = re.compile(r"fromCharCode\(((?:\s*\d{2,3}\s*,){5,200}\s*\d{2,3}\s*)\)")
_ATOB = re.compile(r"""atob\(\s*['"]([A-Za-z0-9+/=]{8,200})['"]""")
_CALL = re.compile(
    r"""(?:mail|spam|crypt|contact)\w*\(\s*['"]([\w.+-]{1,40})['"]\s*,\s*['"]([\w-]+(?:\.[\w-]+)*)['"](?:\s*,\s*['"]\.?(\w{2,10})['"])?""",
    re.I,
)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_WHOLE = re.compile(r"mailto:([^'\"<>\s?\\]{5,100})", re.I)
_UNKNOWN = "\x00"
_LONGEST_TEXT = 2_000
_LONGEST = 20_000


def scripted(code: str) -> tuple[str, ...]:
    """The addresses that a piece of script writes, raw; of a long one those that stand in it whole after `mailto:`."""
    if "znvygb:" in code:
        code = codecs.encode(code, "rot13")
    if len(code) > _LONGEST:
        texts: Iterable[str] = _WHOLE.findall(code)
    else:
        texts = _texts(code)
    return tuple(dict.fromkeys(address for text in texts for address in _ADDRESS.findall(_plain(text))))


def called_with(code: str) -> tuple[str, ...]:
    """The address that is handed to a function in parts: `mailTo('info', 'example.com')`."""
    found = (f"{local}@{host}{'.' + top if top else ''}" for local, host, top in _CALL.findall(code))
    return tuple(address for address in found if _ADDRESS.fullmatch(address))


def _texts(code: str) -> Iterator[str]:
    for codes in _CHAR_CODES.findall(code):
        yield "".join(chr(int(n)) for n in codes.split(",") if int(n) < 0x110000)
    yield from map(from_base64, _ATOB.findall(code))
    for items, single, double in _JOINED.findall(code):
        yield (single or double).join(a or b for a, b in _STRINGS.findall(items))
    turned = ".reverse(" in code
    shifted = "charCodeAt(0)+13" in code.replace(" ", "")
    for text in _expressions(code):
        if turned and "@" in text:
            yield from reversed_address(text)
        else:
            yield codecs.encode(text, "rot13") if shifted else text


def _expressions(code: str) -> Iterator[str]:
    """The strings that the script's expressions come to, as far as they are literals and variables joined by a plus."""
    known: dict[str, str] = {}
    parts: list[str] = []
    target, last, joining = "", "", False
    for token in _TOKEN.finditer(code):
        sign = token["sign"]
        if sign is None:
            last = token["name"] or ""
            if not joining:
                parts = []
            parts.append(token["text"] if token["quote"] else known.get(last, _UNKNOWN))
            joining = False
        elif sign == "+":
            joining = True
        elif sign in ("=", "+="):
            target, joining = last, True
            parts = [known.get(last, _UNKNOWN)] if sign == "+=" else []
        else:
            text = "".join(parts)
            yield text
            if target:
                known[target] = text[:_LONGEST_TEXT]
            parts, target, joining = [], "", False
    yield "".join(parts)


def _plain(text: str) -> str:
    text = html.unescape(text) if "&" in text else text
    return unquote(text) if "%" in text else text
