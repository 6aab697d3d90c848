"""What second looks at a page add to the first one, and what they leave as it was."""

from __future__ import annotations

from typing import Any

from spiders.evidence import Channel, ChatProbe, ChatTurn, Form, Page, Picture, Shot, Sighting
from spiders.look import Closed, Look, Opened, ReadPicture, Visit
from spiders.whole.disclosed import fold

URL = "https://www.example.se/"
REVEAL = Closed(kind="reveal", selector="#b", label="Visa nummer")
CHAT = Closed(kind="chat", selector="#c", label="Chatta", vendor="own")
PICTURES: tuple[tuple[str, Any], ...] = (("a", "phone"), ("b", "fax"), ("c", "contact"))
DIALOG = Closed(kind="accept", selector="#a", label="Acceptera", says="Vi använder kakor.")


def phone(value: str = "+4684650040", *, visible: bool = True, behind: int = 0) -> Channel:
    return Channel(kind="phone", value=value, sightings=(Sighting(page=URL, via="text", visible=visible, behind=behind),))


def look(*channels: Channel, visit: Visit | None = None, url: str = URL, state: Any = "ok", **more: Any) -> Look:
    page = Page(url=URL if visit else url, final_url=url, state=state, lang="sv", shots=more.pop("shots", ()))
    return Look(page=page, channels=channels, visit=visit, **more)


def test_looks_without_visits_stay_what_they_are() -> None:
    looks = [look(phone()), look(url=f"{URL}b")]

    assert fold(looks) == looks


def test_a_number_that_came_with_a_click_says_behind_which() -> None:
    visit = Visit(opened=(Opened(closed=REVEAL, says="08-465 00 40"),))
    [joined] = fold([look(), look(phone(), visit=visit)])

    [sighting] = joined.channels[0].sightings
    assert (sighting.behind, sighting.opened_by, sighting.consent) == (1, ("Visa nummer",), "none")
    assert joined.consent is None


def test_what_was_there_before_is_not_said_to_be_behind_anything() -> None:
    visit = Visit(opened=(Opened(closed=REVEAL),))
    [joined] = fold([look(phone()), look(phone(), visit=visit)])

    assert joined.channels == look(phone()).channels


def test_what_was_hidden_at_first_comes_to_light() -> None:
    visit = Visit(opened=(Opened(closed=REVEAL),))
    [joined] = fold([look(phone(visible=False)), look(phone(), visit=visit)])

    assert [[s.visible for s in channel.sightings] for channel in joined.channels] == [[False], [True]]


def test_what_stays_out_of_sight_is_not_added() -> None:
    [joined] = fold([look(), look(phone(visible=False), visit=Visit(opened=(Opened(closed=REVEAL),)))])

    assert joined.channels == ()


def test_a_choice_is_said_of_what_needs_it() -> None:
    first = look(closed=(DIALOG,))
    refused = look(visit=Visit(choice="refused", label="Avvisa"))
    accepted = look(phone(), visit=Visit(choice="accepted", label="Acceptera"))
    [joined] = fold([first, accepted, refused])

    assert [(s.consent, s.behind) for s in joined.channels[0].sightings] == [("accepted", 0)]
    assert joined.consent is not None
    assert joined.consent.dialog == "Vi använder kakor."
    assert [(state.choice, state.channels) for state in joined.consent.states] == [
        ("none", ()),
        ("refused", ()),
        ("accepted", ("phone +4684650040",)),
    ]


def test_a_number_that_an_answer_uncovered_and_a_click_brought_says_both() -> None:
    accepted = Visit(choice="accepted", label="OK", opened=(Opened(closed=REVEAL, says="Växel +4684650040"), Opened(closed=CHAT)))
    [joined] = fold([look(closed=(DIALOG, REVEAL)), look(phone(), phone("+4684650041"), visit=accepted)])

    assert [(s.consent, s.behind, s.opened_by) for channel in joined.channels[:2] for s in channel.sightings] == [
        ("accepted", 1, ("Visa nummer",)),
        ("accepted", 0, ()),
    ]
    assert joined.page.closed == ()


def test_what_either_answer_shows_is_not_said_to_need_accepting() -> None:
    accepted = look(phone(), visit=Visit(choice="accepted", label="OK"))
    refused = look(phone(), visit=Visit(choice="refused", label="Nej"))
    [joined] = fold([look(closed=(DIALOG,)), accepted, refused])

    assert [s.consent for s in joined.channels[0].sightings] == ["refused"]


def test_a_page_that_changes_without_a_choice_says_nothing_of_choices() -> None:
    accepted = look(phone("+4684650042"), visit=Visit(choice="accepted", label="OK", before=("phone +4684650041",)))
    [joined] = fold([look(phone(), closed=(DIALOG,)), accepted])

    assert [channel.value for channel in joined.channels] == ["+4684650040", "+4684650042"]
    assert joined.consent is not None
    assert [state.choice for state in joined.consent.states] == ["none"]
    assert "not show the same ways" in joined.consent.detail


def test_what_a_visit_saw_before_any_click_is_not_behind_one() -> None:
    visit = Visit(before=("phone +4684650040",), opened=(Opened(closed=REVEAL, says="08-465 00 40"),))
    [joined] = fold([look(), look(phone(), visit=visit)])

    assert [(s.behind, s.opened_by) for s in joined.channels[0].sightings] == [(0, ())]


def test_of_several_things_opened_that_is_named_after_which_it_was_to_be_read() -> None:
    other = Closed(kind="reveal", selector="#d", label="Visa e-post")
    visit = Visit(opened=(Opened(closed=other, says="a@example.se"), Opened(closed=REVEAL, says="Växel +4684650040")))
    [joined] = fold([look(), look(phone(), phone("+4684650041"), visit=visit)])

    assert [channel.sightings[0].opened_by for channel in joined.channels] == [("Visa nummer",), ()]
    assert [channel.sightings[0].behind for channel in joined.channels] == [1, 1]


def test_a_window_that_says_nothing_is_no_opened_chat() -> None:
    [joined] = fold([look(), look(visit=Visit(opened=(Opened(closed=CHAT),)))])

    assert joined.channels[0].rung == "launcher"


def test_a_dialog_that_could_not_be_answered_is_said_and_adds_nothing() -> None:
    visit = Visit(choice="accepted", detail="the dialog could not be answered")
    [joined] = fold([look(), look(phone(), visit=visit)])

    assert joined.channels == ()
    assert joined.consent is not None
    assert joined.consent.detail == "accepted: the dialog could not be answered"


def test_a_chat_that_was_opened_says_what_it_said() -> None:
    visit = Visit(opened=(Opened(closed=CHAT, says="Hej! Jag är en chattbot."),))
    [joined] = fold([look(), look(visit=visit)])

    [chat] = joined.channels
    assert (chat.kind, chat.value, chat.rung) == ("chat", "own", "opened")
    assert chat.chat is not None
    assert chat.chat.answered_by == "bot"
    assert chat.sightings[0].selector == "#c"
    assert [(said.concept, said.text) for said in joined.mentions] == [("bot_self", "Hej! Jag är en chattbot.")]


def test_a_visit_that_ended_on_another_page_adds_nothing() -> None:
    visit = Visit(opened=(Opened(closed=REVEAL),))
    [joined, other] = fold([look(), look(url=f"{URL}b"), look(phone(), visit=visit, url=f"{URL}b")])

    assert joined.channels == other.channels == ()


def test_a_page_that_broke_on_the_visit_adds_nothing() -> None:
    [joined] = fold([look(), look(phone(), visit=Visit(opened=(Opened(closed=REVEAL),)), state="broken")])

    assert joined.channels == ()


def test_forms_of_a_kind_the_page_did_not_have_and_pictures_are_added() -> None:
    contact, search = Form(page=URL, kind="contact"), Form(page=URL, kind="search")
    shot = Shot(file="pages/visit-1-desktop.jpg", viewport="desktop", width=10, height=10)
    visited = look(visit=Visit(opened=(Opened(closed=REVEAL),)), forms=(search, contact), shots=(shot,))
    [joined] = fold([look(forms=(search,)), visited])

    assert [form.kind for form in joined.forms] == ["search", "contact"]
    assert [one.after for one in joined.page.shots] == ["opened"]


def test_a_number_that_was_read_in_a_picture_is_a_channel_and_the_picture_is_read() -> None:
    pictures = tuple(Picture(page=URL, src=f"{URL}{name}.png", says=says, selector=f"#{name}") for name, says in PICTURES)
    visit = Visit(pictures=(ReadPicture(selector="#a", number="+4684650040"), ReadPicture(selector="#b", number="+4684650041")))
    [joined] = fold([look(pictures=pictures), look(visit=visit, pictures=pictures)])

    assert [(c.kind, c.value, c.sightings[0].via) for c in joined.channels] == [
        ("phone", "+4684650040", "image"),
        ("fax", "+4684650041", "image"),
    ]
    assert [picture.read for picture in joined.pictures] == [True, True, False]


def test_what_was_not_opened_is_told() -> None:
    closed = (REVEAL, Closed(kind="reveal", selector="#d", label="Visa e-post"), CHAT)
    [untried] = fold([look(closed=closed)])
    [tried] = fold([look(closed=closed), look(phone(), visit=Visit(opened=(Opened(closed=REVEAL, says="08-465 00 40"),)))])

    assert untried.page.closed == ("Visa nummer", "Visa e-post")
    assert tried.page.closed == ("Visa e-post",)


def test_a_chat_that_was_opened_has_its_choices_and_says_whether_a_person_is_among_them() -> None:
    bot = Opened(closed=CHAT, says="Hej! Jag är en chattbot.", options=("Faktura", "Prata med en människa"))
    [joined] = fold([look(), look(visit=Visit(opened=(bot,)))])

    chat = joined.channels[0].chat
    assert chat
    assert (chat.options, chat.says_bot, chat.human_offered) == (("Faktura", "Prata med en människa"), True, True)


def test_what_a_probe_got_stands_with_its_chat_and_adds_nothing_else() -> None:
    told = ChatProbe(outcome="N", turns=(ChatTurn(sent="Jag vill prata med en människa.", answer="Ring 08-465 00 40."),))
    opened = look(visit=Visit(opened=(Opened(closed=CHAT, says="Hej!"),)))
    probe = look(phone(), visit=Visit(opened=(Opened(closed=CHAT, probe=told),)))
    [joined] = fold([look(), opened, probe])

    [chat] = joined.channels
    assert chat.chat
    assert (chat.chat.greeting, chat.chat.probe) == ("Hej!", told)
