"""All walks of a site: shared scenes, their order, and the end of the time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from spiders.evidence import Chat, Journey
from spiders.journeys.scene import State
from spiders.journeys.starts import Start
from spiders.journeys.walk import Walk, walk
from spiders.journeys.walks import Walks
from tests.spiders.journeys.site import HOME, Shown, launcher, link, phone, scene, shown_at

SITE = {"": Shown(links=(link("Contact", "contact"), link("Help", "help"))), "contact": Shown(channels=(phone(),)), "help": Shown()}


def walk_all(walks: Walks, *, most: int = 1000, site: Mapping[str, Shown] = SITE) -> list[State]:
    """Walk on a table, at most so many states; then the time is up."""
    asked: list[State] = []
    while (state := walks.next()) is not None:
        if len(asked) == most:
            walks.end("the time was used up")
            continue
        asked.append(state)
        walks.take(scene(state, shown_at(site, state)))
    return asked


def test_a_scene_is_asked_for_once_and_serves_every_job() -> None:
    walks = Walks([Start("home", HOME)])
    asked = walk_all(walks)
    assert max(Counter(asked).values()) == 1
    assert {(state.viewport, state.url) for state in asked} == {
        (size, HOME + path) for size in ("desktop", "mobile") for path in ("", "contact", "help")
    }


def test_every_job_is_walked_from_every_start_at_both_sizes_home_first() -> None:
    walks = Walks([Start("home", HOME), Start("article", HOME + "help")])
    walk_all(walks)
    done = [(journey.start_kind, journey.viewport) for journey in walks.done]
    assert done == [(kind, size) for kind in ("home", "article") for size in ("desktop", "mobile") for _ in range(8)]


def test_what_the_time_did_not_suffice_for_is_cut_short_and_what_was_done_stays() -> None:
    walks = Walks([Start("home", HOME)])
    walk_all(walks, most=2)
    outcomes: dict[str, Journey] = {f"{journey.task} {journey.viewport}": journey for journey in walks.done}
    assert outcomes["phone desktop"].outcome == "arrived"
    assert outcomes["phone mobile"].outcome == "cut-short"
    assert "time" in outcomes["phone mobile"].detail


def test_a_fault_of_ours_costs_one_walk_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spiders.journeys.walks.walk", lambda task, *start: walk(task, *start) if task.name != "chat" else faulty())
    walks = Walks([Start("home", HOME)])
    walk_all(walks)
    cut = [journey for journey in walks.done if journey.outcome == "cut-short"]
    assert [(journey.task, journey.start, journey.viewport) for journey in cut] == [
        ("chat", HOME, "desktop"),
        ("chat", HOME, "mobile"),
    ]
    assert {journey.detail for journey in cut} == {"an error in the auditor itself ended the walk"}
    assert len(walks.done) == 16


def faulty() -> Walk:
    yield State("desktop", HOME)
    raise ZeroDivisionError


def test_the_same_scenes_give_the_same_walks() -> None:
    first, second = Walks([Start("home", HOME)]), Walks([Start("home", HOME)])
    walk_all(first)
    walk_all(second)
    assert first.done == second.done


def test_a_chat_is_opened_once_for_each_size() -> None:
    site = {path: Shown(closed=(launcher(),)) for path in ("", "help")}
    site |= {f"{path} #chat".lstrip() if path else " #chat": Shown(chat=Chat(greeting="Hi, this is Anna")) for path in ("", "help")}
    walks = Walks([Start("home", HOME), Start("article", HOME + "help")])
    asked = walk_all(walks, site=site)
    assert [state.viewport for state in asked if state.presses] == ["desktop", "mobile"]
    assert {journey.outcome for journey in walks.done if journey.task == "chat"} == {"arrived"}
