"""What the gate of a CI job decided, as reports tell it; it is decided above them, and None is told where no gate was asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from reports.known import Finding, Identity, identity
from reports.words import Words
from rules.verdict import Verdict
from spiders.evidence import Frozen

__all__ = ["Beside", "Gated", "Held", "headline", "lines"]

Held = Literal["", "known", "unstable"]
"""Why a finding does not count: the baseline knows it, or a second look did not find it; "" where it counts."""


class Beside(Frozen):
    """
    A look beside a baseline.

    Attributes:
        file: That of the baseline.
        held_back: What would have failed the gate, a line each.
        fixed: What is no longer there, though its rule was decided.
    """

    file: str
    held_back: tuple[str, ...] = ()
    new: tuple[Finding, ...] = ()
    still: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()


class Gated(Frozen):
    """
    A decision, told in the language of the report.

    Attributes:
        exit_code: 0 passed, 1 failed, 4 too little could be decided.
        reasons: Why it did not pass, a line each, worst first.
        unstable: What failed at the first look and not at the second, a line each; `unstable_rules`: the rules among it.
        warnings: What is told and fails nothing.
    """

    passed: bool
    exit_code: int
    reasons: tuple[str, ...] = ()
    unstable: tuple[str, ...] = ()
    unstable_rules: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    baseline: Beside | None = None

    @property
    def _known(self) -> frozenset[Identity]:
        found = self.baseline
        return frozenset(map(identity, found.still)).difference(map(identity, found.new)) if found else frozenset()

    def held(self, verdict: Verdict) -> Held:
        """Why a finding does not count for the gate."""
        if identity(verdict) in self._known:
            return "known"
        return "unstable" if verdict.outcome == "failed" and verdict.rule in self.unstable_rules else ""

    def all_held(self, verdicts: Iterable[Verdict]) -> Held:
        """The same for what is one finding: it counts where a part of it does."""
        found = {self.held(verdict) for verdict in verdicts}
        return "" if "" in found else "unstable" if "unstable" in found else "known"


def headline(gated: Gated, words: Words) -> str:
    """The decision in one sentence."""
    if gated.passed:
        return words("gated.passed")
    return words("gated.failed", n=len(gated.reasons)) if gated.exit_code == 1 else words("gated.undecided")


def lines(gated: Gated, words: Words) -> Iterator[str]:
    """Why it was decided so, worst first; what was held back is always told, and by which file."""
    yield from gated.reasons
    yield from (words("gated.unstable", line=line) for line in gated.unstable)
    yield from (words("gated.warning", line=line) for line in gated.warnings)
    if gated.baseline:
        yield from _beside(gated.baseline, words)


def _beside(found: Beside, words: Words) -> Iterator[str]:
    new, fixed, still = _named(found.new), _named(found.fixed), tuple(dict.fromkeys(each.rule for each in found.still))
    yield words("gated.held", n=len(found.held_back), file=found.file)
    yield words("gated.beside", file=found.file, new=len(new), still=len(still), fixed=len(fixed))
    yield from (words("gated.new", name=name) for name in new)
    if still:
        yield words("gated.still", names=", ".join(still))
    yield from (words("gated.fixed", name=name) for name in fixed)
    if fixed:
        yield words("gated.stale", file=found.file, command=f"auditor gate BUNDLE --write-baseline {found.file}")


def _named(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The findings by name, those of one rule once."""
    return tuple(dict.fromkeys(f"{each.title or each.rule} ({each.rule})" for each in findings))
