"""
The engine and the reports on any evidence that the schema allows: the cases of every rule, and hostile sites, changed value by value.

Law: no rule fails; each outcome is one of the vocabulary, the score lies within its interval; the same evidence gives the same
verdicts; every format holds what it promises.
"""

from __future__ import annotations

from datetime import date
from zlib import crc32

from pydantic import ValidationError

from rules.cases import evidence_from
from rules.engine import judge
from rules.pack import load_pack
from rules.result import RULE_FAILED
from rules.verdict import Verdicts
from spiders.evidence import Evidence
from tests.fuzz.laws import kept
from tests.fuzz.told import told
from tests.reports import samples
from tests.reports.hostile import hostile
from tests.rules.observations import PLAIN, cases, pack_sets

JSON = True
SEEDS = tuple(
    one.model_dump_json(by_alias=True).encode()
    for one in (evidence_from(PLAIN), hostile().evidence, samples.story().evidence, *cases()[::7])
)
TOKENS = (b"{}",)
_DAYS = (date(2026, 11, 21), date(1990, 1, 1), date(2030, 1, 1))


def target(data: bytes) -> None:
    try:
        evidence = Evidence.model_validate_json(data)
    except ValidationError:
        return
    kept(evidence)
    turn = crc32(data)
    packs, day = pack_sets()[turn % len(pack_sets())], _DAYS[turn % 3]
    verdicts = kept(judge(evidence, packs, day))
    for verdict in (*verdicts.verdicts, *verdicts.upcoming):
        if verdict.result == RULE_FAILED:
            entry = next(entry for pack in packs if pack.id == verdict.pack for entry in pack.entries if entry.rule == verdict.rule)
            load_pack(verdict.pack).rule(verdict.rule).check(evidence, entry)
            raise AssertionError(f"{verdict.rule}: {verdict.reason}")
        assert len(verdict.message) < 20_000
    _holds(verdicts)
    assert judge(Evidence.model_validate_json(data), packs, day).model_dump_json() == verdicts.model_dump_json()
    told(evidence, verdicts, turn)


def _holds(verdicts: Verdicts) -> None:
    score = verdicts.score
    for one in (score, *score.categories):
        if one.value is not None and one.low is not None and one.high is not None:
            assert 0 <= one.low <= one.value <= one.high <= 100, one
