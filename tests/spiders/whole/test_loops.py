"""Strongly connected components."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spiders.whole.loops import components

NODES = "abcdef"


def reachable(leads: dict[str, list[str]], start: str) -> set[str]:
    seen, queue = {start}, [start]
    while queue:
        for other in leads[queue.pop()]:
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return seen


def test_pages_that_lead_to_each_other_are_one_group() -> None:
    assert components({"a": ["b"], "b": ["c"], "c": ["b"], "d": []}) == (("a",), ("b", "c"), ("d",))


def test_a_long_chain_does_not_exhaust_the_stack() -> None:
    names = [f"p{n:05}" for n in range(20_000)]
    assert len(components({name: [following] for name, following in zip(names, [*names[1:], names[0]], strict=True)})) == 1


@given(st.fixed_dictionaries({node: st.lists(st.sampled_from(NODES), max_size=4) for node in NODES}))
def test_two_pages_are_in_one_group_exactly_where_each_reaches_the_other(leads: dict[str, list[str]]) -> None:
    reach = {node: reachable(leads, node) for node in NODES}
    group = {node: number for number, nodes in enumerate(components(leads)) for node in nodes}

    assert sorted(group) == list(NODES)
    for one in NODES:
        for other in NODES:
            assert (group[one] == group[other]) == (other in reach[one] and one in reach[other])
