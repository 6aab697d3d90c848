"""A baseline: what a CI job keeps of an earlier look. It can be used, or one `CallError` names the file."""

from __future__ import annotations

from datetime import date
from functools import cache

from auditor import baseline
from auditor.bundle import dump
from auditor.errors import CallError
from auditor.gate import Asked, checks, decide
from rules.cases import evidence_from
from rules.engine import judge
from rules.pack import load_pack
from rules.verdict import Verdicts
from spiders.evidence import Evidence
from tests.fuzz.laws import declared, same_twice, workshop
from tests.rules.observations import PLAIN

JSON = True


@cache
def _look(*, plain: bool = True) -> tuple[Evidence, Verdicts]:
    site = evidence_from(PLAIN if plain else {})
    return site, judge(site, (load_pack("se"),), date(2026, 11, 21))


SEEDS = tuple(dump(baseline.make(*_look(plain=plain), "2026-11-21")) for plain in (True, False))
TOKENS = (b"{}",)


def target(data: bytes) -> None:
    with workshop() as folder:
        path = folder / "known.json"
        path.write_bytes(data)
        try:
            known = baseline.fitting(baseline.read(path), *_look())
        except CallError as error:
            declared(error, path)
            return
        made = same_twice(lambda: baseline.make(*_look(), "2026-11-22", known.baseline))
        baseline.write(path, made)
        baseline.read(path)
        decide(checks(Asked(known=known), _look()[1], _look()[0]))
        baseline.compare(known, _look()[1])
