"""Pictures that seem to hold contact details, and those that do not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.evidence import Channel, Picture
from spiders.extract import extract as extract_all
from spiders.extract.pictures import extract
from spiders.page import parse


def seen(html: str) -> list[Picture]:
    return list(extract(parse(f"<html lang='sv'><body>{html}</body></html>", "https://firma.test/kontakt")))


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("<p>Telefon: <img src='a1.gif'></p>", "phone"),
        ("<table><tr><td>E-post:</td><td><img src='/img/17.png'></td></tr></table>", "email"),
        ("<dl><dt>Fax</dt><dd><img src='x.png'></dd></dl>", "fax"),
        ("<p>E-mail:<br><img src='data:image/png;base64,AAAA' width='200' height='20'></p>", "email"),
        ("<p><img src='bilder/tel-nummer.png'></p>", "phone"),
        ("<p><img src='k7.png' alt='E-postadress'></p>", "email"),
        ("<p><img src='visitkort.jpg' alt=''></p>", "contact"),
        ("<h2>Kontakt</h2><img src='k.png' width='400' height='100'>", "contact"),
        ("<p><a href='#'><img src='telefon.png'></a></p>", "phone"),
    ],
)
def test_a_picture_is_told_by_its_label_its_text_or_its_name(html: str, says: str) -> None:
    assert [picture.says for picture in seen(html)] == [says]


@pytest.mark.parametrize(
    "html",
    [
        "<p><img src='icons/phone.svg'> 08-465 004 12</p>",
        "<p><img src='phone.png'><span>08-465 004 12</span></p>",
        "<p>Telefon: <img src='a.gif' width='16' height='16'></p>",
        "<p>Telefon: 08-465 004 12 <img src='telefon.jpg'></p>",
        "<p>E-post: <img src='a.png'> info@firma-ab.se</p>",
        "<a href='tel:+46846500412'><img src='telefon.png'></a>",
        "<a href='/kontakt'><img src='telefon.png' alt='Telefon'></a>",
        "<p><img src='phone-icon.png'></p>",
        "<p><img src='telefon.png' class='icon'></p>",
        "<p><img src='iphone-mobile.png' alt='Mobil'></p>",
        "<h2>Kontakt</h2><img src='k.png' width='400' height='100'><p>Skriv till oss</p>",
        "<h2>Kontakt</h2><img src='team.jpg' width='400' height='300'>",
        "<ul><li>Adress</li></ul><section><div><img src='a.jpg'></div></section>",
        "<p>Telefon:</p><p>08-465 004 12</p><p>Välkommen</p><img src='a.jpg'>",
    ],
)
def test_icons_decoration_and_pictures_beside_their_text_are_left(html: str) -> None:
    assert seen(html) == []


def test_a_picture_whose_text_holds_the_number_is_a_channel_instead() -> None:
    page = parse("<p>Ring: <img src='telefon.png' alt='Tel 08-465 004 12'></p>", "https://firma.test/", country="SE")
    found = list(extract_all(page))
    assert not [each for each in found if isinstance(each, Picture)]
    assert [(each.value, each.sightings[0].via) for each in found if isinstance(each, Channel)] == [("+46846500412", "image")]


def test_a_picture_says_where_it_stands_and_that_nobody_read_it() -> None:
    (picture,) = seen("<footer><p>Telefon: <img id='nr' src='/img/a1.gif'></p></footer>")
    assert (picture.src, picture.region, picture.selector, picture.read) == (
        "https://firma.test/img/a1.gif",
        "footer",
        "#nr",
        False,
    )


def test_a_page_gives_a_few_pictures_at_most() -> None:
    assert len(seen("<p>Telefon: <img src='telefon.png'></p>" * 40)) == 10


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.text(max_size=40))
def test_no_attribute_raises(source: str, text: str) -> None:
    page = parse("<html><body><p>Telefon: <img></p></body></html>", "https://firma.test/")
    image = page.named("img")[0]
    image["src"], image["alt"], image["width"], image["height"] = source, text, text, source
    list(extract(page))
