"""GitLab Code Quality (GitLab, "Code Quality report format"): a list of findings at lines of the repository."""

from __future__ import annotations

import hashlib
import json
from typing import Literal, TypedDict

from reports.findings import Finding, findings
from reports.story import Story

NAME = "gitlab"
SUFFIX = ".codequality.json"

Severity = Literal["info", "minor", "major", "critical", "blocker"]
_SEVERITIES: dict[str, Severity] = {"critical": "critical", "serious": "major", "moderate": "minor", "minor": "info"}


class Issue(TypedDict):
    """What GitLab asks of a finding; `fingerprint` is unique within the file."""

    description: str
    check_name: str
    fingerprint: str
    severity: Severity
    location: dict[str, str | dict[str, int]]


def render(story: Story) -> bytes:
    """
    What failed, worst first, and the gates that could not be told; GitLab has no word for what was set aside.

    What a baseline holds back weighs as ever: GitLab shows what is new beside the target branch by itself.
    """
    issues = [_issue(story, finding) for finding in findings(story) if finding.status != "set-aside"]
    return (json.dumps(issues, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _issue(story: Story, finding: Finding) -> Issue:
    return {
        "description": " ".join((f"{finding.title}:", *finding.sentences(story.words))),
        "check_name": finding.rule,
        "fingerprint": hashlib.sha256(f"{finding.fingerprint}\n{finding.rule}".encode()).hexdigest(),
        "severity": _severity(finding),
        "location": {"path": story.anchor.path, "lines": {"begin": story.anchor.line}},
    }


def _severity(finding: Finding) -> Severity:
    if finding.status == "open" or finding.fix.worst.level == "info" or finding.held == "unstable":
        return "info"
    return "blocker" if finding.fix.gate else _SEVERITIES[finding.fix.worst.severity]
