"""A channel on which somebody answers at once: telephone, call-back, or a chat with people."""

from __future__ import annotations

from collections.abc import Sequence

from rules.chats import bot_in, in_its_words, person_in
from rules.checks import channel_places, instead, looked_at, seen, sightings, where, written
from rules.pack import Entry
from rules.reach import loaded_chat, pictured, reachable
from rules.result import Result
from spiders.evidence import Channel, Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if live := reachable(evidence, "phone", "callback"):
        first = live[0]
        way = "a phone number" if first.kind == "phone" else "a call-back"
        told = f"A way to talk to a person is shown, {way}: {written(first)} at {where(sightings(first)[0].page)}."
        return Result("live-channel-shown", told, channel_places(evidence, live))
    chats = seen(evidence, "chat")
    if people := [chat for chat in chats if person_in(chat)]:
        told = f"The chat offers a person: {in_its_words(people[0]) or written(people[0])}."
        return Result("person-in-chat", told, channel_places(evidence, people), "medium")
    none = f"No phone number and no call-back was found {looked_at(evidence)}."
    if premium := seen(evidence, "phone"):
        told = f"By phone only a premium-rate number was found {looked_at(evidence)}: {written(premium[0])}; see no-premium-number."
        return Result("premium-number-only", told, channel_places(evidence, premium))
    if unknown := [chat for chat in seen(evidence, "chat", "messaging") if not bot_in(chat)]:
        told = f"{none} Whether people answer at once by {unknown[0].kind} ({written(unknown[0])}) was not seen."
        return Result("perhaps-with-people", told, channel_places(evidence, unknown))
    return pictured(evidence, frozenset({"phone"})) or _nobody_at_once(evidence, chats, none)


def _nobody_at_once(evidence: Evidence, chats: Sequence[Channel], none: str) -> Result:
    if chats:
        told = f"{none} The chat says that a bot answers ({in_its_words(chats[0])}) and was not seen to offer a person."
        return Result("only-a-bot", told, channel_places(evidence, chats), "medium")
    return loaded_chat(evidence) or Result("only-in-writing", f"{none}{instead(evidence)}")
