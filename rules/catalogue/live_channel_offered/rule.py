"""A channel on which somebody answers at once: telephone, call-back, or a chat with people."""

from __future__ import annotations

from collections.abc import Sequence

from rules.chats import bot_in, in_its_words, person_in
from rules.checks import channel_places, instead, looked_at, seen, sightings, where, written
from rules.pack import Entry
from rules.reach import loaded_chat, pictured, reachable
from rules.result import Result
from spiders.evidence import Channel, Evidence
from spiders.said import say, sentences


def check(evidence: Evidence, _entry: Entry) -> Result:
    if live := reachable(evidence, "phone", "callback"):
        first = live[0]
        way = say("a phone number") if first.kind == "phone" else say("a call-back")
        told = say(
            "A way to talk to a person is shown, {way}: {channel} at {page}.",
            way=way,
            channel=written(first),
            page=where(sightings(first)[0].page),
        )
        return Result("live-channel-shown", told, channel_places(evidence, live))
    chats = seen(evidence, "chat")
    if people := [chat for chat in chats if person_in(chat)]:
        told = say("The chat offers a person: {words}.", words=in_its_words(people[0]) or written(people[0]))
        return Result("person-in-chat", told, channel_places(evidence, people), "medium")
    none = say("No phone number and no call-back was found {looked_at}.", looked_at=looked_at(evidence))
    if premium := seen(evidence, "phone"):
        told = say(
            "By phone only a premium-rate number was found {looked_at}: {channel}; see no-premium-number.",
            looked_at=looked_at(evidence),
            channel=written(premium[0]),
        )
        return Result("premium-number-only", told, channel_places(evidence, premium))
    if unknown := [chat for chat in seen(evidence, "chat", "messaging") if not bot_in(chat)]:
        told = say(
            "Whether people answer at once by {kind} ({channel}) was not seen.",
            kind=say(unknown[0].kind),
            channel=written(unknown[0]),
        )
        return Result("perhaps-with-people", sentences(none, told), channel_places(evidence, unknown))
    return pictured(evidence, frozenset({"phone"})) or _nobody_at_once(evidence, chats, none)


def _nobody_at_once(evidence: Evidence, chats: Sequence[Channel], none: str) -> Result:
    if chats:
        told = say("The chat says that a bot answers ({words}) and was not seen to offer a person.", words=in_its_words(chats[0]))
        return Result("only-a-bot", sentences(none, told), channel_places(evidence, chats), "medium")
    return loaded_chat(evidence) or Result("only-in-writing", sentences(none, instead(evidence)))
