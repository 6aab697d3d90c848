"""Legal names of companies in a text: told by the legal form at their end, or by the label before them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spiders.extract._context import Surroundings, domain_of, owner_by_words
from spiders.extract._wordlist import alternatives, pattern
from spiders.lexicon import merged
from spiders.strictyaml import load_data

__all__ = [
    "COPYRIGHT",
    "POST_CODE",
    "LabelledName",
    "ends_formally",
    "is_label",
    "labelled",
    "looks_like_name",
    "names",
    "names_the_site",
    "squeezed",
]

_DATA: dict[str, Any] = load_data("identifiers")
_LABELS: dict[str, Any] = dict(merged("identity"))
_FORMS = alternatives(_DATA["legal_forms"])
_DOTTED = frozenset(form for form in _DATA["legal_forms"] if form.endswith(".") and form[:-1] in _DATA["legal_forms"])
"""Forms that are written with and without a dot: the dot may as well be the sentence's."""
_ENDS_A_NAME = re.compile(rf"[ ]{_FORMS}(?!\w)")
_WORD = (
    r"(?:[^\W\d_a-zß-öø-ÿ][\w&'’.+-]*(?<!\w{5}\.)|\d{1,4}|&|\+|\([^\W\d_a-z][\w &'-]{1,20}\)"
    r"|og|och|und|and|et|y|e|de|del|der|för|for|i|von)"
)
_NAME = re.compile(rf"(?<![\w&])(?=[^\W\d_a-zß-öø-ÿ])((?:{_WORD}[ ]){{0,5}}{_WORD},?[ ](?:{_FORMS}))(?![\w])")
_NATIONAL: dict[str, list[str]] = _DATA["national_forms"]
_NAME_BEFORE = re.compile(
    r"^(?:(?:19|20)\d\d|©|Copyright|Firma|By|Av|Von|The company"
    r"|(?:An?|Eine?|Ett?|Een|Une?|Una) \w+ (?:of|by|der|von|av|af|från|van|de|du|di|da))\s+",
    re.IGNORECASE,
)
_OTHERS = pattern((*_DATA["others"], *merged("contacts")["trademark_words"]))
_PLATFORMS = frozenset(_DATA["platforms"])
POST_CODE = re.compile(
    r"(?<![\d.,])(?<!\d-)(?:\d{4,5}|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3}|[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2})(?![\d.,-]|/)"
)
_TOWN = re.compile(r"(?:[A-Z]{1,2}-)?(?:\d{4,5}|\d{3} \d{2}) ")
_POST_CODE_LAST = re.compile(rf"{POST_CODE.pattern}[ ,]*$")
COPYRIGHT = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
_REACH_OF_OTHERS = 80
_RIGHT_AFTER = 20
_SURE, _BY_NUMBER = (frozenset(_LABELS[key]) for key in ("name_labels", "name_labels_by_number"))
_ALL = _SURE | _BY_NUMBER
_LABEL = re.compile(rf"(?<![^\W\d_])(?P<label>{alternatives(_ALL)})[ ]?(?::[ ]?\n?|\n|$)", re.IGNORECASE)
_VALUE_ENDS = re.compile(rf"[;|·•\n(\t]|[ ][–—/-][ ]|,(?![ ]?{_FORMS})|(?<=\w{{4}})\.(?:[ ]|$)")
_SMALL = re.compile(r"[^\W\d_]*[a-zß-öø-ÿ]")
_MOST_WORDS, _FEWEST_LETTERS, _LONGEST = 8, 3, 70
_SHORTEST_DOMAIN = 4


def names(text: str, url: str, country: str = "") -> Iterator[tuple[str, bool]]:
    """The names of companies in a text and whether it gives each as somebody else's; no towns after their post code."""
    if not ends_formally(text):
        return
    text, last = text.replace("\u00a0", " "), 0
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


def ends_formally(text: str) -> bool:
    """Whether a company's legal form stands in a text, after a blank."""
    return _ENDS_A_NAME.search(text) is not None


@dataclass(frozen=True, slots=True)
class LabelledName:
    """A name at `start` of a text, right after a label; `sure`: of a label that nothing but a company's name stands behind."""

    name: str
    start: int
    sure: bool


def labelled(text: str) -> Iterator[LabelledName]:
    """The names of companies that stand in a text right after their label, with a legal form or without."""
    for match in _LABEL.finditer(text):
        value = _VALUE_ENDS.split(text[match.end() : match.end() + 2 * _LONGEST], maxsplit=1)[0].strip(" \"'“”„«»,")
        if looks_like_name(value):
            yield LabelledName(value, match.end(), match["label"].lower() in _SURE)


def is_label(text: str) -> bool:
    """Whether a text is such a label, and nothing else."""
    return len(text) <= _LONGEST and text.rstrip(" :").lower() in _ALL


def looks_like_name(text: str) -> bool:
    """Whether words are written as a name is: few, on one line, no more of them small than great, the first great."""
    each = text.split()
    if not each or len(each) > _MOST_WORDS or len(text) > _LONGEST or re.search(r"[@:*§?!\n]|\.\.|//|www", text):
        return False
    small = sum(_SMALL.match(word) is not None and word[0].islower() for word in each)
    letters = sum(map(str.isalpha, text))
    return not each[0][0].islower() and letters >= _FEWEST_LETTERS and letters * 2 > len(text) and small * 2 < len(each)


def names_the_site(name: str, url: str) -> bool:
    """Whether the first words of a name, written together, are the site's domain: `Oak & Elm Cars Ltd` of oakelm.example."""
    label = squeezed(domain_of(url).partition(".")[0])
    begun, so_far = "", set()
    for word in name.split():
        begun += squeezed(word)
        so_far.add(begun)
    return len(label) >= _SHORTEST_DOMAIN and label in so_far


def squeezed(text: str) -> str:
    """The letters and digits of a text, without accents and case."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate({ord("ø"): "o", ord("ł"): "l", ord("æ"): "ae"}))
    return "".join(filter(str.isalnum, folded))


def _is_town(name: str, before: str, country: str) -> bool:
    """Whether the words are a postal town: they stand right after a post code, or end in a form that the country does not know."""
    form = name.rpartition(" ")[2]
    foreign = bool(country) and form in _NATIONAL and country not in _NATIONAL[form]
    after_code = _POST_CODE_LAST.search(before) and not COPYRIGHT.search(before)
    return foreign or bool(_TOWN.match(name) or after_code)


def _is_elses(name: str, before: str, after: str, url: str) -> bool:
    """Whether the name is that of a trademark's owner, a service, a host, or of a platform whose site this is not."""
    if _OTHERS.search(before) or _OTHERS.search(after) or owner_by_words(Surroundings(before, (), "")) == "third-party":
        return True
    first = name.partition(" ")[0].rstrip(",").lower()
    return first in _PLATFORMS and first not in domain_of(url)
