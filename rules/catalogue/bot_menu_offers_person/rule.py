"""The first words or choices of a chat offer a person."""

from __future__ import annotations

from rules.chats import bot_in, in_its_words, opened, person_in
from rules.checks import channel_places, looked_at, own
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Channel, Chat, Evidence
from spiders.said import count, say


def check(evidence: Evidence, _entry: Entry) -> Result:
    chats = own(evidence, "chat")
    if not chats:
        return Result("no-chat-seen", say("No chat was seen {looked_at}.", looked_at=looked_at(evidence)))
    told = opened(chats)
    if not told:
        return Result(
            "not-opened", say("The chat was not opened, so that its first words are not known."), channel_places(evidence, chats)
        )
    if people := [chat for chat in told if person_in(chat)]:
        return Result("person-offered", _offer(people[0]), channel_places(evidence, people), "medium")
    return _said(evidence, told[0], told[0].chat or Chat())


def _offer(channel: Channel) -> str:
    probe = channel.chat.probe if channel.chat else None
    if probe is not None and probe.turns:
        return say(
            "Asked for a person ({messages}), the chat offered one: '{answer}'.",
            messages=count(len(probe.turns), "{n} message", "{n} messages"),
            answer=probe.turns[-1].answer[:120],
        )
    return say(
        "The chat offers a person in its first words or choices, or a person answers: {words}.",
        words=in_its_words(channel) or say("no text"),
    )


def _said(evidence: Evidence, channel: Channel, chat: Chat) -> Result:
    """What an opened chat that was not seen to offer a person is."""
    places = channel_places(evidence, (channel,))
    words = in_its_words(channel)
    if chat.probe is not None and chat.probe.outcome == "N":
        told = say(
            "Asked for a person ({messages}), the chat offered none: {words}.",
            messages=count(len(chat.probe.turns), "{n} message", "{n} messages"),
            words=words,
        )
        return Result("none-when-asked", told, places)
    if chat.closed or (chat.probe is not None and chat.probe.outcome == "T"):
        return Result(
            "closed-when-seen",
            say("The chat said that nobody answers then ({words}); look again in its hours.", words=words),
            places,
        )
    if chat.login_needed or (chat.probe is not None and chat.probe.outcome == "G"):
        return Result(
            "behind-a-login", say("The chat asks for a login, a number or a captcha first ({words}).", words=words), places
        )
    if not words:
        return Result("said-nothing", say("The opened chat said nothing that could be read; a person should look."), places)
    if not bot_in(channel) and not chat.options:
        return Result(
            "who-answers-unknown", say("Opened, the chat says {words}; who answers was not recognised in it.", words=words), places
        )
    first = (
        say("first words and {choices}", choices=count(len(chat.options), "{n} choice", "{n} choices"))
        if chat.options
        else say("first words")
    )
    told = say("Opened, the chat's {first} offered no person: {words}. Nothing was written to it.", first=first, words=words)
    return Result("no-person-offered", told, places, "medium")
