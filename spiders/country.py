"""In which country the company is, from what its home page and its address show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import phonenumbers

from spiders.lexicon import by_language, language_codes
from spiders.page import ParsedPage
from spiders.strictyaml import load_data
from spiders.urls import host_of

__all__ = ["accept_language", "infer", "of_address"]

_TOP_LEVEL_EXCEPTIONS = {"uk": "GB", "eu": "", "io": "", "co": "", "me": "", "tv": "", "ai": "", "cc": "", "ws": "", "nu": "SE"}
_KNOWN: Mapping[str, list[str]] = load_data("languages")
_SPOKEN = {place: [lang] for lang, said in by_language("language").items() if lang != "en" for place in said.get("countries", ())}
_LANGUAGES: Mapping[str, list[str]] = {
    **_KNOWN,
    **{country: spoken for country, spoken in _SPOKEN.items() if country not in _KNOWN},
}
_MAIN_COUNTRY = {languages[0]: country for country, languages in reversed(list(_LANGUAGES.items()))}
_REGION = re.compile(r"[a-z]{2,3}[-_](?P<region>[a-z]{2})", re.I)
_INTERNATIONAL = re.compile(r"(?:\+|\b00)\s?[1-9][\d\s().-]{6,16}\d")


def infer(page: ParsedPage) -> str:
    """
    ISO 3166 code, or "" where nothing tells.

    In this order: a country's top-level domain; the region of `html lang` (sv-SE), but that of English last, for en-US is what site
    builders write unasked; most of the international phone numbers on the page; the country where most speakers of the page's
    language live (not for English).
    """
    by_address = of_address(page.url)
    if by_address:
        return by_address
    root = page.soup.find("html")
    told = _REGION.fullmatch(str(root.get("lang") or "").strip() if root is not None else "")
    region = told["region"].upper() if told and told["region"].upper() in phonenumbers.SUPPORTED_REGIONS else ""
    if region and not page.lang.startswith("en"):
        return region
    counted = Counter(code for block in page.blocks for code in _regions(block.text))
    if counted:
        return min(counted, key=lambda code: (-counted[code], code))
    lang = language_codes().get(page.lang, page.lang)
    return _MAIN_COUNTRY.get(lang, region)


def of_address(url: str) -> str:
    """The country whose top-level domain the address ends in, or ""."""
    top = host_of(url).rsplit(":", 1)[0].rsplit(".", 1)[-1].lower()
    if top in _TOP_LEVEL_EXCEPTIONS:
        return _TOP_LEVEL_EXCEPTIONS[top]
    return top.upper() if len(top) == 2 and top.upper() in phonenumbers.SUPPORTED_REGIONS else ""


def accept_language(country: str) -> str:
    """What a customer there sends: `sv-SE,sv;q=0.9,en;q=0.5`."""
    languages = _LANGUAGES.get(country, [])
    if not languages:
        return "en"
    others = "".join(f",{lang};q={0.9 - 0.1 * place:.1f}" for place, lang in enumerate(languages))
    return f"{languages[0]}-{country}{others},en;q=0.5"


def _regions(text: str) -> list[str]:
    codes = []
    for match in _INTERNATIONAL.finditer(text):
        try:
            number = phonenumbers.parse(re.sub(r"^00", "+", match[0]))
        except phonenumbers.NumberParseException:
            continue
        code = phonenumbers.region_code_for_number(number)
        if code and phonenumbers.is_valid_number(number):
            codes.append(code)
    return codes
