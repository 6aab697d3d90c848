"""Loops of a graph: its strongly connected components, without recursion, for a site's pages may form long chains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

__all__ = ["components"]


def components(leads: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """
    Group the pages that lead to each other (Kosaraju's two passes).

    Args:
        leads: For each page the pages it leads to, all of them keys too.

    Returns:
        The groups, a page without a loop alone; pages and groups in the order of the keys.
    """
    back: dict[str, list[str]] = {here: [] for here in leads}
    for here, others in leads.items():
        for other in others:
            back[other].append(here)
    place = {here: number for number, here in enumerate(leads)}
    done: set[str] = set()
    groups = [_walk((here,), back, done) for here in reversed(_walk(leads, leads, set()))]
    ordered = (tuple(sorted(group, key=place.__getitem__)) for group in groups if group)
    return tuple(sorted(ordered, key=lambda group: place[group[0]]))


def _walk(starts: Iterable[str], leads: Mapping[str, Sequence[str]], done: set[str]) -> list[str]:
    """Depth first; the pages not yet `done`, each after all that it leads to."""
    order: list[str] = []
    for start in starts:
        stack = [(start, False)]
        while stack:
            here, behind = stack.pop()
            if behind:
                order.append(here)
            elif here not in done:
                done.add(here)
                stack.append((here, True))
                stack.extend((other, False) for other in leads[here])
    return order
