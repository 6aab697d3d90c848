"""
GitHub annotations: workflow commands (GitHub, "Workflow commands for GitHub Actions"), worst first.

GitHub shows ten errors, ten warnings and ten notices of a step; how many more there are stands in the first. What a baseline knows
is counted there and left out: an annotation is for what a change did, and ten are soon used up by what was there before. What
turned out unstable is a notice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reports.findings import Finding, Level, findings
from reports.gated import headline
from reports.story import Story
from reports.text import clean

NAME = "github"
SUFFIX = ".annotations.txt"
MAX_EACH = 10
MAX_REASON = 300

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render(story: Story) -> bytes:
    """A command a line; what was set aside is not among them."""
    return "".join(f"{line}\n" for line in _lines(story)).encode("utf-8")


def command(name: str, message: str, **properties: str | int) -> str:
    """A workflow command on one line: no message and no property can end it or begin another."""
    given = ",".join(f"{key}={str(value).translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {given}::{message.translate(_DATA)}"


def _lines(story: Story) -> Iterator[str]:
    words = story.words
    told = [finding for finding in findings(story) if finding.status != "set-aside" and finding.held != "known"]
    first: Level = "note" if story.decided and not (story.gated and not story.gated.passed) else "error"
    room = Counter({"error": MAX_EACH, "warning": MAX_EACH, "note": MAX_EACH})
    room[first] -= 1
    shown: list[Finding] = []
    for finding in told:
        if room[finding.level]:
            room[finding.level] -= 1
            shown.append(finding)
    yield command(_COMMANDS[first], "\n".join(_summary(story, len(told) - len(shown))), **_at(story, clean(story.host)))
    for finding in shown:
        title = words("findings.about", title=finding.title, site=story.host)
        yield command(_COMMANDS[finding.level], "\n".join(finding.sentences(words)), **_at(story, title))


def _summary(story: Story, left: int) -> Iterator[str]:
    """The decision of the gate and why, how much there is, and how much is not among the annotations."""
    words, gated = story.words, story.gated
    if gated:
        yield headline(gated, words)
        yield from (clean(reason, MAX_REASON) for reason in gated.reasons)
    counted = f"{words('counted.fixes', n=len(story.fixes))}. {words.decided(story.decided, story.undecided)}"
    ended = "" if story.decided else words.ended(story.evidence.coverage)
    more = words("findings.more", n=left) if left else ""
    known = sum(finding.held == "known" for finding in findings(story))
    out = words("gated.left_out", n=known, file=gated.baseline.file) if known and gated and gated.baseline else ""
    yield " ".join(part for part in (counted, ended, more, out) if part)


def _at(story: Story, title: str) -> dict[str, str | int]:
    return {"file": story.anchor.path, "line": story.anchor.line, "title": title}
