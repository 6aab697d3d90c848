"""The click graph: fewest clicks, fewest actions, and by which way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spiders.evidence import Page
from spiders.look import Link, Look
from spiders.whole.graph import build

HOME = "https://acme.example/"


def look(path: str, *links: Link, asked: str | None = None) -> Look:
    return Look(page=Page(url=HOME + (path if asked is None else asked), final_url=HOME + path), links=links)


def link(path: str, label: str = "", behind: int | None = 0, *, frame: bool = False) -> Link:
    return Link(url=HOME + path, label=label, behind=behind, frame=frame)


def test_clicks_are_the_fewest_links_to_follow() -> None:
    graph = build(
        [look("", link("help", "Help"), link("a")), look("help", link("contact", "Contact us")), look("a"), look("contact")]
    )

    reach = graph.reach["acme.example/contact"]
    assert reach.clicks == 2
    assert [step.label for step in reach.path] == ["Help", "Contact us"]
    assert [step.url for step in reach.path] == [HOME + "help", HOME + "contact"]


def test_a_menu_that_must_be_opened_is_an_action_and_no_click() -> None:
    graph = build([look("", link("contact", "Contact", behind=1)), look("contact")])

    assert (graph.reach["acme.example/contact"].clicks, graph.reach["acme.example/contact"].actions) == (1, 2)


def test_a_link_that_nobody_gets_to_see_leads_nowhere() -> None:
    graph = build([look("", link("contact", behind=None)), look("contact")])

    assert "acme.example/contact" not in graph.reach


def test_a_frame_is_part_of_its_page() -> None:
    graph = build([look("", link("menu", frame=True)), look("menu", link("contact", "Contact")), look("contact")])

    assert graph.reach["acme.example/menu"].clicks == 0
    assert graph.reach["acme.example/contact"].clicks == 1


def test_a_redirect_is_followed_for_nothing() -> None:
    graph = build([look("", link("old", "Contact")), look("contact", asked="old")])

    assert graph.reach["acme.example/contact"].clicks == 1
    assert graph.labels["acme.example/contact"] == ("Contact",)


def test_no_pages_make_no_graph() -> None:
    assert build([]).reach == {}


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 2)), max_size=20))
def test_actions_are_never_fewer_than_clicks_and_a_path_is_as_long_as_its_clicks(edges: list[tuple[int, int, int]]) -> None:
    looks = [look(f"p{n}", *(link(f"p{b}", f"to {b}", behind) for a, b, behind in edges if a == n)) for n in range(7)]

    for reach in build(looks).reach.values():
        assert reach.actions >= reach.clicks == len(reach.path)
