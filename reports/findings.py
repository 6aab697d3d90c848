"""
What the formats for programs show as findings: one a rule, so that one fault in the footer of fifty pages is one finding.

A gate that could not be told is one, too: a service that takes what is no longer reported for mended would else be green.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from reports.fixes import Fix, by_rule
from reports.gated import Held
from reports.story import Story
from reports.text import clean
from reports.words import Words
from rules.verdict import Citation, Severity

__all__ = ["Finding", "Level", "Status", "expectations", "findings"]

Status = Literal["failed", "open", "set-aside"]
Level = Literal["error", "warning", "note"]

MAX_PAGES = 10
_LEVELS: dict[Severity, Level] = {"critical": "error", "serious": "error", "moderate": "warning", "minor": "note"}


@dataclass(frozen=True)
class Finding:
    """
    One rule that failed, that is a gate which could not be told ("open"), or that failed and was set aside.

    Attributes:
        fix: The rule's verdicts of that kind, worst first.
        held: Why it does not count for the gate that was asked.
    """

    status: Status
    fix: Fix
    held: Held = ""

    @property
    def rule(self) -> str:
        return clean(self.fix.worst.rule)

    @property
    def title(self) -> str:
        return clean(self.fix.worst.title) or self.rule

    @property
    def level(self) -> Level:
        if self.status == "open":
            return "warning"
        worst = self.fix.worst
        least = self.status == "set-aside" or worst.level == "info" or self.held == "unstable"
        return "note" if least else _LEVELS[worst.severity]

    @property
    def fingerprint(self) -> str:
        """Stays the same while the finding is the same; 16 hex digits."""
        worst = self.fix.worst
        return worst.fingerprint or hashlib.sha256(f"{worst.rule}\n{worst.pack}".encode("utf-8", "replace")).hexdigest()[:16]

    @property
    def pages(self) -> tuple[str, ...]:
        """The addresses that it rests on."""
        return tuple(dict.fromkeys(clean(place.page) for place in self.fix.places))

    def sentences(self, words: Words) -> Iterator[str]:
        """What was observed, where, and the remedy; never none."""
        worst = self.fix.worst
        if self.status == "open":
            yield words("findings.open", reason=worst.reason or worst.message or self.title)
        else:
            observed = [clean(message) for message in self.fix.messages or (self.title,)]
            first = words("gated.not_found_again", observed=observed[0]) if self.held == "unstable" else observed[0]
            yield from (first, *observed[1:])
        if self.status == "set-aside":
            yield words("findings.aside", reason=worst.suppressed)
        if pages := self.pages:
            left = len(pages) - MAX_PAGES
            more = words("findings.more_pages", n=left) if left > 0 else ""
            yield words("findings.pages", n=len(pages), pages=", ".join(pages[:MAX_PAGES]) + more)
        if self.status == "failed":
            yield from (words("findings.remedy", advice=advice) for advice in self.fix.advice)


def findings(story: Story) -> tuple[Finding, ...]:
    """The findings, each rule once: what failed, worst first, then the gates that could not be told, then what was set aside."""
    gates = (v for v in story.having("cantTell", "untested") if v.open_gate)
    aside = (v for v in story.set_aside if v.outcome == "failed")
    kinds: tuple[tuple[Status, tuple[Fix, ...]], ...] = (
        ("failed", by_rule(story.having("failed"))),
        ("open", by_rule(gates)),
        ("set-aside", by_rule(aside)),
    )
    found: dict[str, Finding] = {}
    for status, fixes in kinds:
        for fix in fixes:
            found.setdefault(fix.worst.rule, Finding(status, fix, _held(story, fix)))
    return tuple(found.values())


def _held(story: Story, fix: Fix) -> Held:
    return story.gated.all_held(fix.verdicts) if story.gated else ""


def expectations(citations: Iterable[Citation], words: Words) -> Iterator[str]:
    """The sources that an expectation rests on, a sentence each."""
    for source in citations:
        key = "findings.expectation_since" if source.in_force_from else "findings.expectation"
        yield words(
            key,
            authority=source.authority,
            force=words.label("force", source.force),
            since=source.in_force_from or "",
            confidence=source.confidence,
            url=source.url,
        )
