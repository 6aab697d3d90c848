"""Being rung up: offered in words, or by a vendor's tool."""

from __future__ import annotations

import pytest

from spiders.extract.callback import extract
from spiders.page import parse

URL = "https://www.acme.example/"


def seen(html: str, lang: str = "en") -> list[tuple[str, str, bool]]:
    page = parse(f"<html lang={lang}><body>{html}</body></html>", URL)
    return [(channel.kind, channel.value, channel.sightings[0].visible) for channel in extract(page)]


@pytest.mark.parametrize(
    ("html", "lang", "value"),
    [
        ("<a href='/ring-mig'>Bli uppringd</a>", "sv", URL + "ring-mig"),
        ("<a href='https://cal.example.net/acme'>Boka samtal</a>", "sv", "https://cal.example.net/acme"),
        ("<button>Request a callback</button>", "en", URL),
        ("<a href='#cb'>Call me back</a>", "en", URL),
        ("<script src='https://core.callpage.io/widget.js'></script>", "pl", "callpage"),
    ],
)
def test_an_offer_to_ring_up_is_a_callback(html: str, lang: str, value: str) -> None:
    assert seen(html, lang) == [("callback", value, True)]


@pytest.mark.parametrize(
    "html",
    [
        "<a href='tel:+4612345'>Call us back</a>",
        "<p>We will call you back</p>",
        "<a href='/phone'>Call us</a>",
        "<form><input type=tel><button type=submit>Call me back</button></form>",
        "<a href='/x' hidden>Call me back</a>",
        "<script src='https://code.tidio.co/a.js'></script>",
    ],
)
def test_anything_else_is_none(html: str) -> None:
    assert seen(html) == []
