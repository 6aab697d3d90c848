"""A way of rapid, direct contact besides e-mail."""

from __future__ import annotations

from rules.checks import channel_places, contact_forms, looked_at, place, seen
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if others := seen(evidence, "phone", "callback", "chat", "messaging", "form"):
        kinds = ", ".join(dict.fromkeys(channel.kind for channel in others))
        return Result("second-channel-shown", f"Besides e-mail there is: {kinds}.", channel_places(evidence, others))
    if forms := contact_forms(evidence):
        return Result("second-channel-shown", "Besides e-mail there is a form.", tuple(place(evidence, form) for form in forms[:3]))
    emails = seen(evidence, "email")
    besides = "besides e-mail " if emails else ""
    told = f"No telephone, form, chat, call-back or messaging service was found {besides}{looked_at(evidence)}."
    return Result("no-second-channel", told, channel_places(evidence, emails))
