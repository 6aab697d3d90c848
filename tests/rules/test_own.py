"""Own rules: the worked example of the docs, what may be wrong with one, and what is never decided by mistake."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.cases import evidence_from
from rules.engine import judge
from rules.facts import MOST, Facts
from rules.pack import PackError, load_pack, parse_pack
from rules.verdict import Verdict

PAGE = (Path(__file__).parents[2] / "docs" / "own-rules.md").read_text("utf-8")
EXAMPLE = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.M | re.S)[0]
DAY = date(2026, 11, 21)
PHONE = {"kind": "phone", "value": "+46771001001", "as_written": "077-100 10 01", "cost": "shared", "at": "/kontakt"}
SITE: dict[str, Any] = {
    "pages": [{"url": "/kontakt", "kinds": ["contact"]}],
    "contact_page": {"url": "/kontakt", "clicks": 1, "label": "Kontakt", "region": "nav"},
    "channels": [PHONE],
}


def judged(short: dict[str, Any], text: str = EXAMPLE) -> dict[str, Verdict]:
    verdicts = judge(evidence_from(short), [parse_pack(text, "house.yaml")], DAY)
    return {verdict.rule: verdict for verdict in verdicts.verdicts}


def test_the_worked_example_gives_what_the_page_says() -> None:
    table = dict(re.findall(r"^\| `(house-[a-z-]+)` \| (\w+) \|$", PAGE, re.M))
    found = judged(SITE)
    assert {rule: verdict.outcome for rule, verdict in found.items()} == table
    costly = found["house-no-shared-cost"]
    assert costly.message.startswith("At least one number shown costs the caller extra, against the service handbook. ")
    assert [place.page for place in costly.evidence] == ["https://example.se/kontakt"]
    assert (costly.owner, costly.effort, costly.advice) == ("telephony", "weeks", "Replace the number by one at the ordinary rate.")


def test_the_page_names_every_fact() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", PAGE.partition("## Facts")[2], re.M))
    assert set(rows) == Facts.names()
    assert Facts.fields() <= set(re.findall(r"`(\w+)`", " ".join(rows.values())))


def test_what_is_missing_is_missing_only_where_enough_was_seen() -> None:
    blocked = {**SITE, "pages": [*SITE["pages"], {"url": "/om", "kinds": ["contact"], "state": "blocked"}]}
    assert (judged(blocked)["house-phone-in-header"].outcome, judged(blocked)["house-no-shared-cost"].outcome) == (
        "cantTell",
        "failed",
    )
    free = {**blocked, "channels": [{**PHONE, "cost": "free"}]}
    assert judged(free)["house-no-shared-cost"].outcome == "cantTell"


def test_a_rule_that_does_not_apply_is_inapplicable() -> None:
    assert judged({**SITE, "channels": []})["house-phone-in-header"].outcome == "inapplicable"


@pytest.mark.parametrize(
    ("short", "told"),
    [
        ({**SITE, "contact_page": {**SITE["contact_page"], "clicks": None}}, "failed"),
        ({**SITE, "contact_page": {**SITE["contact_page"], "clicks": 2}}, "failed"),
        ({**SITE, "contact_page": None}, "inapplicable"),
    ],
)
def test_a_threshold_is_the_entry_s(short: dict[str, Any], told: str) -> None:
    assert judged(short)["house-contact-depth"].outcome == told


def test_an_expression_that_gives_no_answer_leaves_the_rule_undecided() -> None:
    text = EXAMPLE.replace("contact_page.clicks != null && ", "")
    verdict = judged({**SITE, "contact_page": {**SITE["contact_page"], "clicks": None}}, text)["house-contact-depth"]
    assert verdict.outcome == "cantTell"
    assert "gives no answer" in verdict.reason


def test_nothing_is_found_missing_in_a_list_that_was_cut() -> None:
    many = [{**PHONE, "value": f"+4677100{number:04}"} for number in range(MOST + 1)]
    verdict = judged({**SITE, "channels": many})["house-phone-in-header"]
    assert verdict.outcome == "cantTell"
    assert "more channels than an own rule can read" in verdict.reason


def test_where_both_expressions_stand_and_neither_holds_it_is_left_open() -> None:
    text = EXAMPLE.replace("    fails_when:", "    passes_when: channels.size() > 5\n    fails_when:")
    assert judged({**SITE, "channels": [{**PHONE, "cost": "free"}]}, text)["house-no-shared-cost"].outcome == "cantTell"


def test_the_channel_of_another_party_is_no_fact() -> None:
    other = {**SITE, "channels": [{**PHONE, "owner": "third-party"}]}
    assert judged(other)["house-no-shared-cost"].outcome == "passed"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"header" in c.regions', '"header" in c.places', "there is no fact places"),
        ('applies_when: contact_page.path != ""', "applies_when: contact", "undeclared reference to 'contact'"),
        ("    rests_on: presence\n", "", "rests_on"),
        ("id: house-contact-depth", "id: email-given", "there is a rule email-given already"),
        ("id: house-contact-depth", "id: house-no-shared-cost", "there is a rule house-no-shared-cost already"),
        ("category: cost", "category: price", "no such category: price"),
        ("owner: telephony", "owner: everybody", "owner"),
        ("    fails_when: channels", "    # channels", "needs passes_when or fails_when"),
        ('thresholds["most-clicks"]', 'thresholds["most"]', "there is no threshold most"),
        ("    thresholds: {most-clicks: 1}\n", "", "needs the thresholds most-clicks"),
        ("- rule: house-contact-depth", "- rule: phone-given", "no entry of the pack asks for house-contact-depth"),
        ("id: house\n", "id: settings\n", "settings is no name for a pack"),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, told: str) -> None:
    with pytest.raises(PackError) as error:
        parse_pack(EXAMPLE.replace(old, new), "house.yaml")
    assert told in str(error.value)
    assert all(re.match(r"house\.yaml:\d+: ", line) for line in str(error.value).splitlines())


def test_two_packs_cannot_have_own_rules_of_one_name() -> None:
    packs = [parse_pack(EXAMPLE, "a.yaml"), parse_pack(EXAMPLE.replace("id: house\n", "id: home\n"), "b.yaml")]
    with pytest.raises(ValueError, match="house-contact-depth"):
        judge(evidence_from(SITE), packs, DAY)


def test_an_own_rule_and_those_of_the_catalogue_stand_side_by_side() -> None:
    verdicts = judge(evidence_from(SITE), [load_pack("se"), parse_pack(EXAMPLE, "house.yaml")], DAY)
    assert {"se", "house"} == {verdict.pack for verdict in verdicts.verdicts}
    assert verdicts.score.value is None or 0 <= verdicts.score.value <= 100
