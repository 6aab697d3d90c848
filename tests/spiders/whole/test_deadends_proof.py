"""What a dead end rests on, what was not looked into, what journeys add."""

from __future__ import annotations

from typing import Any

import pytest

from spiders.evidence import (
    Box,
    Channel,
    Chat,
    ChatProbe,
    ChatTurn,
    DeadEndType,
    Form,
    HandOver,
    Journey,
    Page,
    Picture,
    Sighting,
)
from spiders.look import Link, Look
from spiders.whole.deadends import dead_ends
from spiders.whole.graph import build
from spiders.whole.spots import Spot, Way, spots
from tests.spiders.whole.places import HOST, NUMBER_FORM, article, mention, phone, spot, types

BOX = Box(x=1, y=2, width=3, height=4)


def said(chat: Chat) -> Channel:
    return Channel(kind="chat", value="own", rung="opened", chat=chat)


def at(url: str) -> dict[str, Any]:
    return {"sightings": (Sighting(page=url, via="text", selector="#p", box=BOX),)}


HERE = f"https://{HOST}/c"
BOT = Chat(greeting="I am a bot.", options=("Bills",), answered_by="bot", says_bot=True)
PROVEN: dict[DeadEndType, tuple[tuple[Spot, ...], tuple[str, ...], str]] = {
    "D1": ((article("c", "x|Boots"),), (f'"Boots" {HOST}/x',), ""),
    "D3": (
        (spot("c", kinds=("login",), called=("Contact us",), forms=(Form(page="", kind="login", selector="#f", box=BOX),)),),
        ("Contact us",),
        "#f",
    ),
    "D4": (
        (spot("c", kinds=("contact",), forms=(NUMBER_FORM.model_copy(update={"selector": "#f", "box": BOX}),)),),
        ("Customer number",),
        "#f",
    ),
    "D5": (
        (spot("c", kinds=("contact",), own=(said(BOT).model_copy(update=at(HERE)),)),),
        ("I am a bot.", "Bills"),
        "#p",
    ),
    "D6": (
        (spot("c", state="broken", called=("Help",), called_on=(f"https://{HOST}/",)),),
        (f"linked from https://{HOST}/",),
        "",
    ),
    "D7": (
        (spot("c", kinds=("contact",), mentions=(mention("gate_app_only", "Only in the app", selector="#m", box=BOX),)),),
        ("Only in the app",),
        "#m",
    ),
    "D8": (
        (spot("c", kinds=("contact",), own=(phone("+46900123456", cost="premium").model_copy(update=at(HERE)),)),),
        ("+46900123456",),
        "#p",
    ),
    "D9": (
        (spot("c", kinds=("contact",), own=(said(Chat(greeting="Closed.", closed=True)).model_copy(update=at(HERE)),)),),
        ("Closed.",),
        "#p",
    ),
    "D10": ((spot("c", "b"), spot("b", "c")), (HERE, f"https://{HOST}/b"), ""),
}


@pytest.mark.parametrize(("kind", "case"), PROVEN.items(), ids=PROVEN.keys())
def test_a_dead_end_says_what_it_rests_on_and_what_shows_it(kind: DeadEndType, case: tuple[Any, ...]) -> None:
    places, proof, selector = case

    (found,) = dead_ends(places, "SE")

    assert (found.type, found.proof, found.selector) == (kind, proof, selector)
    assert found.box == (BOX if selector else None)


def test_the_topics_that_end_are_the_proof_and_there_are_at_most_twelve() -> None:
    names = [f"t{number}" for number in range(15)]
    found = dead_ends((spot("help", *(f"{name}|{name}" for name in names)), *map(article, names)), "SE")

    assert found[-1].type == "D2"
    assert found[-1].proof == tuple(f'"{name}" {HOST}/{name}' for name in names[:12])


@pytest.mark.parametrize(
    ("chat", "outcome", "expected"),
    [
        (BOT, None, "nothing was written to it"),
        (BOT, "N", "it brought none"),
        (BOT, "G", "it wanted a login"),
        (BOT, "X", "nothing was written to it"),
        (BOT, "H", ""),
        (BOT, "Q", ""),
        (BOT, "T", ""),
        (BOT.model_copy(update={"human_offered": True}), None, ""),
        (BOT.model_copy(update={"answered_by": "unknown"}), None, ""),
        (BOT.model_copy(update={"answered_by": "person"}), None, ""),
    ],
)
def test_of_an_opened_bot_no_more_is_said_than_was_seen(chat: Chat, outcome: HandOver | None, expected: str) -> None:
    probe = ChatProbe(outcome=outcome, turns=(ChatTurn(sent="A person, please", answer="Sorry?"),)) if outcome else None
    page = spot("c", kinds=("contact",), own=(said(chat.model_copy(update={"probe": probe})),))

    found = dead_ends((page,), "SE")

    assert [end.type for end in found] == (["D5"] if expected else [])
    assert all(expected in end.detail for end in found)
    assert all(("Sorry?" in end.proof) == (probe is not None) for end in found)


def test_a_bot_that_stands_on_many_pages_is_told_once() -> None:
    places = [spot(path, kinds=("contact",), own=(said(BOT),)) for path in ("a", "b")]

    assert [end.page for end in dead_ends(places)] == [f"https://{HOST}/a"]


MAY_LEAD: dict[str, Spot] = {
    "a button that promises somebody": Spot(f"{HOST}/a", article("a").page, ways=(Way("", "Contact us"),)),
    "a picture nobody read": article("a", unopened=("telephone.png",)),
    "a link to a help centre nobody looked at": article("a", "x|Help centre"),
    "a folder for contact": article("a", "contact/bills|Bills"),
    "a form of a form service": Spot(
        f"{HOST}/a", article("a").page, ways=(Way("docs.google.com/forms/d/1", "this one", "https://docs.google.com/forms/d/1"),)
    ),
    "a page longer than is read": Spot(f"{HOST}/a", article("a").page.model_copy(update={"cut": True})),
    "content that only scripts bring": Spot(f"{HOST}/a", article("a").page.model_copy(update={"needs_script": True})),
}


@pytest.mark.parametrize("page", MAY_LEAD.values(), ids=MAY_LEAD.keys())
def test_nothing_ends_where_something_that_was_not_looked_into_may_lead_on(page: Spot) -> None:
    assert types(page) == []


def test_what_a_look_leaves_closed_is_kept_in_mind() -> None:
    page = Page(url=HERE, final_url=HERE, lang="en", kinds=("article", "help"), words=100)
    picture = Picture(page=HERE, src="telephone.png")
    button = mention("contact_us", "Contact us", selector="main > button").model_copy(update={"form": "button"})
    send = mention("contact_form", "Send message", selector="#f > button").model_copy(update={"form": "button"})
    form = Form(page=HERE, kind="other", selector="#f")
    made = [
        Look(page=page, pictures=(picture,)),
        Look(page=page, mentions=(button,)),
        Look(page=page, channels=(Channel(kind="chat", value="v", sightings=(Sighting(page=HERE, via="script", visible=False),)),)),
        Look(page=page, links=(Link(url="https://desk.example.net/f", frame=True),)),
        Look(page=page, links=(Link(url="https://www.youtube.com/v", frame=True),)),
        Look(page=page, mentions=(send,), forms=(form,)),
    ]

    ended = [[end.type for end in dead_ends(spots([look], [page], (), build([look])))] for look in made]

    assert ended == [[], [], [], [], ["D1"], ["D1"]]


def test_contact_behind_a_login_is_no_wall_where_another_page_for_contact_is_open() -> None:
    wall = spot("login", kinds=("login",), state="login", called=("Support",))

    assert types(wall, spot("c", kinds=("contact",), own=(phone(),))) == []
    assert types(wall, spot("c", kinds=("contact",))) == ["D3"]


def test_an_order_form_or_a_long_document_answers_nothing() -> None:
    assert types(article("a", forms=(Form(page="", kind="order"),))) == []
    assert types(spot("a", kinds=("help", "terms"), words=2000)) == []
    assert types(spot("a", kinds=("help", "terms"), words=60)) == ["D1"]


def test_the_link_in_the_header_is_told_and_does_not_count() -> None:
    (found,) = dead_ends((article("a", exits=(Way(f"{HOST}/c", "Contact us"),)),), "SE")

    assert found.detail.endswith('Its header, menu or footer does link to "Contact us".')


def test_help_pages_that_lead_to_pages_nobody_looked_at_may_lead_on() -> None:
    assert types(spot("a", "b"), spot("b", "a", "x|Boots")) == []


def journey(end: str, kind: DeadEndType | None, **more: Any) -> Journey:
    return Journey(task="phone", start=f"https://{HOST}/", outcome="dead-end", end=f"https://{HOST}/{end}", dead_end=kind, **more)


def test_journeys_count_where_they_ended_and_what_only_a_walk_met_is_no_dead_end_of_the_site() -> None:
    walks = [
        journey("b", "D10"),
        journey("a", "D10"),
        journey("c", "D1"),
        journey("chat", "D5"),
        journey("elsewhere", None),
        journey("c", "D1").model_copy(update={"outcome": "gave-up"}),
    ]

    found = dead_ends((spot("a", "b"), spot("b", "a"), article("c")), "SE", walks)

    assert [(end.type, end.page.rpartition("/")[2], end.walked) for end in found] == [
        ("D1", "c", 1),
        ("D10", "a", 2),
    ]


def test_a_bot_met_on_any_page_is_the_bot_that_is_told_of() -> None:
    places = [spot("c", kinds=("contact",), own=(said(BOT),)), spot("", kinds=("home",), own=(said(BOT),))]

    found = dead_ends(places, "SE", [journey("", "D5"), journey("c", "D5")])

    assert [(end.type, end.page, end.walked) for end in found] == [("D5", HERE, 2)]
