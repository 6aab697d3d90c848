"""Which page comes next, and which is worth the browser."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.evidence import Form, FormKind, Page, PageKind
from spiders.look import Link, Look
from spiders.plan import Frontier, RenderBudget

HOME = "https://acme.example/"


def frontier(*found: tuple[str, str] | str) -> Frontier:
    made = Frontier(HOME)
    for each in found:
        path, label = (each, "") if isinstance(each, str) else each
        made.add(HOME + path, label=label, lang="en", link=Link(url=HOME + path, label=label, region="nav"))
    return made


def order(made: Frontier) -> list[str]:
    urls = []
    while target := made.next():
        urls.append(target.url.removeprefix(HOME))
    return urls


def test_the_most_promising_link_comes_first() -> None:
    assert order(frontier(("news", "News"), ("x", "Contact us"), ("terms", "Terms"), ("y", "Help"))) == ["x", "y", "terms", "news"]


def test_equal_links_come_as_they_were_found() -> None:
    assert order(frontier("c", "a", "b")) == ["c", "a", "b"]


def test_a_part_of_the_page_itself_comes_before_links_that_promise_nothing() -> None:
    made = frontier("news")
    made.add(HOME + "frame", link=Link(url=HOME + "frame", frame=True))
    assert order(made) == ["frame", "news"]


def test_a_page_is_fetched_once_however_it_is_spelt() -> None:
    made = frontier("kontakt", "kontakt/", "kontakt/index.html", "kontakt")
    made.add("http://www.acme.example/kontakt")
    assert order(made) == ["kontakt"]
    made.add(HOME + "kontakt")
    assert made.empty
    assert made.known == 1


def test_an_address_that_was_seen_is_not_fetched() -> None:
    made = Frontier(HOME)
    assert made.see(HOME)
    assert not made.see(HOME + "index.html")
    made.add(HOME)
    assert made.next() is None


def test_an_address_that_only_leads_to_a_page_is_no_page() -> None:
    made = frontier("gammal", "kontakt")
    assert made.see(HOME + "ny", by=HOME + "gammal")
    assert not made.see(HOME + "ny", by=HOME + "kontakt")
    assert not made.see(HOME + "ny/", by=HOME + "ny")
    assert made.known == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example/",
        "https://acme.example/price-list.pdf",
        "https://acme.example/logout",
        "mailto:info@acme.example",
        "javascript:void(0)",
        "http://[",
        "",
    ],
)
def test_what_is_no_page_of_the_site_is_passed_over(url: str) -> None:
    made = Frontier(HOME)
    made.add(url)
    assert made.empty
    assert made.known == 0


def test_a_help_desk_on_a_name_of_its_own_belongs_to_the_site() -> None:
    made = Frontier("https://www.acme.se/")
    made.add("https://hjalp.acme.se/")
    assert not made.empty


def test_the_site_is_the_one_that_the_home_page_led_to() -> None:
    made = Frontier(HOME)
    made.home = "https://acme-group.example/"
    made.add("https://acme-group.example/contact")
    made.add(HOME + "contact")
    assert [each.url for each in made.left("x")] == ["https://acme-group.example/contact"]


def test_how_a_page_was_found_and_called_is_kept() -> None:
    made = frontier(("help", "Help"))
    made.add(HOME + "map", found_by="sitemap")
    targets = [made.next(), made.next()]
    assert [(target.label, target.found_by) for target in targets if target] == [("Help", "link"), ("", "sitemap")]


def test_what_is_left_is_told_in_the_order_it_would_have_come() -> None:
    made = frontier("a", ("x", "Contact us"), "b")
    assert [(each.url, each.reason) for each in made.left("time used up")] == [
        (HOME + "x", "time used up"),
        (HOME + "a", "time used up"),
        (HOME + "b", "time used up"),
    ]


def test_of_pages_that_differ_by_a_number_alone_a_few_are_fetched_and_the_rest_are_told() -> None:
    made = frontier(*(f"calendar/week-{number}" for number in range(60)), "about")
    fetched = order(made)
    assert "about" in fetched
    assert 5 <= len(fetched) <= 21
    left = list(made.left("time used up"))
    assert len(fetched) + len(left) == 61
    assert {each.reason for each in left} == {"one of many alike"}


def test_a_number_in_the_query_names_a_page_of_its_own() -> None:
    assert len(order(frontier(*(f"page?id={number}" for number in range(60))))) == 60
    assert len(order(frontier(*(f"index.html%3Fp={number}.html" for number in range(60))))) == 60


@given(st.lists(st.sampled_from(["a", "b", "help", "contact", "terms", "kontakt/", "kontakt"]), max_size=12))
def test_every_page_comes_out_exactly_once(paths: list[str]) -> None:
    made = frontier(*paths)
    known = made.known
    out = order(made)
    assert len(out) == known == len({path.rstrip("/") for path in paths})
    assert made.empty


@pytest.mark.parametrize(
    ("kinds", "rendered", "empty", "scripted", "worth"),
    [
        (("home",), {}, False, False, True),
        (("contact",), {"contact": 1}, False, False, True),
        (("contact",), {"contact": 9}, False, False, False),
        (("contact", "help"), {"contact": 9}, False, False, True),
        (("other",), {}, False, False, False),
        (("article", "terms"), {}, False, False, False),
        (("cancellation",), {}, False, False, True),
        (("withdrawal",), {}, False, False, True),
        (("other",), {}, True, False, True),
        (("contact",), {"contact": 9}, False, True, True),
        ((), {}, False, False, False),
    ],
)
def test_what_matters_and_what_scripts_fill_is_worth_the_browser(
    kinds: Any, rendered: Any, empty: bool, scripted: bool, worth: bool
) -> None:
    budget = RenderBudget(1)
    budget.rendered.update(rendered)
    budget.scripted_site = scripted

    assert budget.wants(served(needs_script=empty), kinds, routed=False) is worth


@pytest.mark.parametrize(
    ("state", "routed", "worth"),
    [("ok", True, True), ("login", False, True), ("soft-404", False, False), ("soft-404", True, True), ("broken", True, False)],
)
def test_a_page_that_script_fills_may_be_there_although_it_is_served_as_not_found(state: Any, routed: bool, worth: bool) -> None:
    assert RenderBudget(1).wants(served(state=state), ("home",), routed=routed) is worth


def test_nothing_is_worth_the_browser_once_the_budget_is_spent() -> None:
    assert not RenderBudget(0).wants(served(needs_script=True), ("home",), routed=True)


def examined(*pages: tuple[str, ...], axe: bool = True, form: FormKind | None = None) -> list[bool]:
    """On which pages of these kinds axe-core is run; the last one holds the form."""
    budget, last = RenderBudget(12, axe=axe), len(pages) - 1
    forms = (Form(page=HOME, kind=form),) if form else ()
    looks = [served().model_copy(update={"forms": forms if number == last else ()}) for number in range(len(pages))]
    return [budget.spend(look, cast("tuple[PageKind, ...]", kinds)) for look, kinds in zip(looks, pages, strict=True)]


def test_axe_core_is_run_on_the_first_page_of_each_part_of_the_way_to_contact() -> None:
    pages = [("home",), ("contact",), ("contact", "other"), ("help",), ("other",), ("complaints",), ("withdrawal",), ("help",)]
    assert examined(*pages) == [True, True, False, True, False, True, False, False]
    assert examined(*pages, axe=False) == [False] * 8


@pytest.mark.parametrize(("form", "run"), [("contact", True), ("withdrawal", True), ("newsletter", False), ("search", False)])
def test_axe_core_is_run_on_a_page_with_a_form_for_a_problem_whatever_else_it_is(form: FormKind, run: bool) -> None:
    assert examined(("home",), ("other",), form=form) == [True, run]


def test_a_page_that_is_opened_is_spent_whether_axe_core_is_run_on_it_or_not() -> None:
    budget = RenderBudget(3, axe=True)
    budget.spend(served(), ("home",))
    budget.spend(served(), ("other",))
    assert budget.left == 1


def served(**page: Any) -> Look:
    return Look(page=Page(url=HOME, final_url=HOME, **page))
