"""A site as a table of scenes, and walks driven over it by hand; no browser, no network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spiders.evidence import Box, Channel, Chat, Journey, Page, PageState, Region, Sighting, Task, Viewport
from spiders.journeys.scene import Scene, State
from spiders.journeys.tasks import TASKS
from spiders.journeys.walk import Walk, walk
from spiders.look import Closed, Door, Link, Look

HOME = "https://www.acme.example/"
HIGH, LOW = 100, 2000


def address(path: str) -> str:
    return path if "://" in path else HOME + path


def box(y: int) -> Box:
    return Box(x=40, y=y, width=200, height=40)


def link(label: str, path: str, *, region: Region = "nav", y: int = HIGH, behind: int | None = 0) -> Link:
    url, _, fragment = address(path).partition("#")
    return Link(url=url, label=label, fragment=fragment, region=region, behind=behind, box=box(y))


def door(label: str, selector: str, *, menu: bool = False, leads: bool = False, y: int = HIGH) -> Door:
    return Door(selector=selector, label=label, region="header", menu=menu, leads=leads, box=box(y))


def launcher(vendor: str = "acmechat", label: str = "Chat") -> Closed:
    return Closed(kind="chat", selector="#chat", label=label, vendor=vendor)


def phone(value: str = "+46406180401", *, y: int = HIGH, behind: int = 0, **channel: object) -> Channel:
    sighting = Sighting(page=HOME, via="tel-link", region="main", behind=behind, box=box(y))
    return Channel(kind="phone", value=value, sightings=(sighting,)).model_copy(update=channel)


@dataclass(frozen=True)
class Shown:
    """What a page shows in a state."""

    links: tuple[Link, ...] = ()
    channels: tuple[Channel, ...] = ()
    doors: tuple[Door, ...] = ()
    closed: tuple[Closed, ...] = ()
    state: PageState = "ok"
    title: str = ""
    words: int = 100
    height: int = 800
    look: Mapping[str, object] = field(default_factory=dict)
    chat: Chat | None = None
    led_to: str = ""
    detail: str = ""
    cut: str = ""


def scene(state: State, shown: Shown | None) -> Scene:
    shown = shown or Shown(state="broken", title="404")
    page = Page(
        url=state.url,
        final_url=state.url,
        state=shown.state,
        detail=shown.cut,
        title=shown.title,
        lang="en",
        words=shown.words,
        rendered=True,
        cut=bool(shown.cut),
    )
    look = Look(page=page, links=shown.links, channels=shown.channels, doors=shown.doors, closed=shown.closed)
    return Scene(
        state=state,
        look=look.model_copy(update=dict(shown.look)),
        height=shown.height,
        led_to=address(shown.led_to) if shown.led_to else "",
        chat=shown.chat,
        detail=shown.detail,
    )


def shown_at(site: Mapping[str, Shown], state: State) -> Shown | None:
    """A page by its path, or after a press by its path and what was pressed: "help #menu"."""
    pressed = "".join(f" {press.selector}" for press in state.presses)
    return site.get(state.url.partition("#")[0].removeprefix(HOME) + pressed)


def walked(task: Task, site: Mapping[str, Shown], *, start: str = "", viewport: Viewport = "desktop") -> Journey:
    """Walk a job over the site."""
    return driven(walk(TASKS[task], State(viewport, address(start))), site)


def driven(walking: Walk, site: Mapping[str, Shown]) -> Journey:
    """Show a walk all that it asks for, to its end."""
    wanted = next(walking)
    while True:
        try:
            wanted = walking.send(scene(wanted, shown_at(site, wanted)))
        except StopIteration as end:
            journey: Journey = end.value
            return journey
