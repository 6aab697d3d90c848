"""The baseline: what is known is held back and told, what is new is not, and what it cannot know it refuses."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import baseline
from auditor.baseline import Known, compare, fitting, make, worse
from auditor.budgets import Budget
from auditor.errors import CallError, Exit
from auditor.gate import Asked, checks, decide
from rules.result import NOT_SEEN
from rules.verdict import Verdict, Verdicts
from tests.auditor.looks import HELP, HOME, failed, judged, phone, seen

FILE = Path("known.json")
LINKS = failed(("/kontakt", "Ring oss på 08-465 004 00"), ("/kontakt", "Skriv"), ("/hjalp", "Ring oss"))


def known(*verdicts: Verdict, evidence: Any = None, **fields: Any) -> Known:
    return Known(FILE, make(evidence or seen(), judged(*verdicts, **fields), "2026-11-01"))


@pytest.mark.parametrize(
    ("now", "new"),
    [
        (LINKS, ()),
        (failed(("/Kontakt/?id=7", "ring oss på 08-465 004 99"), ("/kontakt", "Skriv"), ("/hjalp", "Ring oss")), ()),
        (failed(("/hjalp", "Other words")), ()),
        (failed(("/kontakt", "Ring oss"), ("/om", "Ring oss")), ("/om",)),
        (failed(("/kontakt", "a"), ("/kontakt", "b"), ("/kontakt", "c")), ("/kontakt",)),
        (LINKS.model_copy(update={"result": "another"}), ("/hjalp", "/kontakt")),
        (LINKS.model_copy(update={"pack": "eu"}), ("/hjalp", "/kontakt")),
    ],
)
def test_a_finding_is_the_same_while_its_pages_and_their_number_of_places_are(now: Verdict, new: tuple[str, ...]) -> None:
    assert known(LINKS).news(now) == new


def test_what_is_missing_is_missing_from_the_site_whatever_is_shown_for_it() -> None:
    def missing(*places: tuple[str, str]) -> Verdict:
        return failed(*places, rule="opening-hours-stated", result="hours-not-stated")

    assert known(missing(("/kontakt", "08-465 004 00"))).news(missing(("/om", "08-465 004 00"), ("/hjalp", "0771"))) == ()


def test_the_gate_fails_on_what_is_new_alone_and_tells_what_is_held_back() -> None:
    new = failed(("/om", "x"), rule="form-not-gated", title="A new one", message="It is new.")
    grown = failed(("/om", "x"), title="Grown", message="Two pages.")
    asked = Asked(known=known(LINKS, failed(rule="help-loops", title="Loops")))

    def gate(*verdicts: Verdict) -> Any:
        return decide(checks(asked, judged(*verdicts), seen()))

    held = gate(LINKS)
    assert (held.code, held.held) == (Exit.DONE, ("serious: contact-link-broken (se):",))
    assert gate(LINKS, new).reasons == ("serious: A new one (se): It is new.",)
    assert gate(grown).reasons == ("serious: Grown (se): Two pages. New on /om.",)


def test_a_gate_that_only_a_person_decides_is_known_and_what_was_not_seen_never_is() -> None:
    waits = failed(rule="email-given", result="perhaps-in-a-picture", gate=True).model_copy(update={"outcome": "cantTell"})
    unseen = waits.model_copy(update={"result": NOT_SEEN})

    assert decide(checks(Asked(known=known(waits)), judged(waits), seen())).passed
    assert decide(checks(Asked(), judged(waits), seen())).code == Exit.TOO_LITTLE_DECIDED
    assert decide(checks(Asked(known=known(unseen)), judged(unseen), seen())).code == Exit.TOO_LITTLE_DECIDED


PLACES = st.lists(st.tuples(st.sampled_from(["/", "/kontakt", "/hjalp?id=1"]), st.text(max_size=5)), max_size=4)
FINDINGS = st.lists(
    st.builds(lambda rule, places: failed(*places, rule=rule), st.sampled_from(["a", "b", "opening-hours-stated"]), PLACES),
    max_size=4,
    unique_by=lambda finding: finding.rule,
)


@given(FINDINGS, st.data())
def test_beside_its_own_baseline_a_look_has_nothing_new_and_mending_adds_nothing(
    findings: list[Verdict], data: st.DataObject
) -> None:
    fewer = data.draw(st.lists(st.sampled_from(findings), unique_by=id)) if findings else []
    asked = Asked(known=known(*findings))

    assert decide(checks(asked, judged(*findings), seen())).passed
    assert decide(checks(asked, judged(*fewer), seen())).passed
    assert compare(known(*findings), judged(*fewer)).new == ()


def test_the_findings_are_new_still_there_or_fixed_and_fixed_only_where_that_was_decided() -> None:
    loops, hours, aside = (failed(rule=rule) for rule in ("help-loops", "opening-hours-stated", "help-page-empty"))
    decided = [
        loops.model_copy(update={"outcome": "passed", "result": "none"}),
        hours.model_copy(update={"outcome": "cantTell", "result": NOT_SEEN}),
        aside.model_copy(update={"suppressed": "until spring"}),
    ]
    told = compare(known(LINKS, loops, hours, aside), judged(LINKS, *decided, failed(rule="form-not-gated")))

    assert [[each.rule for each in group] for group in (told.new, told.still, told.fixed)] == [
        ["form-not-gated"],
        ["contact-link-broken"],
        ["help-loops"],
    ]
    assert told.still[0].first_seen == "2026-11-01"


def test_what_is_set_aside_or_about_the_settings_is_no_part_of_it() -> None:
    made = make(
        seen(), judged(failed(suppressed="until spring"), failed(pack="settings", rule="suppression-expired")), "2026-11-01"
    )

    assert made.findings == ()


def test_written_and_read_it_is_the_same_and_renewed_it_keeps_the_first_day(tmp_path: Path) -> None:
    path = tmp_path / "ci" / "known.json"
    made = make(seen(phone()), judged(LINKS), "2026-11-01")
    baseline.write(path, made)
    first = path.read_bytes()
    baseline.write(path, made)
    assert (baseline.read(path), path.read_bytes()) == (Known(path, made), first)

    renewed = make(seen(), judged(LINKS, failed(rule="help-loops")), "2026-11-21", made)
    assert {each.rule: each.first_seen for each in renewed.findings} == {
        "contact-link-broken": "2026-11-01",
        "help-loops": "2026-11-21",
    }


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"version": "4.0"}, "version 3 of the method, and this is 4.0"),
        ({"pack": "2"}, "version 1 of the pack se, and this is 2"),
        ({"version": "3.2", "pack": "1.9"}, ""),
    ],
)
def test_one_of_another_major_version_is_refused_with_what_to_do(fields: dict[str, str], told: str) -> None:
    if not told:
        assert fitting(known(), seen(), judged(**fields))  # type: ignore[arg-type]
        return
    with pytest.raises(CallError, match=told) as raised:
        fitting(known(), seen(), judged(**fields))  # type: ignore[arg-type]
    assert "--write-baseline known.json" in str(raised.value)


def test_one_of_another_host_is_refused() -> None:
    other = seen(site=seen().site.model_copy(update={"host": "other.example"}))

    with pytest.raises(CallError, match=r"known\.json: is the baseline of acme\.example, and this is other\.example"):
        fitting(known(), other, judged())


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"schema": "auditor/baseline/9", "host": "a", "method": "3", "packs": []}'])
def test_a_file_that_is_none_is_told_in_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "known.json"
    path.write_text(content, "utf-8")

    with pytest.raises(CallError, match="is no baseline") as raised:
        baseline.read(path)
    assert "\n" not in str(raised.value)
    with pytest.raises(CallError, match="--write-baseline"):
        baseline.read(tmp_path / "none.json")


def test_a_lower_score_and_a_longer_way_are_told_and_fail_only_where_asked() -> None:
    before, now = known(evidence=seen(phone(HELP)), score=80.0), (seen(phone()), judged(score=79.5))
    told = (
        "worse: the score is 79.5, in the baseline 80",
        "worse: phone: 2 clicks (Home > Kundservice > Kontakt), in the baseline 1",
    )

    def gate(*, no_worse: bool, evidence: Any, verdicts: Verdicts) -> Any:
        return decide(checks(Asked(known=before, budget=Budget(no_worse=no_worse)), verdicts, evidence))

    warned = gate(no_worse=False, evidence=now[0], verdicts=now[1])
    assert (warned.code, warned.warnings) == (Exit.DONE, told)
    assert (gate(no_worse=True, evidence=now[0], verdicts=now[1]).reasons) == told
    assert gate(no_worse=True, evidence=seen(phone(HOME)), verdicts=judged(score=80.0)).passed
    gone = gate(no_worse=True, evidence=seen(stopped_by="blocked"), verdicts=judged(score=None))
    assert gone.code == Exit.TOO_LITTLE_DECIDED


def test_a_score_that_may_be_what_it_was_with_what_is_undecided_is_not_called_worse() -> None:
    verdicts = judged(score=46.0)
    verdicts = verdicts.model_copy(update={"score": verdicts.score.model_copy(update={"high": 100.0})})
    (check,) = worse(known(score=80.0), seen(), verdicts, gating=True)

    assert check.state == "untold"
    assert check.told.startswith("cannot tell: worse: the score is 46, in the baseline 80: with what could not be decided")


def test_the_score_of_a_quick_look_is_not_set_beside_that_of_a_whole_one() -> None:
    before, whole = known(score=80.0), seen()
    quick = whole.model_copy(update={"coverage": whole.coverage.model_copy(update={"quick": True})})

    assert next(iter(worse(before, whole, judged(score=70.0), gating=True))).state == "failed"
    assert not [check for check in worse(before, quick, judged(score=70.0), gating=True) if check.told]


def test_scores_by_other_packs_are_not_set_beside_each_other() -> None:
    assert not [check for check in worse(known(score=80.0), seen(), judged(score=10.0, pack="1.1"), gating=True) if check.told]


@pytest.mark.parametrize("page", ["http://[::1", "//[", "\x00"])
def test_a_place_on_an_address_that_is_none_is_known_again(page: str) -> None:
    odd = LINKS.model_copy(update={"evidence": (LINKS.evidence[0].model_copy(update={"page": page}),)})
    assert known(odd).news(odd) == ()


def test_a_baseline_that_is_no_file_or_too_large_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    with (tmp_path / "huge.json").open("wb") as huge:
        huge.truncate(2**31)
    for name, why in (("pipe.json", "is no file"), ("huge.json", "is larger than")):
        with pytest.raises(CallError, match=f"{name}: {why}"):
            baseline.read(tmp_path / name)
