"""A way of rapid, direct contact besides e-mail."""

from __future__ import annotations

from rules.checks import channel_places, looked_at, place, seen, written
from rules.pack import Entry
from rules.reach import loaded_chat, open_forms, reachable
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    emails = seen(evidence, "email")
    if not emails:
        return Result("no-email-seen", f"No e-mail address was found {looked_at(evidence)}, so that there is none to stand beside.")
    if others := reachable(evidence, "phone", "callback", "chat", "messaging", "form"):
        kinds = ", ".join(dict.fromkeys(channel.kind for channel in others))
        return Result("second-channel-shown", f"Besides e-mail there is: {kinds}.", channel_places(evidence, others))
    if forms := open_forms(evidence):
        return Result("second-channel-shown", "Besides e-mail there is a form.", tuple(place(evidence, form) for form in forms[:3]))
    if premium := seen(evidence, "phone"):
        told = f"Besides e-mail only a premium-rate number was found {looked_at(evidence)}: {written(premium[0])}"
        return Result("premium-number-only", f"{told}; see no-premium-number.", channel_places(evidence, premium))
    if chat := loaded_chat(evidence):
        return chat
    told = "No telephone, call-back or messaging service, no form that anybody can send and no chat with a person was found"
    return Result("no-second-channel", f"{told} besides e-mail {looked_at(evidence)}.", channel_places(evidence, emails))
