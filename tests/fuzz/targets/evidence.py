"""
The engine and the reports on any evidence that the schema allows: cases of rules, and hostile sites, changed value by value.

Law: no rule fails; each outcome is one of the vocabulary, the score lies within its interval; the same evidence gives the same
verdicts; every format holds what it promises.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zlib import crc32

from pydantic import ValidationError

from rules.cases import cases_of, evidence_from
from rules.engine import judge
from rules.pack import load_pack, packs_for
from rules.registry import rules
from rules.result import RULE_FAILED
from rules.verdict import CategoryScore, Score, Verdicts
from spiders.evidence import Evidence
from tests.fuzz.laws import kept
from tests.fuzz.told import told
from tests.reports import samples
from tests.reports.hostile import hostile
from tests.rules.observations import PLAIN

JSON = True
_PACKS = tuple(tuple(map(load_pack, packs_for(country, ("telecom",)))) for country in ("SE", "DE", "US", None))


def _some_cases() -> Iterator[Evidence]:
    """A case of every fourth rule."""
    return (next(cases_of(rule)).evidence for rule in list(rules().values())[::4])


SEEDS = tuple(
    one.model_dump_json(by_alias=True).encode()
    for one in (evidence_from(PLAIN), hostile().evidence, samples.story().evidence, *_some_cases())
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
    packs, day = _PACKS[turn % len(_PACKS)], _DAYS[turn % len(_DAYS)]
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
    every: tuple[Score | CategoryScore, ...] = (score, *score.categories)
    for one in every:
        if one.value is not None and one.low is not None and one.high is not None:
            assert 0 <= one.low <= one.value <= one.high <= 100, one
