import io
import json
import re
from collections.abc import Callable

import pandas as pd
import pytest
from junitparser import JUnitXml
from syrupy.assertion import SnapshotAssertion

from reports import formats, markdown
from reports.story import Story
from tests.reports import samples, sites
from tests.reports.hostile import ATTACKS, attacked, hostile

FORBIDDEN = re.compile(r"complian|illegal|unlawful|breach|violat|dark pattern|on purpose", re.I)
STORIES: dict[str, Callable[[], Story]] = {"full": samples.story, "empty": samples.empty, "hostile": hostile}
TEXT = sorted(set(formats()) - {"pdf", "xlsx"})
PROGRAMS = ["csv", "github", "github-summary", "gitlab", "json", "junit", "sarif"]
NO_MARKUP = {"json", "csv", "sarif", "gitlab", "github"}
"""Of these nobody takes a `<` for markup."""


def test_every_format_is_found_by_its_module() -> None:
    assert set(formats()) >= {*PROGRAMS, "html", "md", "xlsx"}
    assert list(formats()) == sorted(formats())


@pytest.mark.parametrize("name", [*TEXT, "xlsx"])
@pytest.mark.parametrize("make", STORIES.values(), ids=STORIES)
def test_the_same_story_gives_the_same_bytes(name: str, make: Callable[[], Story]) -> None:
    assert formats()[name].render(make()) == formats()[name].render(make())


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_formats_for_programs_are_as_they_were(name: str, snapshot: SnapshotAssertion) -> None:
    assert formats()[name].render(samples.story()).decode("utf-8") == snapshot


@pytest.mark.parametrize("name", sorted({*PROGRAMS, "xlsx"} - {"json"}))
@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_no_text_of_a_site_keeps_a_report_from_being_written(name: str, text: str) -> None:
    assert 0 < len(formats()[name].render(attacked(text))) < 250_000


@pytest.mark.parametrize("name", TEXT)
def test_no_report_claims_what_a_tool_must_not_claim(name: str) -> None:
    for make in (samples.story, samples.empty):
        assert not FORBIDDEN.search(formats()[name].render(make()).decode("utf-8"))


@pytest.mark.parametrize("name", TEXT)
def test_hostile_text_reaches_no_report_alive(name: str) -> None:
    text = formats()[name].render(hostile()).decode("utf-8")

    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    if name not in NO_MARKUP:
        assert "<script" not in text


def test_json_holds_site_score_and_verdicts() -> None:
    summary = json.loads(formats()["json"].render(samples.story()))

    assert summary["site"]["host"] == sites.HOST
    assert summary["score"]["grade"] == "D"
    assert summary["counts"] | {"decided": 5, "undecided": 2, "failed": 3, "fixes": 3} == summary["counts"]
    assert len(summary["verdicts"]) == len(samples.story().verdicts.verdicts)
    assert summary["coverage"]["not_looked_at"] == {"page limit reached": 2, "closed by robots.txt": 1}


def test_csv_has_one_row_a_verdict() -> None:
    frame = pd.read_csv(io.BytesIO(formats()["csv"].render(samples.story())), keep_default_na=False)

    assert len(frame) == len(samples.story().verdicts.verdicts) + 1
    assert frame.loc[frame["upcoming"] == "yes", "rule"].tolist() == ["withdrawal-function"]
    assert frame[["rule", "pack", "gate", "force", "pages"]].to_numpy()[0].tolist() == ["email-present", "se", "yes", "statute", 2]


def test_csv_cells_of_a_hostile_site_are_no_formulas() -> None:
    frame = pd.read_csv(io.BytesIO(formats()["csv"].render(hostile())), keep_default_na=False, dtype=str)

    assert not frame.map(lambda value: value.startswith(("=", "+", "-", "@"))).to_numpy().any()
    assert frame.loc[0, "rule"] == "'=cmd()"


def test_junit_says_which_expectation_failed_and_why_others_were_skipped() -> None:
    report = JUnitXml.fromstring(formats()["junit"].render(samples.story()))
    cases = {case.classname: case for suite in report for case in suite}

    assert (report.tests, report.failures, report.errors, report.skipped) == (10, 4, 0, 4)
    assert [suite.name for suite in report] == sorted({v.category for v in samples.story().verdicts.verdicts})
    (failure,) = cases["se.email-present"].result
    assert failure.message.startswith("No e-mail address for customers was found")
    for part in (
        "Remedy: Put an e-mail address",
        "2 kap. 2 §",
        "statute, from 2022-09-01",
        "https://law.example/2005-59",
    ):
        assert part in failure.text
    assert cases["se.complaints"].result[0].message.startswith("could not be checked: 52 known pages")
    assert cases["se.copy-of-form"].result[0].message.startswith("Set aside: Copies are sent")
    assert cases["se.phone-present"].result == []


def test_junit_is_not_green_where_nothing_was_decided() -> None:
    report = JUnitXml.fromstring(formats()["junit"].render(samples.empty()))

    assert (report.tests, report.errors) == (1, 1)


def test_markdown_gives_findings_by_owner_with_remedy_and_source() -> None:
    text = formats()["md"].render(samples.story()).decode("utf-8")

    assert text.index("### Content editors") < text.index("### Telephony") < text.index("### Web team")
    assert "- Remedy: **Put an e-mail address for customers on the contact page, beside the telephone number.**" in text
    assert "[Distansavtalslagen (2005:59) 2 kap. 2 §](<https://law.example/2005-59>) (statute, from 2022-09-01" in text


def test_markdown_of_a_hostile_site_has_no_link_and_no_picture() -> None:
    assert not re.search(r"(?<!\\)\]\(", formats()["md"].render(hostile()).decode("utf-8"))


def test_markdown_tells_how_each_job_ended_in_a_table() -> None:
    text = markdown.render(samples.story()).decode()
    row = "| Call the company | arrived · 1 action | arrived · 1 action | arrived · 3 actions, 1 at the least | not walked |"

    assert "| Job | From the home page, on a computer | From the home page, on a phone |" in text
    assert row in text
    assert "Walked as a customer" not in markdown.render(samples.empty()).decode()
