"""A dead end put into words: what it is called, what it rests on, where it stands, what header, menu and footer offer beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from spiders.evidence import ChannelKind, DeadEnd, DeadEndType, Form, Mention, Sighting
from spiders.strictyaml import load_data
from spiders.whole.spots import USABLE, Spot, Way

__all__ = ["by_link", "ending"]

_DATA: dict[str, Any] = load_data("deadends")
_NAMES: Mapping[ChannelKind, str] = {
    "phone": "a phone number",
    "email": "an e-mail address",
    "form": "a form",
    "callback": "a callback",
}


def ending(
    kind: DeadEndType,
    spot: Spot,
    detail: str,
    label: str = "",
    *,
    proof: Iterable[str] = (),
    at: Mention | Form | Sighting | None = None,
) -> DeadEnd:
    """
    A dead end on a page; its proof is the page's address where there is nothing closer, its label the page's title.

    Args:
        at: What on the page shows it.
    """
    page = spot.page
    told = dict.fromkeys(text for each in proof if (text := " ".join(each.split())[: _DATA["longest_proof"]]))
    return DeadEnd(
        type=kind,
        page=page.final_url,
        label=" ".join((label or page.title or page.final_url).split())[:200],
        detail=detail + _around(spot),
        proof=tuple(told)[: _DATA["most_proof"]] or (page.final_url,),
        selector=at.selector if at else "",
        box=at.box if at else None,
    )


def by_link(way: Way) -> str:
    """A link as proof: its label and where it leads."""
    return f'"{way.label}" {way.url or way.to}'.removeprefix('"" ').rstrip()


def _around(spot: Spot) -> str:
    """What stands in the page's header, menu and footer, which does not count as its own."""
    named = sorted({_NAMES.get(channel, channel) for channel in spot.around if channel in USABLE})
    link = next((way.label for way in spot.exits if way.promises(spot.page.lang)), "")
    shown = [f"show {', '.join(named)}"] if named else []
    shown += [f'link to "{link}"'] if link else []
    return f" Its header, menu or footer does {' and '.join(shown)}." if shown else ""
