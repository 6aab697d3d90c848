"""
SARIF 2.1.0 as code scanning takes it (OASIS; GitHub, "SARIF support for code scanning").

GitHub shows every result as an open alert, whatever its `kind` and its `suppressions`, and tells two apart by rule, file and line.
So there is one result a rule, what passed is no result, and what was set aside or could not be told has the lowest level. That is
also why nothing is `absent` (3.27.24), which would be an open alert for what is mended.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Literal, NotRequired, TypedDict
from urllib.parse import quote

from reports.findings import Finding, expectations, findings
from reports.story import Story
from reports.text import clean, href
from reports.text import markdown as md
from reports.words import Words

NAME = "sarif"
SUFFIX = ".sarif"

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
FINGERPRINT = "auditorFinding/v1"
MAX_RESULTS = 5000
"""What GitHub keeps of a run; it refuses a file of more than 25,000."""
MAX_TEXT = 1000
MAX_PLACES = 10

_SEMANTIC = re.compile(r"\d+\.\d+\.\d+")
_PROBLEMS = {"error": "error", "warning": "warning", "note": "recommendation"}

Message = TypedDict("Message", {"text": str, "markdown": NotRequired[str]})  # noqa: UP013 - beside those that cannot be classes
RuleProperties = TypedDict("RuleProperties", {"tags": list[str], "precision": str, "problem.severity": str})


class Rule(TypedDict):
    """A `reportingDescriptor`."""

    id: str
    name: str
    shortDescription: Message
    fullDescription: Message
    help: Message
    helpUri: NotRequired[str]
    defaultConfiguration: dict[Literal["level"], str]
    properties: RuleProperties


class Place(TypedDict):
    """A `location`: the line of the settings file that names the site, and the site's own addresses."""

    physicalLocation: dict[str, dict[str, str | int]]
    logicalLocations: NotRequired[list[dict[str, str]]]


class Result(TypedDict):
    """A `result`."""

    ruleId: str
    ruleIndex: int
    kind: Literal["fail", "review"]
    level: Literal["error", "warning", "note", "none"]
    message: Message
    locations: list[Place]
    partialFingerprints: dict[str, str]
    baselineState: NotRequired[Literal["new", "unchanged"]]
    properties: NotRequired[dict[Literal["unstable"], bool]]
    suppressions: NotRequired[list[dict[str, str]]]


def render(story: Story) -> bytes:
    """One run of one tool on one site, as UTF-8."""
    found = findings(story)[:MAX_RESULTS]
    run = {
        "tool": {"driver": _driver(story, found)},
        "automationDetails": {"id": f"auditor/{quote(clean(story.host), safe='.:')}/"},
        "invocations": [_invocation(story)],
        "originalUriBaseIds": {ROOT: {"description": {"text": story.words("findings.root")}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(story, finding, index) for index, finding in enumerate(found)],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(log, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _driver(story: Story, found: tuple[Finding, ...]) -> dict[str, object]:
    version = story.manifest.versions.get("auditor", "")
    known = {"version": clean(version)} if version else {}
    semantic = {"semanticVersion": version} if _SEMANTIC.fullmatch(version) else {}
    return {"name": "auditor", **known, **semantic, "rules": [_rule(finding, story.words) for finding in found]}


def _invocation(story: Story) -> dict[str, object]:
    """That the program ran, and how the look ended; nothing decided is not a success."""
    times = {"startTimeUtc": story.manifest.started, "endTimeUtc": story.manifest.finished}
    told = f"{story.words.ended(story.evidence.coverage)} {story.words.decided(story.decided, story.undecided)}"
    return {
        "executionSuccessful": bool(story.decided),
        "exitCodeDescription": clean(told),
        **{name: time for name, time in times.items() if _is_time(time)},
    }


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None and "T" in text
    except ValueError:
        return False


def _rule(finding: Finding, words: Words) -> Rule:
    worst = finding.fix.worst
    rule: Rule = {
        "id": finding.rule,
        "name": "".join(part.capitalize() for part in re.findall(r"[A-Za-z0-9]+", worst.rule)) or "Rule",
        "shortDescription": _text(finding.title),
        "fullDescription": _text(_sentence(worst.why) or _sentence(finding.title)),
        "help": {"text": "\n".join(_help(finding, words)), "markdown": "\n\n".join(_help_markdown(finding, words))},
        "defaultConfiguration": {"level": finding.level},
        "properties": {
            "tags": list(dict.fromkeys(clean(tag) for tag in (worst.category, worst.owner, *finding.fix.packs) if tag))[:10],
            "precision": worst.confidence,
            "problem.severity": _PROBLEMS[finding.level],
        },
    }
    if address := next((source.url for source in finding.fix.citations if href(source.url)), ""):
        rule["helpUri"] = address
    return rule


def _sentence(text: str) -> str:
    """Text that ends as a sentence does, as readers of SARIF expect it."""
    told = clean(text)
    return told if not told or told.endswith((".", "!", "?", "…")) else f"{told}."


def _text(text: str) -> Message:
    return {"text": clean(text, MAX_TEXT)}


def _help(finding: Finding, words: Words) -> Iterator[str]:
    worst = finding.fix.worst
    yield finding.title
    if worst.why:
        yield words("findings.why", why=worst.why)
    yield from (words("findings.remedy", advice=advice) for advice in finding.fix.advice)
    yield from expectations(finding.fix.citations, words)


def _help_markdown(finding: Finding, words: Words) -> Iterator[str]:
    yield f"**{md(finding.title)}**"
    if finding.fix.worst.why:
        yield md(words("findings.why", why=finding.fix.worst.why))
    yield from (f"**{md(words('findings.remedy', advice=advice))}**" for advice in finding.fix.advice)
    yield from (f"- {md(line)}" for line in expectations(finding.fix.citations, words))


def _result(story: Story, finding: Finding, index: int) -> Result:
    result: Result = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "kind": "review" if finding.status == "open" else "fail",
        "level": "none" if finding.status == "open" else finding.level,
        "message": {"text": _no_link("\n".join(finding.sentences(story.words)))},
        "locations": [_place(story, finding)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
    }
    if finding.status == "set-aside":
        result["suppressions"] = [{"kind": "external", "justification": clean(finding.fix.worst.suppressed)}]
    if story.gated and story.gated.baseline:  # of a run all results have it or none
        result["baselineState"] = "unchanged" if finding.held == "known" else "new"
    if finding.held == "unstable":
        result["properties"] = {"unstable": True}
    return result


def _no_link(text: str) -> str:
    """A message in which nothing is an embedded link (SARIF 2.1.0, 3.11.6)."""
    return text.replace("](", "] (")


def _place(story: Story, finding: Finding) -> Place:
    """A result without a place in the repository makes GitHub refuse the whole file."""
    file: dict[str, str | int] = {"uri": quote(story.anchor.path), "uriBaseId": ROOT}
    place: Place = {"physicalLocation": {"artifactLocation": file, "region": {"startLine": story.anchor.line}}}
    if pages := finding.pages[:MAX_PLACES]:
        place["logicalLocations"] = [{"fullyQualifiedName": page, "kind": "resource"} for page in pages]
    return place
