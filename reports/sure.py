"""How sure a report is of itself, in plain words: how much was looked at, what limits it, and how far the score could move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.numbers import decimal
from reports.story import Story
from reports.words import Words
from rules.scoring import grade

__all__ = ["Limit", "how_sure", "possible_grades"]


@dataclass(frozen=True)
class Limit:
    """A sentence, and where in the report it is told in full: an anchor."""

    text: str
    anchor: str


def how_sure(story: Story, words: Words) -> tuple[Limit, ...]:
    """The sentences, what was looked at first."""
    if not story.read:
        return (Limit(words("sure.nothing"), "unseen"),)
    return tuple(_limits(story, words))


def _limits(story: Story, words: Words) -> Iterator[Limit]:
    seen = story.evidence.coverage
    known = max(seen.pages_known, len(story.evidence.pages))
    key = "sure.read" if seen.pages_rendered else "sure.no_browser"
    yield Limit(words(key, n=story.read, known=known, rendered=seen.pages_rendered), "pages-read")
    yield Limit(words.ended(seen), "unseen")
    if told := words.law(story.without_national_law, [pack.id for pack in story.verdicts.method.packs]):
        yield Limit(told, "sources")
    if doubtful := sum(fix.standing == "verify" for fix in story.fixes):
        yield Limit(words("sure.doubtful", n=doubtful), "fixes")
    if told := _interval(story, words):
        yield Limit(told, "score")


def possible_grades(story: Story) -> tuple[str, str] | None:
    """The worst and the best grade that the score could come to have; None where they are one, or where there is no score."""
    score = story.verdicts.score
    if score.value is None or score.low is None or score.high is None:
        return None
    worst, best = grade(score.low), grade(score.high)
    return None if worst == best else (worst, best)


def _interval(story: Story, words: Words) -> str:
    score = story.verdicts.score
    if score.value is None or score.low is None or score.high is None:
        return ""
    if score.low == score.high:
        return words("sure.settled")
    near = round(score.low) == round(score.high)
    low, high = (decimal(end, words.language, int(near)) for end in (score.low, score.high))
    if grades := possible_grades(story):
        return words("sure.spans", low=low, high=high, worst=grades[0], best=grades[1])
    return words("sure.stays", low=low, high=high, grade=score.grade)
