"""
GitHub annotations: workflow commands (GitHub, "Workflow commands for GitHub Actions"), worst first.

GitHub shows ten errors, ten warnings and ten notices of a step; how many more there are is the first notice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reports.findings import Finding, findings
from reports.story import Story
from reports.text import clean

NAME = "github"
SUFFIX = ".annotations.txt"
MAX_EACH = 10

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
    told = [finding for finding in findings(story) if finding.status != "set-aside"]
    room = Counter({"error": MAX_EACH, "warning": MAX_EACH, "note": MAX_EACH - 1})
    shown: list[Finding] = []
    for finding in told:
        if room[finding.level]:
            room[finding.level] -= 1
            shown.append(finding)
    left = len(told) - len(shown)
    decided = words.decided(story.decided, story.undecided)
    summary = f"{words('counted.fixes', n=len(story.fixes))}. {decided}"
    if not story.decided:
        summary += f" {words.ended(story.evidence.coverage)}"
    if left:
        summary += " " + words("findings.more", n=left)
    yield command("notice" if story.decided else "error", summary, **_at(story, clean(story.host)))
    for finding in shown:
        title = words("findings.about", title=finding.title, site=story.host)
        yield command(_COMMANDS[finding.level], "\n".join(finding.sentences(words)), **_at(story, title))


def _at(story: Story, title: str) -> dict[str, str | int]:
    return {"file": story.anchor.path, "line": story.anchor.line, "title": title}
