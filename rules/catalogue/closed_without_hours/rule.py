"""A channel that is closed says when it opens."""

from __future__ import annotations

from rules.checks import looked_at, quoted, seen, where
from rules.deadends import end_places, ends
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say, sentences


def check(evidence: Evidence, _entry: Entry) -> Result:
    if shut := ends(evidence, "D9"):
        told = sentences(
            say("At {page}: {detail}", page=where(shut[0].page), detail=shut[0].sentence("detail")), quoted(shut[0].proof)
        )
        return Result("closed-and-no-hours", told, end_places(shut))
    chats = seen(evidence, "chat")
    if closed := [chat for chat in chats if chat.chat and chat.chat.closed]:
        told = say("A chat was closed when it was opened ({value}), and hours or another way were found.", value=closed[0].value)
        return Result("hours-beside-closed", told)
    if chats:
        return Result(
            "nothing-closed",
            say("No channel that was closed with nothing beside it was seen {looked_at}.", looked_at=looked_at(evidence)),
        )
    return Result("no-chat-seen", say("No chat was seen {looked_at}.", looked_at=looked_at(evidence)))
