"""What holds of every extractor, the next one too: no crash, the same twice, all can be pointed at, the page left as it was."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.extract import Extractor, Observation, extractors
from spiders.observations import Channel, Hint
from spiders.page import ParsedPage, parse

EVERY = [pytest.param(extractor, id=name) for name, extractor in extractors()]
WORDS = st.sampled_from(
    "Kontakta oss|Kundtjänst|Tel. 08-465 004 12|info@firma.test|Storgatan 1, 111 22 Stockholm|Mån-fre 9-17|Org.nr 556987-0008"
    "|Chatta med oss|Ring mig|Skriv din fråga|Sök|Logga in|Ångerrätt|Reklamation|Alltid öppet|Firma AB|Reply within 2 hours"
    "|Only in our app|Beschwerde|Impressum|USt-IdNr. DE123456789|\u202e|\x00|<|&amp;|9".split("|")
)
HOLDERS = st.sampled_from(
    [
        "<p>{}</p>",
        "<h1>{}</h1>",
        "<footer>{}</footer>",
        "<nav><a href='/{}'>{}</a></nav>",
        "<a href='https://www.facebook.com/{}'>{}</a>",
        "<a href='https://wa.me/46846500412?text={}'>{}</a>",
        "<form action='/x' method=post><label>{}<input name='{}' required></label><textarea></textarea><button>{}</button></form>",
        "<form><input type=password name='{}'><input type=submit value='{}'></form>",
        "<button onclick=\"openChat('{}')\" class=chat-launcher>{}</button>",
        "<iframe src='https://tawk.to/chat/{}' title='{}'></iframe>",
        "<script>window.intercomSettings = {name: '{}'}</script>",
        '<script type=\'application/ld+json\'>{"@type": "Organization", "telephone": "{}"}</script>',
        "<div itemscope itemtype='https://schema.org/Store'><b itemprop=name>{}</b></div>",
        "<details><summary>{}</summary>{}</details>",
        "<div hidden id='{}'>{}</div>",
        "<img src='kontakt.png' alt='{}'>",
        "<table><tr><td>{}<td>{}</table>",
        "<x-chat><template shadowrootmode=open><p>{}</p></template></x-chat>",
        "<p title='{}'",
    ]
)
PAGES = st.lists(st.tuples(HOLDERS, WORDS | st.text(max_size=12)), max_size=10).map(
    lambda parts: "".join(holder.replace("{}", escape(word, quote=True)) for holder, word in parts)
)
LANGUAGES = st.sampled_from(["sv", "en", "de", "fi", "pl", "cs", ""])


def page_of(body: str, lang: str, *, rendered: bool) -> ParsedPage:
    return parse(f"<html lang='{lang}'><body>{body}</body></html>", "https://firma.test/", country="SE", rendered=rendered)


def selectors(observed: Observation) -> Iterator[str]:
    """Where an observation says it stands."""
    if isinstance(observed, Channel):
        yield from (sighting.selector for sighting in observed.sightings)
    elif isinstance(observed, Hint):
        yield observed.sighting.selector
    else:
        yield getattr(observed, "selector", "")


@pytest.mark.parametrize("extract", EVERY)
@settings(max_examples=25, deadline=None)
@given(body=PAGES, lang=LANGUAGES, rendered=st.booleans())
def test_every_page_is_read_the_same_twice_and_left_as_it_was(extract: Extractor, body: str, lang: str, rendered: bool) -> None:
    page = page_of(body, lang, rendered=rendered)
    before = str(page.soup)
    seen = list(extract(page))

    assert list(extract(page)) == seen
    assert str(page.soup) == before
    assert list(extract(page_of(body, lang, rendered=rendered))) == seen


@pytest.mark.parametrize("extract", EVERY)
@settings(max_examples=25, deadline=None)
@given(body=PAGES, lang=LANGUAGES)
def test_whatever_is_seen_can_be_pointed_at(extract: Extractor, body: str, lang: str) -> None:
    page = page_of(body, lang, rendered=False)
    for observed in extract(page):
        for selector in filter(None, selectors(observed)):
            # A browser looks into shadow roots; the tree's own `select` does not.
            assert "shadow" in body or len(page.soup.select(selector)) == 1
