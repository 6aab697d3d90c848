"""What the first words of an opened chat say: who answers, when, and whether a login comes first. Nothing is written to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spiders.evidence import AnsweredBy
from spiders.extract.hours import find_hours
from spiders.lexicon import by_language, language_codes
from spiders.terms import Index, Sense, split, term_words

__all__ = ["Greeting", "read_greeting"]

LONGEST = 600
"""Characters of the greeting that is kept."""

_DATA: Mapping[str, Mapping[str, Mapping[str, list[str]]]] = {
    lang: said["greeting"] for lang, said in by_language("chat").items() if "greeting" in said
}
_READ = 4000
_MOST_HOURS = 3
_TITLE_WORDS = 4
_MOST_TITLES = 2
_NEAR = 3
_SENTENCES = re.compile(r"\n|(?<=[.!?…])\s")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Greeting:
    """
    What a chat said of itself.

    Attributes:
        answered_by: Who answers; "unknown" where it does not say, or says both.
        hours: Its opening hours as written, or None.
        login_needed: It asks for a login, an e-identification or a customer number before anything else.
        closed: It says that nobody answers now.
        greeting: Its first words on one line without control characters, at most 600 characters; "" where there are none.
    """

    answered_by: AnsweredBy = "unknown"
    hours: str | None = None
    login_needed: bool = False
    closed: bool = False
    greeting: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    """What one sentence says: the number of its words, and where in it each concept's terms begin and end."""

    words: int
    spans: Mapping[str, tuple[tuple[int, int], ...]]

    def has(self, *concepts: str) -> bool:
        return any(concept in self.spans for concept in concepts)

    @property
    def names_bot(self) -> bool:
        """Whether a bot is named and not denied."""
        denied = [end for _, end in self.spans.get("negates", ())]
        return any(not any(0 <= start - end < _NEAR for end in denied) for start, _ in self.spans.get("bot", ()))

    @property
    def bot(self) -> bool:
        return self.has("bot_says") or (self.has("introduces", "joins") and self.names_bot)

    @property
    def short(self) -> bool:
        """Whether it is no longer than a title, or the label of a menu."""
        return self.words <= _TITLE_WORDS

    @property
    def person(self) -> bool:
        return self.has("person") or (self.has("joins") and not self.names_bot)

    @property
    def login(self) -> bool:
        return not self.has("unless") and (self.has("login_says") or (self.has("login") and self.has("needed")))


def read_greeting(text: str, lang: str) -> Greeting:
    """
    Read the first words of an opened chat.

    Args:
        text: What the chat shows, as `inner_text` gives it (a line for each run); any text, it may be hostile.
        lang: Two-letter language of the page; read together with English, of an unknown one all languages are read.
    """
    lines = dict.fromkeys(" ".join(line.split()) for line in _UNSEEN.sub("", text[: 2 * _READ])[:_READ].splitlines())
    clean = "\n".join(line for line in lines if line)
    code = language_codes().get(lang[:2].lower(), lang[:2].lower())
    said = [_read(sentence, code if code in _DATA else "") for sentence in _SENTENCES.split(clean)]
    bot = any(each.bot for each in said) or any(each.names_bot for each in _titles(said))
    person = any(each.person for each in said)
    hours = "; ".join(dict.fromkeys(find_hours(clean, code)[:_MOST_HOURS]))
    return Greeting(
        answered_by="unknown" if bot == person else "bot" if bot else "person",
        hours=hours or None,
        login_needed=any(each.login for each in said),
        closed=any(each.has("closed") for each in said),
        greeting=clean.replace("\n", " ")[:LONGEST].rstrip(),
    )


def _titles(said: Sequence[_Said]) -> Sequence[_Said]:
    """The titles over what is said; short lines alone are the labels of a menu, where a bot is one way among others."""
    above = next((n for n, each in enumerate(said) if not each.short), 0)
    return said[: min(above, _MOST_TITLES)]


def _read(sentence: str, lang: str) -> _Said:
    index, words = _index(lang), split(sentence)
    spans: dict[str, list[tuple[int, int]]] = {}
    for at, word in enumerate(words.words):
        for term in index.at(words, at) if index.beginning(word) else ():
            for concept in term.names:
                spans.setdefault(concept, []).append((at, at + len(term.words)))
    return _Said(len(words.words), {concept: tuple(found) for concept, found in spans.items()})


@cache
def _index(lang: str) -> Index:
    """The terms of a language and of English; of all where it is unknown."""
    senses: dict[tuple[str, ...], list[Sense]] = {}
    for code in dict.fromkeys((lang, "en")) if lang else _DATA:
        for concept, grades in _DATA[code].items():
            for term in (term for terms in grades.values() for term in terms):
                senses.setdefault(term_words(term), []).append(Sense(term, "names", concept))
    return Index(senses.items())
