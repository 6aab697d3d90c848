"""What is written to a chat and when it is enough; what its answers are taken for, row by row of the labelled set."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.evidence import ChatTurn
from spiders.handover import MOST_MESSAGES, classify, next_message, phrases, repeats, why
from spiders.lexicon import by_language, languages
from spiders.strictyaml import load_file

ROWS = load_file(Path(__file__).parents[1] / "labelled" / "handover.yaml")
LEAST_AGREEMENT = 0.92
LEAST_KAPPA = 0.80
"""The numbers to beat: two people who label the same sessions."""


def turns(*answers: str, lang: str = "en") -> list[ChatTurn]:
    known = phrases(lang)
    return [ChatTurn(sent=sent, answer=answer) for sent, answer in zip((*known.ask_person, *known.intents), answers, strict=False)]


def test_answers_are_classed_as_they_are_labelled(capsys: pytest.CaptureFixture[str]) -> None:
    told = [(lang, row[0], classify(turns(*row[1:], lang=lang), lang), row[1:]) for lang, rows in ROWS.items() for row in rows]
    labelled, classed = Counter(row[1] for row in told), Counter(row[2] for row in told)
    agreed = sum(row[1] == row[2] for row in told) / len(told)
    chance = sum(labelled[outcome] * classed[outcome] for outcome in labelled) / len(told) ** 2
    kappa = (agreed - chance) / (1 - chance)
    with capsys.disabled():
        print(f"\nhandover: {len(told)} rows, agreement {agreed:.3f}, kappa {kappa:.3f}")  # noqa: T201 - the figure is published
    assert set(ROWS) == set(languages())
    assert len(told) >= 120
    assert set(labelled) == set("HQCTGNX")
    assert agreed >= LEAST_AGREEMENT, [row for row in told if row[1] != row[2]]
    assert kappa >= LEAST_KAPPA


@pytest.mark.parametrize("lang", sorted(languages()))
def test_every_language_has_its_phrases_and_none_of_them_is_taken_for_an_answer(lang: str) -> None:
    known = phrases(lang)
    sentences = {*known.ask_person, *known.intents, known.automated}
    assert (len(known.ask_person), len(known.intents), len(sentences)) == (3, 2, 6)
    assert not any(character.isdigit() or character == "@" for sentence in sentences for character in sentence)
    assert set(by_language("chat")[lang]["handover"]) == set(by_language("chat")["en"]["handover"])
    assert lang == "en" or known != phrases("en")


def test_an_unknown_language_is_written_to_in_english() -> None:
    assert phrases("xx") == phrases("") == phrases("en-GB")
    assert phrases("nn") == phrases("nb")


def test_a_person_is_asked_for_three_times_and_then_two_problems_are_named() -> None:
    said: list[ChatTurn] = []
    while (text := next_message(said, "en")) is not None:
        said.append(ChatTurn(sent=text, answer="Pick a topic."))

    assert [turn.sent for turn in said] == [*phrases("en").ask_person, *phrases("en").intents]


@pytest.mark.parametrize(
    "answer",
    [
        "An agent will be with you shortly.",
        "You are number 4 in the queue.",
        "The wait time is 3 minutes.",
        "We will get back to you.",
        "Please enter your order number.",
        "We are open Mon-Fri 9am-5pm.",
    ],
)
def test_nothing_is_written_once_there_is_nothing_left_to_ask_for(answer: str) -> None:
    assert next_message(turns(answer), "en") is None
    assert next_message(turns("Pick a topic.", answer), "en") is None


def test_what_offers_a_person_is_answered_with_yes() -> None:
    assert next_message(turns("Would you like to speak to an agent?"), "en") == phrases("en").ask_person[1]


def test_who_asks_gets_the_truth_once() -> None:
    asked = turns("Are you a human?")
    assert next_message(asked, "en") == phrases("en").automated
    assert (
        next_message([*asked, ChatTurn(sent=phrases("en").automated, answer="Are you a bot?")], "en") == phrases("en").ask_person[1]
    )


def test_silence_is_not_talked_at() -> None:
    assert next_message(turns(""), "en") is not None
    assert next_message(turns("", ""), "en") is None
    assert (classify(turns("", ""), "en"), why("N", turns("", ""))) == ("N", "nothing was answered")
    assert (classify([], "en"), why("X", [])) == ("X", "nothing could be written")


def test_the_same_answer_again_is_said_to_be_one() -> None:
    assert repeats(turns("Sorry, pick one of these topics.", "sorry! Pick one of these topics"))
    assert not repeats(turns("Sorry, pick one of these topics.", "Your invoice is under My pages."))
    assert not repeats(turns("", ""))


@settings(deadline=None)  # the first example reads the lexicon
@given(st.lists(st.text(max_size=200), max_size=8), st.sampled_from([*sorted(languages()), "", "xx"]))
def test_whatever_is_answered_there_is_a_class_and_an_end(answers: list[str], lang: str) -> None:
    said: list[ChatTurn] = []
    for answer in answers:
        text = next_message(said, lang)
        if text is None:
            break
        said.append(ChatTurn(sent=text, answer=answer))
    assert len(said) <= MOST_MESSAGES
    assert len({turn.sent for turn in said}) == len(said)
    assert classify(said, lang) in set("HQCTNGX")
