import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.text import cell, clean, href, markdown, short


@given(st.text())
def test_clean_text_is_one_printable_line_and_clean_already(text: str) -> None:
    cleaned = clean(text)

    assert all(c.isprintable() or c in "\u200c\u200d" for c in cleaned)
    assert clean(cleaned) == cleaned
    assert not any(unicodedata.bidirectional(c) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"} for c in cleaned)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07after", "after"),
        ("\x9b2Jgone", "gone"),
        ("ab\u202ecd\u2066e", "abcde"),
        ("two\r\n\tlines\u2028more", "two lines more"),
        ("soft\u00adhyphen\ufeff", "softhyphen"),
        ("می‌خواهم", "می‌خواهم"),
        ("bredband – håller", "bredband – håller"),
    ],
)
def test_escapes_and_controls_go_and_words_stay(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_giant_text_is_cut_with_an_ellipsis() -> None:
    assert clean("\x1b[1m" * 10 + "a" * 10_000_000, 20) == "a" * 19 + "…"


@pytest.mark.parametrize("value", ["=1+1", "+46 8 123", "-1", "@cmd", "\t=1", "\r=1", " =1", "\x1b[31m=1"])
def test_no_cell_is_a_formula(value: str) -> None:
    assert cell(value).startswith("'")


@given(st.text())
def test_whatever_the_text_no_cell_is_a_formula(value: str) -> None:
    assert not cell(value).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("url", ["https://a.example/b?c=1", "HTTP://a.example", "mailto:a@b.example", "tel:+468123"])
def test_addresses_that_may_be_links(url: str) -> None:
    assert href(url) == url


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "//a.example", "/path", "",
     "https://", "http://[", "https://a.example/\x00", "https://a.example/ b", 'https://a.example/"onclick=', "java\nscript:x"],
)  # fmt: skip
def test_addresses_that_may_not_be_links(url: str) -> None:
    assert href(url) == ""


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/kontakt", "/kontakt"),
        ("https://a.example", "/"),
        ("https://b.example/kontakt", "b.example/kontakt"),
        ("mailto:x@a.example", "mailto:x@a.example"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_an_address_is_shown_as_people_read_it(url: str, expected: str) -> None:
    assert short(url, "a.example") == expected


def test_markdown_and_html_do_nothing() -> None:
    assert markdown("# [a](b) <i> `c` | *d*") == r"\# \[a\](b) &lt;i\> \`c\` \| \*d\*"
