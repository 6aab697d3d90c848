"""GitHub: no message ends a command or begins another, the worst come first, and what is left out is counted."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import github, github_summary
from reports.story import Anchor, Story
from rules.verdict import SEVERITIES, Verdict
from tests.reports import samples
from tests.reports.hostile import ATTACKS, attacked

COMMAND = re.compile(r"::(error|warning|notice) file=([^,:]+),line=(\d+),title=([^,:]*)::([^\r\n]*)")


def commands(story: Story) -> list[tuple[str, ...]]:
    """Each line taken apart as the runner does it; one that is no command would be no match."""
    lines = github.render(story).decode().splitlines()
    found = [COMMAND.fullmatch(line) for line in lines]
    assert all(found), lines
    return [match.groups() for match in found if match]


def many(number: int) -> Story:
    verdicts = tuple(
        Verdict(rule=f"rule-{n:02}", pack="se", outcome="failed", level="must", severity=severity, message="Seen.")
        for severity in reversed(SEVERITIES)
        for n in range(number)
    )
    named = tuple(v.model_copy(update={"rule": f"{v.severity}-{v.rule}", "title": f"{v.severity} {v.rule}"}) for v in verdicts)
    story = samples.story()
    return replace(story, verdicts=story.verdicts.model_copy(update={"verdicts": named}))


@given(st.text(), st.text())
def test_any_text_stays_within_its_command(message: str, title: str) -> None:
    line = github.command("error", message, title=title)

    assert not re.search(r"[\r\n]", line)
    head, _, data = line.removeprefix("::error title=").partition("::")
    assert not re.search(r"[:,]", head)
    assert (unescaped(head), unescaped(data)) == (title, message)


def unescaped(text: str) -> str:
    for code, letter in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, letter)
    return text


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_a_hostile_site_gets_no_line_of_its_own(text: str) -> None:
    told = commands(attacked(text))

    assert [kind for kind, *_ in told] == ["notice", "warning", "warning"]


def test_the_worst_come_first_and_the_rest_is_counted() -> None:
    told = commands(many(12))
    kinds = [kind for kind, *_ in told]

    assert {kind: kinds.count(kind) for kind in kinds} == {"notice": 10, "error": 10, "warning": 10}
    assert [title.split()[0] for _, _, _, title, _ in told[1:11]] == ["critical"] * 10
    assert "19 more findings" in told[0][-1]


def test_they_are_pinned_to_the_line_of_the_settings_file() -> None:
    first = commands(replace(samples.story(), anchor=Anchor("ci/auditor.toml", 7)))[1]

    assert first[:3] == ("error", "ci/auditor.toml", "7")


def test_nothing_decided_is_an_error() -> None:
    ((kind, *_, told),) = commands(samples.empty())

    assert (kind, told) == ("error", "0 fixes. No expectation could be decided. The site could not be reached.")


def test_the_summary_begins_with_the_number_of_fixes_and_names_the_worst_first() -> None:
    text = github_summary.render(samples.story()).decode()

    assert text.splitlines()[2].startswith("**3 fixes. 5 of 7 expectations decided")
    assert text.index("An e-mail address for customers") < text.index("Help pages lead on") < text.index("The phone number shows")
    assert "| serious, caps the grade | Content editors |" in text


def test_a_long_summary_stays_below_what_github_takes_and_counts_the_rest() -> None:
    story = many(40)
    longer = tuple(v.model_copy(update={"message": "ö" * 90_000, "title": "å" * 9000}) for v in story.verdicts.verdicts)
    rendered = github_summary.render(replace(story, verdicts=story.verdicts.model_copy(update={"verdicts": longer})))

    assert len(rendered) < 1024 * 1024
    assert "110 more fixes are in the report." in rendered.decode()


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_no_cell_of_the_summary_is_left_by_what_a_site_says(text: str) -> None:
    table = [line for line in github_summary.render(attacked(text)).decode().splitlines() if line.startswith("|")]

    assert [len(re.findall(r"(?<!\\)\|", line)) for line in table] == [5, 5, 5]
    assert not any("<img" in line or "<script" in line for line in table)
