"""Packs: strict, with the line that is to blame; and faithful about force and confidence."""

from datetime import date
from pathlib import Path

import pytest

from rules.pack import PackError, bundled, load_pack, packs_for, parse_pack

ENTRY = """\
id: own
version: "1"
title: Own
entries:
  - rule: email-given
    level: should
    severity: minor
    expects: an e-mail address
    applies: {to: everybody}
    citations:
      - authority: House rule 1
        url: https://example.org/rules
        force: good-practice
        confidence: high
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("email-given", "e-mail-given", 5, "no such rule"),
        ("level: should", "level: shall", 6, "must"),
        ("level: should", "gate: true\n    level: should", 5, "only a must can be a gate"),
        ("severity: minor", "severity: minor\n    colour: red", 8, "colour"),
        ("{to: everybody}", "{to: everybody, all: [who]}", 9, "no such question"),
        ("{to: everybody}", "{to: everybody, any: [sector]}", 9, "sector may be answered by telecom"),
        ("{to: everybody}", '{to: everybody, any: ["sector: bakery"]}', 9, "sector may be answered by telecom"),
        ("{to: everybody}", '{to: everybody, all: ["large-company: yes"]}', 9, "large-company may be answered by yes or no alone"),
        ("confidence: high", "confidence: low", 5, "may only be level info"),
        ("confidence: high", "confidence: high\n        in_force_from: 2026-13-01", 15, "month"),
        ("https://example.org/rules", "example.org", 12, "pattern"),
        ("applies:", "thresholds: {most: 1}\n    applies:", 9, "thresholds"),
        ("rule: email-given", "rule: email-is-read", 5, "needs the labels local-part"),
        ("title: Own", "title: Own\ntitle: Own", 4, "stands twice"),
        ("applies:", "category: colours\n    applies:", 9, "no such category"),
        ("title: Own", "title: Own\nextends: nowhere", 4, "no such bundled pack"),
        ('version: "1"', "version: 1", 2, "string"),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, line: int, words: str) -> None:
    with pytest.raises(PackError) as told:
        parse_pack(ENTRY.replace(old, new), "own.yaml")
    assert str(told.value).startswith(f"own.yaml:{line}: ")
    assert words in str(told.value)


@pytest.mark.parametrize("written", ["2026-W30-1", "'20260720'", "2026-07-20"])
def test_a_date_is_kept_in_one_form(written: str) -> None:
    pack = parse_pack(ENTRY.replace("confidence: high", f"confidence: high\n        in_force_from: {written}"), "own.yaml")
    assert pack.entries[0].citations[0].in_force_from == "2026-07-20"


def test_a_file_of_mistakes_alone_is_told_in_few_lines_and_soon() -> None:
    with pytest.raises(PackError) as told:
        parse_pack('id: own\nversion: "1"\ntitle: Own\nentries:\n' + "- x\n" * 20_000, "own.yaml")
    assert str(told.value).splitlines()[-1] == "own.yaml:1: and 19950 more"


def test_every_mistake_is_told() -> None:
    with pytest.raises(PackError) as told:
        parse_pack(ENTRY.replace("level: should", "level: shall").replace("severity: minor", "severity: small"), "own.yaml")
    assert len(str(told.value).splitlines()) == 2


def test_a_rule_stands_once_in_a_pack() -> None:
    entry = ENTRY[ENTRY.index("  - rule") :]
    with pytest.raises(PackError, match="stands twice"):
        parse_pack(ENTRY + entry, "own.yaml")


def test_a_pack_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(ENTRY, "utf-8")
    assert load_pack(path).entries[0].rule == "email-given"


@pytest.mark.parametrize("name", ["nowhere", "nowhere.yaml", "../se", ""])
def test_a_pack_that_is_not_there_is_an_error(name: str) -> None:
    with pytest.raises(PackError):
        load_pack(name)


@pytest.mark.parametrize(
    ("country", "packs"),
    [
        ("SE", ("se", "eu")),
        ("se", ("se", "eu")),
        ("DE", ("de", "eu")),
        ("BE", ("eu",)),
        ("GB", ("uk",)),
        ("AU", ("au",)),
        ("JP", ("int",)),
        (None, ("eu",)),
    ],
)
def test_the_packs_of_a_country_come_most_particular_first(country: str | None, packs: tuple[str, ...]) -> None:
    assert packs_for(country) == (*packs, "iso-wcag")


@pytest.mark.parametrize(
    ("country", "sectors", "first"),
    [
        ("SE", ("financial",), ("se-financial", "eu-financial", "se", "eu")),
        ("SE", ("premium-content",), ("se-telecom", "se", "eu")),
        ("DE", ("rail", "marketplace"), ("eu-marketplaces", "eu-rail", "de", "eu")),
        ("GB", ("telecom", "other"), ("uk-telecom", "uk")),
        ("GB", ("rail",), ("uk",)),
    ],
)
def test_a_sector_has_packs_of_its_own_where_its_law_reaches(
    country: str, sectors: tuple[str, ...], first: tuple[str, ...]
) -> None:
    assert packs_for(country, sectors)[: len(first)] == first


@pytest.mark.parametrize("name", [name for name in bundled() if load_pack(name).sectors])
def test_a_sector_pack_named_by_hand_asks_for_the_sector(name: str) -> None:
    for entry in load_pack(name).entries:
        assert any(asked.question == "sector" for asked in entry.applies.all), entry.rule


@pytest.mark.parametrize("name", bundled())
def test_bundled_packs_keep_good_practice_and_unread_law_apart_from_duty(name: str) -> None:
    for entry in load_pack(name).entries:
        if entry.gate:
            assert (entry.level, entry.force) == ("must", "statute")
        if entry.confidence == "low":
            assert entry.level == "info"


def test_no_law_is_held_against_a_site_of_a_country_without_a_pack() -> None:
    assert {entry.force for entry in load_pack("int").entries} <= {"good-practice", "standard"}


def test_a_pack_takes_over_the_entries_of_the_one_it_extends_but_for_its_own() -> None:
    pack = parse_pack(
        ENTRY.replace("rule: email-given", "rule: help-loops").replace("title: Own", "title: Own\nextends: int"), "own.yaml"
    )
    ground = load_pack("int")
    assert {entry.rule for entry in pack.entries} == {entry.rule for entry in ground.entries}
    assert [entry.expects for entry in pack.entries if entry.rule == "help-loops"] == ["an e-mail address"]


def test_withdrawing_and_cancelling_are_two_things() -> None:
    entries = {entry.rule: entry for entry in load_pack("se").entries}
    assert entries["withdrawal-function"].applies.all != entries["cancellation-instructions"].applies.all
    assert not any("säg upp" in label.casefold() for labels in entries["withdrawal-function"].labels.values() for label in labels)


def test_a_source_holds_from_its_first_to_its_last_day() -> None:
    text = ENTRY.rstrip("\n") + "\n        in_force_from: 2026-01-01\n        in_force_until: 2026-12-31\n"
    entry = parse_pack(text, "own.yaml").entries[0]
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [(bool(entry.laws(day)), bool(entry.coming(day))) for day in days] == [
        (False, True),
        (True, False),
        (True, False),
        (False, False),
    ]
