"""A channel that is closed says when it opens."""

from __future__ import annotations

from rules.checks import looked_at, quoted, seen, where
from rules.deadends import end_places, ends
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if shut := ends(evidence, "D9"):
        told = f"At {where(shut[0].page)}: {shut[0].detail} {quoted(shut[0].proof)}".strip()
        return Result("closed-and-no-hours", told, end_places(shut))
    chats = seen(evidence, "chat")
    if closed := [chat for chat in chats if chat.chat and chat.chat.closed]:
        told = f"A chat was closed when it was opened ({closed[0].value}), and hours or another way were found."
        return Result("hours-beside-closed", told)
    if chats:
        return Result("nothing-closed", f"No channel that was closed with nothing beside it was seen {looked_at(evidence)}.")
    return Result("no-chat-seen", f"No chat was seen {looked_at(evidence)}.")
