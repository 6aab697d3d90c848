import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.said import Said, Spoken, Told, capitalised, count, joined, say, sentences


class Note(Spoken):
    text: str = ""
    parts: tuple[str, ...] = ()


def filled_in(told: Told) -> str:
    """What a catalogue without translations makes of it."""
    text = told.many if told.n not in (None, 1) else told.text
    values = {name: filled_in(value) if isinstance(value, Told) else value for name, value in told.values.items()}
    english = text.format(**values) if values else text
    return f"{english[:1].upper()}{english[1:]}" if told.capital else english


WORDS = st.text(max_size=20)
LEAVES = st.one_of(
    WORDS.map(say),
    st.integers(0, 9).map(lambda n: count(n, "{n} page", "{n} pages")),
    st.builds(lambda word, n: say("{n} of them say “{word}”", n=n, word=word), WORDS, st.integers()),
    st.floats(0, 1).map(lambda share: say("{share:.0%} of all", share=share)),
)


def _composed(children: st.SearchStrategy[Said]) -> st.SearchStrategy[Said]:
    parts = st.lists(st.one_of(children, WORDS), max_size=3)
    return st.one_of(
        st.builds(lambda one, other: say("{one}; {other}", one=one, other=other), children, WORDS),
        st.builds(joined, WORDS, parts),
        parts.map(lambda each: sentences(*each)),
        children.map(capitalised),
        st.builds(lambda one, other: one + other, children, WORDS),
        st.builds(lambda one, other: other + one, children, WORDS),
    )


SENTENCES = st.recursive(LEAVES, _composed, max_leaves=6)


@given(SENTENCES)
def test_a_sentence_is_what_it_tells_filled_in(said: Said) -> None:
    assert filled_in(said.told) == said


@given(SENTENCES)
def test_a_record_keeps_how_its_sentence_is_told_through_json_and_pickling(said: Said) -> None:
    note = Note(text=said)
    assert filled_in(note.sentence("text").told) == note.text == said
    assert Note.model_validate_json(note.model_dump_json()) == note
    assert pickle.loads(pickle.dumps(said)).told == said.told


@pytest.mark.parametrize(
    ("said", "english"),
    [
        (say("text with {braces}"), "text with {braces}"),
        (say("{word} stands", word="{n}"), "{n} stands"),
        (count(1, "{n} page", "{n} pages"), "1 page"),
        (count(0, "{n} page", "{n} pages"), "0 pages"),
        (joined(", ", ()), ""),
        (joined("{}", ("a", "b")), "a{}b"),
        (sentences("", say("One."), "", "Two."), "One. Two."),
        (capitalised(say("part of it")), "Part of it"),
        (capitalised(say("")), ""),
    ],
)
def test_sentences_read_in_english_as_they_are_put_together(said: Said, english: str) -> None:
    assert said == english == filled_in(said.told)


def test_a_sentence_that_stands_as_it_is_needs_no_note_and_words_of_a_site_have_none() -> None:
    assert Note(text=say("As it is.")).said == {}
    assert Note(text="Kontakt").said == {}
    assert Note(text="Kontakt").sentence("text").told == Told(text="Kontakt")


def test_in_a_list_what_is_ours_is_told_from_what_the_site_says() -> None:
    note = Note(parts=("Kontakt", say("linked from {page}", page="/"), say("asks for a login")))
    assert set(note.said) == {"parts.1", "parts.2"}
    assert note.model_copy(update={"parts": ("Hjälp",)}).said == {}


@pytest.mark.parametrize(
    ("update", "told"),
    [
        ({"text": say("{n} more", n=2)}, {"text": say("{n} more", n=2).told}),
        ({"text": "another"}, {}),
        ({"parts": ("x",)}, {"text": say("{n} first", n=1).told}),
        ({}, {"text": say("{n} first", n=1).told}),
    ],
)
def test_a_copy_tells_what_it_then_says(update: dict[str, Any], told: dict[str, Told]) -> None:
    assert Note(text=say("{n} first", n=1)).model_copy(update=update).said == told


def test_a_record_of_an_older_version_has_nothing_told() -> None:
    assert Note.model_validate({"text": "3 pages"}) == Note(text="3 pages")
    assert "said" not in Note(text="3 pages").model_dump()
