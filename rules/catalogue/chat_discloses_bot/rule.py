"""A chat answered by a machine says so."""

from __future__ import annotations

from rules.chats import bot_in, in_its_words
from rules.checks import channel_places, looked_at, mention_places, mentions, own
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    chats = own(evidence, "chat")
    if not chats:
        return Result("no-chat-seen", say("No chat was seen {looked_at}.", looked_at=looked_at(evidence)))
    if bots_opened := [chat for chat in chats if bot_in(chat)]:
        told = say(
            "Opened, the chat says that a machine answers: {words}.", words=in_its_words(bots_opened[0]) or say("by its name")
        )
        return Result("says-bot", told, channel_places(evidence, bots_opened))
    if bots := mentions(evidence, "bot_self"):
        return Result(
            "says-bot",
            say("The site says that an automatic assistant answers: '{text}'.", text=bots[0].text),
            mention_places(evidence, bots),
        )
    told = say("Nothing seen says whether a machine or a person answers in the chat; a person should look.")
    return Result("says-nothing", told, channel_places(evidence, chats))
