"""Pages that are made to take time and memory: they are read up to a bound, and a bound is no end of the look."""

from __future__ import annotations

import pytest

import spiders.extract as extract_module
from spiders.extract import extract
from spiders.page import parse, parsed
from spiders.reader import look_at

URL = "https://www.acme.example/"


def test_of_a_page_of_tags_without_end_a_bounded_number_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsed, "_MOST_TAGS", 1000)
    page = parse(f"<p>Ring oss</p>{'<div>' * 2000}<p>slut", URL, lang="sv", country="SE")

    look = look_at(page, asked=URL, status=200, headers={}, is_home=True)
    count, told = len(page.tags), page.text
    assert count <= 1000 + 2, "html and body come of themselves"
    assert told == "Ring oss"
    assert (look.page.state, look.page.detail) == ("crashed", "it has more elements than are read of a page")
    assert parsed._bounded("<p>" * 1000) == "<p>" * 1000
    assert parsed._bounded(b"<p>" * 1001) == b"<p>" * 1000


def test_of_sightings_without_end_a_bounded_number_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract_module, "_MOST", 50)
    body = "".join(f"<a href=mailto:a{n}@acme.example>a</a>" for n in range(200))
    found = [seen for seen in extract(parse(body, URL, lang="sv", country="SE")) if getattr(seen, "kind", "") == "email"]

    assert len(found) == 50


@pytest.mark.parametrize(
    "body",
    [
        f"<a href='/{'a' * 1_000_000}'>x</a>",
        f"<a title='{'x' * 1_000_000}' href=/a>x</a>",
        f"<script type=application/ld+json>{'[' * 100_000}{']' * 100_000}</script>",
        "<script type=application/ld+json>" + '{"a":' * 20_000 + "1" + "}" * 20_000 + "</script>",
        "<div itemscope>" * 3000,
    ],
    ids=["address", "attribute", "lists", "objects", "items"],
)
def test_what_is_deep_or_long_costs_nothing_but_itself(body: str) -> None:
    look = look_at(parse(f"<h1>Acme</h1>{body}", URL, lang="sv", country="SE"), asked=URL, status=200, headers={})

    assert (look.page.state, look.headings) == ("ok", ("Acme",))
