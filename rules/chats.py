"""What was seen of who answers in a chat: of what it said when it was opened, and of the probe where its owner asked for one."""

from __future__ import annotations

from collections.abc import Iterable

from rules.checks import quoted
from spiders.evidence import Channel, HandOver

__all__ = ["bot_in", "in_its_words", "opened", "person_in"]

_GREETING = 80
_HANDED_OVER: frozenset[HandOver] = frozenset({"H", "Q", "C"})


def opened(chats: Iterable[Channel]) -> tuple[Channel, ...]:
    """Those of the chats that were opened."""
    return tuple(channel for channel in chats if channel.chat is not None)


def person_in(channel: Channel) -> bool:
    """Whether a person answers in an opened chat, is offered in its first words or choices, or came of being asked for."""
    said = channel.chat
    if said is None:
        return False
    return said.human_offered or said.answered_by == "person" or (said.probe is not None and said.probe.outcome in _HANDED_OVER)


def bot_in(channel: Channel) -> bool:
    """Whether an opened chat says that a machine answers."""
    return channel.chat is not None and (channel.chat.says_bot or channel.chat.answered_by == "bot")


def in_its_words(channel: Channel) -> str:
    """The first words and the choices of an opened chat, as a message quotes them; "" where nothing could be read."""
    said = channel.chat
    return quoted([text for text in (said.greeting[:_GREETING], *said.options) if text], most=4) if said else ""
