"""Contact is not offered in an app alone."""

from __future__ import annotations

from rules.checks import channel_places, contact_forms, looked_at, mention_places, mentions, place, quoted, seen
from rules.deadends import end_places, ends
from rules.pack import Entry
from rules.reach import loaded_chat
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    shut = ends(evidence, "D7")
    words = mentions(evidence, "gate_app_only")
    if not shut and not words:
        return Result("no-app-named", say("No contact through an app was seen {looked_at}.", looked_at=looked_at(evidence)))
    if channels := seen(evidence, "phone", "email", "callback", "messaging", "chat", "form"):
        return Result(
            "web-channel", say("Besides the app there is: {kind}.", kind=say(channels[0].kind)), channel_places(evidence, channels)
        )
    if forms := contact_forms(evidence):
        return Result("web-channel", say("Besides the app there is a form."), tuple(place(evidence, form) for form in forms[:3]))
    if chat := loaded_chat(evidence):
        return chat
    places = end_places(shut) + mention_places(evidence, words)
    named = quoted(shut[0].proof or (shut[0].label,)) if shut else quoted([words[0].text])
    return Result(
        "only-in-app",
        say("No channel on the website was found {looked_at}; to the app: {named}.", looked_at=looked_at(evidence), named=named),
        places,
        "medium",
    )
