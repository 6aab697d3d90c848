"""A dead end put into words: what it is called, what it rests on, where it stands, what header, menu and footer offer beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from spiders.evidence import ChannelKind, DeadEnd, DeadEndType, Form, Mention, Sighting
from spiders.said import joined, say, sentences
from spiders.strictyaml import load_data
from spiders.whole.spots import USABLE, Spot, Way

__all__ = ["by_link", "ending"]

_DATA: dict[str, Any] = load_data("deadends")
_NAMES: Mapping[ChannelKind, str] = {
    "phone": say("a phone number"),
    "email": say("an e-mail address"),
    "form": say("a form"),
    "callback": say("a callback"),
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
    told = dict.fromkeys(text for each in proof if (text := _on_a_line(each)))
    return DeadEnd(
        type=kind,
        page=page.final_url,
        label=" ".join((label or page.title or page.final_url).split())[:200],
        detail=sentences(detail, _around(spot)),
        proof=tuple(told)[: _DATA["most_proof"]] or (page.final_url,),
        selector=at.selector if at else "",
        box=at.box if at else None,
    )


def _on_a_line(proof: str) -> str:
    line = " ".join(proof.split())[: _DATA["longest_proof"]]
    return proof if proof == line else line


def by_link(way: Way) -> str:
    """A link as proof: its label and where it leads."""
    return f'"{way.label}" {way.url or way.to}'.removeprefix('"" ').rstrip()


def _around(spot: Spot) -> str:
    """What stands in the page's header, menu and footer, which does not count as its own."""
    named = sorted({_NAMES.get(channel, say(channel)) for channel in spot.around if channel in USABLE})
    link = next((way.label for way in spot.exits if way.promises(spot.page.lang)), "")
    ways = joined(", ", named)
    if named and link:
        return say('Its header, menu or footer does show {ways} and link to "{label}".', ways=ways, label=link)
    if named:
        return say("Its header, menu or footer does show {ways}.", ways=ways)
    return say('Its header, menu or footer does link to "{label}".', label=link) if link else ""
