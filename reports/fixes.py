"""What to put right: the failed verdicts of one rule under whatever packs, told once; and what weighs more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rules.registry import rules
from rules.verdict import CONFIDENCES, FORCES, LEVELS, SETTINGS, SEVERITIES, Citation, Place, Remedy, Verdict

__all__ = ["Fix", "Standing", "by_rule", "fixes_of", "untold", "weight"]

Standing = Literal["statute", "case-law", "regulator-guidance", "standard", "good-practice", "settings", "verify"]

_SENTENCE_END = re.compile(r"[.!?]\s+")


@dataclass(frozen=True)
class Fix:
    """
    One thing to put right.

    Attributes:
        verdicts: The failed verdicts of one rule, under whatever packs; never empty, worst first.
        also: What failed because of it, and needs no mending of its own.
    """

    verdicts: tuple[Verdict, ...]
    also: tuple[Fix, ...] = ()

    @property
    def worst(self) -> Verdict:
        return self.verdicts[0]

    @property
    def packs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(v.pack for v in self.verdicts))

    @property
    def messages(self) -> tuple[str, ...]:
        """
        What was observed; where packs begin with the same sentences and go on apart, these first and each rest after.

        What was not looked at is told once for the whole report, so it is left out here.
        """
        every = tuple(dict.fromkeys(untold(v) for v in self.verdicts if v.message))
        if len(every) < 2:
            return every
        ends = (found.end() for found in _SENTENCE_END.finditer(every[0]))
        cut = max((end for end in ends if _parts_at(every, end)), default=0)
        rests = tuple(message[cut:] for message in every)
        return (every[0][:cut].strip(), *rests) if cut else rests

    @property
    def advice(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(v.advice for v in self.verdicts if v.advice))

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        return tuple(dict.fromkeys(v.remedy for v in self.verdicts if v.remedy))

    @property
    def gate(self) -> bool:
        return any(v.gate for v in self.verdicts)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every source once: those that the verdicts chiefly rest on, the one with most force first, then the others."""
        chief = sorted((v.citations[0] for v in self.verdicts if v.citations), key=_force)
        return tuple(dict.fromkeys((*chief, *(c for v in self.verdicts for c in v.citations))))

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(dict.fromkeys(p for v in self.verdicts for p in v.evidence))

    @property
    def standing(self) -> Standing:
        """
        What the finding is held against: the strongest of the sources that the verdicts chiefly rest on.

        A doubtful observation, or one that rests on doubtful sources alone, is for a person to verify. One about the settings
        file is held against nothing.
        """
        if self.worst.pack == SETTINGS:
            return "settings"
        chief = [v.citations[0] for v in self.verdicts if v.citations]
        sure = sorted((c for c in chief if c.confidence != "low"), key=_force)
        if self.worst.confidence == "low" or (chief and not sure):
            return "verify"
        return sure[0].force if sure else "good-practice"


def _parts_at(messages: Sequence[str], end: int) -> bool:
    """Whether all messages are the same up to there, and each goes on with a new sentence."""
    return all(message[:end] == messages[0][:end] and message[end : end + 1].isupper() for message in messages)


def _force(citation: Citation) -> int:
    return FORCES.index(citation.force)


def weight(verdict: Verdict) -> tuple[bool, int, int, int, int, str, str, str, str]:
    """Gate, level, severity, force of the source and confidence decide what comes first; names only break ties."""
    return (
        not verdict.gate,
        LEVELS.index(verdict.level),
        SEVERITIES.index(verdict.severity),
        _force(verdict.citations[0]) if verdict.citations else len(FORCES),
        CONFIDENCES.index(verdict.confidence),
        verdict.rule,
        verdict.result,
        verdict.pack,
        verdict.fingerprint,
    )


def by_rule(verdicts: Iterable[Verdict]) -> tuple[Fix, ...]:
    """The verdicts by rule, the worst first, each for itself."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in sorted(verdicts, key=weight):
        groups.setdefault(verdict.rule, []).append(verdict)
    return tuple(Fix(tuple(group)) for group in groups.values())


def fixes_of(verdicts: Iterable[Verdict]) -> tuple[Fix, ...]:
    """The same, with what follows from another failure beside it, for one mending cures both."""
    found = {fix.worst.rule: fix for fix in by_rule(verdicts)}
    causes = {rule: _cause(rule, found) for rule in found}
    roots = dict.fromkeys(causes.values())  # in the order of the worst that each stands for
    return tuple(replace(found[root], also=tuple(found[rule] for rule in found if causes[rule] == root != rule)) for root in roots)


def _cause(rule: str, failed: Mapping[str, Fix]) -> str:
    """The failed rule, of no lower level, that this one follows from in the end; itself where there is none."""
    passed = [rule]
    level = LEVELS.index(failed[rule].worst.level)
    at_least = {name for name, fix in failed.items() if LEVELS.index(fix.worst.level) <= level}
    while found := next((name for name in _follows(passed[-1]) if name in at_least and name not in passed), ""):
        passed.append(found)
    return passed[-1]


def _follows(rule: str) -> tuple[str, ...]:
    known = rules().get(rule)
    return known.texts.follows if known else ()


def untold(verdict: Verdict) -> str:
    """The message without what was not looked at, which the report tells once for all of them."""
    return verdict.message.removesuffix(verdict.unseen).rstrip()
