"""
The promise gap: what a site claims of its service, and how strongly, side by side with what was found.

A claim is worth its strength, 0 to 1, and what was found is worth 0 to 1 as well; the gap is what is claimed beyond that. Of what
nobody sees from outside, as how soon an answer comes, nothing is reckoned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, NamedTuple

from rules.checks import looked_at, seen, sightings, where, written
from rules.coverage import not_enough
from rules.findability import found
from rules.model import Strict, read
from rules.reach import open_forms, reachable
from rules.verdict import PromiseHeld
from spiders.evidence import Channel, Evidence, Promise
from spiders.lexicon import merged
from spiders.said import say

__all__ = ["gap", "held"]

Measure = Literal["round-the-clock", "person", "reachable", "unseen"]


class _Claim(Strict):
    says: str
    measure: Measure


class _Claims(Strict):
    claims: dict[str, _Claim]


class _Kept(NamedTuple):
    """What was found of a claim, 0 to 1, None where nothing can be said; and the same in words."""

    share: float | None
    told: str


@cache
def _claims() -> Mapping[str, _Claim]:
    return MappingProxyType(read(_Claims, files("rules").joinpath("promises.yaml").read_text("utf-8"), "promises.yaml").claims)


@cache
def _always() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in merged("hours")["always"])
    return re.compile(rf"\b24\s*/\s*7\b|\b0?0[:.]00\s*[-–—]\s*24[:.]00\b|{words}", re.I)


def held(evidence: Evidence) -> tuple[PromiseHeld, ...]:
    """Every claim the site makes, each text once, the strongest first, beside what was found."""
    first: dict[tuple[str, str], Promise] = {}
    for promise in evidence.promises:
        first.setdefault((promise.claim, promise.text.casefold()), promise)
    ranked = sorted(first.values(), key=lambda promise: (-promise.strength, promise.claim, promise.page, promise.text))
    return tuple(_held(evidence, promise) for promise in ranked)


def gap(promises: tuple[PromiseHeld, ...]) -> float | None:
    """The mean gap over the claims of which something can be said, 0 to 1; None where there is none."""
    gaps = [promise.gap for promise in promises if promise.gap is not None]
    return sum(gaps) / len(gaps) if gaps else None


def _held(evidence: Evidence, promise: Promise) -> PromiseHeld:
    claim = _claims().get(promise.claim, _Claim(says=promise.claim, measure="unseen"))
    kept = _MEASURES[claim.measure](evidence) if promise.strength else _vague(evidence)
    return PromiseHeld(
        page=promise.page,
        text=promise.text,
        claim=promise.claim,
        says=claim.says,
        strength=promise.strength,
        found=kept.told,
        delivered=kept.share,
        gap=None if kept.share is None else max(0.0, promise.strength - kept.share),
    )


def _vague(evidence: Evidence) -> _Kept:
    """Words that promise nothing have no gap; what they stand beside is told all the same."""
    return _Kept(None, say("it says nothing that could be checked; {told}", told=_person(evidence).told))


def _unseen(evidence: Evidence) -> _Kept:
    if reachable(evidence, "phone", "callback", "email", "form", "chat", "messaging") or open_forms(evidence):
        return _Kept(None, say("whether it is kept cannot be seen from outside"))
    return _nobody(evidence)


def _round_the_clock(evidence: Evidence) -> _Kept:
    """Only hours that are stated speak against it: a line without hours may be open at all times."""
    lines = reachable(evidence, "phone", "callback", "chat")
    told = [line for line in lines if line.hours]
    if always := [line for line in told if _always().search(line.hours or "")]:
        return _Kept(1.0, say("{at} is said to be open: '{hours}'", at=_at(always[0]), hours=always[0].hours))
    if told and len(told) == len(lines):
        return _Kept(0.0, say("{at} is said to be open: '{hours}'", at=_at(told[0]), hours=told[0].hours))
    return _Kept(None, say("no opening hours were found beside every number and chat")) if lines else _person(evidence)


def _person(evidence: Evidence) -> _Kept:
    if lines := reachable(evidence, "phone", "callback"):
        return _Kept(1.0, say("a way to talk to a person: {at}", at=_at(lines[0])))
    if ways := reachable(evidence, "email", "form", "messaging"):
        return _Kept(0.5, say("only ways to write: {at}", at=_at(ways[0])))
    if chats := seen(evidence, "chat"):
        offers = any(chat.chat and (chat.chat.human_offered or chat.chat.answered_by == "person") for chat in chats)
        return (
            _Kept(0.5, say("a chat that offers a person")) if offers else _Kept(None, say("a chat; who answers in it was not seen"))
        )
    return _nobody(evidence)


def _reachable(evidence: Evidence) -> _Kept:
    shares = [one.low for task in ("phone", "write") if (one := found(evidence, task, "home"))]
    if not shares:
        return _person(evidence)
    return _Kept(max(shares), say("findability of a person from the home page {value:.0f} of 100", value=100 * max(shares)))


def _nobody(evidence: Evidence) -> _Kept:
    if missing := not_enough(evidence, ("home", "contact", "help")):
        return _Kept(None, say("no channel that leads to a person was found, but {missing}", missing=missing))
    return _Kept(0.0, say("no channel that leads to a person was found {looked_at}", looked_at=looked_at(evidence)))


def _at(channel: Channel) -> str:
    return say("{channel} at {page}", channel=written(channel), page=where(sightings(channel)[0].page))


_MEASURES: Mapping[Measure, Callable[[Evidence], _Kept]] = MappingProxyType(
    {"round-the-clock": _round_the_clock, "person": _person, "reachable": _reachable, "unseen": _unseen}
)
