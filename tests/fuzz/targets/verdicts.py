"""The reports on any verdicts that the schema allows: another version, or somebody else, may have written them."""

from __future__ import annotations

from zlib import crc32

from pydantic import ValidationError

from rules.verdict import Verdicts
from tests.fuzz.laws import kept
from tests.fuzz.told import told
from tests.reports import samples
from tests.reports.hostile import hostile

JSON = True
SEEDS = tuple(story.verdicts.model_dump_json(by_alias=True).encode() for story in (samples.story(), hostile(), samples.empty()))
TOKENS = (b"{}",)


def target(data: bytes) -> None:
    try:
        verdicts = Verdicts.model_validate_json(data)
    except ValidationError:
        return
    kept(verdicts)
    turn = crc32(data)
    told((samples.story() if turn % 2 else hostile()).evidence, verdicts, turn)
