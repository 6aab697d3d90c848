"""Which pages are visited once more, in which order, and when it is enough."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spiders.browser.chatprobe import ProbePlan
from spiders.browser.visits import Visits
from spiders.evidence import Page, Picture
from spiders.look import Closed, ClosedKind, Look, Opened, Visit
from tests.spiders.driving import Drive, page


def look(path: str, *kinds: ClosedKind, vendor: str = "own", state: str = "ok") -> Look:
    page = Page.model_validate({"url": path, "final_url": path, "state": state})
    return Look(page=page, closed=tuple(Closed(kind=kind, selector="#x", vendor=vendor) for kind in kinds))


def planned(visits: Visits) -> list[tuple[str, str]]:
    plans: list[tuple[str, str]] = []
    while plan := visits.next():
        plans.append((plan.url, plan.choice))
    return plans


def test_a_page_that_keeps_nothing_closed_is_not_visited() -> None:
    visits = Visits()
    visits.take(look("/"))

    assert planned(visits) == []


def test_first_without_a_choice_then_refusing_then_accepting() -> None:
    visits = Visits()
    visits.take(look("/", "accept", "refuse", "chat", "reveal"))

    assert planned(visits) == [("/", "none"), ("/", "refused"), ("/", "accepted")]


def test_the_dialog_is_answered_on_one_page_alone() -> None:
    visits = Visits()
    visits.take(look("/", "accept"))
    visits.take(look("/b", "accept", "refuse"))

    assert planned(visits) == [("/", "accepted")]


def test_a_chat_is_opened_once() -> None:
    visits = Visits()
    visits.take(look("/", "chat"))
    visits.take(look("/b", "chat"))
    visits.take(look("/c", "chat", vendor="other"))

    assert planned(visits) == [("/", "none"), ("/c", "none")]


def test_what_was_opened_is_not_opened_again_after_a_choice() -> None:
    visits = Visits()
    visits.take(look("/", "chat", "accept"))
    assert visits.next()
    visits.done(Visit(opened=(Opened(closed=Closed(kind="chat", selector="#x", vendor="own")),)))

    plan = visits.next()
    assert plan
    assert plan.done == {"own"}


def test_details_are_revealed_on_a_few_pages_and_visits_have_an_end() -> None:
    visits = Visits()
    for number in range(20):
        visits.take(look(f"/{number}", "reveal"))
    assert len(planned(visits)) == 3

    for number in range(20):
        visits.take(look(f"/chat/{number}", "chat", vendor=f"v{number}"))
    assert len(planned(visits)) == 3


def test_a_page_that_was_not_seen_well_is_not_visited() -> None:
    visits = Visits()
    visits.take(look("/", "reveal", state="blocked"))

    assert planned(visits) == []


def test_pictures_are_read_only_where_that_is_asked_for() -> None:
    told: tuple[tuple[Any, bool], ...] = (("phone", True), ("email", True), ("contact", False))
    pictures = tuple(Picture(page="/", src="/x.png", says=says, visible=seen, selector=f"#{says}") for says, seen in told)
    page = look("/").model_copy(update={"pictures": pictures})

    off, on = Visits(), Visits(ocr=True)
    off.take(page)
    on.take(page)

    assert off.next() is None
    plan = on.next()
    assert plan
    assert plan.pictures == ("#phone",)


def probed(visits: Visits) -> list[tuple[str, str, str]]:
    plans: list[tuple[str, str, str]] = []
    while plan := visits.next():
        if isinstance(plan, ProbePlan):
            plans.append((plan.url, plan.choice, plan.lang))
        else:
            visits.done(Visit(choice=plan.choice, opened=(Opened(closed=Closed(kind="chat", selector="#x", vendor="own")),)))
    return plans


def test_the_first_chat_that_opened_is_probed_last_and_once_where_its_host_was_named() -> None:
    url = "https://www.example.se/"
    for name, told in (
        ("", []),
        ("example.com", []),
        ("example.se", [(url, "none", "sv")]),
        ("WWW.example.se", [(url, "none", "sv")]),
    ):
        visits = Visits(probe=name)
        first = look(url, "chat", "accept", "refuse")
        visits.take(first.model_copy(update={"page": first.page.model_copy(update={"lang": "sv"})}))
        visits.take(look(f"{url}b", "chat", vendor="other"))

        assert probed(visits) == told


def test_without_clicks_no_page_is_visited(tmp_path: Path) -> None:
    home = page(
        "Acme", body="<button type=button>Visa nummer</button><div>Vi använder kakor. <button>Acceptera alla</button></div>"
    )
    drive = Drive(tmp_path, {"": home}, rendered={"": home}, clicks=False).run()

    assert [one.kind for one in drive.looks[0].closed] == ["accept", "reveal"]
    assert [asked for asked in drive.asked if asked.startswith("*")] == ["*"]
