"""Starts: the pages a customer starts a job on, home and the problem pages. Which ones is told in `data/journeys.yaml`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spiders import words
from spiders.evidence import Page, StartKind
from spiders.look import Look
from spiders.strictyaml import load_data
from spiders.urls import key

__all__ = ["Start", "starts"]

_PROBLEMS: dict[StartKind, dict[str, Any]] = load_data("journeys")["starts"]


@dataclass(frozen=True, slots=True)
class Start:
    """A page to start on, by its final address."""

    kind: StartKind
    url: str


def starts(looks: Sequence[Look], pages: Sequence[Page]) -> tuple[Start, ...]:
    """
    The home page, and of each kind of problem page the one nearest to it by clicks, of equals the first by address.

    Nobody starts on a page that could not be read or that no click leads to.

    Args:
        looks: The looks, home first.
        pages: The pages of `looks` with kinds and clicks, in any order.
    """
    home = looks[0].page.final_url if looks else ""
    if not any(page.final_url == home and page.state == "ok" for page in pages):
        return ()
    headings = {look.page.final_url: look.headings for look in looks if not look.redirect}
    chosen = [Start("home", home)]
    for kind, told in _PROBLEMS.items():
        taken = {start.url for start in chosen}
        fit = [page for page in pages if page.final_url not in taken and _fits(page, headings.get(page.final_url, ()), told)]
        if nearest := min(fit, key=lambda page: (page.clicks, key(page.final_url)), default=None):
            chosen.append(Start(kind, nearest.final_url))
    return tuple(chosen)


def _fits(page: Page, headings: Sequence[str], told: dict[str, Any]) -> bool:
    if page.state != "ok" or not page.clicks:
        return False
    named = {concept for label in (page.title, *headings[:1]) for concept in words.labels(label, page.lang)}
    return not (set(told["kinds"]).isdisjoint(page.kinds) and named.isdisjoint(told["says"]))
