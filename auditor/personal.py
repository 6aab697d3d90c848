"""
What looks like somebody's own e-mail address or telephone number: all that a site shows and that is no way to reach the company.

The company's are the channels of the evidence, but those for the press and for jobs, and those that stand in running text alone, on
a page that is not about contact: there a customer's review or a seller's advertisement tells its own. Names are not looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spiders.evidence import Channel, Evidence, PageKind, Purpose
from spiders.extract.phones import find_numbers
from spiders.page import ParsedPage
from spiders.urls import same_site

__all__ = ["Blur", "company_values", "personal_values"]

_SERVES: frozenset[Purpose] = frozenset({"customer-service", "complaints", "sales", "switchboard", "privacy"})
_SERVES_NOT: frozenset[Purpose] = frozenset({"press", "jobs", "other"})
_ABOUT_CONTACT: frozenset[PageKind] = frozenset(
    {"home", "contact", "help", "imprint", "complaints", "cancellation", "withdrawal", "order", "terms", "legal"}
)
_NUMBERS = frozenset({"phone", "fax", "messaging"})
_AT = re.compile(r"@|&#64;|&#x40;|&commat;|%40", re.IGNORECASE)
_ADDRESS = re.compile(
    rf"(?<![\w.+%-])[\w.+-]{{1,64}}(?:{_AT.pattern})(?:[\w-]{{1,63}}\.){{1,5}}[A-Za-z]{{2,24}}(?![\w-])", re.IGNORECASE
)
_SPACES = r"[\s().\-/\u00a0\u2010-\u2013]|\u00c2|\u00e2\u0080[\u0090-\u0093]|&nbsp;|&#160;|&#8209;|%20"
"""What may stand between the digits of a number, in a text, in markup, and in UTF-8 that is read byte by byte."""
_BETWEEN = rf"(?:{_SPACES}){{0,4}}"
_DIGIT_OR_SPACE = re.compile(rf"{_SPACES}|\d")
_DIGITS = re.compile(rf"(?<!\w)\d(?:{_BETWEEN}\d){{6,}}")
_FEWEST_DIGITS = 7


@dataclass(frozen=True)
class Blur:
    """
    Blurs values wherever they stand in a text: letters and digits become asterisks, all else stays, and so does the length.

    Attributes:
        addresses: E-mail addresses; `numbers`: the digits of telephone numbers, with and without country code.
    """

    addresses: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    def __call__(self, text: str) -> str:
        return _DIGITS.sub(self._number, _ADDRESS.sub(self._address, text))

    def finds(self, text: str) -> bool:
        """Whether there is anything to blur in a text."""
        return self(text) != text

    def _address(self, found: re.Match[str]) -> str:
        return _starred(found) if _written_plainly(found) in self.addresses else found[0]

    def _number(self, found: re.Match[str]) -> str:
        """A run of digits, in which several numbers may follow each other."""
        places = [one.start() for one in _DIGIT_OR_SPACE.finditer(found[0]) if one[0].isdigit()]
        digits = "".join(found[0][place] for place in places)
        written = list(found[0])
        for number in self.numbers:
            start = digits.find(number)
            while start >= 0:
                last = start + len(number) - 1
                if _stands_alone(places, digits, start, last):
                    for place in places[start : last + 1]:
                        written[place] = "*"
                start = digits.find(number, start + 1)
        return "".join(written)


def _stands_alone(places: Sequence[int], digits: str, start: int, last: int) -> bool:
    """Whether no digit touches those from `start` to `last`; the 00 before a country code may."""
    before = start == 0 or places[start] - places[start - 1] > 1 or digits[max(0, start - 2) : start] == "00"
    return before and (last == len(places) - 1 or places[last + 1] - places[last] > 1)


def _written_plainly(address: re.Match[str]) -> str:
    return _AT.sub("@", address[0]).lower()


def _starred(found: re.Match[str]) -> str:
    return re.sub(r"[^\W_]", "*", found[0])


def company_values(evidence: Evidence) -> frozenset[str]:
    """The company's own: e-mail addresses in lower case, digits of its numbers, of its registration too."""
    kinds = {page.final_url: frozenset(page.kinds) for page in evidence.pages}
    channels = (one for one in evidence.channels if _serves(one, kinds, evidence.site.final_url))
    values = {_plain(text) for one in channels for text in (one.value, one.as_written)}
    return frozenset(values | {_digits(one.value) for one in evidence.identifiers} - {""})


def _serves(channel: Channel, kinds: dict[str, frozenset[PageKind]], home: str) -> bool:
    if channel.purpose in _SERVES_NOT:
        return False
    if channel.purpose in _SERVES or (channel.kind == "email" and same_site(f"https://{channel.value.rpartition('@')[2]}/", home)):
        return True
    return any(
        seen.via != "text" or seen.region in ("header", "nav", "footer") or kinds.get(seen.page, frozenset()) & _ABOUT_CONTACT
        for seen in channel.sightings
    )


def personal_values(pages: Iterable[ParsedPage], evidence: Evidence) -> Blur:
    """What is to be blurred: what the pages and the evidence show and the company's channels do not hold."""
    company = company_values(evidence)
    addresses: set[str] = set()
    numbers: set[str] = set()
    for address, digits in _shown(pages, evidence):
        if address and address not in company:
            addresses.add(address)
        elif digits and not company & digits:
            numbers |= digits
    return Blur(frozenset(addresses), frozenset(one for one in numbers if len(one) >= _FEWEST_DIGITS))


def _shown(pages: Iterable[ParsedPage], evidence: Evidence) -> Iterator[tuple[str, frozenset[str]]]:
    """Everything that looks like an address, or like a number: its digits as written and with the country code."""
    for channel in evidence.channels:
        if channel.kind == "email":
            yield channel.value, frozenset()
        elif channel.kind in _NUMBERS:
            yield "", frozenset({_digits(channel.value), _digits(channel.as_written)} - {""})
    for page in pages:
        for found in _ADDRESS.finditer(str(page.soup)):
            yield _written_plainly(found), frozenset()
        for text in (*(block.text for block in page.blocks), *_called(page)):
            for number in find_numbers(text, page.country, page.lang):
                yield "", frozenset({_digits(number.value), _digits(number.written)})


def _called(page: ParsedPage) -> Iterator[str]:
    return (value[4:] for _, value in page.attributes.get("href", ()) if value[:4].lower() == "tel:")


def _plain(value: str) -> str:
    return value.strip().lower() if "@" in value else _digits(value)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
