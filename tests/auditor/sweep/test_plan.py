"""Which site may start: never two at one host, never more than so many at one address, and each at last."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from auditor.sweep.limits import MOST_RETRIES, Limits, usual
from auditor.sweep.plan import Plan

HOSTS = st.sampled_from([f"host {name}.example" for name in "abcde"])
ADDRESSES = st.frozensets(st.sampled_from([f"address 192.0.2.{n}" for n in range(4)]), max_size=3)
KEYS = st.builds(lambda host, addresses: frozenset({host, *addresses}), HOSTS, ADDRESSES)


def ready(plan: Plan, keys: dict[str, frozenset[str]]) -> None:
    for site in keys:
        plan.put(site, 0.0)
    while (due := plan.due(0.0)) is not None:
        plan.ready(due, keys[due])


@given(st.lists(KEYS, max_size=30), st.integers(1, 3), st.integers(1, 6), st.randoms(use_true_random=False))
def test_no_key_is_held_more_often_than_it_may_and_every_site_is_started_once(
    sites: list[frozenset[str]], per_address: int, slots: int, chance: object
) -> None:
    keys = {f"site {number}": found for number, found in enumerate(sites)}
    plan = Plan(per_address)
    ready(plan, keys)
    running: list[str] = []
    started: list[str] = []
    while len(started) < len(keys) or running:
        while len(running) < slots and (site := plan.start()) is not None:
            running.append(site)
            started.append(site)
        held = Counter(key for site in running for key in keys[site])
        assert all(number <= (per_address if key.startswith("address") else 1) for key, number in held.items())
        free = {key for key in held if held[key] >= (per_address if key.startswith("address") else 1)}
        waiting = set(keys) - set(started)
        if len(running) < slots:
            assert not [site for site in waiting if not keys[site] & free], "one that might start was left"
        assert running, "nothing runs, and something waits"
        plan.end(running.pop(chance.randrange(len(running))))  # type: ignore[attr-defined]

    assert sorted(started) == sorted(keys)
    assert (plan.start(), plan.due(9e9), plan.startable()) == (None, None, 0)


def test_sites_without_anything_in_common_start_in_the_order_in_which_they_came() -> None:
    plan = Plan(1)
    ready(plan, {name: frozenset({f"host {name}"}) for name in "cab"})

    assert [plan.start(), plan.start(), plan.start(), plan.start()] == ["c", "a", "b", None]


def test_a_site_is_due_when_its_time_has_come() -> None:
    plan = Plan(1)
    for site, at in (("late", 60.0), ("soon", 6.0)):
        plan.put(site, at)

    assert (plan.due(5.9), plan.due(6.0), plan.due(59.0), plan.due(60.0)) == (None, "soon", None, "late")


def test_a_site_that_moved_waits_for_where_it_leads() -> None:
    plan = Plan(1)
    a, b = frozenset({"host a.example"}), frozenset({"host b.example"})
    ready(plan, {"a": a, "b leads to a": b})
    assert {plan.start(), plan.start()} == {"a", "b leads to a"}

    plan.end("b leads to a")
    plan.ready("b leads to a", a | b)
    assert plan.start() is None
    plan.end("a")
    assert plan.start() == "b leads to a"


@given(st.lists(st.floats(0, 1e6), max_size=5))
def test_a_site_is_looked_at_four_times_at_most(seconds: list[float]) -> None:
    limits = usual().model_copy(update={"retry_after": tuple(seconds)})
    looks = 1
    while limits.pause(looks) is not None:
        looks += 1

    assert looks == min(len(seconds), MOST_RETRIES) + 1


def test_the_pauses_before_another_look_grow() -> None:
    limits: Limits = usual()
    pauses = [limits.pause(tries) for tries in (1, 2, 3, 4)]

    assert pauses[3] is None
    assert pauses[:3] == sorted(pause for pause in pauses if pause) != [pauses[0]] * 3
