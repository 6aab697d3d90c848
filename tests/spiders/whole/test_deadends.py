"""Dead ends: each type where it is, none where there is a way on or where nobody looked."""

from __future__ import annotations

from typing import Any

import pytest

from spiders.evidence import (
    Channel,
    DeadEnd,
    Field,
    Page,
)
from spiders.look import Link, Look
from spiders.whole.deadends import dead_ends
from spiders.whole.graph import build
from spiders.whole.spots import Spot, spots
from tests.spiders.whole.places import HOST, NUMBER_FORM, OPEN_FORM, article, chat, mention, phone, spot, types

CASES: dict[str, tuple[tuple[Spot, ...], list[str]]] = {
    "an article with nobody to ask": ((article("a"),), ["D1"]),
    "an article with a phone number": ((article("a", own=(phone(),)),), []),
    "an article that leads to a page with a form": ((article("a", "c"), spot("c", kinds=("contact",), forms=(OPEN_FORM,))), []),
    "an article whose way on is by another article": ((article("a", "b"), article("b", own=(phone(),))), []),
    "an article that leads to a contact page nobody visited": ((article("a", "x|Contact us"),), []),
    "an article that leads to a product nobody visited": ((article("a", "x|Lawn mower"),), ["D1"]),
    "an article that leads home, where the phone number is": (
        (article("a", "h"), spot("h", kinds=("home",), own=(phone(),))),
        ["D1"],
    ),
    "a news article is no help article": ((spot("a", kinds=("article",)),), []),
    "an article that help leads to is one": (
        (spot("help", "a", own=(phone(),)), spot("a", kinds=("article",))),
        ["D1"],
    ),
    "a street address answers no question": ((article("a", own=(Channel(kind="visit", value="Street 1"),)),), ["D1"]),
    "topics that end in articles": (
        (spot("help", "a", "b", "c"), article("a"), article("b"), article("c")),
        ["D1", "D1", "D1", "D2"],
    ),
    "topics of which one was not visited": (
        (spot("help", "a", "b", "c", "d"), article("a"), article("b"), article("c")),
        ["D1", "D1", "D1"],
    ),
    "a contact page that is but a choice of topics": (
        (spot("c", "a", "b", "d", kinds=("contact",)), article("a"), article("b"), article("d")),
        ["D1", "D1", "D1", "D2"],
    ),
    "a contact page with topics and a phone number": (
        (spot("c", "a", "b", "d", kinds=("contact",), own=(phone(),)), article("a"), article("b"), article("d")),
        ["D1", "D1", "D1"],
    ),
    "contact behind a login": ((spot("login", kinds=("login",), state="login", called=("Contact us",)),), ["D3"]),
    "a login that says what it is": ((spot("login", kinds=("login",), state="login", called=("Log in",)),), []),
    "a login beside a phone number": (
        (spot("login", kinds=("login",), state="login", called=("Contact us",), own=(phone(),)),),
        [],
    ),
    "a form that asks for a customer number": ((spot("c", kinds=("contact",), forms=(NUMBER_FORM,)),), ["D4"]),
    "a withdrawal that asks for an order number": (
        (spot("c", kinds=("withdrawal",), forms=(NUMBER_FORM.model_copy(update={"kind": "withdrawal"}),)),),
        [],
    ),
    "such a form beside a phone number": ((spot("c", kinds=("contact",), forms=(NUMBER_FORM,), own=(phone(),)),), []),
    "a bot alone": ((spot("c", kinds=("contact",), own=(chat(),), mentions=(mention("bot_self", "I'm a bot"),)),), ["D5"]),
    "a bot that speaks of a person": (
        (spot("c", kinds=("contact",), own=(chat(),), mentions=(mention("bot_self", "I'm a bot"), mention("human_agent"))),),
        [],
    ),
    "a broken page behind Contact us": ((spot("c", kinds=("not-found",), state="broken", called=("Contact us",)),), ["D6"]),
    "a broken page behind another link": ((spot("c", kinds=("not-found",), state="broken", called=("Lawn mower",)),), []),
    "an unfinished help page": (
        (spot("help", called=("Help centre",), words=30, mentions=(mention("placeholder"),)),),
        ["D6"],
    ),
    "an empty contact page": ((spot("c", kinds=("contact",), words=3, called=("Contact us",)),), ["D6"]),
    "contact in the app alone": ((spot("c", kinds=("contact",), mentions=(mention("gate_app_only"),)),), ["D7"]),
    "an article that speaks of an app": ((article("a", mentions=(mention("gate_app_only"),)),), ["D1"]),
    "an app beside a phone number": (
        (spot("c", kinds=("contact",), mentions=(mention("gate_app_only"),), own=(phone(),)),),
        [],
    ),
    "a premium number alone": ((spot("c", kinds=("contact",), own=(phone("+46900123456", cost="premium"),)),), ["D8"]),
    "a foreign number alone": ((spot("c", kinds=("contact",), own=(phone("+4930123456"),)),), ["D8"]),
    "a foreign number beside one of the country": (
        (spot("c", kinds=("contact",), own=(phone("+4930123456"), phone())),),
        [],
    ),
    "a closed chat and no hours": (
        (spot("c", kinds=("contact",), own=(chat(),), mentions=(mention("chat_closed"),)),),
        ["D9"],
    ),
    "a closed chat with hours": (
        (spot("c", kinds=("contact",), own=(chat(),), mentions=(mention("chat_closed"),), hours_told=True),),
        [],
    ),
    "a page of answers with nobody to ask": ((spot("faq"),), ["D1"]),
    "a page of answers with a form": ((spot("faq", forms=(OPEN_FORM,)),), []),
    "help pages that lead to each other": ((spot("a", "b"), spot("b", "a")), ["D10"]),
    "help pages that lead to each other and on": ((spot("a", "b"), spot("b", "a", "c|Contact us")), []),
}


@pytest.mark.parametrize(("spots", "expected"), CASES.values(), ids=CASES.keys())
def test_the_types_of_dead_ends(spots: tuple[Spot, ...], expected: list[str]) -> None:
    assert types(*spots) == expected


def test_no_number_is_foreign_where_the_country_is_not_known() -> None:
    assert types(spot("c", kinds=("contact",), own=(phone("+442071234567"),)), country="") == []


def test_the_footer_is_told_and_does_not_count() -> None:
    (found,) = dead_ends((article("a", around=frozenset({"phone"})),), "SE")

    assert found.type == "D1"
    assert "footer does show a phone number" in found.detail


def test_of_looks_only_what_stands_in_the_content_counts() -> None:
    def look(path: str, *links: Link, channels: tuple[Channel, ...] = ()) -> Look:
        page = Page(url=f"https://{HOST}/{path}", final_url=f"https://{HOST}/{path}", lang="en", kinds=kinds[path], words=100)
        return Look(page=page, links=links, channels=channels)

    kinds: dict[str, Any] = {"": ("home",), "help": ("help",), "help/a": ("article", "help"), "help/b": ("article", "help")}
    to = {name: Link(url=f"https://{HOST}/{name}", label=name, region="main") for name in kinds}
    footer = phone(region="footer")
    looks = [
        look("", to["help"]),
        look("help", to["help/a"], to["help/b"], channels=(footer,)),
        look("help/a", channels=(footer,)),
        look("help/b", channels=(phone("+46101234567"), footer)),
    ]
    pages = [each.page for each in looks]

    found = dead_ends(spots(looks, pages, (footer, phone("+46101234567")), build(looks)), "SE")

    assert [(each.type, each.page) for each in found] == [("D1", f"https://{HOST}/help/a")]


def test_somebody_elses_number_is_no_way_on() -> None:
    page = Page(url=f"https://{HOST}/help/a", final_url=f"https://{HOST}/help/a", lang="en", kinds=("article", "help"), words=100)
    look = Look(page=page, channels=(phone(),))

    found = dead_ends(spots([look], [page], (phone(owner="third-party"),), build([look])), "SE")

    assert [each.type for each in found] == ["D1"]


def test_nothing_looked_at_gives_no_dead_end() -> None:
    assert dead_ends(spots([], [], (), build([]))) == ()


def test_the_same_dead_end_is_told_once() -> None:
    ends = dead_ends((spot("a", "b", "b"), spot("b", "a")), "SE")

    assert len(ends) == len(set(ends)) == 1
    assert isinstance(ends[0], DeadEnd)


def test_the_form_s_label_that_asks_for_the_number_is_told() -> None:
    fields = (Field(name="n", label="Name", required=True), Field(name="k", label="Customer number", required=True))
    page = spot("c", kinds=("contact",), forms=(NUMBER_FORM.model_copy(update={"fields": fields}),))

    assert [found.label for found in dead_ends((page,), "SE")] == ["Customer number"]


def test_a_form_that_wants_a_number_or_an_address_nobody_reads_leads_nowhere() -> None:
    unread = Channel(kind="email", value="noreply@acme.example", unread=True)

    assert types(article("a", "form"), spot("form", kinds=("contact",), forms=(NUMBER_FORM,))) == ["D1", "D4"]
    assert types(article("a", own=(unread,))) == ["D1"]
    assert types(article("a", "form"), spot("form", kinds=("contact",), forms=(OPEN_FORM,))) == []


@pytest.mark.parametrize(
    ("kind", "words", "expected"), [("imprint", 3, ["D6"]), ("terms", 3, ["D6"]), ("imprint", 40, []), ("other", 3, [])]
)
def test_an_empty_page_that_should_say_whose_site_it_is_is_a_dead_end(kind: str, words: int, expected: list[str]) -> None:
    assert types(spot("a", kinds=(kind,), words=words, called=("About",))) == expected
