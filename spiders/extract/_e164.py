"""Digits as people and links write them, made into numbers that can be dialled."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType, shortnumberinfo
from phonenumbers.phonemetadata import PhoneMetadata

from spiders.evidence import Cost
from spiders.extract._wordlist import pattern
from spiders.lexicon import by_language, language_codes, merged
from spiders.strictyaml import load_data

__all__ = [
    "area_code",
    "calling_code",
    "cost_of",
    "e164",
    "is_public",
    "is_sample",
    "regions_of",
    "service_type",
    "short_e164",
    "trunk_of",
]

_DATA: dict[str, Any] = load_data("phones")
_WORDS = merged("phones")
_COSTS: list[tuple[str, str, Cost]] = sorted(
    ((row["country"], row["prefix"], row["cost"]) for row in _DATA["costs"]),
    key=lambda row: (row[0], -len(row[1])),
)
_COST_WORDS: tuple[tuple[Cost, re.Pattern[str]], ...] = tuple((cost, pattern(said)) for cost, said in _WORDS["cost_words"].items())
_UNITS: dict[str, float] = _DATA["price_units"]
_PRICE = re.compile(
    rf"(?<![\d.,])(?P<amount>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s?(?P<unit>{'|'.join(map(re.escape, _UNITS))})\s?"
    rf"(?:{'|'.join(_WORDS['price_per'])})\s?(?:{'|'.join(_WORDS['price_of'])})",
    re.IGNORECASE,
)
_MOST_SHARED: float = _DATA["most_shared"]
_TYPE_COSTS: dict[int, Cost] = {
    PhoneNumberType.TOLL_FREE: "free",
    PhoneNumberType.SHARED_COST: "shared",
    PhoneNumberType.PREMIUM_RATE: "premium",
    PhoneNumberType.FIXED_LINE: "basic",
    PhoneNumberType.MOBILE: "basic",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "basic",
    PhoneNumberType.VOIP: "basic",
    PhoneNumberType.PERSONAL_NUMBER: "basic",
}
_SERVICE_TYPES = frozenset(
    {PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.UAN}
)
_ROWS = ("12345678901234", "98765432109876", "00000000000000")
_FEWEST_SAMPLE_DIGITS = 6
_SHORT = re.compile(r"\*?\d{3,6}")
_DIALLED = re.compile(r"[\d+*#A-Za-z()]")


def regions_of(country: str, lang: str) -> tuple[str, ...]:
    """The regions whose national numbers a page may show: the company's country, else those where its language is spoken."""
    spoken = by_language("language").get(language_codes().get(lang, lang), {})
    return (country.upper(),) if country else tuple(spoken.get("countries", ()))


@lru_cache(maxsize=1 << 13)
def e164(digits: str, region: str) -> str:
    """
    E.164 of a valid number, or "".

    Args:
        digits: Digits with or without a leading + or 00; "(0)" may stand after the country code; vanity letters may occur.
        region: ISO 3166 of the country called from, or "" (then only international numbers are understood).
    """
    text = "".join(_DIALLED.findall(digits)).replace("++", "+")
    if text.startswith("00"):
        text = "+" + text[2:]
    variants = (text, text.replace("(0)", "")) if "(0)" in text else (text,)
    for variant in variants:
        try:
            number = phonenumbers.parse(variant, region or None)
        except NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return ""


def short_e164(digits: str, region: str, *, trusted: bool = False) -> str:
    """
    A short number as +, country code, digits as printed; "" where the country has none such.

    Args:
        trusted: The page itself says that it is called (a tel link): any three to six digits do.
    """
    text = re.sub(r"[^\d*]", "", digits)
    if not region or not _SHORT.fullmatch(text):
        return ""
    own = _DATA["short_numbers"].get(region)
    if not trusted and not (own and re.fullmatch(own, text)) and text not in _public(region):
        try:
            number = phonenumbers.parse(text, region)
        except NumberParseException:
            return ""
        if not shortnumberinfo.is_valid_short_number_for_region(number, region):
            return ""
    return f"+{calling_code(region)}{text.lstrip('*')}" if calling_code(region) else ""


def is_public(value: str, region: str) -> bool:
    """Whether a number (E.164) is one of public help: emergency, helplines of the state."""
    return value in _public_values(region)


@lru_cache(maxsize=1 << 12)
def is_sample(value: str) -> bool:
    """Whether a number (E.164) is digits in a row, as templates have in the place of a number."""
    try:
        national = str(phonenumbers.parse(value, None).national_number)
    except NumberParseException:
        return False
    return len(national) >= _FEWEST_SAMPLE_DIGITS and any(national in row for row in _ROWS)


@cache
def _public_values(region: str) -> frozenset[str]:
    return frozenset(f"+{calling_code(region)}{digits}" for digits in _public(region)) if region else frozenset()


def calling_code(region: str) -> int:
    """The country calling code, 0 where there is none."""
    return int(phonenumbers.country_code_for_region(region))


@lru_cache(maxsize=1 << 12)
def trunk_of(value: str) -> str:
    """The digits dialled before the national number in the country of a number (E.164): "0", "06", "1", or ""."""
    try:
        region = phonenumbers.region_code_for_number(phonenumbers.parse(value, None))
    except NumberParseException:
        return ""
    metadata = PhoneMetadata.metadata_for_region(region, None) if region else None
    return str(metadata.national_prefix or "") if metadata is not None else ""


def service_type(value: str) -> bool:
    """Whether a number (E.164) is a service number (free, shared, premium, company-wide), written without a trunk prefix."""
    return _parsed_type(value) in _SERVICE_TYPES


@lru_cache(maxsize=1 << 12)
def area_code(value: str) -> str:
    """The area code of a geographic number (E.164) without trunk prefix, or ""."""
    try:
        number = phonenumbers.parse(value, None)
    except NumberParseException:
        return ""
    length = phonenumbers.length_of_geographical_area_code(number)
    return str(phonenumbers.national_significant_number(number)[:length])


def cost_of(value: str, *beside: str) -> Cost:
    """What a call costs: by the country's tables, else by the library's type, else by the price or the words beside the number."""
    planned = _cost_by_plan(value)
    told = planned or next((cost for text in beside if (cost := _cost_by_words(text)) is not None), None)
    return told or ("basic" if _parsed_type(value) == PhoneNumberType.UAN else "free" if _is_free_short(value) else "unknown")


@lru_cache(maxsize=1 << 10)
def _is_free_short(value: str) -> bool:
    try:
        number = phonenumbers.parse(value, None)
    except NumberParseException:
        return False
    region = phonenumbers.region_code_for_country_code(number.country_code or 0)
    return bool(shortnumberinfo.expected_cost_for_region(number, region) == shortnumberinfo.ShortNumberCost.TOLL_FREE)


@lru_cache(maxsize=1 << 12)
def _cost_by_words(text: str) -> Cost | None:
    prices = [float(match["amount"].replace(",", ".")) * _UNITS[match["unit"].lower()] for match in _PRICE.finditer(text)]
    if prices:
        return "premium" if max(prices) > _MOST_SHARED else "shared" if max(prices) else "free"
    return next((cost for cost, words in _COST_WORDS if words.search(text)), None)


@lru_cache(maxsize=1 << 12)
def _cost_by_plan(value: str) -> Cost | None:
    """What the number itself says of its cost, None where it says nothing."""
    try:
        number = phonenumbers.parse(value, None)
    except NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    region = phonenumbers.region_code_for_number(number)
    national = phonenumbers.national_significant_number(number)
    tabled = next((cost for country, prefix, cost in _COSTS if country == region and national.startswith(prefix)), None)
    return tabled or _TYPE_COSTS.get(phonenumbers.number_type(number))


@lru_cache(maxsize=1 << 12)
def _parsed_type(value: str) -> int:
    try:
        return int(phonenumbers.number_type(phonenumbers.parse(value, None)))
    except NumberParseException:
        return int(PhoneNumberType.UNKNOWN)


def _public(region: str) -> frozenset[str]:
    return frozenset((*_DATA["public_numbers"]["*"], *_DATA["public_numbers"].get(region, ())))
