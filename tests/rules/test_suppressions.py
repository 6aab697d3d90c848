"""Suppressions: what they cover, what they leave alone, and what is told of those that nobody looks after."""

from datetime import date

import pytest

from rules.cases import evidence_from
from rules.engine import judge
from rules.pack import load_pack
from rules.scoring import score
from rules.suppressions import EXPIRED, UNMATCHED, Settled, set_aside
from rules.verdict import SETTINGS, Outcome, Place, Suppression, Verdict

DAY = date(2026, 11, 21)
MARK = "Known, ticket 12 (Ada Berg, until 2026-12-31)"


def suppression(target: str = "*", rule: str = "rule", expires: str = "2026-12-31") -> Suppression:
    return Suppression(rule=rule, target=target, reason="Known, ticket 12", owner="Ada Berg", expires=expires)


def verdict(*paths: str, rule: str = "rule", outcome: Outcome = "failed", pack: str = "se", fingerprint: str = "a" * 16) -> Verdict:
    places = tuple(Place(page=f"https://example.se{path}") for path in paths)
    return Verdict(rule=rule, pack=pack, outcome=outcome, result="seen", evidence=places, fingerprint=fingerprint)


def settled(verdicts: list[Verdict], *suppressions: Suppression, upcoming: tuple[Verdict, ...] = ()) -> Settled:
    return set_aside(verdicts, upcoming, suppressions, DAY, "example.se")


@pytest.mark.parametrize(
    ("paths", "target", "covered"),
    [
        (("/kontakt",), "*", True),
        ((), "*", True),
        (("/kontakt",), "/kontakt", True),
        (("/kontakt?from=hem",), "/kontakt", True),
        (("/hjalp/a", "/hjalp/b"), "/hjalp/*", True),
        (("/hjalp/a/b",), "/hjalp/*", True),
        (("/hjalp/a", "/hjalp/b", "/kontakt"), "/hjalp/*", False),
        (("/kontakt",), "/hjalp", False),
        ((), "/kontakt", False),
        (("",), "/", True),
        (("/kontakt[1]",), "/kontakt[1]", True),
        (("/kontakt1",), "/kontakt[1]", False),
        (("/kontakt",), "/kontak?", False),
        (("/kontakt",), "a" * 16, True),
        (("/kontakt",), "b" * 16, False),
    ],
)
def test_a_failure_is_set_aside_where_the_target_covers_all_of_it(paths: tuple[str, ...], target: str, covered: bool) -> None:
    marked = settled([verdict(*paths)], suppression(target)).verdicts[0]
    assert marked.suppressed == (MARK if covered else "")
    assert marked.outcome == "failed"


@pytest.mark.parametrize("outcome", ["passed", "cantTell", "inapplicable", "untested"])
def test_only_a_failure_is_set_aside(outcome: Outcome) -> None:
    assert settled([verdict(outcome=outcome)], suppression()).verdicts[0].suppressed == ""


def test_only_the_rule_that_is_named_is_set_aside() -> None:
    assert [v.suppressed for v in settled([verdict(), verdict(rule="other")], suppression()).verdicts] == [MARK, ""]


def test_a_fingerprint_covers_the_same_finding_under_every_pack() -> None:
    found = [
        verdict("/a", pack="se"),
        verdict("/a", pack="eu", fingerprint="b" * 16),
        verdict("/b", pack="int", fingerprint="c" * 16),
    ]
    assert [v.suppressed for v in settled(found, suppression("a" * 16)).verdicts] == [MARK, MARK, ""]


def test_what_comes_into_force_later_is_set_aside_too() -> None:
    told = settled([], suppression(), upcoming=(verdict(),))
    assert [v.suppressed for v in told.upcoming] == [MARK]
    assert told.findings == ()


@pytest.mark.parametrize(("expires", "holds"), [("2026-11-20", False), ("2026-11-21", True)])
def test_a_suppression_holds_to_its_last_day(expires: str, holds: bool) -> None:
    told = settled([verdict()], suppression(expires=expires))
    assert bool(told.verdicts[0].suppressed) is holds
    assert [finding.rule for finding in told.findings] == ([] if holds else [EXPIRED])


@pytest.mark.parametrize(
    ("found", "target", "told"),
    [
        ([], "*", "none of the packs judged by asks for"),
        ([verdict(outcome="passed")], "*", "meets no finding: the rule's outcome is passed"),
        ([verdict("/a", "/b", "/c")], "/a", "which is on '/b', '/c' too"),
        ([verdict()], "/a", "give its fingerprint, or * for the whole site"),
        ([verdict("/a")], "b" * 16, "give its fingerprint, or * for the whole site"),
    ],
)
def test_one_that_meets_no_finding_is_told_with_the_reason(found: list[Verdict], target: str, told: str) -> None:
    (finding,) = settled(found, suppression(target)).findings
    assert (finding.rule, finding.pack, finding.outcome, finding.severity, finding.level) == (
        UNMATCHED,
        SETTINGS,
        "failed",
        "minor",
        "should",
    )
    assert told in finding.message
    assert f"[[suppress]] with the rule rule, {target}." in finding.advice


def test_one_whose_rule_could_not_be_decided_is_not_called_unmatched() -> None:
    assert settled([verdict(outcome="cantTell"), verdict(outcome="passed", pack="eu")], suppression()).findings == ()


def test_findings_of_two_entries_have_fingerprints_of_their_own() -> None:
    told = settled([], suppression("/a"), suppression("/b"), suppression("/a", expires="2026-01-01"))
    assert len({finding.fingerprint for finding in told.findings}) == 3


@pytest.mark.parametrize("target", ["*", "/nowhere"])
@pytest.mark.parametrize("expires", ["2026-12-31", "2026-01-01"])
def test_the_score_does_not_know_suppressions(target: str, expires: str) -> None:
    evidence, packs = evidence_from({}), [load_pack("se"), load_pack("eu")]
    plain = judge(evidence, packs, DAY)
    failed = sorted({v.rule for v in plain.verdicts if v.outcome == "failed"})
    assert failed
    every = [suppression(target, rule, expires) for rule in failed]
    told = judge(evidence, packs, DAY, suppressions=every)
    assert told.score == plain.score
    assert told.method.suppressions == tuple(every)
    assert [v.model_copy(update={"suppressed": ""}) for v in told.verdicts if v.pack != SETTINGS] == list(plain.verdicts)


@pytest.mark.parametrize("expires", ["2026-12-31", "2026-01-01"])
def test_the_score_of_verdicts_with_findings_about_settings_is_the_same(expires: str) -> None:
    verdicts = judge(evidence_from({}), [load_pack("se")], DAY, suppressions=[suppression("/x", "phone-given", expires)])
    assert any(v.pack == SETTINGS for v in verdicts.verdicts)
    assert score(verdicts.verdicts) == verdicts.score
