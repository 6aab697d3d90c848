"""What a gate decided, as reports tell it: first, in every language, and what does not count is told apart from what does."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from junitparser import Failure, JUnitXml, Skipped

from reports import formats, github, sarif
from reports.findings import findings
from reports.gated import Beside, Gated, headline, lines
from reports.known import Finding
from reports.schemas import schemas
from reports.story import Story
from reports.words import Words
from tests.reports import samples
from tests.reports.hostile import ATTACKS, attacked

SARIF = json.loads((Path(__file__).parent / "data" / "sarif-schema-2.1.0.json").read_text("utf-8"))
STILL = tuple(Finding(rule="email-present", pack=pack, result="email-missing") for pack in ("se", "eu"))
NEW = (Finding(rule="help-leads-on", pack="se", result="dead-end", title="Help pages lead on to a person"),)
FAILED = Gated(
    passed=False,
    exit_code=1,
    reasons=("critical: Help pages lead on to a person (se): The help page", "phone: 3 clicks (Home > Kontakt), budget 2"),
    unstable=("moderate: The phone number shows",),
    unstable_rules=("phone-in-view",),
    baseline=Beside(file="ci/known.json", held_back=("serious: An e-mail address",), new=NEW, still=STILL),
)


def told(name: str, gated: Gated | None = FAILED, story: Story | None = None) -> str:
    return formats()[name].render(replace(story or samples.story(), gated=gated)).decode("utf-8")


def results(gated: Gated | None) -> dict[str, Any]:
    return {result["ruleId"]: result for result in json.loads(told("sarif", gated))["runs"][0]["results"]}


def test_what_does_not_count_for_the_gate_is_told_apart() -> None:
    held = {finding.rule: finding.held for finding in findings(replace(samples.story(), gated=FAILED))}

    assert held == {"email-present": "known", "help-leads-on": "", "phone-in-view": "unstable", "copy-of-form": ""}


def test_a_finding_of_which_a_part_is_new_counts() -> None:
    partly = FAILED.model_copy(update={"baseline": Beside(file="known.json", still=STILL[:1], new=STILL[1:])})

    assert findings(replace(samples.story(), gated=partly))[0].held == ""


@pytest.mark.parametrize(
    ("gated", "says"),
    [
        (FAILED, "The gate failed, for 2 reasons."),
        (Gated(passed=True, exit_code=0), "The gate passed."),
        (Gated(passed=False, exit_code=4, reasons=("no rule could be decided",)), "The gate is undecided"),
    ],
)
@pytest.mark.parametrize("name", ["github-summary", "github", "md", "html"])
def test_the_decision_is_told_where_there_is_one(name: str, gated: Gated, says: str) -> None:
    assert says in told(name, gated)
    assert "The gate" not in told(name, None)


def test_the_summary_begins_with_the_decision_and_why() -> None:
    said = told("github-summary").splitlines()

    assert said[2] == "**The gate failed, for 2 reasons.**"
    assert said[5] == "- phone: 3 clicks (Home \\> Kontakt), budget 2"
    assert "- held back by ci/known.json: 1 of what the gate asks" in said
    assert "- unstable, not counted, for a second look did not find it: moderate: The phone number shows" in said
    assert any("| serious, caps the grade, held back |" in line for line in said)


def test_annotations_leave_out_what_the_baseline_knows_and_count_it() -> None:
    first, *rest = told("github").splitlines()

    assert first.startswith("::error ")
    assert "budget 2%0A" in first
    assert "1 finding that ci/known.json knows is not among the annotations." in first
    assert [line.split()[0] for line in rest] == ["::error", "::notice"]
    assert told("github", Gated(passed=True, exit_code=0)).startswith("::notice ")


def test_sarif_has_a_state_on_every_result_where_a_baseline_was_given_and_else_on_none() -> None:
    found = results(FAILED)

    assert {rule: result["baselineState"] for rule, result in found.items()} == {
        "email-present": "unchanged",
        "help-leads-on": "new",
        "phone-in-view": "new",
        "copy-of-form": "new",
    }
    assert (found["phone-in-view"]["properties"], found["phone-in-view"]["level"]) == ({"unstable": True}, "note")
    assert "properties" not in found["help-leads-on"]
    assert not any("baselineState" in result for result in results(Gated(passed=True, exit_code=0)).values())
    jsonschema.Draft202012Validator(SARIF).validate(json.loads(told("sarif")))


def test_junit_skips_what_does_not_count_and_says_why() -> None:
    suites = JUnitXml.fromstring(told("junit").encode())
    shown = {case.classname: case.result[0] for suite in suites for case in suite if case.result}

    assert [type(shown[name]) for name in ("se.email-present", "eu.email-present", "se.phone-in-view")] == [Skipped] * 3
    assert shown["se.email-present"].message.startswith("Held back by ci/known.json: No e-mail address")
    assert shown["se.phone-in-view"].message.startswith("Unstable, a second look did not find it: ")
    assert isinstance(shown["se.help-leads-on"], Failure)


def test_code_quality_keeps_the_severity_of_what_is_known_and_lowers_what_is_unstable() -> None:
    plain, gated = ({each["check_name"]: each["severity"] for each in json.loads(told("gitlab", each))} for each in (None, FAILED))

    assert gated == {**plain, "phone-in-view": "info"}


def test_the_report_for_programs_holds_the_decision() -> None:
    document = json.loads(told("json"))

    jsonschema.Draft202012Validator(schemas()["report"]).validate(document)
    assert (document["gate"]["exit_code"], document["gate"]["baseline"]["new"][0]["rule"]) == (1, "help-leads-on")


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_no_text_of_a_site_gets_a_line_of_its_own_by_way_of_the_gate(text: str) -> None:
    known = Beside(file="known.json", held_back=(text,), new=(Finding(rule=text, pack="se", result="x", title=text),))
    hostile = FAILED.model_copy(update={"reasons": (text,), "unstable": (text,), "warnings": (text,), "baseline": known})
    story = replace(attacked(text), gated=hostile)

    assert all(line.startswith("::") for line in github.render(story).decode().splitlines())
    assert "<img" not in told("github-summary", hostile)
    assert len(sarif.render(story)) < 250_000


@pytest.mark.parametrize("language", ["sv", "de"])
def test_no_line_of_a_decision_stays_english(language: str) -> None:
    whole = FAILED.model_copy(update={"warnings": ("x",), "baseline": Beside(file="k", new=NEW, still=STILL, fixed=NEW)})
    pairs = [([headline(whole, words), *lines(whole, words)]) for words in (Words(), Words(language))]

    assert [one for one, other in zip(*pairs, strict=True) if one == other] == list(FAILED.reasons)
