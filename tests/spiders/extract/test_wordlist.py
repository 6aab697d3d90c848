"""Word lists as patterns: grouped by first letter for speed, they find what their words would find one by one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.extract._wordlist import alternatives, pattern

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
