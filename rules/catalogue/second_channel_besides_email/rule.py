"""A way of rapid, direct contact besides e-mail."""

from __future__ import annotations

from rules.checks import channel_places, kinds_of, looked_at, place, seen, written
from rules.pack import Entry
from rules.reach import loaded_chat, open_forms, reachable
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    emails = seen(evidence, "email")
    if not emails:
        return Result(
            "no-email-seen",
            say("No e-mail address was found {looked_at}, so that there is none to stand beside.", looked_at=looked_at(evidence)),
        )
    if others := reachable(evidence, "phone", "callback", "chat", "messaging", "form"):
        return Result(
            "second-channel-shown",
            say("Besides e-mail there is: {kinds}.", kinds=kinds_of(others)),
            channel_places(evidence, others),
        )
    if forms := open_forms(evidence):
        return Result(
            "second-channel-shown", say("Besides e-mail there is a form."), tuple(place(evidence, form) for form in forms[:3])
        )
    if premium := seen(evidence, "phone"):
        told = say(
            "Besides e-mail only a premium-rate number was found {looked_at}: {channel}; see no-premium-number.",
            looked_at=looked_at(evidence),
            channel=written(premium[0]),
        )
        return Result("premium-number-only", told, channel_places(evidence, premium))
    if chat := loaded_chat(evidence):
        return chat
    told = say(
        "No telephone, call-back or messaging service, no form that anybody can send and no chat with a "
        "person was found besides e-mail {looked_at}.",
        looked_at=looked_at(evidence),
    )
    return Result("no-second-channel", told, channel_places(evidence, emails))
