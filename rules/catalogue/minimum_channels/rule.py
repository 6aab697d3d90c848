"""Post, telephone and an electronic channel are all told."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rules.checks import channel_places, contact_forms, instead, looked_at, seen, together
from rules.pack import Entry
from rules.reach import loaded_chat
from rules.result import Result
from spiders.evidence import ChannelKind, Evidence
from spiders.said import say, sentences

_ELECTRONIC = say("an electronic channel")
_GROUPS: Mapping[str, tuple[ChannelKind, ...]] = MappingProxyType(
    {
        say("post"): ("postal", "visit"),
        say("telephone"): ("phone", "callback"),
        _ELECTRONIC: ("email", "form", "messaging", "chat"),
    }
)


def check(evidence: Evidence, _entry: Entry) -> Result:
    shown = {name: seen(evidence, *kinds) for name, kinds in _GROUPS.items()}
    missing = [name for name, channels in shown.items() if not channels]
    if _ELECTRONIC in missing and contact_forms(evidence):
        missing.remove(_ELECTRONIC)
    places = channel_places(evidence, [channels[0] for channels in shown.values() if channels])
    if not missing:
        return Result("all-shown", say("Post, telephone and an electronic channel are shown."), places)
    if missing == [_ELECTRONIC] and (chat := loaded_chat(evidence)):
        return chat
    told = say(
        "Of post, telephone and an electronic channel not found {looked_at}: {lacking}.",
        looked_at=looked_at(evidence),
        lacking=together(missing),
    )
    return Result("some-missing", sentences(told, instead(evidence)), places)
