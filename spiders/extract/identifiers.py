"""Who the company says it is: legal names, organisation numbers and VAT numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from bs4 import Tag

from spiders.evidence import Identifier, IdentifierKind
from spiders.extract._attributes import has_structured, stated_in
from spiders.extract._legalnames import ends_formally, names
from spiders.extract._masks import plain
from spiders.extract._others import owner_at
from spiders.extract._ownnames import LONGEST_BLOCK, own_names
from spiders.extract._structured import structured, texts
from spiders.extract._wordlist import pattern
from spiders.page import ParsedPage
from spiders.page.elements import selector
from spiders.strictyaml import load_data

__all__ = ["extract", "find_identifiers"]

_DATA: dict[str, Any] = load_data("identifiers")
_NUMBER = r"(?:(?i:pod|onder|under|unter|sous(?:[ ]le)?|con(?:[ ]el)?|med)[ ])?"
_NUMBER += r"(?i:nr|no|nummer|numer(?:em|u)?|number|n[°ºo]|num[eé]ro|num)\b"
_REACH = rf"(?:[^\dA-Z\n]{{0,4}}|[ ]?)(?:{_NUMBER})?[^\dA-Za-z\n]{{0,6}}(?:(?<=:)[ ]?\n)?"
_VAT = re.compile(
    "|".join(rf"(?<![A-Za-z0-9]){country}[ -]?{shape}(?![A-Za-z0-9])" for country, shape in sorted(_DATA["vat"].items()))
)
_SEPARATED = re.compile(r"(?<=[\dA-Z])[ .-](?=\d|B[ .]?\d\d(?!\d))")
_VAT_WORD = re.compile(
    r"(?<![^\W\d_])(?:vat|moms|mva|mwst|tva|btw|ust|uid|umsatzsteuer|iva|alv|intracom|arvonlis|p\. ?iva|nip)", re.I
)
_COMPACT = re.compile(r"[^0-9A-Z]")
_DIGIT = re.compile(r"\d")
_COMPANIES = re.compile(
    r"Organization|Corporation|Business|Store|Restaurant|Dentist|\wService|Agency|Hotel|Clinic|Physician|Attorney"
)
_HELD_AS_OTHERS = frozenset(_DATA["held_as_others"])
_LABEL_LENGTH = 45


@dataclass(frozen=True, slots=True)
class _Register:
    """A national register: the words and the shape of its numbers, and how they are checked."""

    country: str
    shape: re.Pattern[str]
    check: str


@cache
def _registers(country: str) -> tuple[_Register, ...]:
    """The registers of a country, of every country where it is not known."""
    rows = (
        row
        for row in _DATA["organisation"]
        if country in ((row["country"],) if row.get("bare") else ("", row["country"], *row.get("also", ())))
    )
    return tuple(map(_register, rows))


def _register(row: Mapping[str, Any]) -> _Register:
    called = rf"{pattern(row['words']).pattern}{_REACH}" if row["words"] else r"(?<![A-Za-z])"
    shape = rf"(?i:{called})(?:{row.get('between', '')})?({row['pattern']})(?![\w])"
    return _Register(row["country"], re.compile(shape), row.get("check", ""))


@cache
def _vat_words(country: str) -> tuple[_Register, ...]:
    """How VAT numbers are told by the words before them: in this country, or in all."""
    return tuple(_register({"country": home, **row}) for home, row in _DATA["vat_words"].items() if country in ("", home))


def extract(page: ParsedPage) -> Iterator[Identifier]:
    """Every identifier of the page, each value once."""
    seen: set[tuple[IdentifierKind, str]] = set()
    for tag, kind, value in (*_stated(page), *_read(page)):
        if (kind, value) in seen:
            continue
        seen.add((kind, value))
        place = page.place(tag)
        yield Identifier(kind=kind, value=value, page=page.url, region=place.region, visible=place.visible, selector=selector(tag))


def find_identifiers(text: str, country: str = "") -> tuple[tuple[IdentifierKind, str], ...]:
    """
    The organisation and VAT numbers in a text, as kind and value (capitals and digits only).

    Args:
        country: ISO 3166 of the company; its own register is read first, and numbers told only by their shape belong to it.
    """
    return tuple((kind, value) for kind, value, _ in _numbers(text, country))


@lru_cache(maxsize=1 << 11)
def _numbers(text: str, country: str) -> tuple[tuple[IdentifierKind, str, int], ...]:
    """The numbers in a text and about where each begins in it."""
    text = plain(text)
    found: dict[str, tuple[IdentifierKind, int]] = {}
    for value, start in _vat_numbers(text, country):
        found.setdefault(value, ("vat-number", start))
    for register in _registers(country):
        for match in register.shape.finditer(text):
            value = _COMPACT.sub("", match[1].upper())
            same = found.get(register.country + value)
            if _CHECKS[register.check](value) and (same is None or same[1] != match.start(1)):
                found.setdefault(value, ("organisation-number", match.start(1)))
    return tuple((kind, value, start) for value, (kind, start) in found.items())


def _vat_numbers(text: str, country: str) -> Iterator[tuple[str, int]]:
    if _VAT_WORD.search(text):
        for candidate in dict.fromkeys((text, _SEPARATED.sub("", text))):
            yield from ((_COMPACT.sub("", match.group()), match.start()) for match in _VAT.finditer(candidate))
    for told in _vat_words(country):
        for match in told.shape.finditer(text):
            value = _COMPACT.sub("", match[1].upper())
            if _CHECKS[told.check](value):
                yield told.country + value, match.start(1)


def _read(page: ParsedPage) -> Iterator[tuple[Tag, IdentifierKind, str]]:
    named = [tuple(names(block.text[:LONGEST_BLOCK], page.url, page.country)) for block in page.blocks]
    label, numbered = "", set()
    for index, block in enumerate(page.blocks):
        text = block.text[:LONGEST_BLOCK]
        if _DIGIT.search(text):
            for kind, value in _own_numbers(page, index, label, _without([name for name, elses in named[index] if elses], text)):
                numbered.add(index)
                yield block.tag, kind, value
        label = text if len(text) <= _LABEL_LENGTH and not _DIGIT.search(text) else ""
    for index, name in own_names(page, named, numbered):
        yield page.blocks[index].tag, "legal-name", name


def _own_numbers(page: ParsedPage, index: int, label: str, text: str) -> Iterator[tuple[IdentifierKind, str]]:
    before = f"{label}: " if label else ""
    for kind, value, start in _numbers(before + text, page.country):
        if owner_at(page, index, max(0, start - len(before))) != "third-party":
            yield kind, value


def _without(names: Sequence[str], text: str) -> str:
    """The text with blanks for others' names and what is said of them, to the end of the line or sentence."""
    for name in names:
        text = re.sub(rf"{re.escape(name)}(?:(?!\.[ ][A-Z])[^\n])*", lambda match: " " * len(match[0]), text)
    return text


def _stated(page: ParsedPage) -> Iterator[tuple[Tag, IdentifierKind, str]]:
    if not has_structured(page):
        return
    for each in structured(page):
        if not _COMPANIES.search(each["@type"]) or each["@as"] in _HELD_AS_OTHERS:
            continue
        formal = (name for name in texts(each.get("name")) if ends_formally(name))
        for name in texts(each.get("legalName")) or formal:
            yield stated_in(page, "name"), "legal-name", " ".join(name.split())[:120]
        for value in texts(each.get("vatID")):
            yield stated_in(page, "vatID"), "vat-number", _COMPACT.sub("", value.upper())


def _luhn(value: str) -> bool:
    digits = [int(c) for c in value if c.isdigit()]
    digits = digits[-10:] if len(digits) == 12 else digits
    doubled = (n if i % 2 == 0 else n * 2 - 9 * (n > 4) for i, n in enumerate(reversed(digits)))
    return sum(doubled) % 10 == 0


def _mod11(value: str) -> bool:
    weights = (3, 2, 7, 6, 5, 4, 3, 2, 1)
    return len(value) == len(weights) and sum(int(c) * w for c, w in zip(value, weights, strict=True)) % 11 == 0


def _nif(value: str) -> bool:
    """Whether the letter of a Spanish person's tax number is right (Real Decreto 1553/2005, art. 11)."""
    return len(value) == len("12345678Z") and value[8] == "TRWAGMYFPDXBNJZSQVHLCKE"[int(value[:8]) % 23]


def _weighed(value: str) -> bool:
    """Whether the last digit of a Finnish business id is right."""
    rest = sum(int(c) * w for c, w in zip(value, (7, 9, 10, 5, 8, 4, 2, 1), strict=True)) % 11
    return rest == 0


def _mod97(value: str) -> bool:
    return 97 - int(value[:-2]) % 97 == int(value[-2:])


_CHECKS: dict[str, Callable[[str], bool]] = {
    "luhn": _luhn,
    "mod11": _mod11,
    "mod97": _mod97,
    "weighed": _weighed,
    "nif": _nif,
    "": bool,
}
