"""Where there is a chat, a person can be reached besides."""

from __future__ import annotations

from rules.chats import bot_in, in_its_words, person_in
from rules.checks import channel_places, live, looked_at, mention_places, mentions, own, seen, written
from rules.deadends import end_places, ends
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Channel, Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    chats = own(evidence, "chat")
    if not chats:
        return Result("no-chat-seen", f"No chat was seen {looked_at(evidence)}.")
    alone = f"Besides the chat no telephone or call-back was found {looked_at(evidence)}"
    return (
        _person(evidence, chats)
        or _bot(evidence, alone)
        or Result(
            "chat-is-only-live-channel",
            f"{alone}; whether a person answers in the chat cannot be seen.",
            channel_places(evidence, chats),
        )
    )


def _person(evidence: Evidence, chats: tuple[Channel, ...]) -> Result | None:
    """Where a person is offered: by a channel besides, in an opened chat, or in words."""
    if people := live(evidence):
        return Result("person-offered", f"Besides the chat there is: {people[0].kind}.", channel_places(evidence, people))
    if staffed := [chat for chat in chats if person_in(chat)]:
        told = f"The chat offers a person: {in_its_words(staffed[0]) or written(staffed[0])}."
        return Result("person-offered", told, channel_places(evidence, staffed), "medium")
    if words := mentions(evidence, "human_agent"):
        told = f"A person is offered in words: '{words[0].text}'."
        return Result("person-offered", told, mention_places(evidence, words), "medium")
    return None


def _bot(evidence: Evidence, alone: str) -> Result | None:
    """The chat that a visitor sees and that says it is a bot, if there is one."""
    chats = seen(evidence, "chat")
    if bots := [chat for chat in chats if bot_in(chat)]:
        told = f"{alone}; opened, the chat said {in_its_words(bots[0]) or 'that a bot answers'}, and no person was offered."
        places = channel_places(evidence, bots) + end_places(ends(evidence, "D5"), 3)
        return Result("bot-is-only-live-channel", told, places, "medium")
    if chats and (said := mentions(evidence, "bot_self")):
        told = f"{alone}; the chat calls itself '{said[0].text}' and no option to reach a person was seen."
        return Result("bot-is-only-live-channel", told, mention_places(evidence, said), "medium")
    return None
