"""Lostness and directness of a walk."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.journeys.measures import direct, lostness

_WALKS = st.lists(st.sampled_from("abcdefgh"), max_size=30)


@given(_WALKS, st.integers(min_value=-1, max_value=40))
def test_lostness_lies_between_a_straight_walk_and_one_that_gets_nowhere(visited: list[str], minimum: int) -> None:
    assert 0 <= lostness(visited, minimum) <= sqrt(2)


@given(st.integers(min_value=1, max_value=20))
def test_a_walk_straight_by_the_shortest_way_is_not_lost_at_all(pages: int) -> None:
    visited = [f"/{number}" for number in range(pages)]
    assert lostness(visited, pages) == 0
    assert direct(visited)


def test_the_worked_example_of_the_literature() -> None:
    """N = 6 different pages, S = 9 visits, R = 3 needed."""
    assert lostness([*"abcdef", *"abc"], 3) == pytest.approx(0.60, abs=0.005)


@given(_WALKS, st.integers(min_value=1, max_value=8))
def test_staying_on_a_page_is_no_visit(visited: list[str], minimum: int) -> None:
    slow = [page for page in visited for _ in range(3)]
    assert lostness(slow, minimum) == lostness(visited, minimum)
    assert direct(slow) == direct(visited)


@given(_WALKS.filter(bool), st.integers(min_value=1, max_value=8))
def test_going_away_and_back_makes_a_walk_indirect(visited: list[str], minimum: int) -> None:
    assert not direct([*visited, "elsewhere", visited[-1]])


def test_a_walk_shorter_than_the_shortest_known_is_straight() -> None:
    assert lostness(["/", "/kontakt"], 5) == 0
