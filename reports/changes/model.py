"""The record of what changed (schema `auditor/diff/1`)."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field as Key

from reports.meets import KINDS
from reports.outcomes import Tone
from rules.verdict import Grade
from spiders.evidence import Frozen

__all__ = ["SCHEMA", "Change", "Changes", "Kind", "Look", "Topic", "rank_of", "worst_first"]

SCHEMA: Literal["auditor/diff/1"] = "auditor/diff/1"
Topic = Literal["channel", "contact-page", "page", "path", "outcome", "dead-end", "form", "broken-link", "details", "promise"]
Kind = Literal["gone", "new", "worse", "better", "changed", "unseen"]

# In order: what weighs most comes first.
_TOPICS: tuple[Topic, ...] = get_args(Topic)
_TONES: dict[Kind, Tone] = {"gone": "bad", "worse": "bad", "changed": "warn", "new": "good", "better": "good", "unseen": "soft"}
_ORDER: tuple[Tone, ...] = ("bad", "warn", "good", "soft")


class Change(Frozen):
    """
    One thing that is not as it was, or of which nobody knows whether it is.

    Attributes:
        kind: "gone" and "new": what is there no more, or was not there; "worse" and "better": for a customer; "changed": neither;
            "unseen": it was not looked at in one of the two, so nothing is said to have changed.
        key: What it is about; the same thing has the same key in every comparison.
        rank: Which of one topic comes first; the lowest does.
        text: The change in a sentence.
        before, after: The two states, in the site's words or in numbers, where the sentence does not hold them.
        pages: Addresses of the pages it rests on.
    """

    topic: Topic
    kind: Kind
    key: str
    text: str
    rank: int = 0
    before: str = ""
    after: str = ""
    pages: tuple[str, ...] = ()

    @property
    def tone(self) -> Tone:
        """How good it is; that a claim came or went is neither good nor bad."""
        return "warn" if self.topic == "promise" and self.kind != "unseen" else _TONES[self.kind]


class Look(Frozen):
    """
    One of the looks that are compared.

    Attributes:
        started: UTC, ISO 8601.
        pages: Number of pages that could be looked at.
        decided: Number of expectations with an outcome, of `of` that apply.
    """

    host: str
    started: str
    pages: int
    score: float | None
    low: float | None
    high: float | None
    grade: Grade | None
    decided: int
    of: int
    fixes: int


class Changes(Frozen):
    """
    What changed from one look to another.

    Attributes:
        cautions: What has to be known before it is read: the looks differ in settings, versions or method.
        score: What can be said of the score, in a sentence.
        changes: Worst first.
        unseen: What was looked at in one of the two only; no change.
    """

    schema_: Literal["auditor/diff/1"] = Key(default=SCHEMA, alias="schema")
    old: Look
    new: Look
    cautions: tuple[str, ...] = ()
    score: str = ""
    changes: tuple[Change, ...] = ()
    unseen: tuple[Change, ...] = ()

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to tell: nothing changed, and the later look did see something."""
        return not self.changes and (self.new.pages > 0 or self.old.pages == 0)


def worst_first(change: Change) -> tuple[int, int, int, str, str]:
    """By which changes are sorted."""
    return _ORDER.index(change.tone), _TOPICS.index(change.topic), change.rank, change.kind, change.key


def rank_of(kind: str) -> int:
    """Which kind of channel comes first."""
    return [*KINDS, kind].index(kind)
