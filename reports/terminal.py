"""The summary a person reads in the terminal: what a customer meets, the score, what to put right first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from reports.journeys import jobs, standing
from reports.markdown import score_line
from reports.meets import Stance, facts
from reports.outcomes import Tone
from reports.story import Story
from reports.sure import how_sure, possible_grades
from reports.text import clean
from reports.upcoming import coming
from reports.words import Words
from rules.sensitivity import Sensitivity

__all__ = ["sensitivity", "summary"]

_MARKS: dict[Stance, tuple[str, str]] = {
    "found": ("✓", "green"),
    "partly": ("~", "yellow"),
    "missing": ("✗", "red"),
    "unknown": ("?", "yellow"),
    "absent": ("–", "dim"),
}
_ASCII: dict[Stance, str] = {"found": "+", "partly": "~", "missing": "x", "unknown": "?", "absent": "-"}
_STANCES: dict[Tone, Stance] = {"good": "found", "warn": "partly", "bad": "missing", "soft": "unknown"}
_WIDTH = 100


def summary(story: Story, console: Console) -> None:
    """Print the summary; nothing in it from the site can steer the terminal."""
    words = story.words
    ascii_only = console.options.ascii_only
    beginning = (*_heading(story, words), *_meets(story, words, ascii_only), *_walked(story, words, ascii_only))
    whole = Group(*beginning, *_score(story, words), *_worst(story, words, ascii_only), *_end(story))
    console.print(whole, width=min(console.width, _WIDTH), soft_wrap=False)


def sensitivity(found: Sensitivity, grade: str | None, words: Words, console: Console) -> None:
    """Print what other weights would have given, beside the grade that these gave."""
    console.print(Text(words("sensitivity.title"), style="bold underline"))
    for line in _sensitivity(found, grade, words):
        console.print(Text(line), width=min(console.width, _WIDTH), soft_wrap=False)


def _sensitivity(found: Sensitivity, grade: str | None, words: Words) -> Iterator[str]:
    if found.low is None or found.high is None:
        yield words("sensitivity.none", reason=found.reason)
        return
    ends: dict[str, Any] = {"low": found.low, "high": found.high, "from_": found.band[0], "to": found.band[1]}
    yield words("sensitivity.band", draws=found.draws, grade=grade, stays=found.same_grade, **ends)
    yield words("sensitivity.follows" if found.drivers else "sensitivity.follows_none")
    for driver in found.drivers:
        yield "  " + words(f"sensitivity.{driver.kind}", id=driver.id, correlation=driver.correlation)


def _line(text: str, style: str = "") -> Text:
    return Text(clean(text), style=style)


def _heading(story: Story, words: Words) -> Iterator[RenderableType]:
    looked = words("report.looked", pages=words("counted.pages", n=story.read), day=story.verdicts.method.as_of)
    yield from ("", Text.assemble((clean(story.name), "bold"), "  ", (clean(looked), "dim")), "")


def _meets(story: Story, words: Words, ascii_only: bool) -> Iterator[RenderableType]:
    yield Text(words.text("What a customer meets first"), style="bold underline")
    table = _grid()
    for fact in facts(story, words):
        mark, style = _MARKS[fact.stance]
        table.add_row(Text(_ASCII[fact.stance] if ascii_only else mark, style=style), _line(fact.text))
    yield from (table, "")


def _walked(story: Story, words: Words, ascii_only: bool) -> Iterator[RenderableType]:
    if not (lines := standing(jobs(story, words), words)):
        return
    yield Text(words("journeys.title"), style="bold underline")
    table = _grid()
    for tone, line in lines:
        mark, style = _MARKS[_STANCES[tone]]
        table.add_row(Text(_ASCII[_STANCES[tone]] if ascii_only else mark, style=style), _line(line))
    yield from (table, "")


def _score(story: Story, words: Words) -> Iterator[RenderableType]:
    yield _line(score_line(story), "bold")
    if grades := possible_grades(story):
        yield _line(words("score.possible", low=grades[0], high=grades[1]), "yellow")
    yield _line(words.decided(story.decided, story.undecided))
    if story.caps:
        yield _line(words("report.caps", titles="; ".join(story.caps)))
    aside = len(story.set_aside)
    counts: dict[str, Any] = {str(outcome): n for outcome, n in story.counts.items()}
    yield _line(words("report.outcomes_aside" if aside else "report.outcomes", aside=aside, **counts), "dim")
    if law := words.law(story.without_national_law, [pack.id for pack in story.verdicts.method.packs]):
        yield _line(law, "yellow")
    yield from (_line(limit.text, "dim") for limit in how_sure(story, words)[:1])
    yield from _questions(story, words)
    for then in coming(story):
        failing = words("upcoming.failing", n=len(then.failing)) if then.failing else words("upcoming.none_failing")
        waits = (words("upcoming.waits", n=wait.rules, id=wait.question) for wait in then.waiting)
        yield _line(f"{words('upcoming.from', day=then.day, n=then.days)}: {'; '.join((failing, *waits))}.")
    yield ""


def _questions(story: Story, words: Words) -> Iterator[RenderableType]:
    for asked in story.pressing_questions:
        yield _line(words.question(asked))
        yield _line(f"  {' '.join(words.answering(asked, str(story.folder or 'BUNDLE')))}", "cyan")
    if others := story.other_questions:
        yield _line(f"{words('question.others', n=len(others))}: {', '.join(asked.id for asked in others)}.", "dim")


def _worst(story: Story, words: Words, ascii_only: bool) -> Iterator[RenderableType]:
    if not story.worst:
        return
    left = len(story.fixes) - len(story.worst)
    title = words("report.first", n=len(story.worst), all=len(story.fixes)) if left else words.text("To put right first")
    yield Text(title, style="bold underline")
    table = _grid()
    for number, fix in enumerate(story.worst, 1):
        kind = f"{words.label('severity', fix.worst.severity)}, {words.label('owner', fix.worst.owner)}"
        block = Text.assemble((clean(fix.worst.title or fix.worst.rule), "bold"), (f"  {kind}", "dim"))
        lines: list[RenderableType] = [block, *(_line(message) for message in fix.messages[:1])]
        lines += [Text.assemble(("-> " if ascii_only else "→ ", "cyan"), _line(advice)) for advice in fix.advice[:1]]
        table.add_row(Text(str(number), style="red"), Group(*lines))
    if story.good:
        good = "; ".join(v.title or v.rule for v in story.good)
        table.add_row(Text("+" if ascii_only else "✓", style="green"), _line(f"{words.text('What is good already')}: {good}"))
    yield from (table, "")


def _end(story: Story) -> Iterator[RenderableType]:
    if story.folder:
        page = story.folder / "report.html"
        yield _line(story.words("report.file", path=str(page if page.is_file() else story.folder)), "cyan")


def _grid() -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=3, justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    return table
