"""Word lists as patterns: grouped by first letter for speed, they find what their words would find one by one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.extract._wordlist import alternatives, by_beginning, pattern

WORDS = st.lists(st.text(alphabet="abü. -+]^", min_size=1, max_size=4).filter(str.strip), min_size=1, max_size=8)
TEXT = st.text(alphabet="abüABÜ. -+]^\n1", max_size=30)


@given(words=WORDS, text=TEXT)
def test_alternatives_find_what_the_words_would_find_one_by_one(words: list[str], text: str) -> None:
    plain = "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))

    assert [match.span() for match in re.finditer(alternatives(words), text)] == [m.span() for m in re.finditer(plain, text)]


def test_a_blank_within_a_word_is_what_it_is_said_to_be() -> None:
    assert re.fullmatch(alternatives(["open now"], blank=r"\s"), "open\nnow")
    assert not re.fullmatch(alternatives(["open now"]), "open\nnow")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Telefon: 1", "Telefon"),
        ("TELEFONNUMMER 1", "TELEFONNUMMER"),
        ("Telefon08", "Telefon"),
        ("toll  free", "toll  free"),
        ("p.iva 1", "p.iva"),
        ("hotel 1", ""),
        ("telly", ""),
    ],
)
def test_a_pattern_finds_whole_words_and_lets_a_stem_go_on(text: str, found: str) -> None:
    match = pattern(["tel", "telefon*", "toll free", "p.iva"]).search(text)

    assert (match.group() if match else "") == found


PATTERNS = (
    r"(?:call|ring) us (?:at )?any time|24h",
    r"(?:a)?round the clock",
    r"[ck]lock|\bopen (?:day|night)",
    r"a (?:b|c)\|d|a e",
    r"x?y|z{2}",
    r"(?:one|(?:two|three)) way",
    r"(?:up|down\))s",
)


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize(
    "text",
    "call us any time;ring us at any time;24h;around the clock;round the clock;klock;clock;open night;a b|d;a c;a e;y;xy;zz;z;"
    "one way;three way;two;ups;down)s;downs;".split(";"),
)
def test_alternatives_by_their_beginning_find_what_the_patterns_find(pattern: str, text: str) -> None:
    assert bool(re.fullmatch(by_beginning([pattern]), text)) == bool(re.fullmatch(pattern, text))


def test_all_patterns_are_among_the_alternatives() -> None:
    together = re.compile(by_beginning(PATTERNS))

    assert [bool(together.fullmatch(text)) for text in ("ring us any time", "a e", "zz", "two way", "nothing")] == [True] * 4 + [
        False
    ]
