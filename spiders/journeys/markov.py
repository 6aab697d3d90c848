"""
Simulated customers: a site as an absorbing Markov chain, solved exactly, and single walks through it with a memory.

At each page the chance of an option grows with its utility, exp(u / temperature) (random utility, as in SNIF-ACT); before each
action a customer may give up. The chain has no memory, so that its absorption is a sum and no estimate; the walks do not choose
again what they have been to and go back where nothing is left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from random import Random

__all__ = ["Absorbed", "Chain", "Customer", "Way", "absorbed", "simulated", "ways"]


@dataclass(frozen=True, slots=True)
class Way:
    """An option of a page: the page it leads to, the chance that it is chosen there, and the actions it takes."""

    to: str
    chance: float
    actions: int = 1


@dataclass(frozen=True, slots=True)
class Chain:
    """
    A site as it is for one job.

    Attributes:
        ways: For each page that was looked at its options, one for each page they lead to. One that leads to a page not in here
            leads to where nobody looked.
        ends: The pages that show what is looked for, and how many controls must be opened there before it shows.
    """

    ways: Mapping[str, Sequence[Way]]
    ends: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Customer:
    """How customers are: the chance to give up before each action, and the most actions they make."""

    quits: float
    most_actions: int

    def goes_on(self, actions: int) -> float:
        """The chance that so many actions are made."""
        return float((1 - self.quits) ** actions)


@dataclass(frozen=True, slots=True)
class Absorbed:
    """Where customers end up: the share that arrives, and the share that left for pages nobody looked at."""

    reached: float
    unknown: float


def ways(options: Sequence[tuple[str, float, int]], temperature: float) -> tuple[Way, ...]:
    """
    The options of a page with their chances, which sum to 1.

    Args:
        options: Where each leads, its utility, and the actions it takes.
        temperature: The utility by which one must be better to be chosen e times as often.
    """
    best = max((utility for _, utility, _ in options), default=0.0)
    weights = [exp((utility - best) / temperature) for _, utility, _ in options]
    total = sum(weights)
    return tuple(Way(to, weight / total, actions) for (to, _, actions), weight in zip(options, weights, strict=True))


def absorbed(chain: Chain, customer: Customer) -> Mapping[str, Absorbed]:
    """
    Where customers end up who start on each page: ISAR_K = sum over t < K of e (1 - q)^(t+1) Q^t R 1, for every start e at once.

    It is reckoned backwards, V_k = (1 - q) (R 1 + Q V_(k-1)), where an option that takes c actions is c steps. A page with nothing
    to choose sends back to the page before, by one action more.
    """
    moves = {page: tuple(_moves(page, chain, customer)) for page in chain.ways}
    reached: list[dict[str, float]] = []
    unknown: list[dict[str, float]] = []
    for left in range(customer.most_actions + 1):
        reached.append({page: _end(chain.ends[page], left, customer) for page in moves if page in chain.ends})
        unknown.append(dict.fromkeys(chain.ends, 0.0))
        for page, options in moves.items():
            if page not in chain.ends:
                open_ = [(to, chance, actions) for to, chance, actions in options if actions <= left]
                reached[left][page] = sum(chance * reached[left - actions].get(to, 0.0) for to, chance, actions in open_)
                unknown[left][page] = sum(chance * unknown[left - actions].get(to, 1.0) for to, chance, actions in open_)
    return {page: Absorbed(reached[-1][page], unknown[-1][page]) for page in moves}


def _end(behind: int, left: int, customer: Customer) -> float:
    return customer.goes_on(behind) if behind <= left else 0.0


def _moves(page: str, chain: Chain, customer: Customer) -> list[tuple[str, float, int]]:
    """Each option of a page as where it ends, the chance to choose it and not to give up meanwhile, and its actions."""
    moves = []
    for way in chain.ways[page]:
        barren = way.to in chain.ways and way.to not in chain.ends and not chain.ways[way.to]
        to, actions = (page, way.actions + 1) if barren else (way.to, way.actions)
        moves.append((to, way.chance * customer.goes_on(actions), actions))
    return moves


def simulated(chain: Chain, customer: Customer, start: str, rng: Random) -> tuple[str, ...]:
    """
    The pages that one customer went through, going back among them; nothing where the customer did not arrive.

    One who leaves for where nobody looked does not come back.
    """
    visited, trail, tried = [start], [start], {start}
    left = customer.most_actions
    while True:
        here = trail[-1]
        if here in chain.ends:
            behind = chain.ends[here]
            return tuple(visited) if behind <= left and rng.random() < customer.goes_on(behind) else ()
        if here not in chain.ways:
            return ()
        options = [way for way in chain.ways[here] if way.to not in tried]
        if options:
            way = rng.choices(options, [way.chance for way in options])[0]
            trail.append(way.to)
            tried.add(way.to)
            actions = way.actions
        else:
            trail.pop()
            actions = 1
        left -= actions
        if not trail or left < 0 or rng.random() >= customer.goes_on(actions):
            return ()
        visited.append(trail[-1])
