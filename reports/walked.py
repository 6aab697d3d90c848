"""Walked as a customer: what the report's section of that name shows, as its templates ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from reports.deadends import Told, told
from reports.helpmap import Drawing, Node, drawing
from reports.journeys import Block, Column, Job, blocks, columns, jobs
from reports.pictures import Figure, frame, shot_of
from reports.story import Story
from reports.words import Words
from spiders.evidence import Channel, ChannelKind, DeadEnd, DeadEndType, StartKind

__all__ = ["EndGroup", "Walked", "walked"]

_MOST_PICTURES = 2


@dataclass(frozen=True)
class EndGroup:
    """The dead ends of one type, with the picture of each that can be marked and is among the first."""

    type: DeadEndType
    told: Told
    places: tuple[tuple[DeadEnd, Figure | None], ...]


@dataclass(frozen=True)
class Walked:
    """All that the section shows; each part may be empty."""

    jobs: tuple[Job, ...]
    columns: tuple[Column, ...]
    ends: tuple[EndGroup, ...]
    map: Drawing | None
    chats: tuple[Channel, ...]
    findability: bool

    def __bool__(self) -> bool:
        return bool(self.jobs or self.ends or self.map or self.chats or self.findability)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return blocks(self.jobs)

    @property
    def starts(self) -> tuple[tuple[StartKind, int], ...]:
        """Where the walks began, and in how many columns."""
        kinds = [column.start for column in self.columns]
        return tuple((kind, kinds.count(kind)) for kind in dict.fromkeys(kinds))

    @property
    def map_kinds(self) -> frozenset[ChannelKind]:
        """The kinds of channels that have a sign on the map."""
        return (
            frozenset(chain.from_iterable(node.channels for node in self.map.nodes if not node.page.dead_ends))
            if self.map
            else frozenset()
        )

    @property
    def end_figures(self) -> tuple[Figure, ...]:
        return tuple(figure for group in self.ends for _, figure in group.places if figure)

    @property
    def strip_figures(self) -> tuple[Figure, ...]:
        """The pictures of the film strips, those that are shown at once before those behind a click."""
        strips = sorted((strip for block in self.blocks for strip in block.first.strips), key=lambda strip: not strip.shown)
        return tuple(f.figure for strip in strips for f in strip.frames if f.figure)


def walked(story: Story, words: Words) -> Walked:
    """The section's matter."""
    seen = story.evidence
    chats = tuple(channel for channel in seen.channels if channel.chat)
    return Walked(
        jobs(story, words), columns(story, words), tuple(_ends(story)), drawing(story), chats, findability=bool(seen.findability)
    )


def _ends(story: Story) -> Iterator[EndGroup]:
    """The dead ends by type; the type with a walk that ended there first, then in the order of their numbers."""
    groups: dict[DeadEndType, list[DeadEnd]] = {}
    for end in sorted(story.evidence.dead_ends, key=lambda end: (int(end.type[1:]), -end.walked)):
        groups.setdefault(end.type, []).append(end)
    for kind, ends in sorted(groups.items(), key=lambda group: -sum(end.walked for end in group[1])):
        figures = [_figure(story, end) for end in ends]
        allowed = [f for f in figures if f][:_MOST_PICTURES]
        yield EndGroup(kind, told(kind), tuple(zip(ends, (f if f in allowed else None for f in figures), strict=True)))


def _figure(story: Story, end: DeadEnd) -> Figure | None:
    shot = shot_of(story.pages.get(end.page))
    return frame(end.page, shot, end.box) if shot and end.box else None


def node_told(node: Node, words: Words) -> str:
    """A page of the map in words: how it ends, what it offers, which loop it belongs to."""
    ends = [words.label("dead_end", kind) for kind in node.page.dead_ends if not (node.loop and kind == "D10")]
    ends += [words("map.circle", number=node.loop)] if node.loop else []
    kinds = ", ".join(words.label("channel", kind) for kind in node.page.channels)
    offers = words("map.offers", kinds=kinds) if kinds else "" if ends else words("map.nothing")
    return "; ".join(part for part in (*ends, offers) if part)


def node_sign(node: Node, words: Words) -> str:
    """The first of a page's dead ends in two or three words; what the line around a loop says is not said again."""
    kinds = [kind for kind in node.page.dead_ends if not (node.loop and kind == "D10")] or list(node.page.dead_ends)
    return words.label("dead_end_sign", kinds[0]) + (f" +{len(kinds) - 1}" if len(kinds) > 1 else "")
