import dataclasses
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.helpmap import HEIGHT, WIDTH, Drawing, Node, drawing
from reports.story import Story
from reports.titles import titled
from spiders.evidence import HelpMap, HelpPage, Page
from tests.reports import samples
from tests.reports.walks import help_map, help_page, labyrinth


def _story(seen: HelpMap) -> Story:
    story = samples.story()
    return dataclasses.replace(story, evidence=story.evidence.model_copy(update={"help_map": seen}))


def _drawn(seen: HelpMap) -> Drawing:
    found = drawing(_story(seen))
    assert found is not None
    return found


@pytest.mark.parametrize("pages", [(), (help_page("a"),)])
def test_fewer_than_two_pages_are_no_map(pages: tuple[HelpPage, ...]) -> None:
    assert drawing(_story(help_map(pages))) is None


def test_columns_are_clicks_from_home_and_what_no_click_leads_to_is_last() -> None:
    found = _drawn(help_map((help_page("far", None), help_page("deep", 3), help_page("near", 1), help_page("too", 1))))

    assert [heading.clicks for heading in found.headings] == [1, 3, None]
    assert [(node.title, node.x) for node in found.nodes] == [
        ("Title of near", 12), ("Title of too", 12), ("Title of deep", 234), ("Title of far", 456),
    ]  # fmt: skip


def test_one_link_to_each_page_is_drawn_and_every_link_of_a_loop() -> None:
    found = _drawn(labyrinth())

    assert [edge.loop for edge in found.edges] == [False, False, True, True]
    assert [node.leads_to for node in found.nodes][:2] == [("Title of cable",), ("Title of a",)]


def test_a_loop_stands_within_one_line_even_where_its_pages_are_unequally_deep() -> None:
    told: dict[str, tuple[str, ...]] = {"dead_ends": ("D10",)}
    pages = (help_page("x", 2, loop=1, **told), help_page("y", 2), help_page("z", 3, loop=1, **told))
    found = _drawn(help_map(pages, "x z", "z x"))

    (ring,) = found.rings
    inside = [node.title for node in found.nodes if ring.x < node.x and ring.y < node.y < ring.y + ring.height - HEIGHT]
    assert inside == ["Title of x", "Title of z"]


def test_a_circle_from_which_a_way_leads_out_is_no_loop() -> None:
    found = _drawn(help_map((help_page("x", loop=1), help_page("y", loop=1)), "x y", "y x"))

    assert (found.rings, [node.loop for node in found.nodes]) == ((), [0, 0])


def test_a_long_column_is_broken_so_that_it_fits_on_paper() -> None:
    found = _drawn(help_map([help_page(f"p{n}") for n in range(30)]))

    assert len({node.x for node in found.nodes}) == 3
    assert found.height < 1000


def _apart(one: Node, two: Node) -> bool:
    return abs(one.x - two.x) >= WIDTH or abs(one.y - two.y) >= HEIGHT


@given(st.lists(st.tuples(st.none() | st.integers(0, 4), st.integers(0, 2), st.integers(0, 39)), min_size=2, max_size=40))
def test_whatever_the_pages_no_box_covers_another_one_and_all_are_within(told: list[tuple[int | None, int, int]]) -> None:
    pages = [help_page(str(n), clicks, loop=loop, dead_ends=("D10",) if loop else ()) for n, (clicks, loop, _) in enumerate(told)]
    found = _drawn(help_map(pages, *(f"{n} {to % len(pages)}" for n, (_, _, to) in enumerate(told))))

    assert len(found.nodes) == len(pages)
    assert all(_apart(one, two) for one, two in combinations(found.nodes, 2))
    assert all(0 < n.x < found.width - WIDTH and 0 < n.y < found.height - HEIGHT for n in found.nodes)


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("Hjälp | Nord", "Ring oss | Nord", "Nord"), ["Hjälp", "Ring oss", "Nord"]),
        (("Nord – Hjälp", "Nord – Ring oss"), ["Hjälp", "Ring oss"]),
        (("Hjälp | Nord", "Ring oss"), ["Hjälp – Nord", "Ring oss"]),
        (("E-post", "Ring-oss"), ["E-post", "Ring-oss"]),
    ],
)
def test_the_site_s_name_is_left_out_of_titles(titles: tuple[str, ...], expected: list[str]) -> None:
    pages = [Page(url=f"https://a.example/{n}", final_url=f"https://a.example/{n}", title=title) for n, title in enumerate(titles)]

    assert list(titled(pages).values()) == expected
