"""The catalogues of translations: all that can be said is in them, and each says it with the same names filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, get_args

import pytest
from babel.messages.catalog import Catalog

from reports.catalogue import LOCALES, languages
from reports.messages.model import Message, placeholders
from reports.messages.po import catalogue_of, problems, read, written
from reports.messages.sources import messages
from reports.translated import in_language, seen_in_language
from reports.words import Words
from rules.cases import cases_of, judged
from rules.pack import load_pack
from rules.promises import held
from rules.registry import rules
from rules.verdict import Outcome
from spiders import evidence as seen
from spiders.said import Spoken, Told
from tests.reports import samples

WORD = re.compile(r"[^\W\d_]{2,}")
NAMED = (seen.ChannelKind, seen.Region, seen.Viewport, seen.Purpose, seen.JourneyOutcome, seen.StoppedBy, seen.PageState, Outcome)
VALUES = frozenset(value for kind in NAMED for value in get_args(kind))
"""Words of ours that stand in the evidence as values: a site that says "phone" says nothing else than a rule does."""
OTHERS = frozenset({"axe", "core", "wcag"})


@cache
def extracted() -> tuple[Message, ...]:
    return messages()


@cache
def english() -> frozenset[str]:
    return frozenset(message.english for message in extracted())


def strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        yield from (text for each in node.values() for text in strings(each))
    elif isinstance(node, (list, tuple)):
        yield from (text for each in node for text in strings(each))


def words_in(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for text in texts for word in WORD.findall(text))


def left_out(told: Told, theirs: frozenset[str], details: frozenset[str]) -> Iterator[str]:
    """What of a sentence no catalogue can say: texts that are not extracted, values neither told nor a site's words."""
    if Message(told.text, "", "").wordy and told.text not in english() and told.text not in details:
        yield told.text
    for value in told.values.values():
        if isinstance(value, Told):
            yield from left_out(value, theirs, details)
        elif isinstance(value, str):
            yield from words_in([value]) - theirs - OTHERS


def untold(record: Spoken, names: tuple[str, ...], theirs: frozenset[str], details: frozenset[str]) -> Iterator[str]:
    for name in names:
        if text := getattr(record, name):
            yield from left_out(record.said.get(name, Told(text=text)), theirs, details)


def details_in(evidence: seen.Evidence) -> frozenset[str]:
    """The sentences that a case has put into the evidence as the spiders would."""
    pages, ends, walks = evidence.pages, evidence.dead_ends, evidence.journeys
    return frozenset((evidence.coverage.detail, *(p.detail for p in pages), *(e.detail for e in ends), *(w.detail for w in walks)))


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_no_case_of_a_rule_says_what_no_catalogue_can_say(rule: Any) -> None:
    for case in cases_of(rule):
        verdict = judged(case, rule)
        site = words_in(text for text in strings(case.evidence.model_dump()) if text not in VALUES)
        labels = (
            text for entry in load_pack(verdict.pack).entries if entry.rule == rule.id for text in strings(dict(entry.labels))
        )
        law = words_in((*labels, *(citation.authority for citation in verdict.citations)))
        theirs = site | law | words_in((*verdict.questions, *case.answers, *map(str, case.answers.values())))
        names = ("title", "message", "unseen", "reason", "why", "advice")
        details = details_in(case.evidence)
        assert not list(untold(verdict, names, theirs, details)), case.name
        for promise in held(case.evidence):
            assert not list(untold(promise, ("says", "found"), theirs, details)), case.name


@pytest.mark.parametrize("language", languages()[1:])
def test_a_catalogue_says_all_that_can_be_said(language: str) -> None:
    wrong = [
        f"{message.context or message.english!r} {what}"
        for message, what in problems(extracted(), read(LOCALES / f"{language}.po", language))
    ]
    assert not wrong, f"{len(wrong)}: run `python -m reports.messages check {language}`"


@pytest.mark.parametrize("language", languages()[1:])
def test_a_catalogue_stands_in_its_file_as_it_is_written(language: str) -> None:
    path = LOCALES / f"{language}.po"
    assert path.read_bytes() == written(catalogue_of(extracted(), language, read(path, language)))


GIVEN = (
    Message("{n} page", "test", "a comment", many="{n} pages"),
    Message("No {kind} at {page}.", "test", "a comment"),
    Message("met", "test", "a comment", context="outcome.passed"),
    Message("met", "test", "a comment"),
)


def translated(*forms: Any, fuzzy: bool = False) -> Catalog:
    catalogue = catalogue_of(GIVEN, "sv")
    for message, form in zip(GIVEN, forms, strict=True):
        entry = catalogue.get(message.english, message.context or None)
        assert entry is not None
        entry.string = form
        if fuzzy:
            entry.flags.add("fuzzy")
    return catalogue


GOOD = (("en sida", "{n} sidor"), "Ingen {kind} på {page}.", "uppfylld", "mötte")


def test_a_whole_catalogue_has_no_problem_and_is_read_again_as_it_was_written(tmp_path: Any) -> None:
    path = tmp_path / "sv.po"
    path.write_bytes(written(translated(*GOOD)))
    again = read(path, "sv")
    assert not list(problems(GIVEN, again))
    assert written(catalogue_of(GIVEN, "sv", again)) == path.read_bytes()
    assert b"Date" not in path.read_bytes()


@pytest.mark.parametrize(
    ("forms", "what"),
    [
        ((("", ""), *GOOD[1:]), "is not translated"),
        ((("en sida", ""), *GOOD[1:]), "is not translated"),
        ((("en sida", "{m} sidor"), *GOOD[1:]), "has {m} for no {name}"),
        ((GOOD[0], "Ingen {kind}.", *GOOD[2:]), "has {kind} for {kind}, {page}"),
        ((GOOD[0], " Ingen {kind} på {page}.", *GOOD[2:]), "begins or ends with another blank"),
        ((*GOOD[:2], "", GOOD[3]), "is not translated"),
    ],
)
def test_what_is_wrong_with_a_translation_is_told(forms: Any, what: str) -> None:
    assert [told for _, told in problems(GIVEN, translated(*forms))] == [what]


def test_a_translation_marked_fuzzy_is_none() -> None:
    assert {told for _, told in problems(GIVEN, translated(*GOOD, fuzzy=True))} == {"is marked fuzzy"}


def test_what_is_said_no_more_is_left_out_and_what_is_new_is_empty() -> None:
    renewed = catalogue_of((*GIVEN[:2], Message("new", "test", "a comment")), "sv", translated(*GOOD))
    assert {entry.id: entry.string for entry in renewed if entry.id} == {
        ("{n} page", "{n} pages"): GOOD[0],
        "No {kind} at {page}.": GOOD[1],
        "new": "",
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{share:.0%} of {n}", {"share:.0%", "n"}),
        ("{scheme!r}", {"scheme!r"}),
        ("nothing", set()),
        ("{{n}}", set()),
        ("a { brace", set()),
    ],
)
def test_placeholders_are_named_with_how_they_are_written(text: str, names: set[str]) -> None:
    assert placeholders(text) == names


def test_no_message_is_there_twice_or_without_words() -> None:
    found = extracted()
    assert len({message.key for message in found}) == len(found)
    assert all(message.wordy for message in found)


def test_english_is_told_as_it_stands() -> None:
    story = samples.story()
    assert in_language(story.verdicts, Words()) is story.verdicts
    assert seen_in_language(story.evidence, Words()) is story.evidence
