"""What the first words of an opened chat say: who answers, when, and whether a login comes first. Nothing is written to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spiders import words
from spiders.evidence import AnsweredBy, Chat
from spiders.extract.hours import find_hours
from spiders.spoken import Spoken, cleaned, listen, sentences

__all__ = ["Greeting", "read_greeting"]

LONGEST = 600
"""Characters of the greeting that is kept."""

_MOST_HOURS = 3
_TITLE_WORDS = 4
_MOST_TITLES = 2
_NEAR = 3
_PERSON = frozenset({"human_agent", "bot_offer_human"})
"""Concepts of the lexicon that offer a person."""


@dataclass(frozen=True, slots=True)
class Greeting:
    """
    What a chat said of itself.

    Attributes:
        answered_by: Who answers; "unknown" where it does not say, or says both.
        says_bot: It says that it is no person.
        human_offered: It offers a person, in its words or as one of its choices.
        hours: Its opening hours as written, or None.
        login_needed: It asks for a login, an e-identification or a customer number before anything else.
        closed: It says that nobody answers now.
        greeting: Its first words on one line without control characters, at most 600 characters; "" where there are none.
    """

    answered_by: AnsweredBy = "unknown"
    says_bot: bool = False
    human_offered: bool = False
    hours: str | None = None
    login_needed: bool = False
    closed: bool = False
    greeting: str = ""

    def chat(self, options: Sequence[str] = ()) -> Chat:
        """As evidence, with the choices that were offered."""
        return Chat(
            greeting=self.greeting,
            options=tuple(options),
            answered_by=self.answered_by,
            says_bot=self.says_bot,
            human_offered=self.human_offered,
            login_needed=self.login_needed,
            closed=self.closed,
        )


def read_greeting(text: str, lang: str, options: Sequence[str] = ()) -> Greeting:
    """
    Read the first words of an opened chat.

    Args:
        text: What the chat shows, as `inner_text` gives it (a line for each run); any text, it may be hostile.
        lang: Two-letter language of the page; read together with English, of an unknown one all languages are read.
        options: The choices it offers with them.
    """
    clean = cleaned(text)
    said = [listen(sentence, lang, "greeting") for sentence in sentences(clean)]
    bot = any(map(_tells_bot, said)) or any(map(_names_bot, _titles(said)))
    person = any(map(_tells_person, said))
    hours = "; ".join(dict.fromkeys(find_hours(clean, lang[:2].lower())[:_MOST_HOURS]))
    return Greeting(
        answered_by="unknown" if bot == person else "bot" if bot else "person",
        says_bot=bot,
        human_offered=any(_offers_person(sentence, lang) for sentence in sentences(clean))
        or any(words.labels(option, lang) & _PERSON for option in options),
        hours=hours or None,
        login_needed=any(map(_asks_login, said)),
        closed=any(each.has("closed") for each in said),
        greeting=clean.replace("\n", " ")[:LONGEST].rstrip(),
    )


def _tells_bot(said: Spoken) -> bool:
    return said.has("bot_says") or (said.has("introduces", "joins") and _names_bot(said))


def _tells_person(said: Spoken) -> bool:
    return said.has("person") or (said.has("joins") and not _names_bot(said))


def _asks_login(said: Spoken) -> bool:
    return not said.has("unless") and (said.has("login_says") or (said.has("login") and said.has("needed")))


def _offers_person(sentence: str, lang: str) -> bool:
    """Whether a sentence offers a person and does not deny one."""
    return bool(words.find(sentence, lang, _PERSON)) and not listen(sentence, lang, "greeting").has("negates")


def _names_bot(said: Spoken) -> bool:
    """Whether a bot is named and not denied."""
    denied = [end for _, end in said.spans.get("negates", ())]
    return any(not any(0 <= start - end < _NEAR for end in denied) for start, _ in said.spans.get("bot", ()))


def _titles(said: Sequence[Spoken]) -> Sequence[Spoken]:
    """The titles over what is said; short lines alone are the labels of a menu, where a bot is one way among others."""
    above = next((n for n, each in enumerate(said) if len(each.words) > _TITLE_WORDS), 0)
    return said[: min(above, _MOST_TITLES)]
