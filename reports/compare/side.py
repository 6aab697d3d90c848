"""What the comparison says: one row a site, the rules decided for all of them, and what must be read with care."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from reports.meets import KINDS, clicks_to, for_customers
from reports.ranks import spans, told
from reports.story import Story
from reports.text import clean
from reports.words import Words
from rules.verdict import Outcome, Score, Verdict

__all__ = ["SharedRule", "cautions", "shared_rules", "table", "words_of"]

_CLICKS = ("phone_clicks", "email_clicks", "form_clicks", "chat_clicks", "contact_page_clicks")
_INTEGERS = (*_CLICKS, "gates_failed", "shared_met", "shared_of", "decided", "of", "pages")
_SCORES = ("score", "low", "high")


@dataclass(frozen=True)
class SharedRule:
    """A rule decided for every site with a score; the outcomes stand in the order of the stories, without a score "untested"."""

    pack: str
    rule: str
    title: str
    outcomes: tuple[Outcome, ...]


def words_of(stories: Sequence[Story]) -> Words:
    """The words that the stories are told in."""
    return stories[0].words if stories else Words()


def table(stories: Sequence[Story]) -> pd.DataFrame:
    """
    One row a site, best score first.

    Columns: site, rank, score, low, high, grade, offers, the fewest clicks to each kind of channel and to the contact page,
    gates_failed, shared_met and shared_of (over the rules decided for all), decided and of (over its own), pages, as_of. Absent
    numbers are NA.
    """
    shared = shared_rules(stories)
    rows = [_row(story, shared, index, rank) for index, (story, rank) in enumerate(zip(stories, _ranks(stories), strict=True))]
    frame = pd.DataFrame(rows, columns=list(_columns()))
    frame = frame.astype(dict.fromkeys(_INTEGERS, "Int64") | dict.fromkeys(_SCORES, "Float64"))
    return frame.sort_values(["score", "site"], ascending=[False, True], na_position="last", kind="stable", ignore_index=True)


def _columns() -> Iterator[str]:
    yield from ("site", "rank", "score", "low", "high", "grade", "offers", *_CLICKS)
    yield from ("gates_failed", "shared_met", "shared_of", "decided", "of", "pages", "as_of")


def _row(story: Story, shared: Sequence[SharedRule], index: int, rank: str) -> dict[str, object]:
    score, contact = story.verdicts.score, story.evidence.contact_page
    return {
        "site": clean(story.name),
        "rank": rank,
        "score": score.value,
        "low": score.low,
        "high": score.high,
        "grade": score.grade or "",
        "offers": ", ".join(story.words.label("channel", kind) for kind in KINDS if for_customers(story, kind)),
        **{f"{kind}_clicks": clicks_to(story, kind) for kind in KINDS[:4]},
        "contact_page_clicks": contact.clicks if contact else None,
        "gates_failed": len({(v.pack, v.rule) for v in story.having("failed") if v.gate}),
        "shared_met": None if score.value is None else sum(rule.outcomes[index] == "passed" for rule in shared),
        "shared_of": None if score.value is None else len(shared),
        "decided": story.decided,
        "of": story.decided + story.undecided,
        "pages": story.read,
        "as_of": clean(story.verdicts.method.as_of),
    }


def _ranks(stories: Sequence[Story]) -> Sequence[str]:
    """The span of ranks of each site, as "2" or "1–3"; "" without a score, and for all where they were not judged alike."""
    if not _judged_alike(stories):
        return ("",) * len(stories)
    ends = [_ends(story.verdicts.score) for story in stories]
    low, high = (pd.Series([pair[n] for pair in ends], dtype="Float64") for n in (0, 1))
    return tuple(told(spans(low, high)))


def _ends(score: Score) -> tuple[float | None, float | None]:
    """The interval of a score; a score without one is one itself."""
    if score.value is None:
        return None, None
    return (score.value if score.low is None else score.low), (score.value if score.high is None else score.high)


def shared_rules(stories: Sequence[Story]) -> tuple[SharedRule, ...]:
    """The rules that were decided for every site that has a score, in order of pack and rule."""
    decided = [_decided(story) if story.verdicts.score.value is not None else {} for story in stories]
    scored = [own for own in decided if own]
    keys = sorted(set(scored[0]).intersection(*scored[1:])) if scored else []
    return tuple(
        SharedRule(*key, scored[0][key].title or key[1], tuple(own[key].outcome if own else "untested" for own in decided))
        for key in keys
    )


def _decided(story: Story) -> dict[tuple[str, str], Verdict]:
    """A rule's verdict; of several under one pack a failed one."""
    both = sorted((v for v in story.verdicts.verdicts if v.outcome in {"passed", "failed"}), key=lambda v: v.outcome == "failed")
    return {(v.pack, v.rule): v for v in both}


def _judged_alike(stories: Sequence[Story]) -> bool:
    return len({(s.verdicts.method.version, s.verdicts.method.packs, s.verdicts.method.as_of) for s in stories}) <= 1


def cautions(stories: Sequence[Story]) -> tuple[str, ...]:
    """What has to be known before the table is read."""
    return tuple(_cautions(stories))


def _cautions(stories: Sequence[Story]) -> Iterator[str]:
    words = words_of(stories)
    if not _judged_alike(stories):
        yield words("compare.not_alike")
    elif any("–" in rank for rank in _ranks(stories)):
        yield words("compare.overlap")
    if without := sorted(clean(s.name) for s in stories if s.verdicts.score.value is None):
        yield words("compare.no_score", sites=", ".join(without))
    settings = [s.manifest.settings for s in stories]
    names = {name for one in settings for name in one}
    differing = sorted(name for name in names if len({repr(one.get(name)) for one in settings}) > 1)
    if differing:
        yield words("compare.settings", names=", ".join(map(clean, differing)))
    yield words("compare.shared", n=len(shared_rules(stories)))
