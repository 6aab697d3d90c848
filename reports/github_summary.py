"""The summary of a GitHub job: GitHub flavoured Markdown that begins with what the gate decided."""

from __future__ import annotations

from collections.abc import Iterator

from reports.findings import Finding, findings
from reports.gated import headline, lines
from reports.meets import facts
from reports.story import Story
from reports.templating import moment
from reports.text import clean, href, short
from reports.text import markdown as md
from reports.words import Words

NAME = "github-summary"
SUFFIX = ".summary.md"
MAX_BYTES = 1024 * 1024
"""What GitHub takes from a step; it shows nothing of a larger one."""
MAX_ROWS = 50
MAX_PAGES = 3
MAX_LINES = 30
_ROWS_TEXT = 400


def render(story: Story) -> bytes:
    """The decision, and why; what is to be put right, worst first; what could not be told; what a customer meets."""
    text = "\n".join((*_opening(story), *_fixes(story), *_open(story), *_meets(story))) + "\n"
    return text.encode("utf-8")[:MAX_BYTES].decode("utf-8", "ignore").encode("utf-8")


def _opening(story: Story) -> Iterator[str]:
    words = story.words
    told = f"{words('counted.fixes', n=len(story.fixes))}. {words.decided(story.decided, story.undecided)}"
    yield f"## {md(words('summary.title', site=story.name))}\n"
    yield from _gate(story)
    yield f"**{md(told)}**\n"
    yield md(words("summary.looked", started=moment(story.manifest.started), as_of=story.verdicts.method.as_of)) + "\n"
    yield md(words.ended(story.evidence.coverage)) + "\n"


def _gate(story: Story) -> Iterator[str]:
    words, gated = story.words, story.gated
    if not gated:
        return
    yield f"**{md(headline(gated, words))}**\n"
    told = list(lines(gated, words))
    yield from (f"- {_short(line)}" for line in told[:MAX_LINES])
    if (left := len(told) - MAX_LINES) > 0:
        yield f"- {md(words('gated.more', n=left))}"
    yield ""


def _fixes(story: Story) -> Iterator[str]:
    """A table, a row a fix; what follows from another is mended with it."""
    words = story.words
    if not story.fixes:
        return
    heads = (words(f"summary.{name}") for name in ("fix", "severity", "owner", "pages"))
    yield f"| {' | '.join(md(head) for head in heads)} |"
    yield "| --- | --- | --- | --- |"
    held = {finding.rule: finding.held for finding in findings(story)}
    for finding in (Finding("failed", fix) for fix in story.fixes[:MAX_ROWS]):
        worst = finding.fix.worst
        severity = words.label("severity", worst.severity)
        if finding.fix.gate:
            severity = words("summary.gate", severity=severity)
        if why := held.get(finding.rule):
            severity = f"{severity}, {words.label('held', why)}"
        told = f"**{md(finding.title)}**<br>{_short(' '.join(finding.fix.messages))}"
        yield f"| {told} | {md(severity)} | {md(words.label('owner', worst.owner))} | {_pages(finding, story.host, words)} |"
    if (left := len(story.fixes) - MAX_ROWS) > 0:
        yield f"\n{md(words('findings.not_listed', n=left))}"
    yield ""


def _pages(finding: Finding, host: str, words: Words) -> str:
    left = len(finding.pages) - MAX_PAGES
    more = words("findings.more_pages", n=left) if left > 0 else ""
    return ", ".join(_link(page, host) for page in finding.pages[:MAX_PAGES]) + md(more)


def _link(url: str, host: str) -> str:
    text = md(short(url, host))
    return f"[{text}](<{url.replace('|', '%7C')}>)" if href(url) else text


def _short(text: str) -> str:
    return md(clean(text, _ROWS_TEXT))


def _open(story: Story) -> Iterator[str]:
    undecided = [finding for finding in findings(story) if finding.status == "open"]
    if undecided:
        yield f"### {md(story.words('summary.open'))}\n"
        yield from (
            f"- {md(each.title)}: {_short(each.fix.worst.reason or each.fix.worst.message)}" for each in undecided[:MAX_ROWS]
        )
        yield ""


def _meets(story: Story) -> Iterator[str]:
    yield from (f"- {md(fact.text)}" for fact in facts(story, story.words))
