"""A chat is not the only way to reach the company."""

from __future__ import annotations

from rules.chats import person_in
from rules.checks import channel_places, contact_forms, kinds_of, looked_at, own, place, seen, written
from rules.pack import Entry
from rules.reach import loaded_chat
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    if not own(evidence, "chat"):
        return Result("no-chat-seen", say("No chat was seen {looked_at}.", looked_at=looked_at(evidence)))
    if others := seen(evidence, "phone", "callback", "email", "form", "messaging"):
        return Result(
            "other-channel",
            say("Besides the chat there is: {kinds}.", kinds=kinds_of(others)),
            channel_places(evidence, others),
        )
    if forms := contact_forms(evidence):
        return Result("other-channel", say("Besides the chat there is a form."), tuple(place(evidence, form) for form in forms[:3]))
    alone = say(
        "No phone number, call-back, e-mail address, form or messaging service was found {looked_at}", looked_at=looked_at(evidence)
    )
    if not (chats := seen(evidence, "chat")):
        return loaded_chat(evidence) or Result("no-chat-seen", say("{alone}, and no chat that a visitor sees.", alone=alone))
    if people := [chat for chat in chats if person_in(chat)]:
        told = say(
            "{alone}; the chat ({channel}) offers a person. Whether one chat is enough is for a person to say.",
            alone=alone,
            channel=written(people[0]),
        )
        return Result("people-in-the-only-chat", told, channel_places(evidence, people))
    told = say("{alone}; the chat ({channel}) is the only channel shown.", alone=alone, channel=written(chats[0]))
    return Result("chat-is-only-channel", told, channel_places(evidence, chats))
