"""The expectations by outcome, each rule once, so that every count of the report can be looked up where they are listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.fixes import weight
from reports.story import Story
from rules.registry import categories
from rules.verdict import FORCES, SETTINGS, Citation, Outcome, Verdict

__all__ = ["Entry", "Ledger", "Source", "ledgers", "sources"]

_ORDER: tuple[Outcome, ...] = ("failed", "cantTell", "untested", "passed", "inapplicable")
_NAMES: dict[Outcome, str] = {
    "passed": "met", "failed": "failed", "cantTell": "undecided", "untested": "undecided", "inapplicable": "inapplicable"
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """An expectation: the verdict that stands for it, and the packs that hold it."""

    verdict: Verdict
    packs: tuple[str, ...]


@dataclass(frozen=True)
class Ledger:
    """The expectations with one outcome, by category; `name`: met, failed, undecided, inapplicable or aside."""

    name: str
    groups: tuple[tuple[str, tuple[Entry, ...]], ...]

    @property
    def size(self) -> int:
        """The number of expectations."""
        return sum(len(entries) for _, entries in self.groups)


@dataclass(frozen=True)
class Source:
    """A source, and how many of the expectations that were judged name it."""

    citation: Citation
    rules: int


def ledgers(story: Story) -> Mapping[str, Ledger]:
    """The expectations by the name of their outcome; those set aside apart, as `Story.counts` counts them."""
    asked = [v for v in story.having(*_ORDER) if v.pack != SETTINGS]
    groups: dict[str, list[Entry]] = {name: [] for name in _NAMES.values()}
    for entry in _entries(asked):
        groups[_NAMES[entry.verdict.outcome]].append(entry)
    groups["aside"] = [Entry(verdict, (verdict.pack,)) for verdict in story.set_aside]
    return {name: Ledger(name, _by_category(entries)) for name, entries in groups.items()}


def _entries(verdicts: Iterable[Verdict]) -> Sequence[Entry]:
    by_rule: dict[str, list[Verdict]] = {}
    for verdict in sorted(verdicts, key=lambda v: (_ORDER.index(v.outcome), weight(v))):
        by_rule.setdefault(verdict.rule, []).append(verdict)
    return [Entry(group[0], tuple(dict.fromkeys(v.pack for v in group))) for group in by_rule.values()]


def _by_category(entries: Sequence[Entry]) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """In the order of the score's categories."""
    order = [*categories(), *dict.fromkeys(entry.verdict.category for entry in entries)]
    names = sorted({entry.verdict.category for entry in entries}, key=order.index)
    return tuple((name, tuple(e for e in entries if e.verdict.category == name)) for name in names)


def sources(story: Story) -> tuple[Source, ...]:
    """Every source that a verdict names, that with most force first."""
    rules: dict[Citation, set[str]] = {}
    for verdict in (*story.verdicts.verdicts, *story.verdicts.upcoming):
        for citation in verdict.citations:
            rules.setdefault(citation, set()).add(verdict.rule)
    ordered = sorted(rules, key=lambda c: (FORCES.index(c.force), c.authority, c.url, c.in_force_from or "", c.confidence))
    return tuple(Source(citation, len(rules[citation])) for citation in ordered)
