"""Markdown for tickets, wikis and pull requests: the story on one page, site text made harmless."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reports import journeys, paths
from reports.deadends import told as told_end
from reports.fixes import Fix
from reports.gated import headline
from reports.journeys import jobs
from reports.meets import facts
from reports.numbers import decimal, whole
from reports.story import OpenQuestion, Story
from reports.sure import how_sure
from reports.templating import moment
from reports.text import capital, fenced, href, short
from reports.text import markdown as md
from reports.upcoming import coming
from reports.words import Words
from rules.registry import questions
from rules.verdict import Citation

NAME = "md"
SUFFIX = ".md"
MAX_PAGES = 10


def render(story: Story) -> bytes:
    """Headings in the order of the HTML report."""
    words = story.words
    first = (_opening(story, words), _paths(story, words), _walked(story, words), _ends(story, words), _fixes(story, words))
    rest = (_doubts(story, words), _upcoming(story, words), _promises(story, words), _unseen(story, words), _method(story, words))
    return ("\n".join(line for part in (*first, *rest) for line in part) + "\n").encode("utf-8")


def link(url: str, host: str = "") -> str:
    """A link where the address may be one, else its text."""
    text = md(short(url, host))
    return f"[{text}](<{url}>)" if href(url) else text


def score_line(story: Story) -> str:
    """The score in one sentence, or why there is none."""
    score, words = story.verdicts.score, story.words
    if score.value is None:
        return words("score.none", reason=score.reason or words("score.too_little"))
    low, high = (None if end is None else whole(end, words.language) for end in (score.low, score.high))
    key = ("graded" if score.grade else "told") if low == high else ("graded_between" if score.grade else "between")
    return words(f"score.{key}", value=whole(score.value, words.language), grade=score.grade, low=low, high=high)


def _opening(story: Story, words: Words) -> Iterator[str]:
    yield f"# {md(words('report.title', name=story.name))}\n"
    yield md(words("report.looked_on", when=moment(story.manifest.started), day=story.verdicts.method.as_of)) + "\n"
    yield f"## {words.text('What a customer meets first')}\n"
    yield from (f"- {md(fact.text)}" for fact in facts(story, words))
    if story.gated:
        yield f"\n{md(headline(story.gated, words))}"
    yield f"\n{md(score_line(story))} {md(words.decided(story.decided, story.undecided))}\n"
    if story.caps:
        yield f"{words.text('What caps the grade:')} {'; '.join(md(title) for title in story.caps)}.\n"
    if story.worst:
        yield f"### {words.text('To put right first')}\n"
        yield from (f"{n}. {_title(fix)} ({_tag(fix, words)})" for n, fix in enumerate(story.worst, 1))
        yield ""
    if story.good:
        yield f"### {words.text('What is good already')}\n"
        yield from (f"- {md(v.title or v.rule)}" for v in story.good)
        yield ""
    yield f"### {words('sure.title')}\n"
    yield from (f"- {md(limit.text)}" for limit in how_sure(story, words))
    yield ""
    yield from (f"{_asked(asked, words)}\n" for asked in story.pressing_questions)


def _title(fix: Fix) -> str:
    return md(fix.worst.title or fix.worst.rule)


def _tag(fix: Fix, words: Words) -> str:
    standing, severity = words.label("standing", fix.standing), words.label("severity", fix.worst.severity)
    return md(words("report.tag", standing=standing, severity=severity, owner=words.label("owner", fix.worst.owner)))


def _asked(asked: OpenQuestion, words: Words) -> str:
    how, other = words.answering(asked)
    return f"{md(words.question(asked))} `{how}` {md(other)}"


def _paths(story: Story, words: Words) -> Iterator[str]:
    if found := paths.ways(story, words):
        yield f"## {words('paths.title')}\n"
        yield from (f"- {md(way.told(words))}" for way in found)
        yield ""


def _walked(story: Story, words: Words) -> Iterator[str]:
    if not (told := jobs(story, words)):
        return
    columns = journeys.columns(story, words)
    yield f"## {words('journeys.title')}\n"
    yield " | ".join(("| " + words("journeys.job"), *(md(column.name) for column in columns))) + " |"
    yield "|" + " --- |" * (len(columns) + 1)
    for job in told:
        cells = (md(cell.text) for cell in job.cells for _ in range(cell.span))
        yield " | ".join((f"| {md(job.name)}", *cells)) + " |"
    yield f"\n{words('journeys.note')}\n"


def _ends(story: Story, words: Words) -> Iterator[str]:
    ends = sorted(story.evidence.dead_ends, key=lambda end: int(end.type[1:]))
    if not ends:
        return
    yield f"### {words('ends.title')}\n"
    for kind, group in groupby(ends, key=lambda end: end.type):
        pages = tuple(dict.fromkeys(end.page for end in group))
        yield f"- {md(words.label('dead_end', kind))}: {_pages(story, pages, words)}. {md(words.text(told_end(kind).remedy))}"
    yield ""


def _pages(story: Story, pages: tuple[str, ...], words: Words) -> str:
    rest = (words("counted.more", n=len(pages) - MAX_PAGES),) if len(pages) > MAX_PAGES else ()
    return ", ".join((*(link(page, story.host) for page in pages[:MAX_PAGES]), *rest))


def _fixes(story: Story, words: Words) -> Iterator[str]:
    yield f"## {words.text('What to put right, by who can do it')}\n"
    numbers = {fix: number for number, fix in enumerate(story.fixes, 1)}
    if not story.fixes:
        yield words.text("No expectation was found not met.") + "\n"
    for owner, fixes in story.fixes_by_owner:
        yield f"### {words.label('owner', owner)}\n"
        for fix in fixes:
            yield from _fix(story, fix, words, numbers[fix])


def _fix(story: Story, fix: Fix, words: Words, number: int) -> Iterator[str]:
    worst = fix.worst
    yield f"#### {number}. {_title(fix)}\n"
    caps = (words.text("caps the grade"),) if fix.gate else ()
    observed = words("report.observed", confidence=words.label("confidence", worst.confidence))
    tags = (words.label("standing", fix.standing), words.label("severity", worst.severity), *caps, observed)
    yield f"*{'; '.join(tags)}*\n"
    yield from (md(message) + "\n" for message in fix.messages)
    if pages := tuple(dict.fromkeys(place.page for place in fix.places)):
        yield f"- {words.text('Where')}: {_pages(story, pages, words)}"
    if worst.why:
        yield f"- {words.text('Why it matters')}: {md(worst.why)}"
    yield from (f"- {words.text('Expectation')}: {_source(source, words)}" for source in fix.citations)
    yield from (f"- {words.text('Remedy')}: **{md(advice)}**" for advice in fix.advice)
    yield f"- {capital(words.label('effort', worst.effort))}"
    if fix.also:
        titles = "; ".join(_title(other) for other in fix.also)
        yield f"- {capital(words('fixes.also', n=len(fix.also)))}: {titles}"
    for added in fix.remedies:
        yield f"\n{md(words(f'remedy.{added.kind}', where=added.where))}\n\n{fenced(added.content)}"
    yield ""


def _source(source: Citation, words: Words) -> str:
    named = f"[{md(source.authority)}](<{source.url}>)" if href(source.url) else md(source.authority)
    since = (words("report.in_force", day=source.in_force_from),) if source.in_force_from else ()
    sure = words("report.confidence", confidence=words.label("confidence", source.confidence))
    return f"{named} ({md('; '.join((', '.join((words.label('force', source.force), *since)), sure)))})"


def _doubts(story: Story, words: Words) -> Iterator[str]:
    if story.doubts:
        yield f"## {words.text('What could not be checked')}\n"
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
        yield f"## {words.text('Set aside')}\n"
        yield from (f"- {md(v.title or v.rule)}: {md(v.suppressed)}" for v in story.set_aside)
        yield ""


def _upcoming(story: Story, words: Words) -> Iterator[str]:
    for then in coming(story):
        yield f"## {words('upcoming.from', day=then.day, n=then.days)}\n"
        yield words("upcoming.failing", n=len(then.failing)) if then.failing else words("upcoming.none_failing")
        yield from (f"- {md(fix.worst.title)}: {md(message)}" for fix in then.failing for message in fix.messages[:1])
        for wait in then.waiting:
            asks = words.text(questions()[wait.question].asks)
            asked = md(words("upcoming.waiting", n=wait.rules, asks=asks))
            yield f"- {asked} `{wait.question}`. {md(words('upcoming.if_applies', n=len(wait.failing)))}"
            yield from (f"  - {md(fix.worst.title)}: {md(' '.join(fix.messages))}" for fix in wait.failing)
        yield from (f"- {md(v.title)}: {md(v.reason)}" for v in then.open)
        yield ""
    if story.verdicts.announced:
        yield f"## {words.text('Announced, and no law yet or without a date')}\n"
        for a in story.verdicts.announced:
            yield f"- {md(a.title)}: {md(capital(a.says))}. {md(capital(a.status))} ({md(a.authority)})"
        yield ""


def _promises(story: Story, words: Words) -> Iterator[str]:
    yield f"## {words.text('What is promised, and what was found')}\n"
    for held in story.verdicts.promises:
        size = words("promises.open") if held.gap is None else decimal(held.gap, words.language, 2, 2)
        gap = words("report.gap", gap=size)
        yield f"- {words('quoted', text=md(held.text))} ({words.strength(held.strength)}): {md(held.found)} ({gap})"
    if not story.verdicts.promises:
        yield words("promises.none")
    yield ""


def _unseen(story: Story, words: Words) -> Iterator[str]:
    yield f"## {words.text('What was not looked at')}\n"
    for reason, skipped in story.skipped:
        yield f"- {md(words('counted.skipped', n=len(skipped), reason=words.text(reason)))}"
    for page in story.failed_pages:
        detail = f"; {md(words.text(page.detail))}" if page.detail else ""
        yield f"- {link(page.url, story.host)}: {words.label('state', page.state)}{detail}"
    yield f"- {words('never_seen')} {words.sent(story.evidence.channels)}"
    yield ""


def _method(story: Story, words: Words) -> Iterator[str]:
    method = story.verdicts.method
    yield f"## {words.text('Method and sources')}\n"
    packs = ", ".join(f"{pack.id} {pack.version}" for pack in method.packs) or words.text("none")
    yield md(words("report.scored", version=method.version, packs=packs, day=method.as_of))
