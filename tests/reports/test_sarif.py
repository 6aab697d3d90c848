"""SARIF: valid by the standard's schema, and by what GitHub asks beyond it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from reports import sarif
from reports.story import Anchor, Story
from rules.verdict import Verdict
from tests.reports import samples
from tests.reports.hostile import ATTACKS, attacked, hostile

SCHEMA = json.loads((Path(__file__).parent / "data" / "sarif-schema-2.1.0.json").read_text("utf-8"))
STORIES = {"full": samples.story(), "empty": samples.empty(), "hostile": hostile(), "long": samples.long(60)}
STORIES |= {name: attacked(text) for name, text in ATTACKS.items()}


def run_of(story: Story) -> dict[str, Any]:
    log = json.loads(sarif.render(story))
    (run,) = log["runs"]
    return dict(run)


def judged(*verdicts: Verdict) -> Story:
    story = samples.story()
    return replace(story, verdicts=story.verdicts.model_copy(update={"verdicts": verdicts}))


GATE = Verdict(rule="contact-depth", pack="se", outcome="cantTell", level="must", gate=True, title="Near", reason="Not seen.")


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_it_is_valid_by_the_schema(story: Story) -> None:
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(json.loads(sarif.render(story)))


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_github_accepts_every_result(story: Story) -> None:
    run = run_of(story)
    rules = run["tool"]["driver"]["rules"]

    assert len(run["results"]) <= 5000
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        assert len(rule["properties"]["tags"]) <= 10
        assert rule["properties"]["precision"] in {"low", "medium", "high", "very-high"}
        assert rule["properties"]["problem.severity"] in {"recommendation", "warning", "error"}
        assert "security-severity" not in rule["properties"]
        assert all(0 < len(rule[name]["text"]) <= 1024 for name in ("shortDescription", "fullDescription"))
    for result in run["results"]:
        (place,) = result["locations"]
        uri = place["physicalLocation"]["artifactLocation"]["uri"]
        assert uri
        assert not uri.startswith("/")
        assert "://" not in uri
        assert place["physicalLocation"]["region"]["startLine"] >= 1
        assert result["message"]["text"].strip()
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert len(result["partialFingerprints"]["auditorFinding/v1"]) > 0


def test_a_rule_is_one_result_under_however_many_packs_and_on_however_many_pages() -> None:
    full, long = run_of(samples.story()), run_of(samples.long(60))

    assert [r["ruleId"] for r in full["results"]] == ["email-present", "help-leads-on", "phone-in-view", "copy-of-form"]
    assert len(long["results"]) == 4 * len(full["results"])
    assert "and 50 more" in long["results"][0]["message"]["text"]


def test_a_result_says_what_was_seen_where_and_what_to_do() -> None:
    first = run_of(samples.story())["results"][0]

    assert (first["kind"], first["level"]) == ("fail", "error")
    for part in ("No e-mail address for customers was found", "https://www.fjordfiber.example/", "Remedy: Put an e-mail address"):
        assert part in first["message"]["text"]
    names = [name["fullyQualifiedName"] for name in first["locations"][0]["logicalLocations"]]
    assert "https://www.fjordfiber.example/" in names


def test_the_fingerprint_does_not_follow_the_numbers_of_a_message() -> None:
    first = samples.verdicts().verdicts[0]
    again = first.model_copy(update={"message": "No e-mail address was found on the 17 pages looked at."})
    one, other = (run_of(judged(verdict))["results"][0] for verdict in (first, again))

    assert one["message"] != other["message"]
    assert one["partialFingerprints"] == other["partialFingerprints"] == {"auditorFinding/v1": first.fingerprint}


def test_a_gate_that_could_not_be_told_is_for_review_and_fails_no_check() -> None:
    (result,) = run_of(judged(GATE))["results"]

    assert (result["kind"], result["level"]) == ("review", "none")
    assert result["message"]["text"] == "Could not be checked: Not seen."


def test_what_was_set_aside_is_suppressed_with_its_reason_and_of_the_lowest_level() -> None:
    result = run_of(samples.story())["results"][-1]

    assert result["suppressions"] == [{"kind": "external", "justification": samples.verdicts().verdicts[-1].suppressed}]
    assert result["level"] == "note"


def test_results_are_pinned_to_the_line_of_the_settings_file() -> None:
    run = run_of(replace(samples.story(), anchor=Anchor("ci/my audit.toml", 7)))
    place = run["results"][0]["locations"][0]["physicalLocation"]

    assert place["artifactLocation"] == {"uri": "ci/my%20audit.toml", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 7}


def test_a_run_is_told_apart_by_its_host_and_is_no_success_where_nothing_was_decided() -> None:
    full, empty = run_of(samples.story()), run_of(samples.empty())

    assert full["automationDetails"]["id"] == "auditor/www.fjordfiber.example/"
    assert [run["invocations"][0]["executionSuccessful"] for run in (full, empty)] == [True, False]
    assert "The site could not be reached." in empty["invocations"][0]["exitCodeDescription"]


def test_no_words_of_a_site_become_a_link_in_a_message() -> None:
    assert "](" not in run_of(attacked(ATTACKS["link of SARIF"]))["results"][0]["message"]["text"]
