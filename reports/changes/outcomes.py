"""Expectations whose outcome is another one, and what can be said of the score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from reports.changes.model import Change, Kind, Look
from reports.fixes import untold, weight
from reports.story import Story
from reports.words import Words
from rules.verdict import SEVERITIES, Outcome, Score, Verdict

__all__ = ["outcomes", "score", "score_moved", "span"]

_WORST: tuple[Outcome, ...] = ("failed", "cantTell", "untested", "passed", "inapplicable")
_ALIKE = frozenset({"seen_met", "undecided"})
"""Ways of changing that are told once for all expectations with the same reason."""
_STANDING = 3
_OPEN: frozenset[Outcome] = frozenset({"cantTell", "untested"})


def outcomes(old: Story, new: Story) -> Iterator[Change]:
    """The expectations of packs that both looks were held against; those of several packs that changed alike once."""
    before, after = _by_expectation(old), _by_expectation(new)
    groups: dict[tuple[str, str, str], list[tuple[Verdict, Verdict]]] = defaultdict(list)
    for pack, rule in sorted(before.keys() & after.keys()):
        was, now = before[pack, rule], after[pack, rule]
        if how := _how(was, now):
            groups[rule, how, now.result if how == "otherwise" else ""].append((was, now))
    told: dict[tuple[str, str], list[tuple[Verdict, Verdict]]] = defaultdict(list)
    for (rule, how, _), pairs in groups.items():
        was, now = min(pairs, key=lambda pair: weight(pair[1]))
        told[how, _why(how, was, now) if how in _ALIKE else rule].append((was, now))
    for (how, _), pairs in told.items():
        yield _told(new, how, pairs)


def _why(how: str, was: Verdict, now: Verdict) -> str:
    """Why an outcome was open in one of the looks."""
    undecided = now if how == "undecided" else was
    return undecided.reason or untold(undecided)


def _by_expectation(story: Story) -> Mapping[tuple[str, str], Verdict]:
    """The worst verdict of each expectation of a pack; what was set aside counts as not failed."""
    every = sorted(story.having(*_WORST), key=lambda v: _WORST.index(v.outcome), reverse=True)
    return {(verdict.pack, verdict.rule): verdict for verdict in every}


def _how(was: Verdict, now: Verdict) -> str:
    """In which way an outcome changed, "" where nobody needs to know."""
    if was.outcome == now.outcome:
        return "otherwise" if now.outcome == "failed" and was.result != now.result else ""
    if now.outcome == "failed":
        return "seen_failed" if was.outcome in _OPEN else "failed"
    if was.outcome == "failed":
        return {"passed": "met", "inapplicable": "lifted"}.get(now.outcome, "undecided")
    if {was.outcome, now.outcome} <= {"passed", "inapplicable"} or {was.outcome, now.outcome} <= _OPEN:
        return ""
    if now.outcome == "passed":
        return "seen_met"
    return "undecided" if was.outcome == "passed" else ""


_KINDS: Mapping[str, Kind] = {
    "failed": "worse", "met": "better", "lifted": "better", "otherwise": "changed", "seen_failed": "changed", "seen_met": "unseen",
    "undecided": "unseen",
}  # fmt: skip


def _told(story: Story, how: str, pairs: Sequence[tuple[Verdict, Verdict]]) -> Change:
    """The change of one expectation, or of several that were open for one reason."""
    words, (was, now) = story.words, pairs[0]
    titles = "; ".join(dict.fromkeys(after.title or after.rule for _, after in pairs))
    text = words(f"changes.outcome.{how}", n=len(pairs) if how in _ALIKE else None, title=titles, reason=_why(how, was, now))
    return Change(
        topic="outcome",
        kind=_KINDS[how],
        key=" ".join(("outcome", how, *(after.rule for _, after in pairs))),
        rank=min(SEVERITIES.index(after.severity) for _, after in pairs),
        text=text.strip(),
        before=words.label("outcome", was.outcome),
        after=words.label("outcome", now.outcome),
        pages=tuple(dict.fromkeys(place.page for _, after in pairs for place in after.evidence))[:_STANDING],
    )


def score(old: Story, new: Story, *, judged_alike: bool) -> str:
    """What can be said of the score, in a sentence."""
    words = new.words
    before, after = span(old.verdicts.score, words), span(new.verdicts.score, words)
    if None in (old.verdicts.score.value, new.verdicts.score.value):
        return words("changes.score.none")
    if not judged_alike:
        how = "methods"
    elif before == after:
        how = "same"
    else:
        how = {0: "perhaps", 1: "up", -1: "down"}[score_moved(old, new)]
    return words(f"changes.score.{how}", before=before, after=after)


def span(found: Look | Score, words: Words) -> str:
    """A score with its interval, as "62 (55 to 70)"."""
    value = found.score if isinstance(found, Look) else found.value
    if value is None:
        return words("changes.no_score")
    if found.low is None or found.high is None:
        return f"{value:.0f}"
    return words("changes.score.span", value=round(value), low=round(found.low), high=round(found.high))


def score_moved(old: Story, new: Story) -> int:
    """1 or -1 where the score moved beyond what was undecided in either look, 0 where that may be all."""
    was, now = old.verdicts.score, new.verdicts.score
    if was.low is None or was.high is None or now.low is None or now.high is None:
        return 0
    return 1 if now.low > was.high else -1 if now.high < was.low else 0
