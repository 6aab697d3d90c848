"""
Contact by the company's app: sentences that send a customer there for help.

Only words that speak of both, of getting in touch and of the app as the way, are taken: "Only in the app: free delivery" and
"Download the app" say nothing about contact, and "You can also chat in the app" names one way among others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from spiders.evidence import Mention
from spiders.extract._wordlist import pattern
from spiders.lexicon import by_language, merged, read_by
from spiders.page import ParsedPage
from spiders.page.elements import box, selector

__all__ = ["extract", "sends_to_app"]

CONCEPT = "gate_app_only"
MOST_LETTERS = 200
_MOST_PER_PAGE = 4
_LONGEST_SENTENCE = 400
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "legend", "caption"})
_SILENT = frozenset({"option", "select", "textarea"})
_SENTENCE = re.compile(r"[^.!?…\n]+(?:\.(?=\w)[^.!?…\n]*)*[.!?…]?")

_WORDS = merged("apps")


def _any(expressions: Iterable[str]) -> str:
    """Expressions as alternatives of whole words."""
    name = r"(?-i:[^\W\d_a-zà-öø-ÿ][\w&'’]*[ -]){0,3}"
    each = (expression.replace("{name}", name) for expression in expressions)
    return rf"(?<!\w)(?:{'|'.join(each)})(?!\w)"


_APP, _CONTACT = _any(_WORDS["app"]), _any(_WORDS["contact"])
_WAYS = (
    re.compile(rf"{_CONTACT}(?P<gap>[^.,;:!?()]{{0,30}}?){_APP}", re.I),
    re.compile(rf"(?:^|[,;:–—]\s*){_APP}[^.;:!?()]{{0,40}}?{_CONTACT}", re.I),
)
_ALSO = pattern(_WORDS["also"])
_SIGNS: tuple[str, ...] = tuple(_WORDS["signs"])


@dataclass(frozen=True, slots=True)
class _Words:
    """
    What takes the meaning back, in one language.

    Attributes:
        before, after: Another way stands beside what was found; `between`: within it, or the sentence is about something else.
    """

    before: re.Pattern[str]
    between: re.Pattern[str]
    after: re.Pattern[str]


@cache
def _words(lang: str) -> _Words:
    known = by_language("apps")
    beside, about = (
        "|".join(re.escape(word) for each in read_by(lang, known) for word in known[each].get(key, ()))
        for key in ("beside", "about")
    )
    return _Words(
        before=re.compile(rf"\S\s+(?:{beside})\s+$", re.I),
        between=re.compile(rf"(?<!\w)(?:{beside}|{about})(?!\w)", re.I),
        after=re.compile(rf"\s*(?:,|(?:{beside})(?!\w))", re.I),
    )


def extract(page: ParsedPage) -> Iterator[Mention]:
    """A mention of the concept "gate_app_only" for each sentence that sends a customer to the app, what can be seen first."""
    found = [
        (block, start, sentence)
        for block in page.blocks
        if block.tag.name not in _SILENT
        for start, sentence in _sentences(block.text, page.lang)
    ]
    found.sort(key=lambda each: not page.visible(each[0].tag))
    said: set[str] = set()
    for block, start, sentence in found:
        if sentence in said or len(said) >= _MOST_PER_PAGE:
            continue
        said.add(sentence)
        tag = block.tag_at(start)
        place = page.place(tag)
        yield Mention(
            concept=CONCEPT,
            page=page.url,
            form="heading" if block.tag.name in _HEADINGS else "text",
            text=sentence[:MOST_LETTERS],
            region=place.region,
            visible=place.visible,
            selector=selector(tag),
            box=box(tag),
        )


@lru_cache(maxsize=1 << 12)
def _sentences(text: str, lang: str) -> tuple[tuple[int, str], ...]:
    """The sentences that send to the app, each with its start; the texts around the content stand on every page of a site."""
    low = text.lower()
    if not any(sign in low for sign in _SIGNS):
        return ()
    sentences = ((each.start(), " ".join(each[0].split())) for each in _SENTENCE.finditer(text))
    return tuple((start, sentence) for start, sentence in sentences if sends_to_app(sentence, lang))


def sends_to_app(sentence: str, lang: str) -> bool:
    """
    Whether a sentence says that one gets in touch by the app, and names no other way beside it.

    Args:
        lang: Two-letter language, "" where it is not known.
    """
    if len(sentence) > _LONGEST_SENTENCE or _ALSO.search(sentence):
        return False
    return any(_alone(sentence, match, _words(lang)) for way in _WAYS if (match := way.search(sentence)))


def _alone(sentence: str, match: re.Match[str], words: _Words) -> bool:
    between = words.between.search(match.groupdict().get("gap", ""))
    return not (between or words.before.search(sentence[: match.start()]) or words.after.match(sentence, match.end()))
