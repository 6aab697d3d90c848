"""Contact by the app: which sentences send a customer there, and where they stand. Wordings: tests/labelled/app-only.yaml."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.evidence import Mention
from spiders.extract.apps import extract, sends_to_app
from spiders.page import parse

URL = "https://acme.example/help"


def seen(html: str, lang: str = "en") -> list[Mention]:
    return list(extract(parse(f"<html lang={lang}><body>{html}</body></html>", URL)))


def test_the_sentence_is_kept_and_no_other() -> None:
    (mention,) = seen("<main><p>We sell tickets. Contact us in the app. Goodbye.</p></main>")
    assert (mention.concept, mention.text, mention.form, mention.region) == (
        "gate_app_only",
        "Contact us in the app.",
        "text",
        "main",
    )


def test_a_heading_says_it_as_one() -> None:
    assert [mention.form for mention in seen("<h2>Chat with us in the Acme app</h2>")] == ["heading"]


def test_what_is_seen_comes_before_what_is_not_and_each_sentence_once() -> None:
    hidden = "<p hidden>Message us in the app.</p>"
    found = seen(f"{hidden}<p>Contact us in the app.</p><p>Contact us in the app.</p>")
    assert [(mention.text, mention.visible) for mention in found] == [
        ("Contact us in the app.", True),
        ("Message us in the app.", False),
    ]


def test_the_choices_of_a_list_say_nothing() -> None:
    assert seen("<select><option>Contact us in the app</option></select>") == []


@pytest.mark.parametrize(("lang", "sends"), [("sv", True), ("", False)])
def test_a_word_that_means_or_elsewhere_counts_only_in_its_language(lang: str, sends: bool) -> None:
    assert sends_to_app("Få hjälp av en människa i appen", lang) is sends


@given(st.text(max_size=300), st.sampled_from(["sv", "", "xx"]))
def test_no_text_makes_it_fail(text: str, lang: str) -> None:
    sends_to_app(f"Contact us {text} in the app", lang)
    sends_to_app(text, lang)
