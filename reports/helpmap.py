"""
The map of the help section as a drawing: a column for each number of clicks, a box for each page, a dashed line around each loop.

One link to each page is drawn, and every link within a loop that leads to nobody; more would hide what matters. All sizes are
pixels of the drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap

from reports.story import Story
from reports.text import clean, short
from spiders.evidence import ChannelKind, HelpPage, HelpWay

__all__ = ["HEIGHT", "WIDTH", "Drawing", "Edge", "Heading", "Node", "Ring", "drawing"]

WIDTH = 164
HEIGHT = 60
_GAP_X = 58
_GAP_Y = 14
_ROOM = 20
_TOP = 34
_MARGIN = 12
_ROWS = 12
_LETTERS = 24
_PLACES = ("phone", "email", "form", "chat", "callback", "messaging")
_UNKNOWN = 10_000


@dataclass(frozen=True)
class Node:
    """A page: the upper left corner of its box, its title in at most two lines, and the pages its own text leads to."""

    page: HelpPage
    title: str
    lines: tuple[str, ...]
    x: float
    y: float
    channels: tuple[ChannelKind, ...]
    loop: int
    leads_to: tuple[str, ...]


@dataclass(frozen=True)
class Edge:
    """A link as a path with the tip of its arrow; `loop`: it is part of a loop."""

    path: str
    tip: str
    loop: bool


@dataclass(frozen=True)
class Ring:
    """The line around a loop."""

    x: float
    y: float
    width: float
    height: float
    loop: int


@dataclass(frozen=True)
class Heading:
    """What stands over the pages that are equally many clicks away, None where no click path leads to them."""

    x: float
    clicks: int | None


@dataclass(frozen=True)
class Drawing:
    """The whole map."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    rings: tuple[Ring, ...]
    headings: tuple[Heading, ...]


def drawing(story: Story) -> Drawing | None:
    """The map of a site's help section, None where it has fewer than two pages."""
    seen = story.evidence.help_map
    if len(seen.pages) < 2:
        return None
    loops = {page.url: page.loop for page in seen.pages if page.loop and "D10" in page.dead_ends}
    headings: list[Heading] = []
    nodes: dict[str, Node] = {}
    for column, (clicks, pages) in enumerate(_columns(seen.pages, seen.ways, loops)):
        x = _MARGIN + column * (WIDTH + _GAP_X)
        if not headings or headings[-1].clicks != clicks:
            headings.append(Heading(x, clicks))
        nodes |= {
            page.url: _node(story, page, x, y, loops, seen.ways) for page, y in zip(pages, _heights(pages, loops), strict=True)
        }
    return Drawing(
        width=max(node.x for node in nodes.values()) + WIDTH + _GAP_X,
        height=max(node.y for node in nodes.values()) + HEIGHT + 2 * _MARGIN,
        nodes=tuple(nodes.values()),
        edges=tuple(_edges(nodes, seen.ways)),
        rings=tuple(_rings(tuple(nodes.values()))),
        headings=tuple(headings),
    )


def _columns(
    pages: Sequence[HelpPage], ways: Sequence[HelpWay], loops: dict[str, int]
) -> Iterator[tuple[int | None, Sequence[HelpPage]]]:
    """The pages by clicks, those of one loop together and those with one parent near each other; long columns are broken."""
    first = {number: min(_clicks(page) for page in pages if loops.get(page.url) == number) for number in loops.values()}
    depth = {page.url: first[loops[page.url]] if page.url in loops else _clicks(page) for page in pages}
    place = {page.url: number for number, page in enumerate(pages)}
    for clicks in sorted(set(depth.values())):
        layer = [page for page in pages if depth[page.url] == clicks]
        parents = {page.url: _parent(page.url, ways, depth, place) for page in layer}
        firsts = {page.url: _first_of(page, layer, parents, loops) for page in layer}
        ordered = sorted(layer, key=lambda page: (*firsts[page.url], place[page.url]))
        place |= {page.url: number for number, page in enumerate(ordered)}
        for start in range(0, len(ordered), _ROWS):
            yield None if clicks == _UNKNOWN else clicks, ordered[start : start + _ROWS]


def _first_of(page: HelpPage, layer: Sequence[HelpPage], parents: dict[str, int], loops: dict[str, int]) -> tuple[int, int]:
    """Where a page's parent stands; for the pages of a loop where the first of their parents does, so that they stay together."""
    loop = loops.get(page.url, 0)
    return min(parents[other.url] for other in layer if other is page or (loop and loops.get(other.url) == loop)), loop


def _clicks(page: HelpPage) -> int:
    return _UNKNOWN if page.clicks is None else page.clicks


def _parent(url: str, ways: Sequence[HelpWay], depth: dict[str, int], place: dict[str, int]) -> int:
    """Where the first page stands that leads there from nearer to home."""
    above = [place[way.from_url] for way in ways if way.to_url == url and depth.get(way.from_url, _UNKNOWN) < depth[url]]
    return min(above, default=_UNKNOWN)


def _heights(pages: Sequence[HelpPage], loops: dict[str, int]) -> Iterator[float]:
    """Where the boxes of a column begin; a loop keeps room for its line and its name."""
    y, before = float(_TOP + _MARGIN), 0
    for page in pages:
        loop = loops.get(page.url, 0)
        y += (_ROOM if loop else _ROOM / 2) if loop != before and (loop or y > _TOP + _MARGIN) else 0
        yield y
        y, before = y + HEIGHT + _GAP_Y, loop


def _node(story: Story, page: HelpPage, x: float, y: float, loops: dict[str, int], ways: Sequence[HelpWay]) -> Node:
    title = _title(story, page)
    lines = wrap(title, _LETTERS, max_lines=2, placeholder=" …", break_long_words=True) or [""]
    channels = tuple(kind for kind in page.channels if kind in _PLACES)
    targets = {p.url: p for p in story.evidence.help_map.pages}
    leads_to = tuple(_title(story, targets[way.to_url]) for way in ways if way.from_url == page.url and way.to_url in targets)
    return Node(page, title, tuple(lines), x, y, channels, loops.get(page.url, 0), leads_to)


def _title(story: Story, page: HelpPage) -> str:
    return story.titles.get(page.url) or clean(page.title, 80) or short(page.url, story.host)


def _edges(nodes: dict[str, Node], ways: Sequence[HelpWay]) -> Iterator[Edge]:
    """One link to each page from nearer to home, behind them; then every link within a loop."""
    led: set[str] = set()
    for way in ways:
        here, there = nodes.get(way.from_url), nodes.get(way.to_url)
        if here and there and here.x < there.x and way.to_url not in led:
            led.add(way.to_url)
            yield _forth(here, there)
    for way in ways:
        here, there = nodes.get(way.from_url), nodes.get(way.to_url)
        if here and there and here.loop and here.loop == there.loop and here.x == there.x and here.y != there.y:
            yield _round(here, there)


def _forth(here: Node, there: Node) -> Edge:
    """From the right of one box to the left of another one."""
    x1, y1, x2, y2 = here.x + WIDTH, here.y + HEIGHT / 2, there.x, there.y + HEIGHT / 2
    bend = _GAP_X / 2
    path = f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2 - 6:g} {y2:g}"
    return Edge(path, f"{x2:g},{y2:g} {x2 - 7:g},{y2 - 4:g} {x2 - 7:g},{y2 + 4:g}", loop=False)


def _round(here: Node, there: Node) -> Edge:
    """From one box to another one in the same column, on their right; the farther, the wider."""
    x, y1, y2 = here.x + WIDTH, here.y + HEIGHT / 2 + 8, there.y + HEIGHT / 2 - 8
    wide = min(_GAP_X - 22, 10 + 8 * abs(there.y - here.y) / (HEIGHT + _GAP_Y))
    bend = wide * 4 / 3
    path = f"M{x:g} {y1:g}C{x + bend:g} {y1:g} {x + bend:g} {y2:g} {x + 6:g} {y2:g}"
    return Edge(path, f"{x:g},{y2:g} {x + 7:g},{y2 - 4:g} {x + 7:g},{y2 + 4:g}", loop=True)


def _rings(nodes: Sequence[Node]) -> Iterator[Ring]:
    for (loop, x), group in groupby((node for node in nodes if node.loop), key=lambda node: (node.loop, node.x)):
        ys = [node.y for node in group]
        yield Ring(x - 9, min(ys) - 7, WIDTH + _GAP_X - 8, max(ys) - min(ys) + HEIGHT + 14, loop)
