"""What must hold of the score whatever a site shows: less seen is never more, one more way is never less (docs/score.md)."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.cases import evidence_from
from rules.engine import judge
from rules.pack import Pack, load_pack
from rules.registry import rules
from rules.result import NOT_SEEN
from rules.verdict import Verdicts
from spiders.evidence import Evidence
from tests.rules.observations import PLAIN, answers, channels, pack_sets, sites, taken, unread, without

TODAY = date(2026, 11, 21)
PACKS = (load_pack("se"), load_pack("eu"))
Answers = dict[str, bool | str]


def judged(evidence: Evidence, packs: tuple[Pack, ...], told: Answers) -> Verdicts:
    return judge(evidence, packs, TODAY, told)


def changed(before: Verdicts, after: Verdicts) -> str:
    """The scores and every rule that counts and says another thing: who looks for the rule to blame finds it here."""
    lines = [f"{one.score.value} ({one.score.low} to {one.score.high}) {one.score.reason}" for one in (before, after)]
    was = {(verdict.rule, verdict.pack): verdict for verdict in before.verdicts}
    for verdict in after.verdicts:
        old = was[verdict.rule, verdict.pack]
        if old.result != verdict.result and verdict.level != "info":
            lines.append(
                f"{verdict.pack}/{verdict.rule} ({verdict.level}): {old.outcome} {old.result} -> {verdict.outcome} {verdict.result}"
            )
    return "\n".join(lines)


def no_higher(after: float | None, before: float | None) -> bool:
    return after is None or (before is not None and after <= before)


def assert_never_more(evidence: Evidence, poorer: list[tuple[str, Evidence]], packs: tuple[Pack, ...], told: Answers) -> None:
    before = judged(evidence, packs, told)
    for what, each in poorer:
        after = judged(each, packs, told)
        assert no_higher(after.score.value, before.score.value), f"less {what}: {changed(before, after)}"
        assert no_higher(after.score.low, before.score.low), f"less {what}: {changed(before, after)}"


@settings(max_examples=25, deadline=None)
@given(sites(), st.sampled_from(pack_sets()), answers(), st.data())
def test_taking_an_observation_away_never_raises_the_score(
    evidence: Evidence, packs: tuple[Pack, ...], told: Answers, data: st.DataObject
) -> None:
    things = list(taken(evidence))
    if things:
        assert_never_more(evidence, data.draw(st.lists(st.sampled_from(things), min_size=1, max_size=4)), packs, told)


@settings(max_examples=15, deadline=None)
@given(sites(), st.sampled_from(pack_sets()), answers())
def test_a_page_that_could_not_be_read_never_raises_the_score(evidence: Evidence, packs: tuple[Pack, ...], told: Answers) -> None:
    if judged(evidence, packs, told).score.value is not None:
        assert_never_more(evidence, list(unread(evidence)), packs, told)


@settings(max_examples=15, deadline=None)
@given(sites(), st.sampled_from(pack_sets()))
def test_a_page_that_could_not_be_read_never_raises_low_although_questions_are_open(
    evidence: Evidence, packs: tuple[Pack, ...]
) -> None:
    before = judged(evidence, packs, {})
    if before.score.low is not None:
        for what, each in unread(evidence):
            after = judged(each, packs, {})
            assert no_higher(after.score.low, before.score.low), f"less {what}: {changed(before, after)}"


@settings(max_examples=25, deadline=None)
@given(sites(), st.sampled_from(pack_sets()), st.one_of(st.just({}), answers()), st.data())
def test_adding_a_channel_never_lowers_the_score(
    evidence: Evidence, packs: tuple[Pack, ...], told: Answers, data: st.DataObject
) -> None:
    page = data.draw(st.sampled_from([page for page in evidence.pages if page.state == "ok"] or evidence.pages))
    added = data.draw(channels(page))
    richer = evidence.model_copy(update={"channels": (*evidence.channels, added)})
    before, after = judged(evidence, packs, told), judged(richer, packs, told)
    assert no_higher(before.score.value, after.score.value), f"more {added.kind}: {changed(before, after)}"
    assert no_higher(before.score.low, after.score.low), f"more {added.kind}: {changed(before, after)}"


PASSES_BY_ABSENCE = {
    rule.id
    for rule in rules().values()
    if any(named.outcome == "passed" and named.rests_on == "absence" for named in rule.texts.results.values())
}
"""Of these a failure is a thing seen: 12 pages without it pass, so that they may gain by a page that was not visited."""


def large(evidence: Evidence) -> Evidence:
    """The site with more pages than decide an absence, of which the budget left one unvisited."""
    more = evidence_from({"pages": [{"url": f"/{number}"} for number in range(14)]}).pages[1:]
    pages = evidence.pages + more
    coverage = evidence.coverage.model_copy(update={"stopped_by": "page-budget", "pages_known": len(pages) + 1})
    return evidence.model_copy(update={"pages": pages, "coverage": coverage})


@settings(max_examples=25, deadline=None)
@given(sites().map(large), st.sampled_from(pack_sets()), answers(), st.data())
def test_a_page_that_the_budget_did_not_reach_never_makes_a_failed_rule_inapplicable(
    evidence: Evidence, packs: tuple[Pack, ...], told: Answers, data: st.DataObject
) -> None:
    lost = data.draw(st.sampled_from([page for page in evidence.pages if page.state == "ok"]))
    before, after = (judged(each, packs, told).verdicts for each in (evidence, without(evidence, lost)))
    turned = {
        one.rule for one, other in zip(before, after, strict=True) if (one.outcome, other.outcome) == ("failed", "inapplicable")
    }
    assert turned == set()


def test_a_contact_page_without_a_channel_earns_nothing_by_staying_unvisited() -> None:
    help_page = {"url": "/hjalp/kontakt", "kinds": ["contact"]}
    pages = [{"url": "/"}, help_page, *({"url": f"/{number}"} for number in range(11))]
    full = evidence_from({"pages": pages, "coverage": {"stopped_by": "page-budget", "pages_known": len(pages)}})
    poorer = without(full, full.pages[1])
    outcomes = [
        next(v for v in judged(each, PACKS, {}).verdicts if v.rule == "contact-page-has-channel") for each in (full, poorer)
    ]
    assert [(verdict.outcome, verdict.result) for verdict in outcomes] == [
        ("failed", "contact-page-without-channel"),
        ("cantTell", NOT_SEEN),
    ]
    assert no_higher(judged(poorer, PACKS, {}).score.value, judged(full, PACKS, {}).score.value)


@pytest.mark.parametrize("packs", pack_sets(), ids=lambda packs: "+".join(pack.id for pack in packs))
def test_a_site_that_shows_everything_plainly_gets_a_score_by_every_pack(packs: tuple[Pack, ...]) -> None:
    given_score = judged(evidence_from(PLAIN), packs, {}).score
    assert given_score.value is not None, given_score.reason
