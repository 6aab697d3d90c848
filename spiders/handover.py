"""
Handing over: what to write to a chat to get to a person, and what came of it. Pure.

The phrases are fixed for each language and hold no data of any customer. The classes are those of `ChatProbe.outcome`; which
words tell which, `lexicon/<language>/chat.yaml` says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import sqrt
from typing import Any

from spiders import words
from spiders.evidence import ChatTurn, HandOver
from spiders.extract.hours import find_hours
from spiders.greeting import read_greeting
from spiders.lexicon import by_language, language_codes
from spiders.said import say
from spiders.spoken import Spoken, cleaned, listen, sentences
from spiders.terms import split

__all__ = ["MOST_MESSAGES", "PROBE_SECONDS", "WHY", "Phrases", "classify", "heard", "next_message", "phrases", "repeats", "why"]

MOST_MESSAGES = 5
"""Three ways to ask for a person and two problems; what is said of ourselves counts too."""
PROBE_SECONDS = 90.0
"""For the whole conversation; people take fifteen minutes (Stiftung Warentest 10/2018), a machine that is kept waiting need not."""

_FIRST = "en"
_BEST: Sequence[HandOver] = ("Q", "H", "C", "G", "T", "X", "N")
"""Of several things said the one that is told: what brings a person nearest."""
_SETTLED = frozenset({"H", "Q", "C", "G", "T"})
"""After these there is nothing left to ask for, and nobody's time to be taken."""
_SILENT = 2
"""So many messages without any answer are enough."""
_SAME = 0.9
"""Cosine of two answers' words from which on they are the same one."""
_CLAUSES = re.compile(r"[,;:]\s|\s[-–—]\s")
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(
    r"(?<!\d)(?:[01]?\d|2[0-4])[.:][0-5]\d(?!\d)|\b\d{1,2}\s?[ap]m\b|\b\d{1,2}\s?[-–]\s?\d{1,2}\b|\b\d{1,2}\s?h\b", re.I
)
_IN_MINUTES = re.compile(r"\d\s*min\b", re.I)
_PERSON = ("human_agent", "bot_offer_human")
WHY: Mapping[HandOver, str] = {
    "H": say("a person, or a queue for one, was announced"),
    "Q": say("a queue with a waiting time was announced"),
    "C": say("a call, a ticket or an e-mail was promised"),
    "G": say("something had to be given first that a customer has"),
    "T": say("opening hours were told"),
    "N": say("no person was offered"),
    "X": say("a person was offered, and did not come for the fixed phrases"),
}


@dataclass(frozen=True, slots=True)
class Phrases:
    """
    What is written to chats in one language, word for word.

    Attributes:
        ask_person: Three ways to ask for a person; the second also says yes to an offer.
        intents: Two problems that name nobody and nothing.
        automated: What is said when the chat asks whether a human or a machine is writing.
    """

    ask_person: tuple[str, ...]
    intents: tuple[str, ...]
    automated: str


@cache
def phrases(lang: str) -> Phrases:
    """The phrases of a language; the English ones where it has none."""
    code = lang[:2].lower()
    told: Mapping[str, Any] = by_language("chat").get(language_codes().get(code, code), {})
    said = told.get("probe") or by_language("chat")[_FIRST]["probe"]
    return Phrases(tuple(said["ask_person"]), tuple(said["intents"]), said["automated"][0])


def next_message(turns: Sequence[ChatTurn], lang: str) -> str | None:
    """What to write after these turns; None where it is time to leave."""
    silent = len(turns) >= _SILENT and not any(turn.answer for turn in turns[-_SILENT:])
    if len(turns) >= MOST_MESSAGES or silent or classify(turns, lang) in _SETTLED:
        return None
    known, sent = phrases(lang), {turn.sent for turn in turns}
    asked = bool(turns) and any(listen(each, lang, "handover").has("asks") for each in sentences(cleaned(turns[-1].answer)))
    ahead = ((known.automated,) if asked else ()) + known.ask_person + known.intents
    return next((each for each in ahead if each not in sent), None)


def classify(turns: Sequence[ChatTurn], lang: str) -> HandOver:
    """
    What came of asking for a person.

    Args:
        turns: What was written and answered; none where nothing could be written.
        lang: Two-letter language of the page; read together with English, of an unknown one all languages are read.
    """
    told = {heard(turn.answer, lang) for turn in turns}
    return next((outcome for outcome in _BEST if outcome in told), "X")


def heard(answer: str, lang: str) -> HandOver:
    """What one answer to somebody who asks for a person says; "N" where it says nothing of the kind, or nothing at all."""
    text = cleaned(answer)
    told = [_told(sentence, lang) for sentence in sentences(text)]
    if any(each.comes or each.waits for each in told):
        timed = any(each.waits or each.whole.has("minutes") for each in told) or _IN_MINUTES.search(text)
        return "Q" if timed else "H"
    if any(each.later for each in told):
        return "C"
    if any(each.gated for each in told) or read_greeting(text, lang).login_needed:
        return "G"
    if any(map(_DIGIT.search, find_hours(text, lang))) or any(each.opens for each in told):  # "day and night" tells no hours
        return "T"
    return "X" if any(each.offers for each in told) else "N"


@dataclass(frozen=True, slots=True)
class _Told:
    """
    What one sentence of an answer says.

    Attributes:
        text: The sentence; `whole`: what it speaks of; `clauses`: what each part of it does, without those about a bot.
        lang: The language it is read by.
    """

    text: str
    whole: Spoken
    clauses: Sequence[Spoken]
    lang: str

    @property
    def stated(self) -> Sequence[Spoken]:
        """The parts that state something: they neither ask, nor deny, nor make a condition."""
        asks = self.text.rstrip().endswith("?")
        return [] if asks else [each for each in self.clauses if not each.has("refuses", "unless")]

    @property
    def comes(self) -> bool:
        """Whether a person is on the way, or a queue for one is there."""
        firm = (each for each in self.stated if not each.has("maybe"))
        return any(each.has("comes") for each in self.stated) or any(each.has("person") and each.has("moves") for each in firm)

    @property
    def waits(self) -> bool:
        return not self.whole.has("phone") and any(each.has("waits") for each in self.stated)

    @property
    def later(self) -> bool:
        return any(each.has("later") for each in self.stated)

    @property
    def gated(self) -> bool:
        """Whether something only a customer can give is asked for."""
        return self.whole.has("gates") and self.whole.has("asks_for")

    @property
    def opens(self) -> bool:
        return self.whole.has("opens") and bool(_CLOCK.search(self.text))

    @property
    def offers(self) -> bool:
        named = any(each.has("offers", "comes") or (each.has("person") and each.has("moves")) for each in self.clauses)
        return not self.whole.has("refuses", "asks") and (named or bool(words.find(self.text, self.lang, _PERSON)))


def _told(sentence: str, lang: str) -> _Told:
    parts = (part for part in _CLAUSES.split(sentence) if not listen(part, lang, "greeting").has("bot"))
    return _Told(sentence, listen(sentence, lang, "handover"), [listen(part, lang, "handover") for part in parts], lang)


def repeats(turns: Sequence[ChatTurn]) -> bool:
    """Whether two answers in a row are the same one, or as good as."""
    return any(_cosine(one.answer, other.answer) >= _SAME for one, other in pairwise(turns))


def _cosine(one: str, other: str) -> float:
    """How like two texts are by their words, 0 to 1."""
    here, there = Counter(split(cleaned(one)).words), Counter(split(cleaned(other)).words)
    size = sqrt(sum(n * n for n in here.values()) * sum(n * n for n in there.values()))
    return sum(here[word] * there[word] for word in here) / size if size else 0.0


def why(outcome: HandOver, turns: Sequence[ChatTurn]) -> str:
    """Why a probe ended, in words."""
    if not turns:
        return "nothing could be written"
    if outcome == "N" and not any(turn.answer for turn in turns):
        return "nothing was answered"
    return WHY[outcome] + (", and the same answer came again" if outcome in "NX" and repeats(turns) else "")
