"""Method 1: what must hold of every score, and the worked sum of its page."""

import re
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.cases import SITE, evidence_from
from rules.engine import judge
from rules.pack import load_pack
from rules.registry import rules
from rules.result import APPLICABILITY_UNKNOWN, NOT_SEEN, RULE_FAILED
from rules.scoring import depth, scheme, score
from rules.verdict import Outcome, Score, Verdict
from spiders.evidence import Channel, ContactPage, Evidence, Page

TODAY = date(2026, 11, 21)
PACKS = [load_pack("se"), load_pack("eu")]
CATEGORIES = ("channels", "findability", "cost")


def verdict(rule: str, outcome: Outcome = "passed", **more: object) -> Verdict:
    earned = {"passed": 1.0, "failed": 0.0}.get(outcome)
    basics = {"category": "channels", "level": "must", "earned": earned}
    return Verdict.model_validate({"rule": rule, "pack": "eu", "outcome": outcome, **basics, **more})


def passes(number: int) -> list[Verdict]:
    return [verdict(f"rule-{index}") for index in range(number)]


def verdicts(*outcomes: Outcome) -> list[Verdict]:
    return [verdict(f"rule-{number}", outcome) for number, outcome in enumerate(outcomes)]


@st.composite
def judged(draw: st.DrawFn) -> list[Verdict]:
    outcomes: st.SearchStrategy[Outcome] = st.sampled_from(["passed", "failed", "cantTell", "inapplicable"])
    found = []
    for number in range(draw(st.integers(0, 14))):
        outcome = draw(outcomes)
        level = draw(st.sampled_from(["must", "must", "should", "info"]))
        found.append(
            verdict(
                f"rule-{number}",
                outcome,
                category=draw(st.sampled_from(CATEGORIES)),
                level=level,
                gate=level == "must" and draw(st.booleans()),
                points=draw(st.sampled_from([1.0, 2.0])),
                result=draw(st.sampled_from(["", "", NOT_SEEN, APPLICABILITY_UNKNOWN, RULE_FAILED]))
                if outcome == "cantTell"
                else "",
            )
        )
    return found


def no_higher(after: float | None, before: float | None) -> bool:
    return after is None or (before is not None and after <= before)


@given(judged())
def test_the_value_lies_between_low_and_high_and_all_within_0_and_100(found: list[Verdict]) -> None:
    given_score = score(found)
    if given_score.value is None:
        assert (given_score.low, given_score.high, given_score.grade) == (None, None, None)
        assert given_score.reason
    else:
        assert given_score.low is not None
        assert given_score.high is not None
        assert 0 <= given_score.low <= given_score.value <= given_score.high <= 100
    for category in given_score.categories:
        if category.value is not None and category.low is not None and category.high is not None:
            assert 0 <= category.low <= category.value <= category.high <= 100


@given(judged(), st.integers(0, 13), st.sampled_from(["failed", "cantTell"]))
def test_a_pass_that_is_taken_away_never_raises_the_score(found: list[Verdict], index: int, instead: Outcome) -> None:
    if index < len(found) and found[index].outcome == "passed":
        poorer = [*found]
        poorer[index] = found[index].model_copy(update={"outcome": instead, "earned": 0.0 if instead == "failed" else None})
        before, after = score(found), score(poorer)
        assert no_higher(after.value, before.value)
        assert before.low is None or no_higher(after.low, before.low)


@given(judged(), st.integers(0, 13))
def test_not_having_seen_a_failure_never_raises_the_score(found: list[Verdict], index: int) -> None:
    if index < len(found) and found[index].outcome == "failed":
        blinder = [*found]
        blinder[index] = found[index].model_copy(update={"outcome": "cantTell", "earned": None})
        assert no_higher(score(blinder).value, score(found).value)


@given(judged())
def test_nothing_decided_is_no_score(found: list[Verdict]) -> None:
    open_questions = [item.model_copy(update={"outcome": "cantTell", "earned": None}) for item in found]
    assert score(open_questions).value is None


@given(judged(), st.randoms(use_true_random=False))
def test_the_order_of_the_verdicts_does_not_matter(found: list[Verdict], random: Random) -> None:
    shuffled = [*found]
    random.shuffle(shuffled)
    one, other = score(found), score(shuffled)
    assert (one.value, one.low, one.high, one.categories) == (other.value, other.low, other.high, other.categories)


def test_a_failed_gate_caps_the_score_and_is_named() -> None:
    found = [*passes(20), verdict("gate", "failed", gate=True)]
    capped = score(found)
    assert (capped.value, capped.grade, capped.capped_by) == (59.0, "D", ("gate",))


def test_a_gate_that_was_not_seen_is_no_score() -> None:
    found = [*passes(20), verdict("gate", "cantTell", gate=True, result=NOT_SEEN)]
    assert (score(found).value, score(found).reason) == (None, "a gate could not be decided: gate")


def test_a_gate_that_was_seen_and_is_left_to_a_person_earns_nothing_and_may_still_pass() -> None:
    found = [*passes(4), verdict("gate", "cantTell", gate=True, result="premium-number-only")]
    given_score = score(found)
    assert (given_score.low, given_score.value, given_score.high) == (59.0, 59.0, 90.0)
    assert given_score.capped_by == ()


def test_a_gate_of_which_it_is_open_whether_it_applies_widens_the_interval_only() -> None:
    found = [*passes(4), verdict("gate", "cantTell", gate=True, result=APPLICABILITY_UNKNOWN)]
    given_score = score(found)
    assert (given_score.low, given_score.value, given_score.high) == (59.0, 90.0, 90.0)


def test_should_rules_count_only_once_the_basics_pass() -> None:
    extras = [verdict(f"extra-{number}", level="should") for number in range(4)]
    assert score([*verdicts("passed", "passed", "passed"), *extras]).value == 94.0
    assert score([*verdicts("passed", "passed", "failed"), *extras]).value == 60.0


def test_full_marks_can_be_reached_and_not_passed() -> None:
    extras = [verdict(f"extra-{number}", level="should") for number in range(40)]
    assert score([*passes(5), *extras]).value == 100.0


def test_a_rule_of_two_packs_counts_once_at_its_highest_level() -> None:
    twice = [verdict("rule-0", "failed", pack="se"), verdict("rule-0", level="should"), *verdicts("passed", "passed", "passed")[1:]]
    both = score([*twice, verdict("rule-3")])
    assert both.categories[0].of == 4
    assert both.value == 67.5


def test_categories_weigh_equally() -> None:
    many = [verdict(f"a-{number}", category="channels") for number in range(9)]
    assert score([*many, verdict("b", "failed", category="cost")]).value == 45.0


def test_info_never_counts() -> None:
    plain = verdicts("passed", "passed", "failed")
    assert score([*plain, verdict("x", "failed", level="info")]) == score(plain)


@pytest.mark.parametrize(("clicks", "expected"), [(0, 1.0), (1, 0.90), (2, 0.61), (3, 0.38), (4, 0.24), (6, 0.10)])
def test_the_curve_of_forms_has_its_published_points(clicks: int, expected: float) -> None:
    assert depth("form", clicks) == pytest.approx(expected, abs=0.015)


@pytest.mark.parametrize("kind", ["phone", "email", "chat", "form", "messaging"])
def test_more_clicks_never_earn_more(kind: str) -> None:
    earned = [depth(kind, clicks) for clicks in range(12)]
    assert earned == sorted(earned, reverse=True)
    curve = scheme().depth.get(kind, scheme().depth["form"])
    assert depth(kind, curve.median) == pytest.approx(0.5)
    assert depth(kind, curve.p10) == pytest.approx(0.9, abs=0.001)


PAGES = {"/": ["home"], "/kontakt": ["contact"], "/villkor": ["terms"], "/hjalp": ["help"], "/hjalp/a": ["article"]}
GOOD = ("phone", "email", "form", "chat", "callback", "postal")
MENTIONS = (
    "contact_us",
    "complaint",
    "withdraw",
    "withdraw_form",
    "withdraw_function",
    "adr",
    "save_copy",
    "opening_hours",
    "shop",
)
QUESTIONS = ("sells-at-a-distance", "has-subscriptions", "committed-to-dispute-resolution")
ANSWERS = st.fixed_dictionaries({question: st.booleans() for question in QUESTIONS})
VALUES = {"phone": "+468123456{}", "email": "a{}@example.se", "form": SITE + "form{}", "postal": "Storgatan {}, 111 22 Stockholm"}


@st.composite
def channels(draw: st.DrawFn) -> dict[str, object]:
    kind = draw(st.sampled_from(GOOD))
    at = draw(st.lists(st.sampled_from(sorted(PAGES)), min_size=1, max_size=3, unique=True))
    value = VALUES.get(kind, "x{}").format(draw(st.integers(0, 9)))
    clicks = draw(st.sampled_from([0, 1, 2, 4]))
    return {"kind": kind, "value": value, "cost": "basic", "at": at, "clicks": clicks, "visible": draw(st.booleans())}


@st.composite
def sites(draw: st.DrawFn) -> Evidence:
    pages = draw(st.lists(st.sampled_from(sorted(PAGES)), unique=True, max_size=5))
    mentions = [
        {"concept": concept, "page": page, "form": form, "text": concept, "href": "/kontakt" if form == "link" else ""}
        for concept, page, form in draw(
            st.lists(
                st.tuples(st.sampled_from(MENTIONS), st.sampled_from(sorted(PAGES)), st.sampled_from(["link", "heading", "text"])),
                max_size=6,
            )
        )
    ]
    dead = [
        {"type": kind, "page": "/hjalp/a"} for kind in draw(st.lists(st.sampled_from(["D1", "D6", "D10"]), unique=True, max_size=2))
    ]
    return evidence_from(
        {
            "pages": [{"url": url, "kinds": PAGES[url]} for url in sorted({"/", *pages})],
            "channels": draw(st.lists(channels(), max_size=6)),
            "forms": [{"page": page, "kind": "contact"} for page in draw(st.lists(st.sampled_from(sorted(PAGES)), max_size=2))],
            "mentions": mentions,
            "dead_ends": dead,
            "identifiers": draw(st.sampled_from([[], [{"kind": "organisation-number", "value": "556000-0000", "page": "/"}]])),
        }
    )


LISTS = ("mentions", "forms", "identifiers", "dead_ends")
PASSES_BY_ABSENCE = {
    rule.id
    for rule in rules().values()
    if any(named.outcome == "passed" and named.rests_on == "absence" for named in rule.texts.results.values())
}
"""Of these a failure is a thing seen: 12 pages without it pass, so that they may gain by a page that was not visited."""


@st.composite
def rich_sites(draw: st.DrawFn) -> Evidence:
    """A site of more pages than decide an absence, of which the budget left some unvisited."""
    seen = draw(sites())
    every = [{"url": url, "kinds": kinds} for url, kinds in PAGES.items()]
    pages = evidence_from({"pages": [*every, *({"url": f"/{number}"} for number in range(draw(st.integers(10, 14))))]}).pages
    contact = draw(st.sampled_from([None, ContactPage(url=f"{SITE}kontakt", clicks=1, label="Kontakt", region="nav")]))
    coverage = seen.coverage.model_copy(update={"stopped_by": "page-budget", "pages_known": len(pages) + 1})
    return seen.model_copy(update={"pages": pages, "contact_page": contact, "coverage": coverage})


def without(evidence: Evidence, lost: Page, *left: Page) -> Evidence:
    """The evidence less all that was seen on a page; its place among the pages is taken by `left`."""
    channels_left = (
        channel.model_copy(update={"sightings": tuple(s for s in channel.sightings if s.page != lost.url)})
        for channel in evidence.channels
    )
    offered = evidence.contact_page
    return evidence.model_copy(
        update={
            "pages": tuple(each for page in evidence.pages for each in (left if page is lost else (page,))),
            "channels": tuple(channel for channel in channels_left if channel.sightings),
            "contact_page": None if offered and offered.url == lost.url and not left else offered,
            **{name: tuple(thing for thing in getattr(evidence, name) if thing.page != lost.url) for name in LISTS},
        }
    )


def scored(evidence: Evidence, answers: dict[str, bool]) -> Score:
    return judge(evidence, PACKS, TODAY, answers).score


@settings(max_examples=40, deadline=None)
@given(sites(), ANSWERS, st.data())
def test_taking_an_observation_away_never_raises_the_score(
    evidence: Evidence, answers: dict[str, bool], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(["channels", "mentions", "forms", "identifiers"]))
    things = getattr(evidence, name)
    if things:
        gone = data.draw(st.integers(0, len(things) - 1))
        poorer = evidence.model_copy(update={name: things[:gone] + things[gone + 1 :]})
        after, before = scored(poorer, answers), scored(evidence, answers)
        assert no_higher(after.value, before.value)
        assert no_higher(after.low, before.low)


@settings(max_examples=40, deadline=None)
@given(sites(), ANSWERS, channels())
def test_adding_a_channel_never_lowers_the_score(evidence: Evidence, answers: dict[str, bool], short: dict[str, object]) -> None:
    added: tuple[Channel, ...] = evidence_from({"channels": [short]}).channels
    richer = evidence.model_copy(update={"channels": evidence.channels + added})
    assert no_higher(scored(evidence, answers).value, scored(richer, answers).value)


@settings(max_examples=40, deadline=None)
@given(sites(), ANSWERS, st.data())
def test_a_page_that_could_not_be_read_never_raises_the_score(
    evidence: Evidence, answers: dict[str, bool], data: st.DataObject
) -> None:
    lost = data.draw(st.sampled_from(evidence.pages))
    poorer = without(evidence, lost, lost.model_copy(update={"state": "blocked"}))
    assert no_higher(scored(poorer, answers).value, scored(evidence, answers).value)


@settings(max_examples=60, deadline=None)
@given(rich_sites(), ANSWERS, st.data())
def test_pages_that_the_budget_did_not_reach_never_raise_the_score(
    evidence: Evidence, answers: dict[str, bool], data: st.DataObject
) -> None:
    poorer = evidence
    telling = [page for page in evidence.pages if page.kinds != ("other",)]
    for lost in data.draw(st.lists(st.sampled_from(telling), min_size=1, max_size=3, unique_by=lambda page: page.url)):
        poorer = without(poorer, lost)
    before, after = (judge(each, PACKS, TODAY, answers).verdicts for each in (evidence, poorer))
    gained = [
        (one.rule, one.result, other.result)
        for one, other in zip(before, after, strict=True)
        if (one.outcome, other.outcome) == ("failed", "inapplicable")
    ]
    assert gained == []
    kept_before, kept_after = (score([v for v in each if v.rule not in PASSES_BY_ABSENCE]) for each in (before, after))
    assert no_higher(kept_after.value, kept_before.value)
    assert kept_before.low is None or no_higher(kept_after.low, kept_before.low)


def test_a_contact_page_without_a_channel_earns_nothing_by_staying_unvisited() -> None:
    help_page = {"url": "/hjalp/kontakt", "kinds": ["contact"]}
    pages = [{"url": "/"}, help_page, *({"url": f"/{number}"} for number in range(11))]
    full = evidence_from({"pages": pages, "coverage": {"stopped_by": "page-budget", "pages_known": len(pages)}})
    poorer = without(full, full.pages[1])
    outcomes = [
        next(v for v in judge(each, PACKS, TODAY).verdicts if v.rule == "contact-page-has-channel") for each in (full, poorer)
    ]
    assert [(verdict.outcome, verdict.result) for verdict in outcomes] == [
        ("failed", "contact-page-without-channel"),
        ("cantTell", NOT_SEEN),
    ]
    assert no_higher(scored(poorer, {}).value, scored(full, {}).value)


def test_the_worked_sum_of_the_page_is_right() -> None:
    page = Path(__file__).parents[2].joinpath("docs", "score.md").read_text("utf-8")
    rows = re.findall(
        r"^\| `([a-z-]+)` \| ([a-z-]+) \| (must|should)( \(gate\))? \| (passed|failed|cantTell) \| ([0-9.]+|) ?\|$", page, re.M
    )
    assert len(rows) >= 8
    found = [
        verdict(rule, outcome, category=category, level=level, gate=bool(gate), earned=float(earned) if earned else None)
        for rule, category, level, gate, outcome, earned in rows
    ]
    given_score = score(found)
    stated = re.search(r"value \*\*([0-9.]+)\*\*, low \*\*([0-9.]+)\*\*, high \*\*([0-9.]+)\*\*, grade \*\*([A-E])\*\*", page)
    assert stated is not None
    assert stated.groups() == tuple(map(str, (given_score.value, given_score.low, given_score.high, given_score.grade)))
    assert f"Method version {scheme().version}" in page
