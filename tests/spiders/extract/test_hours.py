"""Opening hours, in the layouts of twelve languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.extract.hours import extract, find_hours, hours_beside
from spiders.page import parse


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("sv", "Ring oss Mån-fre 8-17 så svarar vi", "Mån-fre 8-17"),
        ("sv", "Måndag–fredag 08.00–17.00\nLördag 10-14, söndag stängt", "Måndag–fredag 08.00–17.00 Lördag 10-14, söndag stängt"),
        ("sv", "Telefontid: 10.00-12.00", "10.00-12.00"),
        ("sv", "Söndagar kl.17.00-19.00", "Söndagar kl.17.00-19.00"),
        ("sv", "Vi har öppet dygnet runt", "dygnet runt"),
        ("nb", "Hverdager 08-16", "Hverdager 08-16"),
        ("no", "Åpningstider: man–tors 9–15", "man–tors 9–15"),
        ("da", "Man - tors kl. 8.00 - 16.00, fre kl. 8-15", "Man - tors kl. 8.00 - 16.00, fre kl. 8-15"),
        ("fi", "Ma-pe klo 9-16", "Ma-pe klo 9-16"),
        ("de", "Mo. - Fr. 8:00 - 17:00 Uhr, Sa 9-12 Uhr", "Mo. - Fr. 8:00 - 17:00 Uhr, Sa 9-12 Uhr"),
        ("de", "täglich von 09:00 bis 19:00 Uhr", "täglich von 09:00 bis 19:00 Uhr"),
        ("fr", "du lundi au vendredi de 9H00 à 18H00", "lundi au vendredi de 9H00 à 18H00"),
        ("es", "Lunes a viernes de 9:00 a 14:00 y de 16:00 a 20:00", "Lunes a viernes de 9:00 a 14:00 y de 16:00 a 20:00"),
        ("es", "L-V: 9:00-13:00 / 15:30-19:30", "L-V: 9:00-13:00 / 15:30-19:30"),
        ("it", "dal lunedì al venerdì dalle 9.00 alle 13.00", "lunedì al venerdì dalle 9.00 alle 13.00"),
        ("nl", "Maandag t/m vrijdag 9.00 - 17.30 uur", "Maandag t/m vrijdag 9.00 - 17.30 uur"),
        ("pl", "Pon-Pt 8-16", "Pon-Pt 8-16"),
        ("pt", "2ª a 6ª feira das 9h às 18h", "2ª a 6ª feira das 9h às 18h"),
        ("en", "Monday to Friday 9am - 5.30pm", "Monday to Friday 9am - 5.30pm"),
        ("en", "10am–6pm Mon–Sat", "10am–6pm Mon–Sat"),
        ("en", "Mon–Fri9:00–17:00", "Mon–Fri9:00–17:00"),
        ("", "lördag 10-14", "lördag 10-14"),
    ],
)
def test_hours_are_given_as_written(lang: str, text: str, expected: str) -> None:
    assert find_hours(text, lang) == (expected,)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Mon 12-13 May we are away"),
        ("sv", "fredagen den 8-9 maj"),
        ("da", "Vi svarer inden for 1-2 hverdage."),
        ("en", "2024/7 and 10-12 people"),
        ("de", "so 10 - 20 % mehr"),
        ("sv", "Pris 8-17"),
    ],
)
def test_dates_and_amounts_are_no_hours(lang: str, text: str) -> None:
    assert find_hours(text, lang) == ()


def test_a_table_of_days_is_one_mention() -> None:
    html = "<table><tr><td>Montag</td><td>8:00–12:00</td></tr><tr><td>Dienstag</td><td>geschlossen</td></tr></table>"
    (mention,) = extract(parse(html, "https://acme.example/", lang="de"))

    assert (mention.concept, mention.form, mention.text) == ("opening_hours", "text", "Montag 8:00–12:00 Dienstag geschlossen")


def test_hours_in_a_heading_say_so() -> None:
    (mention,) = extract(parse("<h3>Mon-Fri 9-17</h3>", "https://acme.example/", lang="en"))

    assert mention.form == "heading"


def test_around_the_clock_counts_only_beside_a_way_to_reach_somebody() -> None:
    product = parse("<p>Our pump runs 24/7 in all weathers.</p>", "https://acme.example/", lang="en")
    phone = parse("<p>Call us 24/7 on the number below.</p>", "https://acme.example/", lang="en")

    assert [mention.text for mention in extract(product)] == []
    assert [mention.text for mention in extract(phone)] == ["24/7"]


@given(st.text(alphabet=st.sampled_from("Mån-fre 8:17.0h,\n24/7 stängt—"), max_size=300), st.sampled_from(["sv", "en", "", "xx"]))
def test_no_text_breaks_it_and_hours_are_words_of_the_text(text: str, lang: str) -> None:
    for hours in find_hours(text, lang):
        assert hours in " ".join(text.split())


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("sv", "Vi har telefontid helgfri tisdag och torsdag klockan 10–12.", ("tisdag och torsdag klockan 10–12",)),
        ("nb", "Ring oss mandag til fredag klokken 9–15.", ("mandag til fredag klokken 9–15",)),
        ("nl", "Wij staan dag en nacht voor u klaar.", ()),
    ],
)
def test_a_day_with_its_clock_times_is_hours_and_a_slogan_is_none(lang: str, text: str, expected: tuple[str, ...]) -> None:
    assert find_hours(text, lang) == expected


def test_an_hour_of_the_whole_day_counts_only_in_a_sentence_about_reaching_somebody() -> None:
    apart = parse("<html lang=en><p>We care around the clock. Phone us when you like.</p>", "https://a.test/")
    together = parse("<html lang=en><p>Phone our customer service around the clock.</p>", "https://a.test/")
    assert (len(list(extract(apart))), len(list(extract(together)))) == (0, 1)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Ring 08-465, mån-fre 9-17</p>", "mån-fre 9-17"),
        ("<p>Ring 08-465</p><p>Mån-fre 9-17</p>", "Mån-fre 9-17"),
        ("<p>Mån-fre 9-17</p><p>Ring 08-465</p>", "Mån-fre 9-17"),
        ("<p>Telefontid: mån-fre 9-11. Besökstid: mån-fre 8-17. Ring 08-465</p>", "mån-fre 9-11"),
        ("<p>Besökstid: mån-fre 8-17, 08-465</p>", None),
        ("<p>Prov tas tisdag 9-12. Ring 08-465 för en tid.</p>", None),
        ("<p>Öppet tisdag 9-12. Ring 08-465 för en tid.</p>", "tisdag 9-12"),
        ("<p>08-465</p><h2>Kurser</h2><p>Tisdag 18-20</p>", None),
        ("<p>08-465</p><main><h2>Kontakt</h2><p>a</p><p>Telefontid: tisdag 9-12</p></main>", "tisdag 9-12"),
        ("<p>08-465</p><p>a</p><p>Telefontid A: tisdag 9-12</p><p>b</p><p>Telefontid B: tisdag 13-15</p>", None),
        ("<footer><p>Mån-fre 9-17</p></footer><p>08-465</p>", None),
    ],
)
def test_a_telephone_has_the_hours_that_stand_beside_it(html: str, expected: str | None) -> None:
    page = parse(html, "https://acme.example/", lang="sv")
    index = next(n for n, block in enumerate(page.blocks) if "08-465" in block.text)

    assert hours_beside(page, index, page.blocks[index].text.find("08-465")) == expected


def test_what_stands_in_no_block_has_no_hours() -> None:
    assert hours_beside(parse("<p>Mån-fre 9-17</p>", "https://acme.example/", lang="sv"), -1, 0) is None


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("Mån-fre 8:17.0h,\nöppet 24/7 stängt—kr€"), max_size=200))
def test_hours_on_a_page_can_be_pointed_at(text: str) -> None:
    page = parse(f"<div><p>{text}</p><p>Mån 8-17</p></div>", "https://acme.example/", lang="sv")

    for mention in extract(page):
        assert page.soup.select_one(mention.selector) is not None
        assert mention.text in " ".join(" ".join(block.text for block in page.blocks).split())
    for index in range(len(page.blocks)):
        hours_beside(page, index, 0)
