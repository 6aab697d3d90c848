"""
What a chat said: of itself when it was opened, and, where its owner had it asked, of a person.

Part of the evidence (`spiders.evidence`); everything is imported from there.
"""

from __future__ import annotations

from typing import Literal

from spiders.frozen import Frozen
from spiders.said import Spoken

AnsweredBy = Literal["person", "bot", "unknown"]
HandOver = Literal["H", "Q", "C", "T", "N", "G", "X"]


class ChatTurn(Frozen):
    """One message of a chat probe as it was sent, and what came back, cleaned, at most 600 characters; `seconds`: till it came."""

    sent: str
    answer: str = ""
    seconds: float = 0.0


class ChatProbe(Spoken):
    """
    What came of asking a chat for a person; only where the site's owner asked for it (`--chat-probe`).

    Attributes:
        outcome: H a person joined or a queue was announced; Q a queue with a waiting time; C a call, a ticket or an e-mail was
            promised; T opening hours were told; N it was refused, or there was a loop or silence; G a login, a number or a captcha
            came first; X it could not be tried.
        turns: What was said, at most five messages.
        detail: Why it ended, in words.
    """

    outcome: HandOver
    turns: tuple[ChatTurn, ...] = ()
    detail: str = ""


class Chat(Frozen):
    """
    What a chat said of itself when it was opened; nothing was written to it unless `probe` is there.

    Attributes:
        greeting: Its first words, cleaned, at most 600 characters; "" where it said nothing that could be read.
        options: The choices it offered with its first words, as written.
        answered_by: Who answers, as far as the greeting says.
        says_bot: It says that it is no person.
        human_offered: Its first words or choices offer a person.
        login_needed: It asks for a login before anything else.
        closed: It says that nobody answers now.
        probe: What came of asking for a person.
    """

    greeting: str = ""
    options: tuple[str, ...] = ()
    answered_by: AnsweredBy = "unknown"
    says_bot: bool = False
    human_offered: bool = False
    login_needed: bool = False
    closed: bool = False
    probe: ChatProbe | None = None
