"""
The baseline: the findings that a site is known to have, so that a gate fails on new ones alone (schema `auditor/baseline/1`).

A finding is known by its rule, pack and result, and by the paths of the pages it stands on with the number of places there: its
words and numbers and the pages' queries may change, another page or one place more is new. What is missing is missing from the
whole site.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from auditor.budgets import KINDS, may_reach, nearest, no_way, over
from auditor.bundle import content, dump, first_mistake, replace_file
from auditor.check import Check, CheckState
from auditor.errors import CallError
from reports.fixes import weight
from reports.known import Baseline, Finding, Identity, Length, identity
from rules.registry import rules
from rules.result import NOT_SEEN, RULE_FAILED, UNTESTED
from rules.verdict import SETTINGS, Score, Verdict, Verdicts
from spiders.evidence import ChannelKind, Evidence
from spiders.said import Said, count, say
from spiders.urls import split

__all__ = ["Compared", "Known", "compare", "fitting", "make", "read", "worse", "write"]

_UNSEEN = frozenset({NOT_SEEN, RULE_FAILED, UNTESTED})
_SITE = ""
"""In place of a path: the whole site."""


@dataclass(frozen=True)
class Known:
    """A baseline, and the file that it was read from."""

    file: Path
    baseline: Baseline

    def news(self, verdict: Verdict) -> tuple[str, ...]:
        """The paths on which a finding is new or stands more often than was known, "" for the site; none where it is known."""
        known = self._places.get(identity(verdict), {})
        return tuple(path for path, number in _places(verdict).items() if number > known.get(path, 0))

    def on_other_pages(self, verdict: Verdict) -> bool:
        """Whether the finding is known, if not on all of its pages."""
        return identity(verdict) in self._places

    @cached_property
    def _places(self) -> Mapping[Identity, Mapping[str, int]]:
        """The places of each finding; of two that are one, those of the first."""
        return {identity(each): each.places for each in reversed(self.baseline.findings)}


@dataclass(frozen=True)
class Compared:
    """The findings of a look beside those of a baseline; `fixed` are no longer there, though their rules were decided."""

    new: tuple[Finding, ...]
    still: tuple[Finding, ...]
    fixed: tuple[Finding, ...]


def make(evidence: Evidence, verdicts: Verdicts, day: str, before: Baseline | None = None) -> Baseline:
    """
    The baseline of a look.

    Args:
        day: That of the look, an ISO date.
        before: One that it takes the place of: what stood there keeps the day on which it was seen first.
    """
    method = verdicts.method
    days = {identity(each): each.first_seen for each in before.findings} if before else {}
    depths = {kind: length for kind in KINDS if (length := _length(evidence, kind))}
    return Baseline(
        host=evidence.site.host,
        method=method.version,
        packs=method.packs,
        quick=evidence.coverage.quick,
        score=verdicts.score.value,
        depths=depths,
        findings=tuple(_finding(v, days, day) for v in _findings(verdicts)),
    )


def _findings(verdicts: Verdicts) -> list[Verdict]:
    """
    What a baseline knows: failures, and gates that only a person can decide, which would stop every run alike.

    Not what is set aside, which has its own record, not what is about the settings file, and nothing that was not seen.
    """
    asked = (v for v in verdicts.verdicts if not v.suppressed and v.pack != SETTINGS)
    return sorted((v for v in asked if v.outcome == "failed" or (v.open_gate and v.result not in _UNSEEN)), key=weight)


def _finding(verdict: Verdict, days: Mapping[Identity, str], today: str) -> Finding:
    return Finding(
        rule=verdict.rule,
        pack=verdict.pack,
        result=verdict.result,
        title=verdict.title,
        first_seen=days.get(identity(verdict), today),
        places=_places(verdict),
        fingerprint=verdict.fingerprint,
    )


def _places(verdict: Verdict) -> dict[str, int]:
    """The number of different places by the path of their page; what rests on absence is missing from the site as a whole."""
    rule = rules().get(verdict.rule)
    result = rule.texts.results.get(verdict.result) if rule else None
    if not verdict.evidence or (result is not None and result.rests_on == "absence"):
        return {_SITE: 1}
    seen = {(split(each.page).path.rstrip("/").casefold() or "/", each.selector, _plain(each.text)) for each in verdict.evidence}
    paths = [path for path, _, _ in seen]
    return {path: paths.count(path) for path in sorted(set(paths))}


def _plain(text: str) -> str:
    return " ".join("".join(letter for letter in text.casefold() if not letter.isdigit()).split())


def _length(evidence: Evidence, kind: ChannelKind) -> Length | None:
    clicks, actions = nearest(evidence, kind, "clicks"), nearest(evidence, kind, "actions")
    return Length(clicks=clicks.length, actions=actions.length if actions else None) if clicks else None


def read(path: Path) -> Known:
    """
    Read a baseline.

    Raises:
        CallError: It is not there, or is none.
    """
    try:
        return Known(path, Baseline.model_validate_json(content(path)))
    except FileNotFoundError:
        raise CallError(f"{path}: there is no such baseline; `auditor gate BUNDLE --write-baseline {path}` makes one") from None
    except ValidationError as error:
        place, mistake = first_mistake(error)
        raise CallError(f"{path}: is no baseline{f' ({place})' if place else ''}: {mistake}") from None


def write(path: Path, baseline: Baseline) -> None:
    """Write a baseline; the same one gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, dump(baseline))


def fitting(known: Known, evidence: Evidence, verdicts: Verdicts) -> Known:
    """
    The baseline, if it is of this site and of this method.

    Raises:
        CallError: It is of another host, or of another major version of the method or of a pack.
    """
    written, file = known.baseline, known.file
    if written.host.casefold() != evidence.site.host.casefold():
        raise CallError(f"{file}: is the baseline of {written.host}, and this is {evidence.site.host}; give that site's own")
    now = {pack.id: pack.version for pack in verdicts.method.packs}
    pairs = [("the method", written.method, verdicts.method.version)]
    pairs += [(f"the pack {pack.id}", pack.version, now[pack.id]) for pack in written.packs if pack.id in now]
    for name, before, after in pairs:
        if before.partition(".")[0] != after.partition(".")[0]:
            told = f"{file}: was written by version {before} of {name}, and this is {after}: what it knows may be judged otherwise"
            raise CallError(f"{told}; look at the findings and write it anew with --write-baseline {file}")
    return known


def compare(known: Known, verdicts: Verdicts) -> Compared:
    """The findings in three lists, each in order of weight or as the baseline has it."""
    days = {identity(each): each.first_seen for each in known.baseline.findings}
    found = _findings(verdicts)
    new = [_finding(v, {}, "") for v in found if known.news(v)]
    still = [_finding(v, days, "") for v in found if not known.news(v)]
    there = set(map(identity, verdicts.verdicts))
    decided = {(v.rule, v.pack) for v in verdicts.verdicts if v.outcome in {"passed", "failed", "inapplicable"}}
    gone = (each for each in known.baseline.findings if identity(each) not in there)
    return Compared(tuple(new), tuple(still), tuple(each for each in gone if (each.rule, each.pack) in decided))


def worse(known: Known, evidence: Evidence, verdicts: Verdicts, *, gating: bool) -> Iterator[Check]:
    """
    What got worse since the baseline: the score, and the way to each kind of channel.

    Args:
        gating: Whether that fails the gate; else it is told.
    """
    states: tuple[CheckState, CheckState] = ("failed", "untold") if gating else ("warned", "warned")
    before, method = known.baseline, verdicts.method
    alike = (before.method, before.packs, before.quick) == (method.version, method.packs, evidence.coverage.quick)
    if before.score is not None and alike:
        yield _score_worse(before.score, verdicts.score, *states)
    for kind, length in before.depths.items():
        yield _way_worse(evidence, kind, length.clicks, *states)


def _score_worse(before: float, score: Score, worse: CheckState, untold: CheckState) -> Check:
    if score.value is None:
        none = say("cannot tell: there is no score, in the baseline it is {before:g}: {reason}", before=before, reason=score.reason)
        return Check("worse score", untold, none)
    if score.value >= before:
        return Check("worse score", "passed")
    told = say("worse: the score is {value:g}, in the baseline {before:g}", value=score.value, before=before)
    return over("worse score", told, may_reach(score.high, before), worse, untold)


def _way_worse(evidence: Evidence, kind: ChannelKind, before: int, worse: CheckState, untold: CheckState) -> Check:
    key, way = f"worse {kind}", nearest(evidence, kind, "clicks")
    if way is None:
        sure, why = no_way(evidence, kind)
        told = say("{kind}: {found}, in the baseline {before}", kind=kind, found=why, before=_clicks(before))
        return (
            Check(key, worse, say("worse: {what}", what=told))
            if sure
            else Check(key, untold, say("cannot tell: {what}", what=told))
        )
    found = say("{length} ({path})", length=_clicks(way.length), path=way.path)
    told = say("worse: {kind}: {found}, in the baseline {before}", kind=kind, found=found, before=before)
    return Check(key, worse, told) if way.length > before else Check(key, "passed")


def _clicks(number: int) -> Said:
    return count(number, "{n} click", "{n} clicks")
