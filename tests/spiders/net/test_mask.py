"""Secrets taken out of what is kept, however a page writes them, and nothing else with them."""

from __future__ import annotations

import html
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.evidence import Page
from spiders.look import Look
from spiders.net.mask import MASKED, Mask, tells, tokens

SECRET = 'anna:k"lk&n/snö-42'
WRITTEN = [
    SECRET,
    quote(SECRET, safe=""),
    html.escape(SECRET),
    html.escape(SECRET, quote=False),
    json.dumps(SECRET)[1:-1],
    json.dumps(SECRET, ensure_ascii=False)[1:-1],
    json.dumps(SECRET, ensure_ascii=False)[1:-1].replace("/", "\\/").replace("&", "\\u0026"),
]


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("encoding", ["", "utf-8", "latin-1", "utf-16-le"])
def test_a_secret_is_masked_however_it_is_written(written: str, encoding: str) -> None:
    if encoding:
        assert Mask((SECRET,))(f"så: {written}.".encode(encoding)).decode(encoding) == f"så: {MASKED}."
    else:
        assert Mask((SECRET,))(f"så: {written}.") == f"så: {MASKED}."


def test_a_cookie_that_is_kept_encoded_is_masked_decoded_too() -> None:
    assert Mask(("abc%3D%3D-123",))("abc==-123 abc%3D%3D-123") == f"{MASKED} {MASKED}"


@given(st.lists(st.text(min_size=4), max_size=4), st.lists(st.text(max_size=6), max_size=4))
def test_no_secret_is_left_in_a_text(secrets: list[str], around: list[str]) -> None:
    masked = Mask(tuple(secrets))("|".join(text for pair in zip(around, secrets, strict=False) for text in pair))
    assert not [secret for secret in secrets if secret in masked]


def test_a_record_is_masked_in_all_its_texts_and_left_alone_without() -> None:
    page = Page(url="https://acme.example/?sid=hemligt-42", final_url="https://acme.example/", state="ok", closed=("hemligt-42",))
    look = Look(page=page, headings=("Välkommen hemligt-42",))
    cleared = Mask(("hemligt-42",)).cleared(look)
    assert "hemligt-42" not in cleared.model_dump_json()
    assert (cleared.page.url, cleared.headings, cleared.page.closed) == (
        "https://acme.example/?sid=***",
        ("Välkommen ***",),
        ("***",),
    )
    assert Mask(("annat-42",)).cleared(look) is look
    assert Mask().cleared(look) is look


@pytest.mark.parametrize(
    ("value", "is_told"),
    [
        ("s-5b1f09c7e2", True),
        ("kalkon42", True),
        ("qWertyUiop", True),
        ("abcdefghijklmnopqrstuvwx", True),
        ("kalkon4", False),  # too short
        ("Stockholm", False),
        ("kundservice", False),
        ("third-party", False),
        ("ACCEPTED", False),
    ],
)
def test_a_word_of_the_page_is_no_secret(value: str, is_told: bool) -> None:
    assert tells(value) is is_told


def test_tokens_are_found_in_what_is_stored_and_texts_are_not() -> None:
    inner = json.dumps({"user": {"jwt": "eyJhbGciOi.J9.abc-123"}, "city": "Stockholm"})
    stored = {
        "origin": "https://acme.example.very-long-name1.example",
        "localStorage": [
            {"name": "auth", "value": inner},
            {"name": "plain", "value": "Bearer 0123456789abcdefXYZ"},
            {"name": "text", "value": "Välkommen till oss på Acme 2026"},
            {"name": "address", "value": "https://cdn.acme.example/9f8e7d6c.js"},
            {"name": "figures", "value": "12345678901234567890"},
            {"name": "long", "value": "a1" * 3000},
        ],
    }
    assert list(tokens(stored)) == ["eyJhbGciOi.J9.abc-123", "0123456789abcdefXYZ"]
