"""Markdown for tickets, wikis and pull requests: the story on one page, site text made harmless."""

from __future__ import annotations

from collections.abc import Iterator

from reports.fixes import Fix
from reports.journeys import columns, jobs
from reports.meets import facts
from reports.story import OpenQuestion, Story
from reports.text import fenced, href, short
from reports.text import markdown as md
from reports.upcoming import coming
from reports.words import Words
from rules.registry import questions

NAME = "md"
SUFFIX = ".md"
MAX_PAGES = 10


def render(story: Story) -> bytes:
    """Headings in the order of the HTML report."""
    words = story.words
    first = (_opening(story, words), _walked(story, words), _fixes(story, words))
    parts = (*first, _doubts(story, words), _promises(story, words), _upcoming(story, words), _unseen(story, words))
    return ("\n".join(line for part in parts for line in part) + "\n").encode("utf-8")


def link(url: str, host: str = "") -> str:
    """A link where the address may be one, else its text."""
    text = md(short(url, host))
    return f"[{text}](<{url}>)" if href(url) else text


def _opening(story: Story, words: Words) -> Iterator[str]:
    yield f"# Customer contact on {md(story.name)}\n"
    yield f"Looked at {md(story.manifest.started)}, expectations as of {md(story.verdicts.method.as_of)}.\n"
    if law := _law(story, words):
        yield md(law) + "\n"
    yield "## What a customer meets first\n"
    yield from (f"- {md(fact.text)}" for fact in facts(story, words))
    yield f"\n{md(score_line(story))} {md(words.decided(story.decided, story.undecided))}\n"
    if story.caps:
        yield "The grade is capped by: " + "; ".join(md(title) for title in story.caps) + ".\n"
    yield md(words.ended(story.evidence.coverage)) + "\n"
    yield from (f"{_asked(asked, words)}\n" for asked in story.pressing_questions)


def _asked(asked: OpenQuestion, words: Words) -> str:
    how, other = words.answering(asked)
    return f"{md(words.question(asked))} `{how}` {md(other)}"


def _walked(story: Story, words: Words) -> Iterator[str]:
    if not (told := jobs(story, words)):
        return
    yield f"## {words('journeys.title')}\n"
    yield " | ".join(("| " + words("journeys.job"), *(md(column.name) for column in columns(story, words)))) + " |"
    yield "|" + " --- |" * (len(columns(story, words)) + 1)
    for job in told:
        cells = (md(cell.text) for cell in job.cells for _ in range(cell.span))
        yield " | ".join((f"| {md(job.name)}", *cells)) + " |"
    yield f"\n{words('journeys.note')}\n"


def _law(story: Story, words: Words) -> str:
    return words.law(story.without_national_law, [pack.id for pack in story.verdicts.method.packs])


def score_line(story: Story) -> str:
    """The score in one sentence, or why there is none."""
    score = story.verdicts.score
    if score.value is None:
        return f"No score: {score.reason or 'too little was decided'}."
    ends = {f"{end:.0f}": None for end in (score.low, score.high) if end is not None}
    interval = f" (between {' and '.join(ends)})" if len(ends) == 2 else ""
    return f"Score {score.value:.0f} of 100{interval}{f', grade {score.grade}' if score.grade else ''}."


def _fixes(story: Story, words: Words) -> Iterator[str]:
    yield "## What to put right, by who can do it\n"
    numbers = {fix: number for number, fix in enumerate(story.fixes, 1)}
    if not story.fixes:
        yield "No expectation was found not met.\n"
    for owner, fixes in story.fixes_by_owner:
        yield f"### {words.label('owner', owner)}\n"
        for fix in fixes:
            yield from _fix(story, fix, words, numbers[fix])


def _fix(story: Story, fix: Fix, words: Words, number: int) -> Iterator[str]:
    worst = fix.worst
    yield f"#### {number}. {md(worst.title or worst.rule)}\n"
    gate = ", caps the grade" if fix.gate else ""
    yield f"*{words.label('standing', fix.standing)}; {worst.severity}{gate}; confidence {worst.confidence}*\n"
    yield from (md(message) + "\n" for message in fix.messages)
    pages = tuple(dict.fromkeys(place.page for place in fix.places))
    if pages:
        more = f" and {len(pages) - MAX_PAGES} more" if len(pages) > MAX_PAGES else ""
        yield "- Where: " + ", ".join(link(page, story.host) for page in pages[:MAX_PAGES]) + more
    if worst.why:
        yield f"- Why it matters: {md(worst.why)}"
    for source in fix.citations:
        since = f", in force since {md(source.in_force_from)}" if source.in_force_from else ""
        named = f"[{md(source.authority)}](<{source.url}>)" if href(source.url) else md(source.authority)
        yield f"- Expectation: {named} ({words.label('force', source.force)}{since}; confidence {source.confidence})"
    yield from (f"- Remedy: **{md(advice)}**" for advice in fix.advice)
    yield f"- {words.label('effort', worst.effort).capitalize()}"
    if fix.also:
        titles = "; ".join(md(other.worst.title or other.worst.rule) for other in fix.also)
        yield f"- {words('fixes.also', n=len(fix.also)).capitalize()}: {titles}"
    for added in fix.remedies:
        yield f"\n{md(words(f'remedy.{added.kind}', where=added.where))}\n\n{fenced(added.content)}"
    yield ""


def _doubts(story: Story, words: Words) -> Iterator[str]:
    if story.doubts:
        yield "## What could not be checked\n"
        for reason, verdicts in story.doubts:
            titles = ", ".join(dict.fromkeys(md(v.title or v.rule) for v in verdicts))
            few = len(verdicts) <= MAX_PAGES
            yield f"- {titles if few else words('counted.undecided', n=len({v.rule for v in verdicts}))}: {md(reason)}"
        yield ""
    if others := story.other_questions:
        yield f"{words('question.others', n=len(others))}:\n"
        yield from (f"- {_asked(asked, words)}" for asked in others)
        yield f"\n{md(words('question.stays'))}\n"
    if story.set_aside:
        yield "## Set aside\n"
        yield from (f"- {md(v.title or v.rule)}: {md(v.suppressed)}" for v in story.set_aside)
        yield ""


def _upcoming(story: Story, words: Words) -> Iterator[str]:
    for then in coming(story):
        yield f"## {words('upcoming.from', day=then.day, n=then.days)}\n"
        yield words("upcoming.failing", n=len(then.failing)) if then.failing else words("upcoming.none_failing")
        yield from (f"- {md(fix.worst.title)}: {md(message)}" for fix in then.failing for message in fix.messages[:1])
        for wait in then.waiting:
            asked = md(words("upcoming.waiting", n=wait.rules, asks=questions()[wait.question].asks))
            yield f"- {asked} `{wait.question}`. {md(words('upcoming.if_applies', n=len(wait.failing)))}"
            yield from (f"  - {md(fix.worst.title)}: {md(' '.join(fix.messages))}" for fix in wait.failing)
        yield from (f"- {md(v.title)}: {md(v.reason)}" for v in then.open)
        yield ""
    if story.verdicts.announced:
        yield "## Announced, and not judged\n"
        yield from (f"- {md(a.title)}: {md(a.says)}. {md(a.status)} ({md(a.authority)})" for a in story.verdicts.announced)
        yield ""


def _promises(story: Story, words: Words) -> Iterator[str]:
    yield "## What is promised, and what was found\n"
    for held in story.verdicts.promises:
        size = words("promises.open") if held.gap is None else f"{held.gap:.2f}"
        yield f"- “{md(held.text)}” ({words.strength(held.strength)}): {md(held.found)} (gap {size})"
    if not story.verdicts.promises:
        yield words("promises.none")
    yield ""


def _unseen(story: Story, words: Words) -> Iterator[str]:
    yield "## What was not looked at\n"
    yield from (f"- {len(skipped)} known addresses: {md(reason)}" for reason, skipped in story.skipped)
    for page in story.failed_pages:
        yield f"- {link(page.url, story.host)}: {words.label('state', page.state)}{'; ' + md(page.detail) if page.detail else ''}"
    if law := _law(story, words):
        yield "- " + md(law)
    yield f"- {words('never_seen')} {words.sent(story.evidence.channels)}"
