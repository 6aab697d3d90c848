"""At least one e-mail address is one that takes answers."""

from __future__ import annotations

import re

from rules.checks import channel_places, looked_at, seen
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say

_NOT_LETTERS = re.compile(r"[^a-z]")


def check(evidence: Evidence, entry: Entry) -> Result:
    emails = seen(evidence, "email")
    if not emails:
        return Result("no-email-seen", say("No e-mail address was found {looked_at}.", looked_at=looked_at(evidence)))
    unread = {_bare(word) for word in entry.labels.get("local-part", ())}
    answerable = [email for email in emails if not email.unread and _bare(email.value.partition("@")[0]) not in unread]
    if answerable:
        told = say("Neither the name of {value} nor the words beside it say that it takes no answers.", value=answerable[0].value)
        return Result("email-answerable", told, channel_places(evidence, answerable))
    told = say(
        "The only e-mail address seen is {value}; its name or the words beside it say that it takes no answers.",
        value=emails[0].value,
    )
    return Result("noreply-only", told, channel_places(evidence, emails))


def _bare(word: str) -> str:
    return _NOT_LETTERS.sub("", word.casefold())
