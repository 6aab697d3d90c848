"""Findability: what simulated customers find who choose by labels, on the pages looked at. `docs/findability.md` explains it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any, Literal

from spiders.evidence import Channel, ChannelKind, Findability, Page, Task
from spiders.journeys.arrival import Arrival, arrivals
from spiders.journeys.markov import Absorbed, Chain, Customer, absorbed, simulated, ways
from spiders.journeys.measures import direct, lostness
from spiders.journeys.starts import Start, starts
from spiders.journeys.tasks import NUMBERS, TASKS, TaskSpec
from spiders.look import Look
from spiders.strictyaml import load_data
from spiders.urls import key
from spiders.whole.graph import ClickGraph
from spiders.whole.options import SIZE, Option, Site, site_of

__all__ = ["CUSTOMER", "findability"]

_DATA: dict[str, Any] = load_data("journeys")["simulated"]
CUSTOMER = Customer(_DATA["quit"], NUMBERS.most_actions)
"""The simulated customer, by `simulated` in `data/journeys.yaml`."""

_Kind = ChannelKind | Literal[""]
_Distances = Mapping[str, tuple[Mapping[str, int], Mapping[str, int]]]
"""For each page to start on the fewest clicks and the fewest actions to each page."""


def findability(
    looks: Sequence[Look], pages: Sequence[Page], channels: Sequence[Channel], graph: ClickGraph
) -> tuple[Findability, ...]:
    """
    What customers find, for each start, job and kind of channel that the job takes; nothing where the home page could not be read.

    Where no page is the place for a job that may end at the company's general contact, that contact is what they look for.

    Args:
        pages: The pages of `looks` with kinds and clicks, in any order.
        channels: The site's channels, merged: they tell whose a channel is and what it costs.
    """
    begun = starts(looks, pages)
    site = site_of(looks, channels, graph)
    far = {start.url: (site.fewest(key(start.url), actions=False), site.fewest(key(start.url), actions=True)) for start in begun}
    found = [each for task in TASKS.values() for each in _of_task(task, site, begun, far)] if begun else []
    order = [start.url for start in begun]
    return tuple(sorted(found, key=lambda each: order.index(each.start)))


def _of_task(task: TaskSpec, site: Site, begun: Sequence[Start], far: _Distances) -> Iterator[Findability]:
    shown = {page: [one for look in looks for one in arrivals(task, look, SIZE)] for page, looks in site.looks.items()}
    place = any(not one.general for ones in shown.values() for one in ones)
    chosen = {page: ways(_best(task.name, options), _DATA["temperature"]) for page, options in site.options.items()}
    kinds: tuple[_Kind, ...] = ("", *sorted(task.channels)) if len(task.channels) > 1 else ("",)
    for kind in kinds:
        least = {page: _least(ones, kind, general=not place) for page, ones in shown.items()}
        chain = Chain(chosen, {page: behind for page, behind in least.items() if behind is not None})
        shares = absorbed(chain, CUSTOMER)
        for start in begun:
            yield _from(start, task.name, kind, chain, shares[key(start.url)], far[start.url])


def _least(ones: Sequence[Arrival], kind: _Kind, *, general: bool) -> int | None:
    """The fewest controls that must be opened on a page before what is looked for shows; None where it does not."""
    fit = (one for one in ones if one.general == general and kind in ("", one.what.partition(" ")[0]))
    return min((one.behind for one in fit), default=None)


def _best(task: Task, options: Sequence[Option]) -> list[tuple[str, float, int]]:
    """The options of a page for a job, the best of those that lead to one page: where to, its worth, its actions."""
    best: dict[str, tuple[int, int]] = {}
    for option in options:
        if worth := option.worth.get(task):
            best[option.to] = max(best.get(option.to, (0, 0)), (worth, -option.actions))
    return [(to, worth, -actions) for to, (worth, actions) in best.items()]


def _from(
    start: Start, task: Task, kind: _Kind, chain: Chain, share: Absorbed, far: tuple[Mapping[str, int], Mapping[str, int]]
) -> Findability:
    clicks, actions = far
    needed = 1 + min((clicks[page] for page in chain.ends if page in clicks), default=0)
    # by the kind of the start and not its address, so that a site served from elsewhere gives the same
    rng = Random(f"{_DATA['seed']} {task} {kind} {start.kind}")  # noqa: S311 (nothing to guess)
    walks = Counter(simulated(chain, CUSTOMER, key(start.url), rng) for _ in range(_DATA["customers"] if share.reached else 0))
    arrived = [(walk, number) for walk, number in walks.items() if walk]
    reached = round(share.reached, 4)
    return Findability(
        task=task,
        start=start.url,
        channel=kind,
        start_kind=start.kind,
        reached=reached,
        unknown=min(round(share.unknown, 4), round(1 - reached, 4)),
        direct=_mean([(float(direct(walk)), number) for walk, number in arrived]),
        lostness=_mean([(lostness(walk, needed), number) for walk, number in arrived]),
        depth=min((actions[page] + behind for page, behind in chain.ends.items() if page in actions), default=None),
        customers=walks.total(),
    )


def _mean(weighed: Sequence[tuple[float, int]]) -> float | None:
    number = sum(count for _, count in weighed)
    return round(sum(value * count for value, count in weighed) / number, 4) if number else None
