import dataclasses

import pytest

from reports.fixes import Fix
from reports.story import Story
from reports.upcoming import applies_from
from rules.registry import questions
from rules.verdict import Citation, PackUsed, Verdict
from tests.reports import samples

SELLS = "sells-at-a-distance"


def _with(*verdicts: Verdict) -> Story:
    story = samples.story()
    return dataclasses.replace(story, verdicts=story.verdicts.model_copy(update={"verdicts": verdicts}))


def test_one_fault_under_two_packs_is_one_fix() -> None:
    fix = samples.story().fixes[0]

    assert (fix.worst.rule, fix.packs) == ("email-present", ("se", "eu"))
    assert [c.force for c in fix.citations] == ["statute", "regulator-guidance"]
    assert len(fix.messages) == 1


def test_fixes_are_grouped_by_owner_the_owner_of_the_worst_first() -> None:
    grouped = samples.story().fixes_by_owner

    assert [(owner, len(fixes)) for owner, fixes in grouped] == [("content", 1), ("telephony", 1), ("web-team", 1)]


def test_gate_then_level_then_severity_decide_what_is_worst() -> None:
    make = Verdict(rule="", pack="se", outcome="failed", severity="minor", level="should")
    verdicts = [
        make.model_copy(update={"rule": "d"}),
        make.model_copy(update={"rule": "c", "severity": "critical"}),
        make.model_copy(update={"rule": "b", "level": "must"}),
        make.model_copy(update={"rule": "a", "gate": True}),
        make.model_copy(update={"rule": "0", "level": "info", "severity": "critical"}),
    ]

    assert [fix.worst.rule for fix in _with(*verdicts).fixes] == ["a", "b", "c", "d", "0"]


def test_what_was_set_aside_is_counted_apart() -> None:
    story = samples.story()

    assert [v.rule for v in story.set_aside] == ["copy-of-form"]
    assert "copy-of-form" not in {fix.worst.rule for fix in story.fixes}
    assert (story.decided, story.undecided) == (5, 2)


def test_good_news_names_each_rule_once() -> None:
    passed = Verdict(rule="a", pack="se", outcome="passed")

    assert [v.rule for v in _with(passed, passed.model_copy(update={"pack": "eu"})).good] == ["a"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "None was found. Statute expects it.",
            "None was found. Guidance asks.",
            ("None was found.", "Statute expects it.", "Guidance asks."),
        ),
        (
            "None was found. See 2 kap. 2 §.",
            "None was found. See 2 kap. 3 §.",
            ("None was found.", "See 2 kap. 2 §.", "See 2 kap. 3 §."),
        ),
        ("One thing.", "Another.", ("One thing.", "Another.")),
        ("The same. Twice.", "The same. Twice.", ("The same. Twice.",)),
        ("Found at a. b", "Found at a. c", ("Found at a. b", "Found at a. c")),
    ],
)
def test_what_two_packs_say_alike_is_said_once(first: str, second: str, expected: tuple[str, ...]) -> None:
    verdict = Verdict(rule="a", pack="se", outcome="failed", message=first)

    assert Fix((verdict, verdict.model_copy(update={"pack": "eu", "message": second}))).messages == expected


def test_a_strong_source_that_a_verdict_does_not_chiefly_rest_on_lends_it_no_force() -> None:
    fix = Fix((Verdict(rule="a", pack="se", outcome="failed", citations=(samples.GUIDANCE, samples.LAW)),))

    assert fix.standing == "regulator-guidance"
    assert fix.citations == (samples.GUIDANCE, samples.LAW)


@pytest.mark.parametrize(
    ("observed", "forces", "expected"),
    [
        ("high", [("statute", "high")], "statute"),
        ("high", [("good-practice", "high"), ("case-law", "medium")], "case-law"),
        ("high", [("statute", "low")], "verify"),
        ("high", [("statute", "low"), ("standard", "high")], "standard"),
        ("low", [("statute", "high")], "verify"),
        ("high", [], "good-practice"),
    ],
)
def test_a_finding_stands_on_its_surest_source(observed: str, forces: list[tuple[str, str]], expected: str) -> None:
    sources = [Citation.model_validate({"authority": "A", "url": "", "force": f, "confidence": c}) for f, c in forces]
    verdict = Verdict(rule="a", pack="se", outcome="failed").model_copy(update={"confidence": observed})
    every = tuple(verdict.model_copy(update={"citations": (source,)}) for source in sources) or (verdict,)

    assert Fix(every).standing == expected


def test_what_was_not_looked_at_is_grouped_by_reason() -> None:
    assert [(reason, len(group)) for reason, group in samples.story().skipped] == [
        ("page limit reached", 2),
        ("closed by robots.txt", 1),
    ]
    assert [page.state for page in samples.story().failed_pages] == ["broken", "login"]


def test_a_later_expectation_applies_from_its_first_date_after_the_as_of_date() -> None:
    later = samples.story().verdicts.upcoming[0]
    both = later.model_copy(update={"citations": (samples.LAW, samples.LATER)})

    assert applies_from(both, "2026-11-21") == "2027-06-19"
    assert applies_from(later.model_copy(update={"citations": ()}), "2026-11-21") == ""


def test_caps_are_named_by_title() -> None:
    assert samples.story().caps == ("An e-mail address for customers",)


def test_force_and_then_confidence_decide_among_equals() -> None:
    make = Verdict(rule="", pack="se", outcome="failed")
    verdicts = [
        make.model_copy(update={"rule": "a"}),
        make.model_copy(update={"rule": "b", "citations": (samples.GUIDANCE,)}),
        make.model_copy(update={"rule": "c", "citations": (samples.LAW,), "confidence": "low"}),
        make.model_copy(update={"rule": "d", "citations": (samples.LAW,), "confidence": "high"}),
    ]

    assert [fix.worst.rule for fix in _with(*verdicts).fixes] == ["d", "c", "b", "a"]


def test_a_rule_is_one_expectation_whose_worst_outcome_counts() -> None:
    make = Verdict(rule="a", pack="se", outcome="passed")
    story = _with(
        make,
        make.model_copy(update={"pack": "eu", "outcome": "failed", "result": "x"}),
        make.model_copy(update={"pack": "int", "outcome": "failed", "result": "y"}),
        make.model_copy(update={"rule": "b", "pack": "eu"}),
        make.model_copy(update={"rule": "b", "outcome": "inapplicable"}),
    )

    assert (story.counts["failed"], story.counts["passed"], len(story.fixes)) == (1, 1, 1)
    assert (story.decided, story.undecided) == (2, 0)


def test_a_question_that_waits_for_an_answer_is_told_once_with_what_it_decides() -> None:
    asks = questions()[SELLS].asks
    make = Verdict(rule="a", pack="se", outcome="cantTell", reason=f"On this: {asks} (answer x)", questions=(SELLS,))
    other = make.model_copy(update={"rule": "c", "reason": "Blocked.", "questions": ()})
    story = _with(make, make.model_copy(update={"pack": "eu"}), make.model_copy(update={"rule": "b"}), other)

    (asked,) = story.open_questions
    assert (asked.id, asked.rules, asked.signs) == (SELLS, 2, True)
    assert story.doubts == (("Blocked.", (other,)),)


@pytest.mark.parametrize(
    ("outcome", "level", "pressing"),
    [("cantTell", "must", True), ("cantTell", "info", False), ("inapplicable", "must", False)],
)
def test_a_question_presses_where_signs_leave_it_open_and_more_than_information_hangs_on_it(
    outcome: str, level: str, pressing: bool
) -> None:
    waiting = Verdict(rule="a", pack="se", outcome="cantTell", questions=(SELLS,))
    story = _with(waiting.model_copy(update={"outcome": outcome, "level": level}))

    assert ([q.id for q in story.pressing_questions], [q.id for q in story.other_questions]) == (
        ([SELLS], []) if pressing else ([], [SELLS])
    )


def test_a_question_that_was_answered_is_not_open() -> None:
    asks = questions()[SELLS].asks
    story = _with(Verdict(rule="a", pack="se", outcome="inapplicable", reason=f"Answered no: {asks}"))
    method = story.verdicts.method.model_copy(update={"answers": {SELLS: False}})
    told = dataclasses.replace(story, verdicts=story.verdicts.model_copy(update={"method": method}))

    assert told.open_questions == ()


@pytest.mark.parametrize(
    ("country", "packs", "expected"),
    [("DE", ("eu",), "DE"), ("SE", ("se", "eu"), ""), ("SE", ("eu",), "SE"), (None, ("eu",), ""), ("DE", ("own-pack",), "")],
)
def test_where_no_pack_holds_the_national_law_the_country_is_told(
    country: str | None, packs: tuple[str, ...], expected: str
) -> None:
    story = samples.story()
    site = story.evidence.site.model_copy(update={"country": country})
    method = story.verdicts.method.model_copy(update={"packs": tuple(PackUsed(id=pack, version="1") for pack in packs)})
    told = dataclasses.replace(
        story,
        evidence=story.evidence.model_copy(update={"site": site}),
        verdicts=story.verdicts.model_copy(update={"method": method}),
    )

    assert told.without_national_law == expected


def test_what_was_not_checked_is_not_told_with_each_finding() -> None:
    unseen = "Not checked: pages behind login; 2 pages."
    fix = Fix((Verdict(rule="a", pack="se", outcome="failed", message=f"None was found. {unseen}", unseen=unseen),))

    assert fix.messages == ("None was found.",)


def failing(*rules: str, **levels: str) -> tuple[Fix, ...]:
    makes = {"pack": "eu", "outcome": "failed", "level": "must"}
    found = [makes | {"rule": rule, "level": levels.get(rule.replace("-", "_"), "must")} for rule in rules]
    return _with(*(Verdict.model_validate(each) for each in found)).fixes


def test_what_fails_because_of_something_else_stands_with_its_cause() -> None:
    (phone, address) = failing("live-channel-offered", "phone-given", "contact-labelled", "company-identity")
    assert sorted((phone.worst.rule, address.worst.rule)) == ["company-identity", "phone-given"]
    cause = next(fix for fix in (phone, address) if fix.also)
    assert [fix.worst.rule for fix in cause.also] == ["contact-labelled", "live-channel-offered"]


def test_what_fails_without_its_cause_or_weighs_more_stands_for_itself() -> None:
    assert [fix.also for fix in failing("contact-labelled")] == [()]
    assert [fix.also for fix in failing("contact-labelled", "phone-given", phone_given="info")] == [(), ()]
