"""Simulated customers: what holds of every chain, and what single customers do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.journeys.markov import Chain, Customer, absorbed, simulated, ways

NUMBERS = Customer(quits=0.08, most_actions=10)
STEADY = Customer(quits=0.0, most_actions=10)
TEMPERATURE = 14
PAGES = "abcdef"
ELSEWHERE = "unseen"


Options = Mapping[str, Sequence[tuple[str, int, int]]]
"""For each page what can be chosen there: where to, its utility, its actions."""


def built(options: Options, *ends: str, behind: int = 0) -> Chain:
    return Chain({page: ways(chosen, TEMPERATURE) for page, chosen in options.items()}, dict.fromkeys(ends, behind))


@st.composite
def pages(draw: st.DrawFn) -> Options:
    """Up to six pages with options among them and to a page nobody looked at."""
    way = st.tuples(st.sampled_from([*PAGES, ELSEWHERE]), st.integers(25, 116), st.integers(1, 3))
    lists = st.lists(way, max_size=5, unique_by=lambda one: one[0])
    return {page: [one for one in draw(lists) if one[0] != page] for page in PAGES[: draw(st.integers(1, len(PAGES)))]}


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    """Such pages, of which some show what is looked for, at once or behind controls."""
    options = draw(pages())
    ends = draw(st.dictionaries(st.sampled_from(sorted(options)), st.integers(0, 3), max_size=3))
    return Chain(built(options).ways, ends)


def without(chain: Chain, page: str) -> Chain:
    """The same site where nobody looked at the page."""
    return Chain({one: ways for one, ways in chain.ways.items() if one != page}, {e: b for e, b in chain.ends.items() if e != page})


@given(chains())
def test_shares_are_shares_and_together_no_more_than_all(chain: Chain) -> None:
    for share in absorbed(chain, NUMBERS).values():
        assert 0 <= share.reached <= 1
        assert 0 <= share.unknown <= 1
        assert share.reached + share.unknown <= 1 + 1e-9


@given(chains(), st.randoms(use_true_random=False))
def test_the_order_of_pages_and_options_plays_no_part(chain: Chain, random: Random) -> None:
    shuffled = Chain(
        {page: tuple(random.sample(chain.ways[page], len(chain.ways[page]))) for page in sorted(chain.ways, reverse=True)},
        dict(sorted(chain.ends.items(), reverse=True)),
    )
    before, after = absorbed(chain, NUMBERS), absorbed(shuffled, NUMBERS)
    assert {page: share.reached for page, share in before.items()} == pytest.approx({p: s.reached for p, s in after.items()})


@given(pages(), st.data(), st.integers(25, 120))
def test_one_more_link_to_where_it_shows_never_lowers_what_is_reached(options: Options, data: st.DataObject, utility: int) -> None:
    page, end = (data.draw(st.sampled_from(sorted(options))) for _ in range(2))
    if page != end and options[page] and all(to != end for to, _, _ in options[page]):
        richer = {**options, page: [*options[page], (end, utility, 1)]}
        before, after = (absorbed(built(each, end), NUMBERS)[page].reached for each in (options, richer))
        assert after >= before - 1e-9


@given(chains(), st.data())
def test_what_nobody_looked_at_widens_the_interval_and_never_moves_it(chain: Chain, data: st.DataObject) -> None:
    lost = data.draw(st.sampled_from(sorted(chain.ways)))
    poorer = absorbed(without(chain, lost), NUMBERS)
    for page, whole in absorbed(chain, NUMBERS).items():
        if page != lost:
            assert poorer[page].reached <= whole.reached + 1e-9
            assert poorer[page].reached + poorer[page].unknown >= whole.reached + whole.unknown - 1e-9


@given(chains(), st.integers(0, 9))
def test_more_patience_never_finds_less(chain: Chain, actions: int) -> None:
    fewer, more = (absorbed(chain, Customer(0.08, most)) for most in (actions, actions + 1))
    assert all(more[page].reached >= fewer[page].reached - 1e-9 for page in chain.ways)


@given(chains(), st.integers(0, 1000))
def test_a_customer_arrives_where_it_shows_within_the_actions_and_the_same_customer_again(chain: Chain, seed: int) -> None:
    first, again = (simulated(chain, NUMBERS, "a", Random(seed)) for _ in range(2))
    assert first == again
    assert len(first) <= NUMBERS.most_actions + 1
    assert not first or (first[0] == "a" and first[-1] in chain.ends and not set(first[:-1]) & set(chain.ends))


def test_the_absorption_is_the_sum_of_the_formula() -> None:
    """ISAR_3 of a chain of two pages and an end, reckoned by hand over all ways of at most three actions."""
    chain = built({"a": [("b", 60, 1), ("end", 60, 1)], "b": [("a", 60, 1), ("end", 60, 1)], "end": []}, "end")
    expected = sum(0.92**actions * 0.5**actions for actions in (1, 2, 3))
    assert absorbed(chain, Customer(0.08, 3))["a"].reached == pytest.approx(expected)


@pytest.mark.parametrize(("better_by", "times"), [(0, 1.0), (14, 2.718281828), (28, 7.389056099)])
def test_a_temperature_more_of_worth_is_chosen_e_times_as_often(better_by: int, times: float) -> None:
    better, other = ways([("a", 60 + better_by, 1), ("b", 60, 1)], TEMPERATURE)
    assert better.chance / other.chance == pytest.approx(times)
    assert better.chance + other.chance == pytest.approx(1)


def test_a_page_with_nothing_to_choose_costs_the_way_there_and_back() -> None:
    chain = built({"a": [("barren", 60, 1), ("end", 60, 1)], "barren": [], "end": []}, "end")
    expected = 0.5 * 0.92 + 0.5 * 0.92**2 * 0.5 * 0.92
    assert absorbed(chain, Customer(0.08, 3))["a"].reached == pytest.approx(expected)


def test_a_customer_goes_back_from_a_wrong_turn_and_does_not_take_it_again() -> None:
    chain = built({"a": [("wrong", 70, 1), ("end", 60, 1)], "wrong": [], "end": []}, "end")
    walks = {simulated(chain, STEADY, "a", Random(seed)) for seed in range(60)}
    assert walks == {("a", "end"), ("a", "wrong", "a", "end")}


def test_who_leaves_for_where_nobody_looked_does_not_arrive() -> None:
    chain = built({"a": [(ELSEWHERE, 100, 1)], "end": []}, "end")
    assert {simulated(chain, STEADY, "a", Random(seed)) for seed in range(9)} == {()}
    assert absorbed(chain, STEADY)["a"].unknown == 1


@pytest.mark.parametrize(("start", "behind"), list(product("ab", (0, 1, 3))))
def test_controls_to_open_on_the_last_page_are_actions(start: str, behind: int) -> None:
    chain = built({"a": [("b", 80, 1)], "b": []}, "b", behind=behind)
    actions = behind + (start == "a")
    assert absorbed(chain, NUMBERS)[start].reached == pytest.approx(0.92**actions)
    assert absorbed(chain, Customer(0.08, actions - 1) if actions else NUMBERS)[start].reached == (0 if actions else 1)
