"""Mentions: which words are noted, where they stand, and how many are kept."""

from __future__ import annotations

from spiders.evidence import Mention
from spiders.extract.mentions import extract
from spiders.page import parse

URL = "https://acme.example/help"


def mentions(html: str, lang: str = "en") -> list[Mention]:
    return list(extract(parse(html, URL, lang=lang)))


def kinds(html: str, lang: str = "en") -> set[tuple[str, str]]:
    return {(mention.concept, mention.form) for mention in mentions(html, lang)}


def test_links_buttons_and_headings_are_told_apart() -> None:
    html = "<h2>Complaints</h2><a href='/c'>Contact us</a><button>Live chat</button><input type=submit value='Live chat'>"

    assert {("complaint", "heading"), ("contact_us", "link"), ("chat", "button")} <= kinds(html)


def test_a_link_says_where_it_leads_and_where_it_stands() -> None:
    (mention,) = [m for m in mentions("<footer><a href='contact'>Contact us</a></footer>") if m.concept == "contact_us"]

    assert (mention.href, mention.region, mention.visible) == ("https://acme.example/contact", "footer", True)
    assert mention.selector


def test_a_link_to_the_platform_counts_whatever_it_is_called() -> None:
    assert ("odr_platform", "link") in kinds("<a href='https://ec.europa.eu/consumers/odr/'>here</a>")


def test_running_text_gives_the_sentence() -> None:
    html = "<p>We sell pumps. You can contact the Financial Ombudsman Service if we disagree. Goodbye.</p>"
    (mention,) = [m for m in mentions(html) if m.concept == "adr"]

    assert (mention.form, mention.text) == ("text", "You can contact the Financial Ombudsman Service if we disagree.")


def test_words_that_say_nothing_in_running_text_are_not_noted() -> None:
    assert ("contact_us", "text") not in kinds("<p>Feel free to contact us about our cookies.</p>")


def test_a_complaint_about_personal_data_is_another_matter() -> None:
    assert kinds("<p>You may lodge a complaint with the data protection authority.</p>") == set()


def test_the_choices_of_a_list_are_no_statements() -> None:
    assert kinds("<form><select><option>Select a topic</option></select></form>") == set()


def test_of_a_kind_only_a_few_are_kept_and_the_seen_ones_first() -> None:
    unseen = "".join(f"<div hidden><a href='/{n}'>Contact us in town {n}</a></div>" for n in range(9))
    found = [m for m in mentions(unseen + "<a href='/seen'>Contact us</a>") if (m.concept, m.form) == ("contact_us", "link")]

    assert len(found) == 4
    assert found[0].visible
    assert found[0].text == "Contact us"


def test_the_same_link_twice_in_one_region_is_one() -> None:
    found = [m for m in mentions("<a href='/c'>Contact us</a><a href='/c'>Contact us</a>") if m.concept == "contact_us"]

    assert len(found) == 1


def test_long_texts_are_cut() -> None:
    html = f"<p>{'word ' * 200} the Financial Ombudsman Service {'word ' * 200}</p>"
    (mention,) = [m for m in mentions(html) if m.concept == "adr"]

    assert len(mention.text) <= 200
    assert "Financial Ombudsman Service" in mention.text


def test_hostile_markup_is_read_without_a_crash() -> None:
    assert mentions("<a href='http://[broken'>Contact us</a>" + "<div>" * 3000 + "\x1b[31mcontact")[0].href == ""
