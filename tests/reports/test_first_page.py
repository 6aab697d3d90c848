"""What the first page adds up: the ways there, the good news, how sure it is, and that each number leads to what it counts."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from reports import praise
from reports.ledger import ledgers, sources
from reports.paths import ways
from reports.praise import praised
from reports.story import Story
from reports.sums import reckoned
from reports.sure import how_sure, possible_grades
from rules.registry import rules
from rules.scoring import parts, score, total
from rules.verdict import Place, Verdict, Verdicts
from spiders import strictyaml
from spiders.evidence import Box
from tests.reports import samples
from tests.reports.hostile import hostile
from tests.reports.rendered import full_page, soup_of, text_of
from tests.reports.sites import HOME

STORIES: dict[str, Callable[[], Story]] = {
    "full": samples.story, "empty": samples.empty, "hostile": hostile, "long": lambda: samples.long(30)
}  # fmt: skip


def _with(**verdicts: object) -> Story:
    story = samples.story()
    return dataclasses.replace(story, verdicts=story.verdicts.model_copy(update=verdicts))


def _target(soup: BeautifulSoup, link: Tag) -> Tag:
    found = soup.find(id=str(link["href"])[1:])
    assert isinstance(found, Tag)
    return found


@pytest.mark.parametrize("make", STORIES.values(), ids=STORIES)
def test_every_number_of_the_tally_leads_to_a_list_of_as_many(make: Callable[[], Story]) -> None:
    soup = soup_of(make())
    rows = soup.select(".tally li")

    assert len(rows) >= 3
    for row in rows:
        link = row.select_one("a[href^='#']")
        assert link is not None
        assert int(text_of(row.select_one("b"))) == len(_target(soup, link).select("li.expectation"))


@pytest.mark.parametrize("make", STORIES.values(), ids=STORIES)
def test_the_pages_looked_at_are_listed_one_by_one(make: Callable[[], Story]) -> None:
    story = make()
    soup = soup_of(story)

    assert len(soup.select("#pages-read > tr")) == story.read
    assert len(soup.select(".facts a[href='#pages-read']")) == bool(story.read)


@pytest.mark.parametrize("make", STORIES.values(), ids=STORIES)
def test_no_link_within_the_report_leads_nowhere(make: Callable[[], Story]) -> None:
    soup = soup_of(make())
    ids = {tag["id"] for tag in soup.select("[id]")}

    assert {str(tag["href"])[1:] for tag in soup.select("[href^='#']")} <= ids


def test_what_is_told_first_leads_to_the_evidence_for_it() -> None:
    links = [(li, li.select("a.ref")[-1]) for li in full_page().select(".meets li")]

    assert [str(link["href"]) for _, link in links] == ["#way-1", "#way-2", "#way-3", "#way-4", "#page-2", "#ends", "#broken"]
    assert text_of(_target(full_page(), links[0][1])).startswith("phone number 0771-55 50 10")


def test_score_and_categories_lead_to_the_sum_and_to_what_earned_it() -> None:
    soup = full_page()

    assert soup.select_one(".score a[href='#score']")
    for link in soup.select("#method td a[href^='#category-']"):
        assert _target(soup, link).select("li")


def test_a_fix_leads_to_its_pages_and_its_picture_in_the_evidence(bundle: Path) -> None:
    soup = soup_of(dataclasses.replace(samples.story(), folder=bundle))
    fix = soup.select_one("#fix-1")

    assert fix is not None
    assert [text_of(_target(soup, link))[:3] for link in fix.select("li a.ref")] == ["[2]", "[1]"]
    assert "pages/home-desktop.png" in text_of(_target(soup, fix.select("figcaption a.ref")[0]))


def test_the_shortest_ways_say_each_click_and_what_has_to_be_opened() -> None:
    story = samples.story()
    told = {way.kind: way.told(story.words) for way in ways(story, story.words)}

    assert told["phone"].startswith("phone number: Home page › “Kontakta oss” › 0771-55 50 10 (1 click, 3 actions")
    assert told["contact-page"] == "contact page: Home page › “Kontakta oss” (1 click, 2 actions with menus and panels)"


def test_no_way_is_drawn_to_what_is_kept_for_the_press() -> None:
    story = samples.story()

    assert "email" not in {way.kind for way in ways(story, story.words)}
    assert ways(samples.empty(), story.words) == ()


def test_silence_is_not_praised_and_presence_is_the_useful_first() -> None:
    silent = ("no-premium-number", "help-loops", "contact-page-readable", "stale-odr-link")
    there = ("company-identity", "email-given", "phone-given", "contact-link-on-home", "a-house-rule")
    passed = [Verdict(rule=rule, pack="se", outcome="passed") for rule in (*silent, *there)]

    assert [v.rule for v in praised(passed, ())] == ["phone-given", "contact-link-on-home", "email-given"]
    assert [v.rule for v in praised(passed[:4], ())] == []
    assert [v.rule for v in praised(passed[-1:], ())] == ["a-house-rule"]


def test_nothing_is_praised_for_a_place_that_is_faulted() -> None:
    place = Place(page=HOME, selector="a", box=Box(x=0, y=0, width=1, height=1))
    good = Verdict(rule="phone-given", pack="se", outcome="passed", evidence=(place,))

    assert praised([good], [good.model_copy(update={"outcome": "failed"})]) == ()


def test_every_rule_that_may_be_praised_is_one() -> None:
    listed = strictyaml.load_file(Path(praise.__file__).with_suffix(".yaml"))["rules"]

    assert set(listed) <= set(rules())
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize(
    ("low", "high", "grades", "says"),
    [
        (33.0, 58.0, ("E", "D"), "the grade between E and D"),
        (41.0, 58.0, None, "the grade stays D"),
        (41.6, 41.6, None, "Nothing that could not be checked would change the score."),
    ],
)
def test_how_far_the_grade_could_move_is_said(low: float, high: float, grades: tuple[str, str] | None, says: str) -> None:
    story = _with(score=samples.verdicts().score.model_copy(update={"low": low, "high": high}))

    assert possible_grades(story) == grades
    assert says in " ".join(limit.text for limit in how_sure(story, story.words))


def test_how_sure_it_is_says_what_was_looked_at_and_without_what() -> None:
    story = samples.story()
    coverage = story.evidence.coverage.model_copy(update={"pages_rendered": 0})
    blind = dataclasses.replace(story, evidence=story.evidence.model_copy(update={"coverage": coverage}))

    assert "4 of 58 known pages were looked at, 3 of them in a browser." in {limit.text for limit in how_sure(story, story.words)}
    assert "without a browser: what scripts add was not seen" in how_sure(blind, story.words)[0].text
    assert [limit.anchor for limit in how_sure(samples.empty(), story.words)] == ["unseen"]


def _scored(*verdicts: Verdict) -> Story:
    return _with(verdicts=verdicts, score=score(verdicts))


def _musts(*earned: float | None) -> tuple[Verdict, ...]:
    outcome = {None: "cantTell", 0.0: "failed"}
    return tuple(
        Verdict.model_validate(
            {"rule": f"r{n}", "pack": "p", "category": "channels" if n % 2 else "cost", "level": "must", "earned": e,
             "outcome": outcome.get(e, "passed"), "result": "not-seen" if e is None else "x"}
        )
        for n, e in enumerate(earned)
    )  # fmt: skip


EXTRA = Verdict(rule="phone-given", pack="p", outcome="passed", earned=1, level="should")


@pytest.mark.parametrize(
    "verdicts", [_musts(1, 1, 1, 0, 1), _musts(1, 1, 1), _musts(1, 0.5, None, 1, 1), (*_musts(1, 1, 1), EXTRA)]
)
def test_the_sum_adds_up_to_the_score(verdicts: tuple[Verdict, ...]) -> None:
    story = _scored(*verdicts)
    told = reckoned(story, story.words)

    assert story.verdicts.score.value == total(parts(verdicts))
    assert told.steps[-1].startswith(f"The score: {story.verdicts.score.value:g} of 100")
    for line in told.lines:
        assert line.score is not None
        assert line.score.value == (None if not line.possible else pytest.approx(100 * line.earned / line.possible, abs=0.05))


def test_without_a_score_the_sum_says_why() -> None:
    story = samples.empty()

    assert reckoned(story, story.words).steps == ("There is no score: Nothing could be looked at.",)


def test_the_ledger_counts_as_the_story_does() -> None:
    story = samples.story()
    lists = ledgers(story)

    assert {name: lists[name].size for name in ("met", "failed", "undecided", "inapplicable", "aside")} == {
        "met": story.counts["passed"], "failed": story.counts["failed"], "undecided": story.undecided,
        "inapplicable": story.counts["inapplicable"], "aside": len(story.set_aside),
    }  # fmt: skip
    assert [entry.packs for _, entries in lists["failed"].groups for entry in entries if entry.verdict.rule == "email-present"] == [
        ("se", "eu")
    ]


def test_every_source_is_named_once_that_with_most_force_first() -> None:
    named = sources(samples.story())

    assert [source.citation.force for source in named] == ["statute", "statute", "regulator-guidance", "good-practice"]
    assert {source.citation: source.rules for source in named}[samples.GUIDANCE] == 2


def test_a_story_without_verdicts_has_empty_ledgers() -> None:
    story = samples.story()
    bare = Verdicts(method=story.verdicts.method, score=samples.empty().verdicts.score)

    assert {ledger.size for ledger in ledgers(dataclasses.replace(story, verdicts=bare)).values()} == {0}
