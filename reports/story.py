"""
The story of one look at a site: evidence, verdicts and manifest together, with what every format needs of them.

Nothing here is judged again; it is grouped, counted and put in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from reports.catalogue import ENGLISH
from reports.fixes import Fix, fixes_of, untold, weight
from reports.gated import Gated
from reports.praise import praised
from reports.titles import titled
from reports.translated import in_language, seen_in_language
from reports.words import Words
from rules.pack import bundled, load_pack
from rules.registry import questions
from rules.verdict import SETTINGS, FixedBy, Outcome, Verdict, Verdicts
from spiders.evidence import Evidence, Page, Skipped
from spiders.manifest import Manifest

__all__ = ["Anchor", "OpenQuestion", "Story"]

_OUTCOMES: tuple[Outcome, ...] = ("failed", "cantTell", "untested", "passed", "inapplicable")  # what stands for several packs


@dataclass(frozen=True)
class OpenQuestion:
    """
    A question about the company that the site does not answer.

    Attributes:
        id: The name under which it is answered, as `sells-at-a-distance`.
        rules: The number of expectations that one answer decides.
        signs: Whether the site shows signs that leave it open; else it shows none at all.
        choices: The answers there are, none for yes or no.
        failing: How many of the expectations would fail if they apply.
        pressing: Whether signs leave it open and one of the expectations is more than information.
    """

    id: str
    asks: str
    rules: int
    signs: bool
    choices: tuple[str, ...] = ()
    failing: int = 0
    pressing: bool = True


@dataclass(frozen=True)
class Anchor:
    """The line of the repository to which a finding about the site is pinned: its settings file, relative to the working folder."""

    path: str = "auditor.toml"
    line: int = 1


@dataclass(frozen=True)
class Story:
    """
    What one look at a site showed.

    Attributes:
        folder: The bundle's folder, where the stored pictures are; None leaves the pictures out.
        language: The language that it is told in.
        anchor: Where formats that need a place in a repository pin its findings.
        gated: What a gate decided on it, None where none was asked.
    """

    evidence: Evidence
    verdicts: Verdicts
    manifest: Manifest
    folder: Path | None = None
    language: str = ENGLISH
    anchor: Anchor = Anchor()
    gated: Gated | None = None

    @cached_property
    def words(self) -> Words:
        """The words that it is told in."""
        return Words(self.language)

    @classmethod
    def told_in(cls, language: str, seen: Evidence, judged: Verdicts, manifest: Manifest, folder: Path | None = None) -> Story:
        """The story in a language (`reports.catalogue.languages`); the words of the site stay as they are."""
        words = Words(language)
        return cls(seen_in_language(seen, words), in_language(judged, words), manifest, folder, language)

    @property
    def host(self) -> str:
        return self.evidence.site.host

    @property
    def name(self) -> str:
        """What the site is called: by whoever asked, else its host."""
        return self.evidence.site.name or self.host

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """The pages by their final address and by the one asked for; one that was looked at stands before one that was not."""
        ordered = sorted(self.evidence.pages, key=lambda p: p.state != "ok")
        return {p.url: p for p in reversed(ordered)} | {p.final_url: p for p in reversed(ordered)}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        return titled(self.evidence.pages)

    @cached_property
    def read(self) -> int:
        """The number of pages that could be looked at."""
        return sum(page.state == "ok" for page in self.evidence.pages)

    @cached_property
    def home(self) -> Page | None:
        return next((p for p in self.evidence.pages if "home" in p.kinds and p.state == "ok"), None)

    def having(self, *outcomes: Outcome) -> tuple[Verdict, ...]:
        """The verdicts with one of these outcomes that were not set aside, worst first."""
        return tuple(sorted((v for v in self.verdicts.verdicts if v.outcome in outcomes and not v.suppressed), key=weight))

    @cached_property
    def fixes(self) -> tuple[Fix, ...]:
        return fixes_of(self.having("failed"))

    @cached_property
    def fixes_by_owner(self) -> tuple[tuple[FixedBy, tuple[Fix, ...]], ...]:
        """The fixes of each owner, the owner of the worst first."""
        owners = tuple(dict.fromkeys(fix.worst.owner for fix in self.fixes))
        return tuple((owner, tuple(f for f in self.fixes if f.worst.owner == owner)) for owner in owners)

    @cached_property
    def worst(self) -> tuple[Fix, ...]:
        """Up to three fixes to begin with."""
        return tuple(fix for fix in self.fixes if fix.worst.level != "info")[:3]

    @cached_property
    def good(self) -> tuple[Verdict, ...]:
        """Up to three expectations that were met by something a customer can use, the most useful first."""
        return praised(self.having("passed"), self.having("failed"))

    @cached_property
    def set_aside(self) -> tuple[Verdict, ...]:
        return tuple(sorted((v for v in self.verdicts.verdicts if v.suppressed), key=weight))

    @cached_property
    def counts(self) -> Mapping[Outcome, int]:
        """
        The number of expectations by outcome, those set aside apart.

        A rule's verdicts under several packs are one expectation; its worst outcome counts.
        """
        worst: dict[str, Outcome] = {}
        asked = [v for v in self.having(*_OUTCOMES) if v.pack != SETTINGS]
        for verdict in sorted(asked, key=lambda v: _OUTCOMES.index(v.outcome)):
            worst.setdefault(verdict.rule, verdict.outcome)
        outcomes: tuple[Outcome, ...] = ("passed", "failed", "cantTell", "inapplicable", "untested")
        return {outcome: sum(found == outcome for found in worst.values()) for outcome in outcomes}

    @property
    def decided(self) -> int:
        return self.counts["passed"] + self.counts["failed"]

    @property
    def undecided(self) -> int:
        return self.counts["cantTell"] + self.counts["untested"]

    @cached_property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """The questions whose answer would decide something, the one that decides most first."""
        found = []
        for name, question in questions().items():
            waiting = [v for v in self.having("cantTell", "inapplicable") if self.question(v) == name]
            if waiting:
                undecided = [v for v in waiting if v.outcome == "cantTell"]
                failing = len({v.rule for v in waiting if v.if_applies == "failed"})
                found.append(
                    OpenQuestion(
                        id=name,
                        asks=self.words.text(question.asks),
                        rules=len({v.rule for v in waiting}),
                        signs=bool(undecided),
                        choices=question.choices,
                        failing=failing,
                        pressing=any(v.level != "info" for v in undecided),
                    )
                )
        return tuple(sorted(found, key=lambda q: (not q.pressing, not q.signs, -q.rules, q.id)))

    @property
    def pressing_questions(self) -> tuple[OpenQuestion, ...]:
        return tuple(asked for asked in self.open_questions if asked.pressing)

    @property
    def other_questions(self) -> tuple[OpenQuestion, ...]:
        """Those of which no sign was seen, or that only decide what is for information."""
        return tuple(asked for asked in self.open_questions if not asked.pressing)

    def question(self, verdict: Verdict) -> str:
        """The id of the open question that an undecided verdict waits for, or ""."""
        waits = verdict.questions if verdict.outcome in {"cantTell", "inapplicable"} else ()
        return next((name for name in waits if name in questions()), "")

    @cached_property
    def doubts(self) -> tuple[tuple[str, tuple[Verdict, ...]], ...]:
        """What could not be checked, by reason, but for what only waits for an answer; in order of weight."""
        groups: dict[str, list[Verdict]] = {}
        for verdict in self.having("cantTell", "untested"):
            if not self.question(verdict):
                groups.setdefault(verdict.reason or untold(verdict), []).append(verdict)
        return tuple((reason, tuple(verdicts)) for reason, verdicts in groups.items())

    @cached_property
    def without_national_law(self) -> str:
        """The country (ISO 3166) whose national law no pack used holds, "" where one does or the country is not known."""
        country = (self.evidence.site.country or "").upper()
        names = [pack.id for pack in self.verdicts.method.packs if pack.id in bundled()]
        if not country or not names:
            return ""
        return "" if any(load_pack(name).countries == (country,) for name in names) else country

    @cached_property
    def caps(self) -> tuple[str, ...]:
        """The titles of the gates that cap the grade."""
        titles = {v.rule: v.title for v in self.verdicts.verdicts if v.title}
        return tuple(titles.get(rule, rule) for rule in self.verdicts.score.capped_by)

    @cached_property
    def skipped(self) -> tuple[tuple[str, tuple[Skipped, ...]], ...]:
        """The addresses that were known and not looked at, by reason, the commonest reason first."""
        ordered = sorted(self.evidence.coverage.skipped, key=lambda s: (s.reason, s.url))
        groups = [(reason, tuple(group)) for reason, group in groupby(ordered, key=lambda s: s.reason)]
        return tuple(sorted(groups, key=lambda g: (-len(g[1]), g[0])))

    @cached_property
    def failed_pages(self) -> tuple[Page, ...]:
        """The pages that were asked for and could not be looked at, or not whole."""
        return tuple(sorted((p for p in self.evidence.pages if p.state != "ok" or p.cut), key=lambda p: (p.state, p.url)))
