"""What is written in a chat or a form can be kept."""

from __future__ import annotations

from rules.checks import channel_places, contact_forms, looked_at, mention_places, mentions, place, seen
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    chats, forms = seen(evidence, "chat"), contact_forms(evidence)
    if not chats and not forms:
        return Result("no-chat-or-form", say("No chat and no contact form was seen {looked_at}.", looked_at=looked_at(evidence)))
    if words := mentions(evidence, "save_copy"):
        return Result("copy-offered", say("The site says: '{text}'.", text=words[0].text), mention_places(evidence, words))
    if copying := [form for form in forms if form.copy_to_sender]:
        return Result(
            "copy-offered", say("The form offers a copy to the sender."), tuple(place(evidence, form) for form in copying)
        )
    there = say("There is a chat and a form") if chats and forms else say("There is a chat") if chats else say("There is a form")
    told = say(
        "{there}; nothing that says whether or how what was written can be saved was found {looked_at}.",
        there=there,
        looked_at=looked_at(evidence),
    )
    return Result(
        "copy-not-mentioned", told, (*channel_places(evidence, chats), *(place(evidence, form) for form in forms[:3])), "medium"
    )
