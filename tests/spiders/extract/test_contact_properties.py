"""What holds of phones, e-mail addresses and pictures on every page: no crash, nothing twice, everything can be pointed at."""

from __future__ import annotations

import re
from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.evidence import Channel, Hint, Picture
from spiders.extract import emails, phones, pictures
from spiders.extract._mailboxes import address
from spiders.extract._masks import mask, plain
from spiders.extract._scripted import called_with, scripted
from spiders.page import ParsedPage, parse

_BLANKS = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
COUNTRIES = st.sampled_from(["", "SE", "DE", "DK", "IT", "US"])
PIECES = st.sampled_from(
    "Tel|Telefon:|Fax|Fax: -99|Tel/Fax|E-post:|Kontakt|08-465 004 12|08-|465 004 12|+46 8 465 004 13|+46|-0|/ 14|20 81 59 88"
    "|0701740605|90 400|(9,90 kr/min)|mån-fre 8-17|556123-4500|1 234 kr|info@firma-ab.se|info(at)firma-ab.se|info|@|firma-ab.se"
    "|es.ba-amrif@ofni|läses inte|\u00ad|\n|12.01.2024".split("|")
)
WRAPPERS = st.sampled_from(
    [
        "<p>{}</p>",
        "<b>{}</b>",
        "{}<br>",
        "<td>{}</td>",
        "<dt>{}</dt>",
        "<h2>{}</h2>",
        "<a href='tel:{}'>{}</a>",
        "<a href='mailto:{}'>{}</a>",
        "<a href='#' onclick=\"call('{}')\">Visa nummer</a>",
        "<i class='fa fa-phone'></i>{}",
        "<span hidden>{}</span>",
        "<img src='telefon.png' alt='{}'>",
        "<a data-email='{}' title='{}'></a>",
        "<button data-phone='{}'>Visa</button>",
        "<script>document.write('{}' + '@' + 'firma-ab.se')</script>",
        "<footer>{}</footer>",
    ]
)
PAGES = st.lists(st.tuples(WRAPPERS, PIECES | st.text(max_size=20)), max_size=14).map(
    lambda parts: "".join(wrapper.replace("{}", escape(piece, quote=True)) for wrapper, piece in parts)
)


def observed(page: ParsedPage) -> list[Channel | Hint | Picture]:
    return [*phones.extract(page), *emails.extract(page), *pictures.extract(page)]


def squeezed(text: str) -> str:
    return _BLANKS.sub("", text)


@settings(max_examples=150, deadline=None)
@given(PAGES, COUNTRIES)
def test_everything_found_can_be_pointed_at(html: str, country: str) -> None:
    page = parse(f"<html lang='sv'><body>{html}</body></html>", "https://firma.test/", country=country)
    for each in observed(page):
        place, written = (
            (each.sightings[0], each.as_written)
            if isinstance(each, Channel)
            else (each.sighting, each.text)
            if isinstance(each, Hint)
            else (each, "")
        )
        (element,) = page.soup.select(place.selector)
        held = " ".join(
            (element.get_text(), *(str(value) for tag in (element, *element.find_all(True)) for value in tag.attrs.values()))
        )
        if isinstance(each, Channel) and each.sightings[0].via in ("script", "image", "obfuscated"):
            continue
        assert squeezed(written) in squeezed(held)


@settings(max_examples=60, deadline=None)
@given(PAGES, COUNTRIES)
def test_the_same_page_gives_the_same(html: str, country: str) -> None:
    pages = [parse(f"<html><body>{html}</body></html>", "https://firma.test/", country=country) for _ in range(2)]
    assert observed(pages[0]) == observed(pages[1])


@settings(max_examples=100, deadline=None)
@given(PIECES | st.text(max_size=200))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert mask(mask(plain(text))) == mask(plain(text))
    assert len(mask(plain(text))) == len(text)
    assert address(address(text)) == address(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=8).map(" ".join), COUNTRIES)
def test_a_number_that_is_read_again_is_the_same_number(text: str, country: str) -> None:
    for number in phones.find_numbers(text, country):
        if len(number.value) > 8 and number.written.startswith("+"):
            assert phones.from_link(f"tel:{number.value}", country) == (number.value,)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200) | st.text("ab'\"`+=@;,()[]&#64.\\ \n", max_size=120))
def test_no_script_raises(code: str) -> None:
    scripted(code)
    called_with(code)
