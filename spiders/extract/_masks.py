"""What in a text holds digits and is no telephone number: blanked, so that what is left can be read as numbers."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["BLANK", "mask", "plain"]

BLANK = "\x00"
"""Stands where something was masked; no number goes across it."""

_TIME = r"(?:[01]?\d|2[0-4])\s?(?:[:.h]\s?[0-5]\d)"
_HOUR = rf"(?:{_TIME}|(?:[01]?\d|2[0-4]))"
_TO = r"\s?(?:-|to|till|til|bis|à|a|al|do|tot|e|until)\s?"
_DAY = (
    r"(?:m[åaä]n|ti[rs]|tis|ons|tors?|fre|l[öø]r|s[öø]n|mon?|tue?|wed?|thu?|fri?|sat|sun|di|mi|do|fr|sa|so|lu|ma|me|je|ve|di|lun|mar|mer|jeu|ven|sam|dim|"
    r"mi[eé]|jue|vie|s[aá]b|dom|gio|sab|pn|pt|śr|cz|sob|niedz|pon|wt|czw|pi[aą]|wo|vr|za|zo|ke|to|pe|la|su|ma-pe|seg|ter|qua|qui|sex|[2-6]ª|vardag|hverdag|arki|"
    r"werktag|weekday|daily|dagl|tägl|kl|uhr|horas?|ore|heures|godz|klo|från|from|von|de|das|dalle|van|od)"
)
_DAYS = rf"(?<![^\W\d_]){_DAY}\w*\.?(?:\s?[-/,&.+]\s?(?:{_DAY}\w*\.?|\w{{1,3}}))*[\s:,.]{{0,3}}"
_HOURS = re.compile(
    rf"(?<![\d.,+(-])(?:{_TIME}{_TO}{_HOUR}|{_HOUR}{_TO}{_TIME})(?![\d.]*\d)(?:\s?(?:uhr|h|am|pm|a\.m\.|p\.m\.|hrs)\b)?",
    re.IGNORECASE,
)

_VAT = (
    r"(?<![A-Z])(?:AT|BE|BG|CH|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|NO|PL|PT|RO|SE|SI|SK)"
    r"[ -]?[A-Z]?\d{7,12}(?:[A-Z]\d\d)?(?!\d)"
)
_WORDY = "|".join(
    (
        r"(?:https?://|www\.)[^\s<>\"']+",
        r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+)+",
        r"(?<![\w%-])[\w%-]{1,200}\.(?:jpe?g|png|gif|webp|svg|pdf|html?|php|css|js|zip|docx?)\b",
        r"(?<![A-Z0-9])(?:[A-Z]{2}\d{2})(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?(?![A-Za-z0-9])",  # IBAN
        _VAT,
    )
)
_NUMERIC = "|".join(
    (
        r"(?<!\d)(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])(?!\d)",
        r"(?<![\d+.])(?:0?[1-9]|[12]\d|3[01])[-/. ](?:0?[1-9]|1[0-2])[-/. ](?:19|20)\d\d(?![\d.])(?![ ]\d\d)",
        r"(?<![\d+.-])(?<!\d[ ])(?:19|20)\d\d\s?[-/]\s?(?:19|20)?\d\d(?![\d-])(?![ ]\d)",
        r"(?<!\d)-?\d{1,3}\.\d{4,}(?:\s?[,;/ ]\s?-?\d{1,3}\.\d{4,})",
        r"(?<![\d.:])(?:[01]?\d|2[0-4]):[0-5]\d(?![\d])",
        r"(?<![\d+.,(-])(?<!\d[ ])\d{1,3}(?:([ .,'])000)(?:\1000)*(?![\d])",
        r"(?<![\d+.,])\d{1,3}(?:[ .]\d{3})*(?:,\d\d|,-|:-)(?!\d)",
        r"(?<![\d/])24/7(?![\d/])",
        r"(?<![\d+(-])(?:[01]\d|2[0-3])[ ][0-5]\d[ ]?-[ ]?(?:[01]\d|2[0-4])[ ][0-5]\d(?![ ]?\d)",
        r"[$€£]\s?\d[\d., ]*",
        r"(?i:(?<![\d.,])\d{1,3}(?:[.,]\d{1,2})?\s?(?:[^\W\d]{1,7}\.?|[€£$¢])\s?(?:/|per|pro|par|je)\s?(?:min|anruf|call|appel|samtal|oproep))",
        r"(?<!\w)(?:97[89][- ]?)(?:\d[- ]?){9}[\dX](?![\d])",
    )
)
"""Each begins with a digit, a minus or a currency, so that no other place in a text need be tried."""
_BUSINESS = {"FI": re.compile(r"(?<![\d+-])(?<!\d[ ])\d{7}-\d(?![\d-])")}
"""Numbers of companies that stand without a word beside them, laid out as no telephone number of the country."""
_FALSE = re.compile(rf"{_WORDY}|(?=[\d$€£-])(?:{_NUMERIC})")
_DAY_HOURS = re.compile(
    rf"{_DAYS}(?:[01]?\d|2[0-4])\s?-\s?(?:[01]?\d|2[0-4])(?![\d-])"
    r"|(?<![\d.+(-])(?:[01]?\d|2[0-4])\s?-\s?(?:[01]?\d|2[0-4])\s?(?:uhr|h|am|pm|hrs)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(_TIME, re.IGNORECASE)
_RANGE = re.compile(r"\d\s?-\s?\d")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘－⁃"), "-")
_BLANKS = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2000\u2024\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\u00ad"), " "
)
_UNSEEN = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"), " "
)
_SLASHES = {
    ord("⁄"): "/",
    ord("∕"): "/",
    ord("／"): "/",
    ord("＋"): "+",
    ord("（"): "(",
    ord("）"): ")",
    ord("["): "(",
    ord("]"): ")",
    ord("•"): "·",
    ord("∙"): "·",
    ord("‧"): "·",
}
_TABLE = {**_DASHES, **_BLANKS, **_UNSEEN, **_SLASHES, 0: " "}


def plain(text: str) -> str:
    """The text with one kind of dash, blank, bracket and digit; every character stays where it is."""
    text = text.translate(_TABLE)
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(c)) if not c.isascii() and c.isdigit() and unicodedata.digit(c, -1) >= 0 and c not in "²³¹" else c
        for c in text
    )


def mask(text: str, country: str = "") -> str:
    """The plain text with blanks for addresses, dates, hours, prices, coordinates, accounts, book and business numbers."""
    text = _FALSE.sub(_blank, text)
    if country in _BUSINESS:
        text = _BUSINESS[country].sub(_blank, text)
    if _CLOCK.search(text):
        text = _HOURS.sub(_blank, text)
    return _DAY_HOURS.sub(_blank, text) if _RANGE.search(text) else text


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match.group())
