"""The engine: selection by date, applicability, crashes, coverage, wording, identity."""

import re
from dataclasses import replace
from datetime import date

import pytest

from rules.cases import evidence_from
from rules.engine import fingerprint, judge
from rules.pack import Pack, load_pack, parse_pack
from rules.registry import rules
from rules.result import Result
from rules.verdict import Place, Verdict, Verdicts

TODAY = date(2026, 11, 21)
PACKS = [load_pack("se"), load_pack("eu")]
SHOP = {"mentions": [{"concept": "shop", "page": "/", "form": "button", "text": "Köp"}]}


def found(verdicts: Verdicts, rule: str, pack: str = "eu") -> Verdict:
    return next(verdict for verdict in verdicts.verdicts if (verdict.rule, verdict.pack) == (rule, pack))


def test_every_expectation_in_force_gives_one_verdict_in_the_order_of_the_packs() -> None:
    verdicts = judge(evidence_from({}), PACKS, TODAY)
    assert [(verdict.pack, verdict.rule) for verdict in verdicts.verdicts] == [(p.id, e.rule) for p in PACKS for e in p.entries]
    assert verdicts.upcoming == ()


@pytest.mark.parametrize(
    ("as_of", "present", "upcoming"),
    [(date(2026, 6, 18), False, True), (date(2026, 6, 19), True, False)],
    ids=["the day before", "the first day"],
)
def test_an_expectation_counts_from_its_first_day_and_is_upcoming_before(as_of: date, present: bool, upcoming: bool) -> None:
    verdicts = judge(evidence_from(SHOP), PACKS, as_of)
    rule = "withdrawal-function"
    assert (rule in {verdict.rule for verdict in verdicts.verdicts}, rule in {verdict.rule for verdict in verdicts.upcoming}) == (
        present,
        upcoming,
    )


def test_an_upcoming_expectation_is_judged_as_if_it_were_in_force_and_does_not_score() -> None:
    before = judge(evidence_from(SHOP), PACKS, date(2026, 6, 18))
    coming = next(verdict for verdict in before.upcoming if verdict.rule == "withdrawal-function")
    assert (coming.outcome, coming.citations[0].in_force_from) == ("failed", "2026-06-19")
    assert "withdrawal" not in {c.id for c in judge(evidence_from(SHOP), [PACKS[1]], date(2026, 6, 18)).score.categories}


def test_only_the_sources_in_force_are_cited() -> None:
    early = judge(evidence_from(SHOP), PACKS, date(2020, 1, 1))
    cited = found(early, "complaint-instructions", "se").citations
    assert [citation.force for citation in cited] == ["statute"]


def test_what_a_site_writes_at_any_length_is_told_shortly() -> None:
    long = {"kind": "phone", "value": "+46850000001", "as_written": "0" * 100_000, "at": "/", "cost": "premium"}
    told = judge(evidence_from({"channels": [long, long | {"kind": "email", "value": "a" * 100_000}]}), PACKS, TODAY).verdicts
    assert any("000…" in verdict.message for verdict in told)
    assert max(len(verdict.message) for verdict in told) < 3000
    assert max(len(place.text) for verdict in told for place in verdict.evidence) <= 1000


def test_a_rule_that_crashes_costs_its_own_verdict_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> Result:
        raise RuntimeError("boom")

    calm = judge(evidence_from({}), PACKS, TODAY)
    rule = rules()["email-given"]
    monkeypatch.setattr(
        "rules.pack.rules",
        lambda: {**rules(), "email-given": replace(rule, check=crash)},
    )
    shaken = judge(evidence_from({}), PACKS, TODAY)
    crashed = found(shaken, "email-given")
    assert (crashed.outcome, crashed.reason) == ("cantTell", "the rule failed: RuntimeError: boom")
    others = [v for v in shaken.verdicts if v.rule != "email-given"]
    assert others == [v for v in calm.verdicts if v.rule != "email-given"]


def test_a_result_outside_the_closed_list_is_a_failure_of_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = rules()["email-given"]
    odd = replace(rule, check=lambda *_: Result("no-such-result", ""))
    monkeypatch.setattr("rules.pack.rules", lambda: {**rules(), "email-given": odd})
    assert found(judge(evidence_from({}), PACKS, TODAY), "email-given").reason.startswith("the rule failed: KeyError")


@pytest.mark.parametrize(
    "short",
    [
        {"coverage": {"stopped_by": "blocked"}},
        {"pages": [{"url": "/kontakt", "kinds": ["contact"], "state": "blocked"}]},
        {
            "pages": [{"url": "/kontakt", "kinds": ["other"], "state": "timeout"}],
            "contact_page": {"url": "/kontakt", "clicks": 1, "label": "Kontakt", "region": "nav"},
        },
        {"coverage": {"stopped_by": "page-budget", "pages_known": 90}},
        {"pages": [{"url": "/", "kinds": ["home"], "needs_script": True, "rendered": False}]},
        {"pages": [{"url": "/", "kinds": ["home"], "state": "blocked"}, {"url": "/om"}]},
        {"pages": [{"url": "/kontakt", "kinds": ["contact"], "closed": ["Visa nummer"]}]},
        {
            "pages": [{"url": "/", "kinds": ["home"], "links": 0, "rendered": True}],
            "mentions": [{"concept": "contact_us", "page": "/", "form": "button", "text": "Kontakt"}],
        },
    ],
    ids=[
        "site blocked",
        "contact page blocked",
        "offered contact page timed out",
        "budget",
        "scripts",
        "home blocked",
        "a click not made",
        "buttons",
    ],
)
def test_what_is_missing_is_not_failed_where_too_little_was_looked_at(short: dict[str, object]) -> None:
    verdicts = judge(evidence_from(short), PACKS, TODAY, {"sells-at-a-distance": True})
    assert {found(verdicts, "email-given").outcome, found(verdicts, "phone-given").outcome} == {"cantTell"}
    assert verdicts.score.value is None


@pytest.mark.parametrize(
    ("pages", "language"),
    [
        ([{"url": "/", "kinds": ["home"], "lang": "cs"}, {"url": "/o-nas", "lang": "cs"}], "cs"),
        ([{"url": "/", "kinds": ["home"], "lang": "hu"}, {"url": "/en/", "lang": "en"}, {"url": "/en/about", "lang": "en"}], "hu"),
        ([{"url": "/", "kinds": ["home"], "words": 300}, {"url": "/x", "words": 300}], "not recognised"),
    ],
    ids=["declared", "home page alone", "nobody can tell"],
)
def test_what_is_missing_by_words_is_not_failed_in_a_language_without_words(pages: list[dict[str, object]], language: str) -> None:
    verdicts = judge(evidence_from({"pages": pages}), PACKS, TODAY, {"sells-at-a-distance": True})
    assert not [verdict.rule for verdict in verdicts.verdicts if verdict.outcome == "failed"]
    reason = f"The pages are in a language ({language}) this version has no words for."
    assert found(verdicts, "email-given").reason == reason
    assert found(verdicts, "withdrawal-function").reason == reason


@pytest.mark.parametrize(
    "pages",
    [
        [{"url": "/", "kinds": ["home"], "lang": "sv"}, {"url": "/pl", "lang": "pl"}, {"url": "/cs", "lang": "cs"}],
        [{"url": "/", "kinds": ["home"], "lang": "no"}],
        [{"url": "/", "kinds": ["home"], "words": 300}, {"url": "/om", "lang": "sv"}, {"url": "/bra", "lang": "sv"}],
        [{"url": "/", "kinds": ["home"], "words": 20}],
    ],
    ids=["one page of three", "Norwegian by its old code", "home page untold among others", "few words"],
)
def test_a_page_in_a_strange_language_among_others_leaves_the_site_judged(pages: list[dict[str, object]]) -> None:
    verdicts = judge(evidence_from({"pages": pages}), PACKS, TODAY)
    assert found(verdicts, "email-given").outcome == "failed"


@pytest.mark.parametrize(("lang", "outcome"), [("sv", "failed"), ("et", "cantTell")])
def test_a_way_on_that_is_missed_by_words_is_missed_only_where_they_are_known(lang: str, outcome: str) -> None:
    home = {"url": "/", "kinds": ["home"], "lang": lang}
    articles = [{"url": f"/faq/{number}", "kinds": ["article"], "lang": lang} for number in range(6)]
    ends = [{"type": "D1", "page": f"/faq/{number}"} for number in range(6)]
    verdicts = judge(evidence_from({"pages": [home, *articles], "dead_ends": ends}), PACKS, TODAY)
    assert found(verdicts, "help-article-dead-ends").outcome == outcome


def test_enough_pages_before_the_budget_ran_out_do_decide() -> None:
    pages = [{"url": "/", "kinds": ["home"]}, *({"url": f"/{number}"} for number in range(11))]
    verdicts = judge(evidence_from({"pages": pages, "coverage": {"stopped_by": "page-budget", "pages_known": 90}}), PACKS, TODAY)
    assert found(verdicts, "email-given").outcome == "failed"
    assert found(verdicts, "email-given").confidence == "medium"


@pytest.mark.parametrize(
    ("stopped_by", "known", "outcome"),
    [
        ("page-budget", 13, "cantTell"),
        ("time-budget", 13, "cantTell"),
        ("page-budget", 12, "inapplicable"),
        ("done", 13, "inapplicable"),
    ],
)
def test_what_was_not_seen_keeps_a_rule_from_applying_only_where_no_budget_left_a_known_page(
    stopped_by: str, known: int, outcome: str
) -> None:
    pages = [{"url": "/", "kinds": ["home"]}, *({"url": f"/{number}"} for number in range(11))]
    verdicts = judge(evidence_from({"pages": pages, "coverage": {"stopped_by": stopped_by, "pages_known": known}}), PACKS, TODAY)
    verdict = found(verdicts, "contact-page-has-channel")
    assert verdict.outcome == outcome
    if outcome == "cantTell":
        assert verdict.reason == f"The {stopped_by.replace('-', ' ')} ran out before 1 known page could be visited."


def test_a_site_that_could_not_be_read_is_untested_and_has_no_score() -> None:
    verdicts = judge(evidence_from({"pages": [{"url": "/", "kinds": ["home"], "state": "blocked"}]}), PACKS, TODAY)
    assert {verdict.outcome for verdict in verdicts.verdicts} == {"untested"}
    assert (verdicts.score.value, verdicts.score.low, verdicts.score.grade) == (None, None, None)


def test_a_finding_says_what_was_seen_what_is_expected_by_what_force_and_what_was_not_checked() -> None:
    message = found(judge(evidence_from(SHOP), PACKS, TODAY), "phone-given").message
    assert re.match(
        r"No phone number was found on the one page visited\. Statute expects a telephone number .*"
        r"\(Directive 2011/83/EU .*\)\. May not apply: .*Not checked: ",
        message,
    )


def test_a_finding_by_law_that_nobody_read_says_so() -> None:
    verdicts = judge(evidence_from({}), [load_pack("no")], TODAY)
    assert (
        "(Ehandelsloven § 8; angrerettloven § 8). That source was not read: to verify."
        in found(verdicts, "postal-address-given", "no").message
    )


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [(True, "failed"), ("yes", "failed"), (False, "inapplicable"), ("No", "inapplicable"), (None, "inapplicable")],
)
def test_an_answer_decides_whether_an_expectation_applies(answer: bool | str | None, outcome: str) -> None:
    answers = {} if answer is None else {"sells-at-a-distance": answer}
    assert found(judge(evidence_from({}), PACKS, TODAY, answers), "withdrawal-function").outcome == outcome


@pytest.mark.parametrize(
    ("pack", "as_of", "sells", "force", "gate"),
    [
        ("se", TODAY, True, "statute", True),
        ("se", TODAY, False, "regulator-guidance", False),
        ("eu", TODAY, False, "good-practice", False),
        ("se", date(2023, 6, 19), False, "statute", True),
    ],
    ids=["a shop", "no shop in Sweden", "no shop in the EU", "before the guidance"],
)
def test_those_not_addressed_are_judged_by_what_is_expected_of_them_otherwise(
    pack: str, as_of: date, sells: bool, force: str, gate: bool
) -> None:
    verdict = found(judge(evidence_from({}), PACKS, as_of, {"sells-at-a-distance": sells}), "phone-given", pack)
    assert (verdict.citations[0].force, verdict.gate) == (force, gate)


@pytest.mark.parametrize("answers", [{"sells-at-a-distance": "perhaps"}, {"no-such-question": True}])
def test_an_answer_that_answers_nothing_is_an_error(answers: dict[str, bool | str]) -> None:
    with pytest.raises(ValueError, match=r"yes or no|no question"):
        judge(evidence_from({}), PACKS, TODAY, answers)


def test_a_pack_given_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="twice"):
        judge(evidence_from({}), [PACKS[0], PACKS[0]], TODAY)


def test_the_same_evidence_gives_the_same_bytes() -> None:
    one, other = (judge(evidence_from(SHOP), PACKS, TODAY).model_dump_json() for _ in range(2))
    assert one == other


def test_a_fingerprint_survives_numbers_query_and_case_and_changes_with_the_finding() -> None:
    def of(name: str, page: str, text: str = "Kontakt  oss", message: str = "") -> str:
        return fingerprint("r", "se", "Example.se", Result(name, message, (Place(page=page, text=text),)))

    first = of("x", "https://example.se/Kontakt/")
    assert first == of("x", "https://example.se/kontakt?utm=1#top", "kontakt oss", "3 pages")
    assert re.fullmatch(r"[0-9a-f]{16}", first)
    assert (
        len(
            {
                first,
                of("y", "https://example.se/kontakt"),
                of("x", "https://example.se/om"),
                of("x", "https://example.se/kontakt", "Om"),
            }
        )
        == 4
    )


def test_a_pack_of_ones_own_is_judged_beside_the_bundled_ones() -> None:
    own: Pack = parse_pack(
        """
id: house
version: "7"
title: House rules
entries:
  - rule: opening-hours-stated
    level: should
    severity: minor
    expects: opening hours beside the number
    applies: {to: us}
    citations: [{authority: House rule 1, url: "https://example.org/rules", force: good-practice, confidence: high}]
""",
        "house.yaml",
    )
    verdicts = judge(evidence_from({}), [own], TODAY)
    assert [(verdict.pack, verdict.rule) for verdict in verdicts.verdicts] == [("house", "opening-hours-stated")]
    assert verdicts.method.packs[0].version == "7"


BUYS = {"concept": "shop", "page": "/", "form": "text", "text": "köp"}


@pytest.mark.parametrize(
    ("rule", "more", "outcome", "if_applies"),
    [
        ("withdrawal-form", {}, "cantTell", "failed"),
        ("adr-body-named", {}, "inapplicable", None),
        ("phone-given", {"channels": [{"kind": "phone", "value": "+4681234567", "at": "/"}]}, "cantTell", "passed"),
    ],
)
def test_where_it_is_open_whether_an_expectation_applies_it_is_told_what_would_be_if_it_did(
    rule: str, more: dict[str, object], outcome: str, if_applies: str | None
) -> None:
    verdict = found(
        judge(evidence_from({"mentions": [BUYS], **more}), PACKS, TODAY), rule, "se" if rule == "withdrawal-form" else "eu"
    )
    assert (verdict.outcome, verdict.if_applies) == (outcome, if_applies)
    assert verdict.earned is None


def test_what_does_not_apply_whatever_the_answer_asks_nothing() -> None:
    verdict = found(judge(evidence_from({"mentions": [BUYS]}), PACKS, TODAY), "foreign-number-only")
    assert (verdict.outcome, verdict.questions) == ("inapplicable", ())
