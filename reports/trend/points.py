"""One point a look, and what changed between neighbours (schema `auditor/trend/1`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field as Key

from reports.changes import Change, Look, changes
from reports.changes.cautions import judged_alike
from reports.changes.compare import look_of
from reports.changes.seen import differing
from reports.meets import KINDS, clicks_to, for_customers
from reports.story import Story
from spiders.evidence import ChannelKind, Frozen

__all__ = ["SCHEMA", "Break", "Point", "Trend", "trend"]

SCHEMA: Literal["auditor/trend/1"] = "auditor/trend/1"
Break = Literal["method", "settings"]


class Point(Frozen):
    """
    One look.

    Attributes:
        offers: The kinds of channels that a customer can get to see.
        clicks: Fewest clicks to each of these, None where no click path was found.
        breaks: What was not as in the look before: "method" (version or packs), then scores cannot be compared; "settings".
        changed: Numbers of changes since the look before, by their tone; `worst`: the first sentences of these.
    """

    look: Look
    as_of: str
    offers: tuple[ChannelKind, ...] = ()
    clicks: dict[ChannelKind, int | None] = {}
    breaks: tuple[Break, ...] = ()
    changed: dict[str, int] = {}
    worst: tuple[str, ...] = ()


class Trend(Frozen):
    """The looks at one site, the earliest first."""

    schema_: Literal["auditor/trend/1"] = Key(default=SCHEMA, alias="schema")
    host: str
    points: tuple[Point, ...] = ()


_TOLD = 3


def trend(stories: Sequence[Story]) -> Trend:
    """The points of one site's looks, which stand in the order of time."""
    befores = (None, *stories[:-1])
    return Trend(host=stories[-1].host, points=tuple(_point(s, before) for s, before in zip(stories, befores, strict=True)))


def _point(story: Story, before: Story | None) -> Point:
    offers = tuple(kind for kind in KINDS if for_customers(story, kind))
    found: tuple[Change, ...] = changes(before, story).changes if before else ()
    return Point(
        look=look_of(story),
        as_of=story.verdicts.method.as_of,
        offers=offers,
        clicks={kind: clicks_to(story, kind) for kind in offers},
        breaks=_breaks(before, story) if before else (),
        changed={tone: n for tone in ("bad", "warn", "good") if (n := sum(change.tone == tone for change in found))},
        worst=tuple(change.text for change in found[:_TOLD]),
    )


def _breaks(before: Story, story: Story) -> tuple[Break, ...]:
    method: tuple[Break, ...] = () if judged_alike(before, story) else ("method",)
    alike = not differing(before.manifest.settings, story.manifest.settings)
    return method if alike else (*method, "settings")
