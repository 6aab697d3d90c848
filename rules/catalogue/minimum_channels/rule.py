"""Post, telephone and an electronic channel are all told."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rules.checks import channel_places, contact_forms, instead, looked_at, seen
from rules.pack import Entry
from rules.reach import loaded_chat
from rules.result import Result
from spiders.evidence import ChannelKind, Evidence

_GROUPS: Mapping[str, tuple[ChannelKind, ...]] = MappingProxyType(
    {
        "post": ("postal", "visit"),
        "telephone": ("phone", "callback"),
        "an electronic channel": ("email", "form", "messaging", "chat"),
    }
)


def check(evidence: Evidence, _entry: Entry) -> Result:
    shown = {name: seen(evidence, *kinds) for name, kinds in _GROUPS.items()}
    missing = [name for name, channels in shown.items() if not channels]
    if "an electronic channel" in missing and contact_forms(evidence):
        missing.remove("an electronic channel")
    places = channel_places(evidence, [channels[0] for channels in shown.values() if channels])
    if not missing:
        return Result("all-shown", "Post, telephone and an electronic channel are shown.", places)
    if missing == ["an electronic channel"] and (chat := loaded_chat(evidence)):
        return chat
    told = f"Of post, telephone and an electronic channel not found {looked_at(evidence)}: {' and '.join(missing)}."
    return Result("some-missing", f"{told}{instead(evidence)}", places)
