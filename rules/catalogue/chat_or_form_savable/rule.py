"""What is written in a chat or a form can be kept."""

from __future__ import annotations

from rules.checks import channel_places, contact_forms, looked_at, mention_places, mentions, place, seen
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    chats, forms = seen(evidence, "chat"), contact_forms(evidence)
    if not chats and not forms:
        return Result("no-chat-or-form", f"No chat and no contact form was seen {looked_at(evidence)}.")
    if words := mentions(evidence, "save_copy"):
        return Result("copy-offered", f"The site says: '{words[0].text}'.", mention_places(evidence, words))
    if copying := [form for form in forms if form.copy_to_sender]:
        return Result("copy-offered", "The form offers a copy to the sender.", tuple(place(evidence, form) for form in copying))
    kinds = " and a ".join(name for name, there in (("chat", chats), ("form", forms)) if there)
    told = f"There is a {kinds}; nothing that says whether or how what was written can be saved was found {looked_at(evidence)}."
    return Result(
        "copy-not-mentioned", told, (*channel_places(evidence, chats), *(place(evidence, form) for form in forms[:3])), "medium"
    )
