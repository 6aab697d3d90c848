"""Contact is not offered in an app alone."""

from __future__ import annotations

from rules.checks import channel_places, contact_forms, count, looked_at, mention_places, mentions, place, seen
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    ends = [end for end in evidence.dead_ends if end.type == "D7"]
    words = mentions(evidence, "gate_app_only")
    if not ends and not words:
        return Result("no-app-named", f"No contact through an app was seen {looked_at(evidence)}.")
    if channels := seen(evidence, "phone", "email", "callback", "messaging", "chat", "form"):
        return Result("web-channel", f"Besides the app there is: {channels[0].kind}.", channel_places(evidence, channels))
    if forms := contact_forms(evidence):
        return Result("web-channel", "Besides the app there is a form.", tuple(place(evidence, form) for form in forms[:3]))
    places = tuple(Place(page=end.page, text=end.label) for end in ends[:5]) + mention_places(evidence, words)
    named = count(len(ends), "way") if ends else f"'{words[0].text}'"
    return Result(
        "only-in-app", f"No channel on the website was found {looked_at(evidence)}; to the app: {named}.", places, "medium"
    )
