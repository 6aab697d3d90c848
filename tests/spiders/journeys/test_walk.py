"""One customer, one job: where the walker goes, when it stops, and what it says of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.evidence import Chat, Form, Journey, Mention, Page
from tests.spiders.journeys.site import HOME, LOW, Shown, box, door, launcher, link, phone, walked

CONTACT = link("Contact us", "contact")
HELP = link("Help", "help")


def actions(journey: Journey) -> list[str]:
    return [f"{step.action} {step.label}".strip() for step in journey.steps]


def test_a_number_in_the_first_screen_is_reached_without_doing_anything() -> None:
    journey = walked("phone", {"": Shown(channels=(phone(),))})
    assert (journey.outcome, journey.actions, journey.reached) == ("arrived", 0, ("phone +46406180401",))
    assert journey.box == box(100)


def test_the_label_that_promises_most_is_followed_and_what_was_passed_over_is_told() -> None:
    site = {"": Shown(links=(HELP, CONTACT, link("About us", "about"))), "contact": Shown(channels=(phone(),))}
    journey = walked("phone", site)
    assert actions(journey) == ["follow-link Contact us"]
    assert [other.label for other in journey.steps[0].passed_over] == ["Help", "About us"]
    assert "92 of 100" in journey.steps[0].why


def test_an_address_promises_nothing() -> None:
    site = {"": Shown(links=(link("Gallery", "contact"),)), "contact": Shown(channels=(phone(),))}
    journey = walked("phone", site)
    assert (journey.outcome, journey.actions) == ("not-found", 0)
    assert "no label" in journey.detail


def test_the_page_that_was_promised_is_gone_down_before_anything_else_is_tried() -> None:
    site = {"": Shown(links=(CONTACT,)), "contact": Shown(links=(HELP,), channels=(phone(y=LOW),), height=3000)}
    journey = walked("phone", site)
    assert actions(journey) == ["follow-link Contact us", "scroll"]
    assert (journey.outcome, journey.scrolls) == ("arrived", 1)


def test_the_home_page_is_gone_down_only_where_its_first_screen_promises_less() -> None:
    footer = link("Contact", "contact", region="footer", y=LOW)
    site = {"": Shown(links=(link("About us", "about"), footer), height=3000), "contact": Shown(channels=(phone(),))}
    assert actions(walked("phone", site)) == ["scroll", "follow-link Contact"]


def test_a_link_to_a_part_of_the_page_leads_down_it() -> None:
    site = {"": Shown(links=(link("Contact", "#contact"),), channels=(phone(y=LOW),), height=3000)}
    assert actions(walked("phone", site)) == ["follow-link Contact"]


def test_a_wrong_turn_is_left_for_the_last_page_with_something_to_try() -> None:
    site = {
        "": Shown(links=(CONTACT, HELP)),
        "contact": Shown(links=(link("Customer service", "service"),)),
        "service": Shown(),
        "help": Shown(channels=(phone(),)),
    }
    journey = walked("phone", site)
    assert actions(journey) == ["follow-link Contact us", "follow-link Customer service", "back", "follow-link Help"]
    assert journey.steps[2].url == HOME
    assert (journey.outcome, journey.direct) == ("arrived", False)


def test_a_privacy_notice_is_read_when_nothing_better_is_left_anywhere() -> None:
    site = {
        "": Shown(links=(CONTACT, link("Privacy policy", "privacy"))),
        "contact": Shown(),
        "privacy": Shown(channels=(phone(),)),
    }
    assert actions(walked("phone", site)) == ["follow-link Contact us", "back", "follow-link Privacy policy"]


def test_an_error_behind_a_label_that_promises_no_help_is_no_dead_end() -> None:
    journey = walked("phone", {"": Shown(links=(link("Privacy policy", "privacy"),)), "privacy": Shown(state="broken")})
    assert (journey.outcome, journey.dead_end) == ("not-found", None)
    assert journey.steps[0].came == "it leads to an error page"


def test_a_chat_is_not_looked_for_in_a_privacy_notice() -> None:
    assert not walked("chat", {"": Shown(links=(link("Privacy policy", "privacy"),))}).steps


def test_nobody_goes_back_where_nothing_is_left() -> None:
    site = {"": Shown(links=(CONTACT,)), "contact": Shown(links=(HELP,)), "help": Shown()}
    journey = walked("phone", site)
    assert actions(journey) == ["follow-link Contact us", "follow-link Help"]
    assert journey.outcome == "not-found"


def test_a_menu_is_opened_where_nothing_in_sight_promises_more() -> None:
    site = {
        "": Shown(doors=(door("Menu", "#menu", menu=True),), links=(link("Contact", "contact", behind=1),)),
        " #menu": Shown(links=(link("Contact", "contact"),)),
        "contact": Shown(channels=(phone(),)),
    }
    assert actions(walked("phone", site, viewport="mobile")) == ["open Menu", "follow-link Contact"]


def test_a_control_that_brings_nothing_is_not_pressed_twice() -> None:
    closed = Shown(doors=(door("Contact", "#x"),), links=(HELP,))
    site = {"": closed, " #x": closed, "help": Shown(channels=(phone(),))}
    journey = walked("phone", site)
    assert actions(journey) == ["open Contact", "follow-link Help"]
    assert journey.steps[0].came == "nothing new came of it"


def test_a_number_that_stood_closed_on_the_page_is_reached_by_opening_it() -> None:
    site = {
        "": Shown(doors=(door("Contact us", "#x"),), channels=(phone(behind=1),)),
        " #x": Shown(channels=(phone(),)),
    }
    journey = walked("phone", site)
    assert (journey.outcome, actions(journey)) == ("arrived", ["open Contact us"])


def test_a_button_that_leads_on_by_script_is_followed_by_its_address() -> None:
    site = {
        "": Shown(doors=(door("Contact us", "#go"),)),
        " #go": Shown(led_to="contact"),
        "contact": Shown(channels=(phone(),)),
    }
    journey = walked("phone", site)
    assert (journey.outcome, journey.end, journey.actions) == ("arrived", HOME + "contact", 1)


@pytest.mark.parametrize(("led_to", "outcome"), [("logout", "not-found"), ("https://www.example.com/contact", "cut-short")])
def test_where_a_button_would_act_or_leave_the_site_it_is_not_followed(led_to: str, outcome: str) -> None:
    site = {"": Shown(doors=(door("Contact us", "#go"),)), " #go": Shown(led_to=led_to), led_to: Shown(channels=(phone(),))}
    assert walked("phone", site).outcome == outcome


@pytest.mark.parametrize(
    ("page", "dead_end"),
    [
        (Shown(state="login"), "D3"),
        (Shown(state="broken"), "D6"),
        (Shown(channels=(phone(cost="premium"),)), "D8"),
        (Shown(look={"mentions": (Mention(concept="gate_app_only", page=HOME, form="text", text="only in our app"),)}), "D7"),
    ],
)
def test_what_closes_the_way_is_named(page: Shown, dead_end: str) -> None:
    journey = walked("phone", {"": Shown(links=(CONTACT,)), "contact": page})
    assert (journey.outcome, journey.dead_end, journey.end) == ("dead-end", dead_end, HOME + "contact")


def test_what_every_page_s_header_says_closes_no_way() -> None:
    said = Mention(concept="gate_login_to_contact", page=HOME, form="text", text="Already a customer?", region="header")
    journey = walked("phone", {"": Shown(links=(CONTACT,)), "contact": Shown(look={"mentions": (said,)})})
    assert journey.outcome == "not-found"


def test_a_page_that_could_not_be_seen_leaves_it_open() -> None:
    site = {"": Shown(links=(CONTACT,)), "contact": Shown(state="blocked", detail="a challenge")}
    journey = walked("phone", site)
    assert (journey.outcome, journey.dead_end) == ("cut-short", None)
    assert "a challenge" in journey.detail


def test_help_on_another_site_is_not_walked_and_not_called_missing() -> None:
    journey = walked("phone", {"": Shown(links=(link("Contact us", "https://desk.example.com/"),))})
    assert journey.outcome == "cut-short"
    assert "desk.example.com" in journey.detail


def test_a_page_that_sends_on_to_another_site_is_not_walked_and_its_number_not_taken() -> None:
    elsewhere = Page(url=HOME + "contact", final_url="https://desk.example.org/", state="ok", rendered=True)
    site = {"": Shown(links=(CONTACT,)), "contact": Shown(channels=(phone(),), look={"page": elsewhere})}
    journey = walked("phone", site)
    assert (journey.outcome, journey.reached) == ("cut-short", ())
    assert "desk.example.org" in journey.detail


def test_a_page_that_loads_itself_anew_while_a_menu_is_opened_does_not_close_it() -> None:
    site = {
        "": Shown(doors=(door("Menu", "#menu", menu=True),)),
        " #menu": Shown(links=(CONTACT,), led_to=HOME),
        "contact": Shown(channels=(phone(),)),
    }
    assert actions(walked("phone", site)) == ["open Menu", "follow-link Contact us"]


def test_after_ten_actions_the_customer_gives_up() -> None:
    site = {f"s{n}": Shown(links=(link("Help", f"s{n + 1}"),)) for n in range(20)}
    journey = walked("phone", {**site, "": Shown(links=(link("Help", "s0"),))})
    assert (journey.outcome, journey.actions) == ("gave-up", 10)


@pytest.mark.parametrize(
    ("chat", "outcome", "dead_end"),
    [
        (Chat(greeting="Hi, this is Anna"), "arrived", None),
        (Chat(greeting="I am a bot", says_bot=True), "dead-end", "D5"),
        (Chat(greeting="I am a bot", says_bot=True, human_offered=True), "arrived", None),
        (Chat(greeting="Log in", login_needed=True), "dead-end", "D3"),
        (Chat(greeting="Closed", closed=True), "dead-end", "D9"),
    ],
)
def test_a_chat_is_reached_when_it_was_opened_and_nothing_says_that_nobody_is_there(
    chat: Chat, outcome: str, dead_end: str | None
) -> None:
    journey = walked("chat", {"": Shown(closed=(launcher(),)), " #chat": Shown(chat=chat)})
    assert (journey.outcome, journey.dead_end) == (outcome, dead_end)
    assert actions(journey) == ["open-chat Chat"]


@pytest.mark.parametrize(
    ("chat", "outcome", "dead_end"),
    [(Chat(greeting="Hi, this is Anna"), "general-contact", None), (Chat(greeting="I am a bot", says_bot=True), "dead-end", "D5")],
)
def test_whoever_wants_to_complain_asks_the_chat_where_nothing_better_is_left(
    chat: Chat, outcome: str, dead_end: str | None
) -> None:
    journey = walked("complain", {"": Shown(closed=(launcher(),)), " #chat": Shown(chat=chat)})
    assert (journey.outcome, journey.dead_end) == (outcome, dead_end)


def test_a_chat_that_said_nothing_is_not_pressed_on_every_page() -> None:
    everywhere = Shown(closed=(launcher(),), links=(CONTACT,))
    site = {"": everywhere, " #chat": everywhere, "contact": everywhere, "contact #chat": everywhere}
    assert [step.action for step in walked("chat", site).steps].count("open-chat") == 1


def test_the_general_contact_is_an_end_of_its_own_where_there_is_no_place_for_the_job() -> None:
    site = {"": Shown(links=(CONTACT,)), "contact": Shown(channels=(phone(),))}
    journey = walked("complain", site)
    assert (journey.outcome, journey.reached, journey.end) == ("general-contact", ("phone +46406180401",), HOME + "contact")


def test_a_place_for_the_job_is_more_than_the_general_contact() -> None:
    place = Shown(channels=(phone(),), look={"headings": ("Complaints",)})
    site = {"": Shown(channels=(phone(),), links=(link("Complaints", "complaints"),)), "complaints": place}
    journey = walked("complain", site)
    assert (journey.outcome, journey.reached) == ("arrived", ("complain: Complaints",))


@pytest.mark.parametrize(
    "page",
    [
        Shown(look={"headings": ("Complaints",)}),
        Shown(closed=(launcher(),), look={"headings": ("Complaints",)}),
        Shown(channels=(phone(),), look={"headings": ("Welcome", "Complaints")}),
    ],
    ids=["no way to the company", "a chat alone", "a section of another page"],
)
def test_what_only_speaks_of_the_job_is_no_place_for_it(page: Shown) -> None:
    site = {"": Shown(links=(link("Our promises", "promises"), link("Help", "help"))), "help": page}
    assert walked("complain", site).outcome != "arrived"


def test_a_frameset_is_not_walked_and_not_called_a_dead_end() -> None:
    frame = link("", "menu").model_copy(update={"frame": True})
    journey = walked("phone", {"": Shown(links=(frame,), words=3)})
    assert journey.outcome == "cut-short"
    assert "frames" in journey.detail


def test_what_stands_in_the_rest_of_a_page_is_not_called_missing() -> None:
    journey = walked("phone", {"": Shown(cut="it is long")})
    assert (journey.outcome, journey.detail) == ("cut-short", "it is long")
    assert walked("phone", {"": Shown(cut="it is long", channels=(phone(),))}).outcome == "arrived"


def test_what_closed_the_way_is_named_although_the_customer_went_on_to_ten_actions() -> None:
    site = {f"s{n}": Shown(links=(link("Help", f"s{n + 1}"),)) for n in range(20)}
    site |= {"": Shown(links=(link("Complaints", "login"), link("Help", "s0"))), "login": Shown(state="login")}
    journey = walked("complain", site)
    assert (journey.actions, journey.outcome, journey.dead_end) == (10, "dead-end", "D3")


def test_a_label_that_names_the_job_makes_a_way_to_the_company_behind_it_the_place() -> None:
    site = {"": Shown(links=(link("Report a fault", "support"),)), "support": Shown(channels=(phone(),))}
    assert walked("fault", site).outcome == "arrived"


def test_a_form_that_asks_for_a_customer_number_is_no_way_to_write() -> None:
    form = Form(page=HOME + "contact", kind="contact", customer_number_needed=True)
    site = {"": Shown(links=(CONTACT,)), "contact": Shown(look={"forms": (form,)})}
    assert (walked("write", site).dead_end, walked("phone", site).dead_end) == ("D4", None)


LABELS = ("Contact us", "Help", "Products", "Customer service", "About us", "Chat", "Complaints", "")


@given(
    st.lists(st.lists(st.tuples(st.sampled_from(LABELS), st.integers(0, 5), st.booleans()), max_size=5), min_size=1, max_size=6),
    st.integers(0, 5),
    st.sampled_from(("phone", "chat", "complain")),
)
def test_every_walk_ends_within_ten_actions_and_is_the_same_again(
    pages: list[list[tuple[str, int, bool]]], there: int, task: str
) -> None:
    names = ["", "a", "b", "c", "d", "e"]
    site = {
        names[n]: Shown(
            links=tuple(link(label, names[to], y=LOW if low else 100) for label, to, low in each),
            channels=(phone(),) if n == there else (),
            height=3000,
        )
        for n, each in enumerate(pages)
    }
    journey = walked(task, site)  # type: ignore[arg-type]
    assert journey.actions <= 10
    assert task != "phone" or (journey.outcome == "arrived") == bool(journey.reached)
    assert journey == walked(task, site)  # type: ignore[arg-type]
