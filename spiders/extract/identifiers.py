"""Who the company says it is: legal names, organisation numbers and VAT numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from bs4 import Tag

from spiders import words
from spiders.elements import selector, text_of
from spiders.evidence import Identifier, IdentifierKind
from spiders.extract._attributes import has_structured, stated_in
from spiders.extract._context import Surroundings, domain_of, owner_by_words
from spiders.extract._masks import plain
from spiders.extract._others import owner_at
from spiders.extract._structured import structured, texts
from spiders.extract._wordlist import alternatives, pattern
from spiders.page import Block, ParsedPage
from spiders.strictyaml import load_file

__all__ = ["extract", "find_identifiers"]

_DATA: dict[str, Any] = load_file(Path(__file__).parents[1] / "data" / "identifiers.yaml")
_REACH = r"[^\dA-Z\n]{0,4}(?:(?i:nr|no|nummer|number|n[°ºo]|num)\b)?[^\dA-Za-z\n]{0,6}"
_VAT = re.compile(
    "|".join(rf"(?<![A-Za-z0-9]){country}[ -]?{shape}(?![A-Za-z0-9])" for country, shape in sorted(_DATA["vat"].items()))
)
_SEPARATED = re.compile(r"(?<=[\dA-Z])[ .-](?=\d)")
_VAT_WORD = re.compile(
    r"(?<![^\W\d_])(?:vat|moms|mva|mwst|tva|btw|ust|uid|umsatzsteuer|iva|alv|intracom|arvonlis|p\. ?iva|nip)", re.I
)
_COMPACT = re.compile(r"[^0-9A-Z]")
_COPYRIGHT = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
_FORMS = alternatives(_DATA["legal_forms"])
_DOTTED = frozenset(form for form in _DATA["legal_forms"] if form.endswith(".") and form[:-1] in _DATA["legal_forms"])
"""Forms that are written with and without a dot: the dot may as well be the sentence's."""
_ENDS_A_NAME = re.compile(rf"[ ]{_FORMS}(?!\w)")
_DIGIT = re.compile(r"\d")
_WORD = r"(?:[^\W\d_a-zß-öø-ÿ][\w&'’.+-]*|\d{1,4}|&|\+|og|och|und|and|et|y|e|de|del|der|för|for|i|von)"
_NAME = re.compile(rf"(?<![\w&])(?=[^\W\d_a-zß-öø-ÿ])((?:{_WORD}[ ]){{0,5}}{_WORD},?[ ](?:{_FORMS}))(?![\w])")
_NATIONAL: dict[str, list[str]] = _DATA["national_forms"]
_NAME_BEFORE = re.compile(r"^(?:(?:19|20)\d\d|©|Copyright|Firma|By|Av|Von|The company)\s+", re.IGNORECASE)
_COMPANIES = re.compile(
    r"Organization|Corporation|Business|Store|Restaurant|Dentist|\wService|Agency|Hotel|Clinic|Physician|Attorney"
)
_OTHERS = pattern(_DATA["others"])
_HELD_AS_OTHERS = frozenset(_DATA["held_as_others"])
_PLATFORMS = frozenset(_DATA["platforms"])
_POST_CODE = re.compile(
    r"(?<![\d.,-])(?:\d{4,5}|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3}|[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2})(?![\d.,-]|/)"
)
_TOWN = re.compile(r"(?:[A-Z]{1,2}-)?(?:\d{4,5}|\d{3} \d{2}) ")
_POST_CODE_LAST = re.compile(rf"{_POST_CODE.pattern}[ ,]*$")
_LONGEST_BLOCK = 700
_LABEL_LENGTH = 45
_LITTLE_MORE = 30
_REACH_OF_OTHERS = 80
_RIGHT_AFTER = 20
_BLOCKS_OF_AN_ADDRESS = 4
_STREET = re.compile(r"^[^\W\d_][^\d\n:]{2,30} \d{1,4} ?[a-zA-Z]?$", re.M)


@dataclass(frozen=True, slots=True)
class _Register:
    """A national register: the words and the shape of its numbers, and how they are checked."""

    country: str
    shape: re.Pattern[str]
    check: str


@cache
def _registers(country: str) -> tuple[_Register, ...]:
    """The registers of a country, of every country where it is not known."""
    return tuple(_register(row) for row in _DATA["organisation"] if country in ("", row["country"]))


def _register(row: Mapping[str, Any]) -> _Register:
    called = rf"{pattern(row['words']).pattern}{_REACH}" if row["words"] else r"(?<![A-Za-z])"
    shape = rf"(?i:{called})(?:{row.get('between', '')})?({row['pattern']})(?![\w])"
    return _Register(row["country"], re.compile(shape), row.get("check", ""))


@cache
def _vat_words(country: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The countries whose VAT numbers are told by the words before them, with what finds these: this one, or all."""
    return tuple(
        (home, re.compile(rf"(?i:{pattern(row['words']).pattern}){_REACH}({row['pattern']})(?!\w)"))
        for home, row in _DATA["vat_words"].items()
        if country in ("", home)
    )


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
            if _CHECKS[register.check](value):
                found.setdefault(value, ("organisation-number", match.start()))
    return tuple((kind, value, start) for value, (kind, start) in found.items())


def _vat_numbers(text: str, country: str) -> Iterator[tuple[str, int]]:
    if _VAT_WORD.search(text):
        for candidate in dict.fromkeys((text, _SEPARATED.sub("", text))):
            yield from ((_COMPACT.sub("", match.group()), match.start()) for match in _VAT.finditer(candidate))
    for home, shape in _vat_words(country):
        yield from ((home + _COMPACT.sub("", match[1]), match.start()) for match in shape.finditer(text))


def _read(page: ParsedPage) -> Iterator[tuple[Tag, IdentifierKind, str]]:
    label, imprint = "", _is_imprint(page)
    for index, block in enumerate(page.blocks):
        text = block.text[:_LONGEST_BLOCK]
        named = tuple(_names(text, page.url, page.country))
        own = tuple(dict.fromkeys(name for name, elses in named if not elses))
        numbers: tuple[tuple[IdentifierKind, str], ...] = ()
        if _DIGIT.search(text):
            numbers = tuple(_own_numbers(page, index, label, _without([name for name, elses in named if elses], text)))
            yield from ((block.tag, kind, value) for kind, value in numbers)
        yield from ((block.tag, "legal-name", name) for name in own if numbers or _presents(page, block, name))
        if own and not numbers and imprint and f"\n{own[0]}" in f"\n{text}" and _heads_an_address(page, index):
            yield block.tag, "legal-name", own[0]
            imprint = False
        label = text if len(text) <= _LABEL_LENGTH and not _DIGIT.search(text) else ""


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


def _presents(page: ParsedPage, block: Block, name: str) -> bool:
    """Whether a block says whose site it is: a copyright line, or in the footer the bare name or a name with its address."""
    text = block.text[:_LONGEST_BLOCK]
    if re.search(
        rf"(?:{_COPYRIGHT.pattern})(?:[^\n]*|[\W\d]*){re.escape(name)}|{re.escape(name)}[^\n]*(?:{_COPYRIGHT.pattern})", text, re.I
    ):
        return True
    in_address = block.tag.name == "address" or block.tag.find_parent("address") is not None
    alone = text.startswith(name) and len(text) <= len(name) + _LITTLE_MORE
    return page.place(block.tag).region == "footer" and (alone or in_address or _POST_CODE.search(text) is not None)


def _heads_an_address(page: ParsedPage, index: int) -> bool:
    """Whether the block stands in the page's own content with a post code or a street in it or in the few blocks after it."""
    near = page.blocks[index : index + _BLOCKS_OF_AN_ADDRESS]
    own = page.place(page.blocks[index].tag).region in ("main", "unknown")
    texts_near = (block.text[:_LONGEST_BLOCK] for block in near)
    return (
        own
        and owner_at(page, index, 0) != "third-party"
        and any(_POST_CODE.search(text) or _STREET.search(text) for text in texts_near)
    )


def _is_imprint(page: ParsedPage) -> bool:
    heading = next((text_of(tag) for tag in page.named("h1")), "")
    return "imprint" in words.labels(heading, page.lang) | words.url_concepts(page.url)


def _names(text: str, url: str, country: str = "") -> Iterator[tuple[str, bool]]:
    """The names of companies in a text and whether it gives each as somebody else's; no towns after their post code."""
    if not _ENDS_A_NAME.search(text):
        return
    text, last = " ".join(text.split(" ")), 0
    elses: set[str] = set()
    for match in _NAME.finditer(text):
        name = _NAME_BEFORE.sub("", match[1]).strip()
        name = name[:-1] if name.rpartition(" ")[2] in _DOTTED else name
        before, after = text[last : match.start()][-_REACH_OF_OTHERS:], text[match.end() : match.end() + _RIGHT_AFTER]
        last = match.end()
        if " " not in name or _is_town(name, before, country):
            continue
        if name in elses or _is_elses(name, before, after, url):
            elses.add(name)
        yield name, name in elses


def _is_town(name: str, before: str, country: str) -> bool:
    """Whether the words are a postal town: they stand right after a post code, or end in a form that the country does not know."""
    form = name.rpartition(" ")[2]
    foreign = bool(country) and form in _NATIONAL and country not in _NATIONAL[form]
    after_code = _POST_CODE_LAST.search(before) and not _COPYRIGHT.search(before)
    return foreign or bool(_TOWN.match(name) or after_code)


def _is_elses(name: str, before: str, after: str, url: str) -> bool:
    """Whether the name is that of a trademark's owner, a service, a host, or of a platform whose site this is not."""
    if _OTHERS.search(before) or _OTHERS.search(after) or owner_by_words(Surroundings(before, (), "")) == "third-party":
        return True
    first = name.partition(" ")[0].rstrip(",").lower()
    return first in _PLATFORMS and first not in domain_of(url)


def _stated(page: ParsedPage) -> Iterator[tuple[Tag, IdentifierKind, str]]:
    if not has_structured(page):
        return
    for each in structured(page):
        if not _COMPANIES.search(each["@type"]) or each["@as"] in _HELD_AS_OTHERS:
            continue
        formal = (name for name in texts(each.get("name")) if _ENDS_A_NAME.search(name))
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


_CHECKS: dict[str, Callable[[str], bool]] = {"luhn": _luhn, "mod11": _mod11, "nif": _nif, "": bool}
