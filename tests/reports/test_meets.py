import dataclasses
from typing import Any

import pytest

from reports.meets import clicks_to, contact_page, facts, nearest
from reports.story import Story
from reports.words import Words
from spiders.evidence import Channel, Consent, ConsentChoice, ConsentState, ContactPage, DeadEnd, Sighting
from tests.reports import samples
from tests.reports.sites import CONTACT, HELP, HOME, TERMS


def _story(**changes: Any) -> Story:
    story = samples.story()
    bare = {"channels": (), "contact_page": None, "dead_ends": (), "broken_links": ()}
    return dataclasses.replace(story, evidence=story.evidence.model_copy(update=bare | changes))


def _said(story: Story, topic: str) -> str:
    return next((fact.text for fact in facts(story, Words()) if fact.topic == topic), "")


def _phone(**changes: Any) -> Channel:
    sighting = changes.pop("sighting", {})
    plain = Sighting(page=HOME, via="tel-link", region="footer").model_copy(update=sighting)
    return Channel(kind="phone", value="+46812345", as_written="08-123 45", sightings=(plain,)).model_copy(update=changes)


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        (_phone(), "The phone number 08-123 45 stands on the home page, in the footer."),
        (_phone(sighting={"region": "unknown"}), "The phone number 08-123 45 stands on the home page."),
        (_phone(sighting={"page": HELP}), "The phone number 08-123 45 stands 2 clicks away, on “Säga upp avtalet”, in the footer."),
        (_phone(sighting={"behind": 1}), "in the footer. Something has to be opened first (a menu or a panel)."),
        (_phone(sighting={"viewports": ("mobile",)}), "It shows on a phone screen only."),
        (_phone(cost="premium"), "It is a premium-rate number."),
        (_phone(purpose="jobs"), "It is given for job applications."),
        (_phone(hours="8–17"), "Opening hours beside it: 8–17."),
        (_phone(sighting={"page": "https://elsewhere.example/x"}), "to which no click path from the home page was found."),
        (
            _phone(sighting={"visible": False}),
            "A phone number was found in the code of 1 page, but not where it shows to a visitor.",
        ),
        (_phone(owner="third-party"), "The only phone number found is marked as somebody else's, not the company's own."),
    ],
)
def test_the_phone_number_in_words(channel: Channel, expected: str) -> None:
    assert expected in _said(_story(channels=(channel,)), "phone")


@pytest.mark.parametrize(
    ("chosen", "tried", "said"),
    [
        (("accepted",), ("none", "refused", "accepted"), "only after accepting in the consent dialog, neither before"),
        (("accepted",), ("none", "accepted"), "after refusing could not be tried"),
        (("refused", "accepted"), ("none", "refused", "accepted"), "only after an answer in the consent dialog"),
        (("none", "accepted"), ("none", "refused", "accepted"), ""),
        (("accepted",), ("none",), ""),
    ],
)
def test_what_a_choice_changes_is_said_as_far_as_it_was_tried(
    chosen: tuple[ConsentChoice, ...], tried: tuple[ConsentChoice, ...], said: str
) -> None:
    phone = _phone(sightings=tuple(Sighting(page=HOME, via="tel-link", consent=choice) for choice in chosen))
    consent = Consent(page=HOME, states=tuple(ConsentState(choice=choice) for choice in tried))
    text = _said(_story(channels=(phone,), consents=(consent,)), "phone")

    assert said in text
    assert bool(said) == ("consent dialog" in text)


def test_one_screen_alone_is_told_only_where_every_place_was_looked_at() -> None:
    desktop = Sighting(page=HOME, via="tel-link", region="footer", viewports=("desktop",))
    fetched = desktop.model_copy(update={"page": HELP, "viewports": ()})

    assert "desktop screen only" in _said(_story(channels=(_phone(sightings=(desktop,)),)), "phone")
    assert "desktop screen only" not in _said(_story(channels=(_phone(sightings=(desktop, fetched)),)), "phone")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            ContactPage(url=CONTACT, clicks=1, label="Kontakt", region="nav"),
            "The contact page is 1 click away, under “Kontakt” in the menu.",
        ),
        (ContactPage(url=CONTACT, clicks=2, label="", region="footer"), "The contact page is 2 clicks away, in the footer."),
        (ContactPage(url=HOME, clicks=0, label="", region="main"), "The home page itself serves as the contact page."),
        (
            ContactPage(url=CONTACT, clicks=None, label="", region="unknown"),
            "There is a contact page (/kundservice/kontakta-oss), but no click path from the home page to it was found.",
        ),
        (
            None,
            "A page for contact was found (/kundservice/kontakta-oss, 1 click), but no way to reach the company was seen on it.",
        ),
        (
            ContactPage(url=HELP, clicks=2, label="", region="main", named=False),
            "A page for contact was found (/kundservice/kontakta-oss, 1 click), but no way to reach the company was seen on it.",
        ),
    ],
)
def test_the_contact_page_in_words(page: ContactPage | None, expected: str) -> None:
    pathless = tuple(each.model_copy(update={"path": ()}) for each in samples.story().evidence.pages)

    assert _said(_story(contact_page=page, pages=pathless), "contact-page") == expected


def test_the_contact_page_is_told_by_the_way_that_is_drawn_to_it() -> None:
    offered = ContactPage(url=CONTACT, clicks=1, label="Another link to it", region="footer")
    way = next(page.path for page in samples.story().evidence.pages if page.final_url == CONTACT)

    assert f"under “{way[-1].label}”" in _said(_story(contact_page=offered), "contact-page")


def test_what_is_missing_is_said_of_the_pages_looked_at() -> None:
    story = _story()

    assert _said(story, "email") == "No e-mail address was found on the 4 pages looked at."
    assert _said(story, "messaging") == ""


def test_no_chat_without_a_browser_says_that_scripts_did_not_run() -> None:
    coverage = samples.story().evidence.coverage.model_copy(update={"pages_rendered": 0})

    assert "read without a browser" in _said(_story(coverage=coverage), "chat")
    assert "browser" not in _said(_story(), "chat")


def test_of_a_site_not_seen_nothing_is_said() -> None:
    (fact,) = facts(samples.empty(), Words())

    assert (fact.stance, fact.text.startswith("No page of the site could be looked at")) == ("unknown", True)


def test_a_number_for_customers_is_named_before_a_nearer_one_for_the_press() -> None:
    press = _phone(value="+461", purpose="press")
    service = _phone(value="+462", purpose="customer-service", sighting={"page": HELP})
    story = _story(channels=(press, service))

    assert [channel.value for channel, _ in nearest(story, "phone")] == ["+462", "+461"]
    assert clicks_to(story, "phone") == 2
    assert clicks_to(_story(channels=(press,)), "phone") is None


def test_of_equally_near_places_the_contact_page_is_named() -> None:
    sightings = (Sighting(page=TERMS, via="text"), Sighting(page=CONTACT, via="text", behind=1))
    story = _story(channels=(Channel(kind="phone", value="+461", sightings=sightings),))

    assert nearest(story, "phone")[0][1].page == CONTACT


def test_dead_ends_and_broken_links_are_counted() -> None:
    story = samples.story()

    assert _said(story, "dead-ends").startswith(
        "2 dead ends were met on 2 pages: help article with no way on to a channel (1), login asked for"
    )
    assert _said(story, "broken-links") == "1 link leads to an error."


def test_two_dead_ends_on_one_page_are_two() -> None:
    ends = (DeadEnd(type="D1", page=HELP), DeadEnd(type="D2", page=HELP), DeadEnd(type="D3", page=TERMS))

    assert _said(_story(dead_ends=ends), "dead-ends").startswith("3 dead ends were met on 2 pages: ")


def test_a_page_for_contact_that_only_has_a_chat_is_named() -> None:
    chat = Channel(kind="chat", value="vendor", sightings=(Sighting(page=CONTACT, via="widget"),))
    story = _story(channels=(chat,))
    page = contact_page(story)

    assert page is not None
    assert page.final_url == CONTACT
    assert _said(story, "contact-page") == (
        "A page for contact was found (/kundservice/kontakta-oss, 1 click); "
        "of the ways to reach the company only this was seen there: chat."
    )


def test_without_any_page_for_contact_none_was_found() -> None:
    pages = tuple(page for page in samples.story().evidence.pages if "contact" not in page.kinds)

    assert _said(_story(pages=pages), "contact-page") == "No contact page was found on the 3 pages looked at."
    unnamed = ContactPage(url=HELP, clicks=2, label="", region="main", named=False)
    assert "is called a contact page; the one that offers most ways is /hjalp/uppsagning (2 clicks)" in _said(
        _story(pages=pages, contact_page=unnamed), "contact-page"
    )


def test_a_chat_that_nobody_owes_is_absent_and_not_missing() -> None:
    stances = {fact.topic: fact.stance for fact in facts(_story(), Words())}

    assert (stances["chat"], stances["email"]) == ("absent", "missing")


def test_of_an_address_that_nobody_reads_it_is_said() -> None:
    sighting = Sighting(page=HOME, via="mailto", region="footer")
    address = Channel(kind="email", value="no-reply@a.example", unread=True, sightings=(sighting,))

    assert _said(_story(channels=(address,)), "email").endswith("Nobody reads what is sent there.")


def test_a_number_behind_a_click_that_was_not_made_is_not_said_to_be_missing() -> None:
    pages = tuple(
        page.model_copy(update={"closed": ("Visa nummer",)}) if page.final_url == CONTACT else page
        for page in samples.story().evidence.pages
    )
    found = {fact.topic: fact for fact in facts(_story(pages=pages), Words())}

    assert found["phone"].stance == "unknown"
    assert found["phone"].text.startswith("No phone number was seen; what “Visa nummer” shows on ")
    assert found["form"].stance == "missing"


def test_of_equally_near_channels_the_one_on_the_contact_page_is_named() -> None:
    terms = _phone(value="+461", sighting={"page": TERMS, "region": "header"})
    contact = _phone(value="+462", sighting={"page": CONTACT, "region": "footer"})

    assert [channel.value for channel, _ in nearest(_story(channels=(terms, contact)), "phone")] == ["+462", "+461"]
