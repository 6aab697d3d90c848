"""The map of the help section: what is on it, in which order, where it ends and goes round."""

from __future__ import annotations

from typing import Any

from spiders.evidence import Channel, DeadEnd, HelpMap, HelpWay, Page
from spiders.whole.deadends import dead_ends
from spiders.whole.helpmap import help_map
from spiders.whole.spots import Spot, Way

HOST = "acme.example"


def url(path: str) -> str:
    return f"https://{HOST}/{path}"


def spot(path: str, *ways: str, kinds: tuple[Any, ...] = ("help",), clicks: int | None = 1, state: Any = "ok", **more: Any) -> Spot:
    page = Page(url=url(path), final_url=url(path), title=path, lang="en", kinds=kinds, words=100, clicks=clicks, state=state)
    return Spot(f"{HOST}/{path}", page, ways=tuple(Way(f"{HOST}/{way}", way) for way in ways), **more)


def mapped(*places: Spot) -> HelpMap:
    return help_map(places, dead_ends(places))


def test_pages_that_help_stand_nearest_first_and_with_the_links_between_them() -> None:
    shop = spot("shop", "help", kinds=("other",))
    lost = spot("lost", clicks=None)
    far = spot("far", clicks=2)
    near = spot("near", "far", "far", "near", "shop")

    found = mapped(lost, shop, far, near)

    assert [page.title for page in found.pages] == ["near", "far", "lost"]
    assert found.ways == (HelpWay(from_url=url("near"), to_url=url("far"), label="far"),)


def test_each_page_tells_its_channels_and_those_around_it() -> None:
    phone = Channel(kind="phone", value="+442079460000")

    (page,) = mapped(spot("a", own=(phone, Channel(kind="postal", value="x")), around=frozenset({"email", "social"}))).pages

    assert (page.channels, page.around, page.dead_ends) == (("phone",), ("email",), ())


def test_a_loop_with_a_way_out_has_a_number_and_one_without_is_a_dead_end_on_every_page() -> None:
    phone = Channel(kind="phone", value="+442079460000")

    found = mapped(spot("a", "b"), spot("b", "a", own=(phone,)), spot("c", "d"), spot("d", "c"), spot("e"))

    assert {page.title: (page.loop, page.dead_ends) for page in found.pages} == {
        "a": (1, ()),
        "b": (1, ()),
        "c": (2, ("D10",)),
        "d": (2, ("D10",)),
        "e": (0, ("D1",)),
    }


def test_a_broken_page_that_promised_help_is_on_the_map() -> None:
    (page,) = mapped(spot("help", kinds=("not-found",), state="broken", called=("Help",))).pages

    assert page.dead_ends == ("D6",)


def test_pages_beyond_those_that_fit_are_counted() -> None:
    places = [spot(f"p{number}", "p49", clicks=number) for number in range(50)]

    found = help_map(places, (DeadEnd(type="D1", page=url("p49")),))

    assert len(found.pages) == 40
    assert found.left_out == 10
    assert found.ways == ()
