"""GitLab Code Quality: the fields GitLab asks for, and a fingerprint of its own for each finding."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, get_args

import pytest

from reports import gitlab
from reports.story import Anchor, Story
from rules.verdict import Level, Severity, Verdict
from tests.reports import samples
from tests.reports.hostile import ATTACKS, attacked


def issues(story: Story) -> list[dict[str, Any]]:
    return list(json.loads(gitlab.render(story)))


@pytest.mark.parametrize("story", [samples.story(), samples.empty(), samples.long(9), *map(attacked, ATTACKS.values())])
def test_every_finding_has_what_gitlab_asks(story: Story) -> None:
    found = issues(story)

    assert len({issue["fingerprint"] for issue in found}) == len(found)
    for issue in found:
        assert issue["description"].strip()
        assert issue["check_name"]
        assert issue["severity"] in get_args(gitlab.Severity)
        assert issue["location"] == {"path": "auditor.toml", "lines": {"begin": 1}}


@pytest.mark.parametrize(
    ("severity", "level", "gate", "shown"),
    [
        ("critical", "must", True, "blocker"),
        ("critical", "should", False, "critical"),
        ("serious", "must", False, "major"),
        ("moderate", "must", False, "minor"),
        ("minor", "must", False, "info"),
        ("critical", "info", False, "info"),
    ],
)
def test_severities_are_gitlabs(severity: Severity, level: Level, gate: bool, shown: str) -> None:
    verdict = Verdict(rule="a", pack="se", outcome="failed", severity=severity, level=level, gate=gate)
    story = samples.story()
    (issue,) = issues(replace(story, verdicts=story.verdicts.model_copy(update={"verdicts": (verdict,)})))

    assert issue["severity"] == shown


def test_findings_are_pinned_to_the_settings_file_and_those_set_aside_left_out() -> None:
    found = issues(replace(samples.story(), anchor=Anchor("ci/auditor.toml", 7)))

    assert [issue["check_name"] for issue in found] == ["email-present", "help-leads-on", "phone-in-view"]
    assert found[0]["location"] == {"path": "ci/auditor.toml", "lines": {"begin": 7}}
