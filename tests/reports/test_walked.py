import dataclasses
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from reports import html
from reports.deadends import told
from spiders.evidence import Chat, ChatProbe, ChatTurn, Page
from tests.reports import samples, sites, walks
from tests.reports.rendered import full_page, soup_of, text_of


def test_the_table_of_jobs_says_by_sign_and_words_how_each_ended() -> None:
    table = full_page().select_one("#journeys table")
    assert table is not None

    assert [text_of(cell) for cell in table.select("thead th")][:4] == [
        "Job",
        "From the home page",
        "From a help article",
        "From the page that was set",
    ]
    assert [[text_of(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")] == [
        ["Call the company", "arrived · 1 action on both", "arrived · 3 actions, 1 at the least", "not walked"],
        ["Cancel a contract", "dead end · 3 actions", "dead end · 1 action", "not walked", "not walked"],
        ["Nightly check", "not walked on both", "not walked", "not walked to the end"],
    ]
    assert all(cell.select_one("svg.icon") for cell in table.select("td"))


def test_a_film_strip_shows_each_action_with_its_mark_why_and_what_was_passed_over(bundle: Path) -> None:
    strip = soup_of(samples.story(bundle)).select("#job-1 .strip")[-1]
    first, last = strip.select("li.frame")

    for part in (
        "1 Followed “Kontakta oss” in the footer",
        "1.2 s",
        "Why this and not 2 others",
        "its words promise 92",
        "“Om oss” (42 / 94)",
    ):
        assert part in text_of(first)
    assert "Arrived: phone number 0771-55 50 10" in text_of(last)
    assert [len(frame.select("rect.ring")) for frame in (first, last)] == [1, 1]
    assert "This is the shortest way" in text_of(strip.select_one(".ways"))


def test_what_went_wrong_is_open_and_what_went_well_is_closed() -> None:
    cancel = full_page().select_one("#job-2")
    assert cancel is not None

    assert [strip.name for strip in cancel.select(".strip")] == ["div", "details"]
    assert "What promised most was closed here: help article with no way on" in text_of(cancel.select_one("div.strip li.last"))
    assert "may differ another time" in text_of(cancel.select_one("div.strip"))


def test_a_site_that_was_not_walked_has_no_such_section() -> None:
    assert not soup_of(samples.empty()).select("#journeys, a[href='#journeys']")


def _with(**seen: object) -> BeautifulSoup:
    story = samples.story()
    return soup_of(dataclasses.replace(story, evidence=story.evidence.model_copy(update=seen)))


def test_the_map_and_its_list_say_the_same_and_lead_to_the_pages_evidence() -> None:
    page = Page(url=f"https://{sites.HOST}/help", final_url=f"https://{sites.HOST}/help")
    soup = _with(help_map=walks.labyrinth(), pages=(*sites.evidence().pages, page))

    assert [text_of(tag) for tag in soup.select(".map title")] == [
        "Title of help: offers phone number, chat",
        "Title of cable: help article with no way on to a channel",
        *(
            f"Title of {n}: help article with no way on to a channel; one of those that lead only to each other (loop 1)"
            for n in "ab"
        ),
    ]
    assert len(soup.select(".map rect.dead")) == 3
    assert text_of(soup.select_one(".map .loopname")) == "loop 1"
    assert [tag["href"] for tag in soup.select(".map a[href]")] == ["#page-7"]
    as_list = text_of(soup.select_one(".as-list"))
    assert "one of those that lead only to each other (loop 1); leads to Title of a" in as_list
    assert "2 pages farther away" in text_of(soup.select_one("#journeys"))


def test_a_dead_end_is_told_in_the_customer_s_words_with_what_it_rests_on() -> None:
    (end, login) = full_page().select("#journeys .end")

    for part in (
        "Help article with no way on to a channel (D1)",
        told("D1").customer,
        told("D1").remedy,
        "2 walks met it",
        "leads to no channel",
    ):
        assert part in text_of(end)
    assert told("D3").customer in text_of(login)


def test_findability_is_told_in_figures_for_who_wants_them() -> None:
    text = text_of(full_page().select_one("#journeys"))

    assert "Cancel a contract the home page 25% 10% left for pages nobody looked at 50% 0.42 no way seen" in text
    assert "docs/findability.md" in text


PROBE = ChatProbe(
    outcome="Q", turns=(ChatTurn(sent="A person, please.", answer="You are number 3.", seconds=2.5), ChatTurn(sent="Yes."))
)


@pytest.mark.parametrize(
    ("chat", "told_in", "not_in"),
    [
        (
            Chat(greeting="Hi, I am Lumi", options=("Bills", "Moving"), says_bot=True),
            ["Nothing was written to it", "Bills", "It says that it is no person"],
            ["It offers a person"],
        ),
        (Chat(greeting="Hi", human_offered=True, closed=True), ["It offers a person", "nobody answers now"], ["no person"]),
        (Chat(), ["in which no text could be read"], ["It offered"]),
        (
            Chat(greeting="Hi", probe=PROBE),
            ["had asked for it", "A queue with a waiting time", "You are number 3.", "2.5 s", "no answer"],
            ["Nothing was written"],
        ),
    ],
)
def test_the_chat_is_told_as_it_answered(chat: Chat, told_in: list[str], not_in: list[str]) -> None:
    channels = tuple(c.model_copy(update={"chat": chat}) if c.kind == "chat" else c for c in sites.evidence().channels)
    soup = _with(channels=channels)
    text = text_of(soup.select_one("#journeys"))

    assert [part for part in told_in if part not in text] == []
    assert [part for part in not_in if part in text] == []
    assert ("Nothing was sent:" in text_of(soup.select_one("#unseen"))) == (chat.probe is None)


def test_a_report_with_many_walks_and_heavy_pictures_stays_below_three_megabytes(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    files = [f"pages/walk-{n}.png" for n in range(30)]
    for file in files:
        (tmp_path / file).write_bytes(
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x05\x00\x00\x00\x0b\xb8" + file.encode() * 15_000
        )
    steps = [walks.TO_CONTACT.model_copy(update={"screenshot": file, "label": file}) for file in files]
    found = tuple(walks.walk(steps[n % 20 : n % 20 + 10], start=f"https://a.example/{n}", outcome="gave-up") for n in range(40))
    story = samples.long(30, tmp_path)
    page = html.render(dataclasses.replace(story, evidence=story.evidence.model_copy(update={"journeys": found})))

    assert 2_000_000 < len(page) < 3_000_000
    assert b"were left out of this file" in page
