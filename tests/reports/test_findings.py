"""What formats for programs show as findings: each rule once, and not knowing is not green."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from reports import gitlab, sarif, words
from reports.findings import findings
from reports.story import Story
from rules.verdict import Level, Outcome, Severity, Verdict
from tests.reports import samples
from tests.reports.test_languages import BRACKETS, Brackets


def judged(*verdicts: Verdict) -> Story:
    story = samples.story()
    return replace(story, verdicts=story.verdicts.model_copy(update={"verdicts": verdicts}))


def verdict(outcome: Outcome = "failed", pack: str = "se", **fields: object) -> Verdict:
    return Verdict.model_validate({"rule": "phone-given", "pack": pack, "outcome": outcome, "level": "must", **fields})


@pytest.mark.parametrize(
    ("verdicts", "told"),
    [
        ((verdict(), verdict(pack="eu")), ["failed"]),
        ((verdict("cantTell", gate=True),), ["open"]),
        ((verdict("untested", gate=True),), ["open"]),
        ((verdict("cantTell"),), []),
        ((verdict("cantTell", gate=True, if_applies="passed"),), []),
        ((verdict("cantTell", gate=True), verdict(pack="eu")), ["failed"]),
        ((verdict(suppressed="known"),), ["set-aside"]),
        ((verdict(suppressed="known"), verdict(pack="eu")), ["failed"]),
        ((verdict("passed"), verdict("inapplicable", pack="eu")), []),
    ],
)
def test_a_rule_is_told_once_and_its_worst_state_counts(verdicts: tuple[Verdict, ...], told: list[str]) -> None:
    assert [finding.status for finding in findings(judged(*verdicts))] == told


@pytest.mark.parametrize(
    ("severity", "level", "told"),
    [
        ("critical", "must", "error"),
        ("serious", "should", "error"),
        ("moderate", "must", "warning"),
        ("minor", "must", "note"),
        ("critical", "info", "note"),
    ],
)
def test_the_level_follows_the_severity(severity: Severity, level: Level, told: str) -> None:
    (finding,) = findings(judged(verdict(severity=severity, level=level)))

    assert finding.level == told


def test_a_finding_without_words_still_says_something() -> None:
    (finding,) = findings(judged(verdict()))

    assert list(finding.sentences(samples.story().words)) == ["phone-given"]
    assert finding.fingerprint


def test_sentences_follow_the_language_and_ids_and_values_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    told = replace(samples.story(), language=BRACKETS)
    monkeypatch.setattr(words, "catalogue", lambda language: Brackets())
    run = json.loads(sarif.render(told))["runs"][0]
    plain = json.loads(sarif.render(samples.story()))["runs"][0]

    assert "⟦Remedy:" in run["results"][0]["message"]["text"]
    assert "⟦Remedy:" in json.loads(gitlab.render(told))[0]["description"]
    for each, other in zip(run["results"], plain["results"], strict=True):
        assert [each[key] for key in ("ruleId", "kind", "level", "partialFingerprints")] == [
            other[key] for key in ("ruleId", "kind", "level", "partialFingerprints")
        ]
