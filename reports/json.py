"""The summary for programs: what was looked at, the score, every verdict and what a customer meets, in one JSON object."""

from __future__ import annotations

import json
import re
from typing import Literal

from pydantic import Field as Key

from reports.gated import Gated
from reports.meets import facts
from reports.story import Story
from rules.verdict import Announced, Method, Outcome, PromiseHeld, Score, Verdict
from spiders.evidence import Coverage, Frozen, Site

__all__ = ["NAME", "SUFFIX", "Report", "render"]

NAME = "json"
SUFFIX = ".json"

# what steers a terminal or turns the reading order, written as JSON escapes
_UNSEEN = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class LookedAt(Frozen):
    """When the look began and ended: UTC, ISO 8601 to the second."""

    started: str
    finished: str


class Seen(Coverage):
    """How much was looked at; `not_looked_at` gives the number of known addresses left out, by reason."""

    skipped: tuple[()] = Key(default=(), exclude=True)
    pages_read: int
    not_looked_at: dict[str, int]


class Met(Frozen):
    """A sentence about what a customer meets, in the language asked for; `page` is where, or ""."""

    topic: str
    stance: str
    text: str
    page: str


class Counts(Frozen):
    """The number of expectations by outcome, a rule under several packs once; `fixes` is what there is to put right."""

    passed: int
    failed: int
    cantTell: int  # noqa: N815 - W3C's word
    inapplicable: int
    untested: int
    decided: int
    undecided: int
    fixes: int


class Report(Frozen):
    """
    The report for programs (schema `auditor/report/1`); from `method` on as in `verdicts.json`.

    Attributes:
        gate: What the gate of a CI job decided, null where none was asked.
    """

    schema_: Literal["auditor/report/1"] = Key(default="auditor/report/1", alias="schema")
    site: Site
    looked_at: LookedAt
    coverage: Seen
    meets: tuple[Met, ...]
    counts: Counts
    gate: Gated | None = None
    method: Method
    score: Score
    verdicts: tuple[Verdict, ...]
    upcoming: tuple[Verdict, ...]
    announced: tuple[Announced, ...]
    promises: tuple[PromiseHeld, ...]


def render(story: Story) -> bytes:
    """The story as indented UTF-8 JSON."""
    text = json.dumps(_report(story).model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=2) + "\n"
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode("utf-8")


def _report(story: Story) -> Report:
    judged = story.verdicts
    numbers: dict[Outcome, int] = dict(story.counts)
    return Report(
        site=story.evidence.site,
        looked_at=LookedAt(started=story.manifest.started, finished=story.manifest.finished),
        coverage=Seen(
            **story.evidence.coverage.model_dump(exclude={"skipped"}),
            pages_read=story.read,
            not_looked_at={reason: len(skipped) for reason, skipped in story.skipped},
        ),
        meets=tuple(Met(topic=f.topic, stance=f.stance, text=f.text, page=f.page) for f in facts(story, story.words)),
        counts=Counts(**numbers, decided=story.decided, undecided=story.undecided, fixes=len(story.fixes)),
        gate=story.gated,
        method=judged.method,
        score=judged.score,
        verdicts=judged.verdicts,
        upcoming=judged.upcoming,
        announced=judged.announced,
        promises=judged.promises,
    )
