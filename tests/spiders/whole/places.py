"""Pages of a fictional help section as a customer stands on them, for the tests of dead ends."""

from __future__ import annotations

from typing import Any

from spiders.evidence import Channel, Field, Form, Mention, Page, Region, Sighting
from spiders.whole.deadends import dead_ends
from spiders.whole.spots import Spot, Way

HOST = "acme.example"


def phone(value: str = "+46812345678", region: Region = "main", path: str = "a", **more: Any) -> Channel:
    sighting = Sighting(page=f"https://{HOST}/{path}", via="text", region=region)
    return Channel(kind="phone", value=value, as_written=value, sightings=(sighting,), **more)


def chat() -> Channel:
    return Channel(kind="chat", value="vendor", rung="launcher")


def mention(concept: str, text: str = "as written", **more: Any) -> Mention:
    return Mention(concept=concept, page="", form="text", text=text, region="main", **more)


def spot(path: str, *ways: str, kinds: tuple[Any, ...] = ("help",), words: int = 100, state: Any = "ok", **more: Any) -> Spot:
    page = Page(
        url=f"https://{HOST}/{path}",
        final_url=f"https://{HOST}/{path}",
        title=path,
        lang="en",
        kinds=kinds,
        words=words,
        state=state,
    )
    links = tuple(Way(f"{HOST}/{way.split('|')[0]}", way.partition("|")[2]) for way in ways)
    return Spot(key=f"{HOST}/{path}", page=page, ways=links, **more)


def article(path: str, *ways: str, **more: Any) -> Spot:
    return spot(path, *ways, kinds=("article", "help"), **more)


def types(*spots: Spot, country: str = "SE") -> list[str]:
    return [found.type for found in dead_ends(spots, country)]


NUMBER_FORM = Form(
    page="", kind="contact", customer_number_needed=True, fields=(Field(name="nr", label="Customer number", required=True),)
)
OPEN_FORM = Form(page="", kind="contact")
