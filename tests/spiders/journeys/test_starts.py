"""The pages a customer starts on."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from spiders.evidence import Page
from spiders.journeys.starts import starts
from spiders.look import Look

HOME = "https://acme.example/"


def page(path: str, *kinds: Any, clicks: int | None = 1, **more: Any) -> Page:
    return Page(url=HOME + path, final_url=HOME + path, status=200, lang="en", kinds=kinds or ("other",), clicks=clicks, **more)


def started(*pages: Page) -> dict[str, str]:
    looks = [Look(page=each) for each in pages]
    return {start.kind: start.url.removeprefix(HOME) for start in starts(looks, pages)}


FRONT = page("", "home", clicks=0)


def test_one_starts_on_home_and_on_the_nearest_problem_page_of_each_kind() -> None:
    far, near, same = (page(path, "article", clicks=path.count("/") + 1) for path in ("help/x/a", "help/c", "help/b"))
    assert started(FRONT, far, near, same, page("cart", "order")) == {"home": "", "article": "help/b", "order": "cart"}


def test_a_page_whose_title_names_returns_is_a_problem_page() -> None:
    assert started(FRONT, page("p/17", title="Returns and refunds")) == {"home": "", "order": "p/17"}


def test_one_page_is_one_start() -> None:
    assert started(FRONT, page("help/returns", "article", title="Returns")) == {"home": "", "article": "help/returns"}


def test_nobody_starts_where_no_click_leads_or_where_nothing_could_be_read() -> None:
    assert started(FRONT, page("help/a", "article", clicks=None), page("returns", "withdrawal", state="timeout")) == {"home": ""}


def test_nobody_starts_anywhere_where_home_could_not_be_read() -> None:
    assert started(page("", "home", clicks=0, state="blocked"), page("help/a", "article")) == {}
    assert started() == {}


@given(st.permutations([page("help/b", "article"), page("help/a", "article"), page("returns", "order"), page("cart", "order")]))
def test_the_order_of_the_pages_plays_no_part(pages: list[Page]) -> None:
    assert started(FRONT, *pages) == {"home": "", "article": "help/a", "order": "cart"}
