"""
The engine: evidence and packs in, verdicts out. Pure: no clock, no network, no environment.

Each entry of each pack gives one verdict. A rule that crashes costs its own verdict and no other. What is missing is found missing
only where enough was looked at.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from rules.applicability import Standing, applies, read_answer
from rules.coverage import cut_short, not_enough, not_seen, unspoken
from rules.law import Law
from rules.pack import Entry, Pack
from rules.promises import held
from rules.registry import Named, Rule
from rules.remedies import remedy
from rules.result import APPLICABILITY_UNKNOWN, NOT_ADDRESSED, NOT_SEEN, RULE_FAILED, UNTESTED, Result
from rules.scoring import scheme, score
from rules.suppressions import set_aside
from rules.verdict import Announced, Confidence, Force, Method, Outcome, PackUsed, Place, Suppression, Verdict, Verdicts
from spiders.evidence import Evidence
from spiders.said import capitalised, say, sentences
from spiders.urls import split

__all__ = ["fingerprint", "judge", "judge_entry"]

_LOWER: Mapping[Confidence, Confidence] = MappingProxyType({"high": "medium", "medium": "low", "low": "low"})
_LONGEST = 1000
"""Characters of what is told of a finding, and of each place: a site may show a name of any length, and a rule quotes it."""
_LONGEST_ERROR = 283
_BLANKS = re.compile(r"\s+")


def judge(
    evidence: Evidence,
    packs: Sequence[Pack],
    as_of: date,
    answers: Mapping[str, bool | str] = MappingProxyType({}),
    suppressions: Sequence[Suppression] = (),
) -> Verdicts:
    """
    Judge a site by the packs' expectations in force on a day; those that come later are judged apart, as if they were.

    Args:
        evidence: What was seen.
        packs: The packs, the most particular first; each id once.
        as_of: The day whose law is applied.
        answers: Answers to the questions that a website may not show, by question id: True, False, "yes", "no" or the choices.
        suppressions: Findings that their owner sets aside; what is wrong with one is told among the verdicts.

    Raises:
        ValueError: An answer fits no question, a pack is given twice, or two packs have own rules of one name.
    """
    for name, answer in answers.items():
        read_answer(name, answer)
    if len({pack.id for pack in packs}) != len(packs):
        raise ValueError("a pack is given twice")
    own = [rule.id for pack in packs for rule in pack.rules]
    if twice := sorted({name for name in own if own.count(name) > 1}):
        raise ValueError(f"two packs have own rules of the name {', '.join(twice)}")
    pairs = [(pack, entry) for pack in packs for entry in pack.entries]
    present = tuple(judge_entry(evidence, pack, entry, answers, as_of) for pack, entry in pairs if entry.laws(as_of))
    later = ((pack, entry) for pack, entry in pairs if not entry.laws(as_of) and entry.coming(as_of))
    upcoming = tuple(judge_entry(evidence, pack, entry, answers, as_of) for pack, entry in later)
    used = tuple(PackUsed(id=pack.id, version=pack.version) for pack in packs)
    method = Method(
        version=scheme().version,
        packs=used,
        as_of=as_of.isoformat(),
        answers=dict(sorted(answers.items())),
        suppressions=tuple(suppressions),
    )
    settled = set_aside(present, upcoming, suppressions, as_of, evidence.site.host)
    announced = tuple(Announced(pack=pack.id, **watch.model_dump()) for pack in packs for watch in pack.watch)
    return Verdicts(
        method=method,
        score=score(present),
        verdicts=settled.verdicts + settled.findings,
        upcoming=settled.upcoming,
        announced=announced,
        promises=held(evidence),
    )


def judge_entry(
    evidence: Evidence, pack: Pack, entry: Entry, answers: Mapping[str, bool | str], as_of: date, rule: Rule | None = None
) -> Verdict:
    """The verdict of one expectation by its sources in force on a day, where none is as if they were; `rule` for its own."""
    rule = rule or pack.rule(entry.rule)
    texts = rule.texts
    laws = entry.laws(as_of) or entry.coming(as_of) or entry.citations
    standing = applies(evidence, entry.applies, answers)
    outcome, reason, result, questions, if_applies = _settled(evidence, rule, entry, standing)
    if result.name == NOT_ADDRESSED and entry.otherwise is not None and entry.otherwise.laws(as_of):
        return judge_entry(evidence, pack, entry.otherwise, answers, as_of, rule)
    title = {"passed": texts.title_ok, "failed": texts.title_failed}.get(outcome, texts.title)
    unseen = not_seen(evidence) if outcome == "failed" else ""
    return Verdict(
        rule=rule.id,
        pack=pack.id,
        outcome=outcome,
        reason=_short(reason),
        result=result.name,
        category=entry.category or texts.category,
        severity=entry.severity,
        confidence=_confidence(evidence, texts.results.get(result.name), result.confidence),
        level=entry.level,
        gate=entry.gate,
        points=entry.points,
        earned=_earned(outcome, result),
        title=title,
        message=_message(entry, laws[0], _short(result.message), unseen) if outcome == "failed" else _short(result.message),
        unseen=unseen,
        why=rule.why,
        advice=rule.advice,
        owner=texts.owner,
        effort=texts.effort,
        remedy=remedy(evidence, rule, entry, result) if outcome == "failed" else None,
        questions=questions,
        if_applies=if_applies,
        citations=tuple(law.citation() for law in laws),
        evidence=tuple(map(_shown, result.places)),
        fingerprint=fingerprint(rule.id, pack.id, evidence.site.host, result),
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _shown(place: Place) -> Place:
    return place if len(place.text) <= _LONGEST else place.model_copy(update={"text": _short(place.text)})


class _Settled(NamedTuple):
    outcome: Outcome
    reason: str
    result: Result
    questions: tuple[str, ...] = ()
    if_applies: Outcome | None = None


def _settled(evidence: Evidence, rule: Rule, entry: Entry, standing: Standing) -> _Settled:
    """What is decided; where it is open whether the expectation applies, also what the outcome is if it does."""
    outcome, reason, result = _decide(evidence, rule, entry, standing)
    if result.name != APPLICABILITY_UNKNOWN:
        return _Settled(outcome, reason, result, standing.questions)
    would_be, why, seen = _decide(evidence, rule, entry, Standing(None))
    if would_be == "inapplicable":  # whatever the answer
        return _Settled(would_be, why, seen)
    return _Settled(outcome, reason, replace(seen, name=APPLICABILITY_UNKNOWN), standing.questions, would_be)


def _decide(evidence: Evidence, rule: Rule, entry: Entry, standing: Standing) -> tuple[Outcome, str, Result]:
    if not any(page.state in {"ok", "login"} for page in evidence.pages):
        return "untested", say("Nothing of the site could be read: {why}", why=_stopped(evidence)), Result(UNTESTED, "")
    if standing.outcome is not None:
        name = APPLICABILITY_UNKNOWN if standing.outcome == "cantTell" else NOT_ADDRESSED
        return standing.outcome, standing.reason, Result(name, "")
    try:
        result = rule.check(evidence, entry)
        named = rule.texts.results[result.name]
    except Exception as error:  # one rule's trouble is one rule's result
        told = say("the rule failed: {error}", error=f"{type(error).__name__}: {error}"[:_LONGEST_ERROR])
        return "cantTell", told, Result(RULE_FAILED, "")
    if gap := _gap(evidence, rule, named):
        return "cantTell", say("{gap}.", gap=capitalised(gap)), Result(NOT_SEEN, result.message, result.places, "low")
    reason = "" if named.outcome in {"passed", "failed"} else result.message
    return named.outcome, reason, result


def _gap(evidence: Evidence, rule: Rule, named: Named) -> str:
    """Why what a result rests on may only not have been seen, or ""."""
    if named.rests_on != "absence":
        return unspoken(evidence) if named.rests_on == "words" else ""
    gap = not_enough(evidence, rule.texts.looks_on)
    return gap or (cut_short(evidence) if named.outcome == "inapplicable" else "")


def _stopped(evidence: Evidence) -> str:
    return evidence.coverage.sentence("detail") or say(evidence.coverage.stopped_by)


def _earned(outcome: Outcome, result: Result) -> float | None:
    if outcome == "passed":
        return 1.0 if result.earned is None else min(1.0, max(0.0, result.earned))
    return 0.0 if outcome == "failed" else None


def _confidence(evidence: Evidence, named: Named | None, stated: Confidence) -> Confidence:
    """As stated; one step lower for an absence where the budget ran out or no browser looked."""
    absent = named is not None and named.rests_on == "absence"
    unsure = evidence.coverage.stopped_by != "done" or not evidence.coverage.pages_rendered
    return _LOWER[stated] if absent and unsure else stated


def _message(entry: Entry, law: Law, observed: str, unseen: str) -> str:
    """Observation, expectation with its source and force, whether that was read, exceptions, what was not seen."""
    unread = say("That source was not read: to verify.") if law.confidence == "low" else ""
    unless = say("May not apply: if {unless}.", unless=say(entry.unless)) if entry.unless else ""
    return sentences(observed, _expected(entry, law), unread, unless, unseen)


def _expected(entry: Entry, law: Law) -> str:
    values = {"expects": say(entry.expects), "authority": law.authority}
    told: dict[Force, str] = {
        "statute": say("Statute expects {expects} ({authority}).", **values),
        "case-law": say("Case law expects {expects} ({authority}).", **values),
        "regulator-guidance": say("The regulator's guidance expects {expects} ({authority}).", **values),
        "standard": say("A standard, not law, expects {expects} ({authority}).", **values),
        "good-practice": say("Good practice, not law, expects {expects} ({authority}).", **values),
    }
    return told[law.force]


def fingerprint(rule: str, pack: str, host: str, result: Result) -> str:
    """16 hex digits that stay the same while the finding is the same: numbers and order of a message do not enter, places do."""
    parts = [rule, pack, host.casefold(), result.name, *sorted(set(_essence(result.places)))]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def _essence(places: Sequence[Place]) -> Iterator[str]:
    for place in places:
        path = split(place.page).path.rstrip("/").casefold() or "/"
        yield f"{path}\t{_BLANKS.sub(' ', place.text).strip().casefold()}"
