"""The dead ends of the small sites in `deadends.yaml`, from their pages to the evidence, and how many are right and found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from spiders import strictyaml
from spiders.evidence import DeadEnd, DeadEndType
from spiders.look import Closed, Look, Opened, Visit
from spiders.page import parse
from spiders.reader import look_at
from spiders.whole.assemble import merge, pages_of
from spiders.whole.deadends import dead_ends
from spiders.whole.disclosed import fold
from spiders.whole.graph import build
from spiders.whole.spots import spots

LABELLED = strictyaml.load_file(Path(__file__).with_name("deadends.yaml"))
TYPES: tuple[DeadEndType, ...] = get_args(DeadEndType)
LEAST_SITES = 60
PRECISION, RECALL = 0.90, 0.85
"""From methods.md 3.2."""


def address(row: dict[str, Any], path: str = "") -> str:
    return f"https://{row.get('host', 'acme.example')}{path}"


def looks(row: dict[str, Any]) -> Iterator[Look]:
    for path, main in row["pages"].items():
        lang = row.get("langs", {}).get(path, row["lang"])
        title = main.partition("<h1>")[2].partition("</h1>")[0]
        header = f"<header><nav><a href=/>Acme</a>{row.get('around', '')}</nav></header>"
        html = f"<html lang={lang}><head><title>{title}</title></head><body>{header}<main>{main}</main></body></html>"
        page = parse(html, address(row, path), country=row["country"])
        look = look_at(page, asked=page.url, status=row.get("status", {}).get(path, 200), headers={}, is_home=path == "/")
        yield look
        if path in row.get("opened", {}):
            chat = Closed(kind="chat", selector="#c", label="Chat", vendor="own")
            yield look.model_copy(update={"visit": Visit(opened=(Opened(closed=chat, says=row["opened"][path]),))})


def seen(row: dict[str, Any]) -> tuple[DeadEnd, ...]:
    every = fold(list(looks(row)))
    graph, pages = build(every), pages_of(every)
    channels = merge((channel for look in every for channel in look.channels), {page.final_url: page for page in pages})
    return dead_ends(spots(every, pages, channels, graph), row["country"])


def wanted(row: dict[str, Any]) -> Counter[tuple[str, str]]:
    return Counter((kind, path) for path, kinds in row.get("ends", {}).items() for kind in kinds.split())


def found(row: dict[str, Any]) -> Counter[tuple[str, str]]:
    return Counter((end.type, end.page.removeprefix(address(row))) for end in seen(row))


@pytest.fixture(scope="module")
def results() -> list[tuple[str, Counter[tuple[str, str]], Counter[tuple[str, str]]]]:
    return [(row["id"], wanted(row), found(row)) for row in LABELLED]


@pytest.mark.parametrize("kind", TYPES)
def test_of_each_type_enough_are_found_and_enough_of_these_are_right(kind: str, results: list[Any]) -> None:
    told = [
        (f"{sign} {path} in {name}", sign)
        for name, want, got in results
        for sign, few in (("=", want & got), ("missed", want - got), ("wrong", got - want))
        for each, path in few.elements()
        if each == kind
    ]
    right, missed, wrong = (sum(sign == each for _, sign in told) for each in ("=", "missed", "wrong"))
    misses = [text for text, sign in told if sign != "="]

    assert right / max(right + wrong, 1) >= PRECISION, misses
    assert right / max(right + missed, 1) >= RECALL, misses


def test_every_type_stands_in_several_languages_and_beside_what_only_looks_like_it() -> None:
    for kind in TYPES:
        assert len({row["lang"] for row in LABELLED if kind in {each for each, _ in wanted(row)}}) >= 3, kind
    assert len(LABELLED) >= LEAST_SITES
    assert len(LABELLED) == len({row["id"] for row in LABELLED})
    assert sum(not row.get("ends") for row in LABELLED) >= LEAST_SITES // 2
