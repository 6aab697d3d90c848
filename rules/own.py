"""
Own rules: expectations of a house, written as YAML over the facts of `rules/facts.py`, in a pack's `rules`.

An own rule becomes a `Rule` like those of the catalogue, so that the engine, its coverage gate and the reports know no difference.
`docs/own-rules.md` explains how one is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, Self
from urllib.parse import urljoin

from pydantic import Field, model_validator

from rules.checks import looked_at, place
from rules.expressions import Expression, ExpressionError, compiled
from rules.facts import Facts, digest
from rules.model import Strict
from rules.registry import REMEDY, WHY, Named, Rule, Texts
from rules.result import Result
from rules.verdict import Effort, FixedBy, Place
from spiders.evidence import Evidence, PageKind
from spiders.said import say

if TYPE_CHECKING:
    from rules.pack import Entry

__all__ = ["OwnRule"]

PASSED, FAILED, NOT_ASKED, UNCLEAR = "as-wished", "not-as-wished", "does-not-apply", "not-told"
_MOST_PLACES = 5
_OTHER: Mapping[str, Literal["presence", "absence"]] = MappingProxyType({"presence": "absence", "absence": "presence"})
_THRESHOLD = re.compile(r"""thresholds\s*\[\s*["']([^"']*)["']""")
_EXPRESSIONS = ("applies_when", "passes_when", "fails_when", "places")


class OwnRule(Strict):
    """
    A rule of a house.

    Attributes:
        message: What is told of a failure; without it, the title of the failure.
        rests_on: Whether a failure is something seen (presence) or something not seen (absence); a pass is the other.
        applies_when: An expression; where it is false the rule does not apply.
        passes_when: An expression; `fails_when`: another. One is enough; where both are there and neither holds, it is left open.
        places: An expression that gives the paths of the pages which a failure is shown on.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    category: str
    title: str = Field(min_length=3)
    title_ok: str = Field(min_length=3)
    title_failed: str = Field(min_length=3)
    owner: FixedBy
    effort: Effort
    looks_on: tuple[PageKind, ...] = ("home", "contact")
    thresholds: tuple[str, ...] = ()
    why: str = Field(min_length=3)
    advice: str = Field(min_length=3)
    message: str = ""
    rests_on: Literal["presence", "absence"]
    applies_when: str = ""
    passes_when: str = ""
    fails_when: str = ""
    places: str = ""

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if not (self.passes_when or self.fails_when):
            raise ValueError(f"{self.id}: needs passes_when or fails_when")
        return self

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """What is wrong with the expressions: the key to blame and the message."""
        for key in _EXPRESSIONS:
            try:
                self.expression(key)
            except ExpressionError as error:
                yield key, str(error)
            for name in set(_THRESHOLD.findall(getattr(self, key))) - set(self.thresholds):
                yield key, f"there is no threshold {name}; name it under thresholds"

    def expression(self, key: str) -> Expression | None:
        """
        The compiled expression under a key, None where there is none.

        Raises:
            ExpressionError: It cannot be compiled.
        """
        text = getattr(self, key)
        fields = Facts.fields() | frozenset(self.thresholds)
        return compiled(text, Facts.names(), fields, "list" if key == "places" else "bool") if text else None

    def rule(self) -> Rule:
        """The same as the engine and the reports take it."""
        named = {
            PASSED: Named(outcome="passed", rests_on=_OTHER[self.rests_on]),
            FAILED: Named(outcome="failed", rests_on=self.rests_on),
            NOT_ASKED: Named(outcome="inapplicable", rests_on="absence"),
            UNCLEAR: Named(outcome="cantTell"),
        }
        texts = Texts(results=named, **{name: getattr(self, name) for name in Texts.model_fields if name in OwnRule.model_fields})
        sections = MappingProxyType({WHY: self.why, REMEDY: self.advice})
        return Rule(texts, self._check, f"# {self.id}\n\n{self.title}\n", sections, None)

    def _check(self, evidence: Evidence, entry: Entry) -> Result:
        digested, cut = digest(evidence)
        facts = digested.model_copy(update={"thresholds": entry.thresholds}).model_dump(mode="json")
        try:
            name = self._named(facts, cut)
            told = _places(evidence, self.expression("places"), facts) if name == FAILED else ()
        except ExpressionError as error:
            return Result(UNCLEAR, say("The rule's expression gives no answer: {error}", error=error.args[0]))
        return Result(name, self._told(evidence, name), told)

    def _named(self, facts: Mapping[str, Any], cut: frozenset[str]) -> str:
        asked = [expression for key in _EXPRESSIONS if (expression := self.expression(key))]
        if unread := sorted({name for expression in asked for name in expression.names & cut}):
            raise ExpressionError(say("this site has more {facts} than an own rule can read", facts=", ".join(unread)))
        applies, passes, fails = (self.expression(key) for key in ("applies_when", "passes_when", "fails_when"))
        if applies and not applies.holds(facts):
            return NOT_ASKED
        failed = fails.holds(facts) if fails else None
        passed = passes.holds(facts) if passes else not failed
        if failed and passed:
            raise ExpressionError(say("passes_when and fails_when are both true"))
        return PASSED if passed else FAILED if failed or failed is None else UNCLEAR

    def _told(self, evidence: Evidence, name: str) -> str:
        if name == FAILED and self.message:
            return f"{self.message.rstrip('.')}."
        told = {
            PASSED: self.title_ok.rstrip("."),
            FAILED: self.title_failed.rstrip("."),
            NOT_ASKED: say("What the rule asks about was not seen"),
            UNCLEAR: say("Neither passes_when nor fails_when holds"),
        }[name]
        return say("{told}, {looked_at}.", told=told, looked_at=looked_at(evidence))


def _places(evidence: Evidence, expression: Expression | None, facts: Mapping[str, Any]) -> tuple[Place, ...]:
    """The pages that an expression names by their paths; of those that were not visited, none."""
    paths = dict.fromkeys(expression.texts(facts)) if expression else {}
    addresses = [urljoin(evidence.site.final_url, path) for path in paths]
    pages = {page.final_url: page for page in reversed(evidence.pages)}
    return tuple(place(evidence, pages[address]) for address in addresses if address in pages)[:_MOST_PLACES]
