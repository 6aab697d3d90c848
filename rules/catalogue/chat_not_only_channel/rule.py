"""A chat is not the only way to reach the company."""

from __future__ import annotations

from rules.chats import person_in
from rules.checks import channel_places, contact_forms, looked_at, own, place, seen, written
from rules.pack import Entry
from rules.reach import loaded_chat
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if not own(evidence, "chat"):
        return Result("no-chat-seen", f"No chat was seen {looked_at(evidence)}.")
    if others := seen(evidence, "phone", "callback", "email", "form", "messaging"):
        kinds = ", ".join(dict.fromkeys(channel.kind for channel in others))
        return Result("other-channel", f"Besides the chat there is: {kinds}.", channel_places(evidence, others))
    if forms := contact_forms(evidence):
        return Result("other-channel", "Besides the chat there is a form.", tuple(place(evidence, form) for form in forms[:3]))
    alone = f"No phone number, call-back, e-mail address, form or messaging service was found {looked_at(evidence)}"
    if not (chats := seen(evidence, "chat")):
        return loaded_chat(evidence) or Result("no-chat-seen", f"{alone}, and no chat that a visitor sees.")
    if people := [chat for chat in chats if person_in(chat)]:
        told = f"{alone}; the chat ({written(people[0])}) offers a person. Whether one chat is enough is for a person to say."
        return Result("people-in-the-only-chat", told, channel_places(evidence, people))
    told = f"{alone}; the chat ({written(chats[0])}) is the only channel shown."
    return Result("chat-is-only-channel", told, channel_places(evidence, chats))
