"""Where there is a chat, a person can be reached besides."""

from __future__ import annotations

from rules.chats import bot_in, in_its_words, person_in
from rules.checks import channel_places, live, looked_at, mention_places, mentions, own, seen, written
from rules.deadends import end_places, ends
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Channel, Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    chats = own(evidence, "chat")
    if not chats:
        return Result("no-chat-seen", say("No chat was seen {looked_at}.", looked_at=looked_at(evidence)))
    alone = say("Besides the chat no telephone or call-back was found {looked_at}", looked_at=looked_at(evidence))
    return (
        _person(evidence, chats)
        or _bot(evidence, alone)
        or Result(
            "chat-is-only-live-channel",
            say("{alone}; whether a person answers in the chat cannot be seen.", alone=alone),
            channel_places(evidence, chats),
        )
    )


def _person(evidence: Evidence, chats: tuple[Channel, ...]) -> Result | None:
    """Where a person is offered: by a channel besides, in an opened chat, or in words."""
    if people := live(evidence):
        return Result(
            "person-offered", say("Besides the chat there is: {kind}.", kind=say(people[0].kind)), channel_places(evidence, people)
        )
    if staffed := [chat for chat in chats if person_in(chat)]:
        told = say("The chat offers a person: {words}.", words=in_its_words(staffed[0]) or written(staffed[0]))
        return Result("person-offered", told, channel_places(evidence, staffed), "medium")
    if words := mentions(evidence, "human_agent"):
        told = say("A person is offered in words: '{text}'.", text=words[0].text)
        return Result("person-offered", told, mention_places(evidence, words), "medium")
    return None


def _bot(evidence: Evidence, alone: str) -> Result | None:
    """The chat that a visitor sees and that says it is a bot, if there is one."""
    chats = seen(evidence, "chat")
    if bots := [chat for chat in chats if bot_in(chat)]:
        told = say(
            "{alone}; opened, the chat said {words}, and no person was offered.",
            alone=alone,
            words=in_its_words(bots[0]) or say("that a bot answers"),
        )
        places = channel_places(evidence, bots) + end_places(ends(evidence, "D5"), 3)
        return Result("bot-is-only-live-channel", told, places, "medium")
    if chats and (said := mentions(evidence, "bot_self")):
        told = say(
            "{alone}; the chat calls itself '{text}' and no option to reach a person was seen.", alone=alone, text=said[0].text
        )
        return Result("bot-is-only-live-channel", told, mention_places(evidence, said), "medium")
    return None
