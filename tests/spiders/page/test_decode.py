"""The text of a page, whatever its server and its head say it is written in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.page.decode import decoded, mended, misread

SWEDISH = "<html><head><title>Kundtjänst</title></head><body><h1>Öppettider</h1><p>Ring – “på svenska” à la carte</p></body></html>"
POLISH = "<html lang=pl><body><h1>Obsługa klienta</h1><p>Zażółć gęślą jaźń, cześć i dzień dobry</p></body></html>"
HTML = "text/html"


def said(page: str, encoding: str, after: int = 0) -> str:
    """The page with a meta element that names the encoding, so many bytes from its beginning."""
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
    return page.replace("<body>", f"<!--{'x' * after}-->{meta}<body>", 1)


@pytest.mark.parametrize(
    ("page", "written", "told"),
    [
        (SWEDISH, "utf-8", HTML),
        (SWEDISH, "utf-8", ""),
        (SWEDISH, "utf-8", "text/html; charset=UTF-8"),
        (SWEDISH, "utf-8", "text/html; charset=iso-8859-1"),
        (said(SWEDISH, "iso-8859-1"), "utf-8", HTML),
        (said(SWEDISH, "utf-16"), "utf-8", HTML),
        (SWEDISH, "utf-8-sig", "text/html; charset=iso-8859-1"),
        (SWEDISH, "utf-8", "text/html; charset=klingon"),
        (SWEDISH, "utf-8", "text/html; charset="),
        (SWEDISH, "cp1252", HTML),
        (SWEDISH, "cp1252", "text/html; charset=utf-8"),
        (SWEDISH, "cp1252", "text/html; charset=iso-8859-1"),
        (said(SWEDISH, "utf-8"), "cp1252", HTML),
        (said(SWEDISH, "windows-1252", after=1500), "cp1252", HTML),
        (SWEDISH, "utf-16", HTML),
        (SWEDISH, "utf-16", "text/html; charset=utf-8"),
        (SWEDISH, "utf-16-le", HTML),
        (SWEDISH, "utf-16-be", HTML),
        (POLISH, "iso8859-2", HTML),
        (POLISH, "cp1250", HTML),
        (POLISH, "iso8859-2", "text/html; charset=iso-8859-2"),
        (said(POLISH, "iso-8859-2"), "iso8859-2", "text/html; charset=utf-8"),
        (said(POLISH, "iso-8859-2", after=1500), "iso8859-2", HTML),
        ("", "ascii", HTML),
    ],
)
def test_a_page_is_read_as_it_was_written(page: str, written: str, told: str) -> None:
    assert decoded(page.encode(written), told) == page


@pytest.mark.parametrize(("place", "word"), [("PL", "łąść"), ("SE", "³±¶æ"), ("", "³±¶æ")])
def test_where_nothing_tells_it_is_what_is_used_where_the_company_is(place: str, word: str) -> None:
    assert word in decoded("<p>łąść</p>".encode("iso8859-2"), HTML, place)


def test_a_page_of_two_encodings_is_read_in_both() -> None:
    """A template in UTF-8 around a text that somebody saved otherwise."""
    body = "<h1>Öppettider på måndag, för år och dag</h1>".encode() + "<p>Kundtjänst</p>".encode("cp1252")
    assert decoded(body, "text/html; charset=utf-8") == "<h1>Öppettider på måndag, för år och dag</h1><p>Kundtjänst</p>"


@pytest.mark.parametrize(
    ("written", "told", "by_browsers"),
    [
        ("cp1252", "text/html; charset=utf-8", ("utf-8", "replace")),
        ("utf-8", "text/html; charset=iso-8859-1", ("cp1252", "surrogateescape")),
        ("utf-8", HTML, ("cp1252", "surrogateescape")),
    ],
)
def test_what_a_browser_misreads_is_put_right(written: str, told: str, by_browsers: tuple[str, str]) -> None:
    page = said(SWEDISH, "x").replace("– ", "").replace("à la", "Ísak på déjà-vu")
    body = page.encode(written)
    shown = body.decode(*by_browsers).translate({0xDC8D: 0x8D, 0xDC9D: 0x9D}).replace("\xa0", "&nbsp;")
    words = misread(body, decoded(body, told), told)
    assert shown != page
    assert mended(shown, words) == page
    assert mended(page, {}) is page


def test_two_words_that_a_browser_shows_alike_are_left_as_they_are() -> None:
    page = "<p>tar tår tär såg</p>"
    body = page.encode("cp1252")
    words = misread(body, page, "text/html; charset=utf-8")
    assert words == {"s\ufffdg": "såg"}
    assert mended("<b>t\ufffdr s\ufffdg</b>", words) == "<b>t\ufffdr såg</b>"


@pytest.mark.parametrize("told", ["text/html; charset=utf-8", "text/html; charset=UTF-8"])
def test_a_page_that_is_what_it_says_has_nothing_to_put_right(told: str) -> None:
    assert misread(SWEDISH.encode(), SWEDISH, told) == {}
    assert misread("\ufeff".encode() + SWEDISH.encode(), SWEDISH, HTML) == {}
    assert misread(SWEDISH.encode("utf-16"), SWEDISH, HTML) == {}


@given(st.binary(max_size=200), st.text(max_size=30), st.sampled_from(["", "PL", "SE"]))
def test_no_bytes_break_it(body: bytes, told: str, place: str) -> None:
    text = decoded(body, told, place)
    text.encode("utf-16", "surrogatepass")
    assert isinstance(misread(body, text, told), dict)


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=100))
def test_what_is_written_in_utf_8_is_read_as_it_is(text: str) -> None:
    if "\0" not in text and not text.startswith(("\ufeff", "\ufffe")):
        assert decoded(text.encode(), "text/html; charset=iso-8859-1") == text
