"""Where there is a chat, a person can be reached besides."""

from __future__ import annotations

from rules.checks import channel_places, live, looked_at, mention_places, mentions, own
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    chats = own(evidence, "chat")
    if not chats:
        return Result("no-chat-seen", f"No chat was seen {looked_at(evidence)}.")
    if people := live(evidence):
        return Result("person-offered", f"Besides the chat there is: {people[0].kind}.", channel_places(evidence, people))
    if words := mentions(evidence, "human_agent"):
        return Result(
            "person-offered", f"A person is offered in words: '{words[0].text}'.", mention_places(evidence, words), "medium"
        )
    alone = f"Besides the chat no telephone or call-back was found {looked_at(evidence)}"
    if bots := mentions(evidence, "bot_self"):
        told = f"{alone}; the chat calls itself '{bots[0].text}' and no option to reach a person was seen."
        return Result("bot-is-only-live-channel", told, mention_places(evidence, bots), "medium")
    return Result(
        "chat-is-only-live-channel",
        f"{alone}; whether a person answers in the chat cannot be seen.",
        channel_places(evidence, chats),
    )
