"""
The scene: a page as a customer sees it at one size, after some clicks; and the state that leads to it.

The walker asks for states and is given scenes. A scene is seen once and serves every job: what a page shows does not depend on what
one came for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spiders.evidence import UNSEEN, Action, Box, Chat, Region, Viewport
from spiders.journeys.arrival import Arrival, answers, in_first_screen
from spiders.look import Look
from spiders.said import say
from spiders.scent import is_page
from spiders.screens import SCREENS
from spiders.urls import key, same_site

__all__ = ["Option", "Press", "Scene", "State"]


_FEW_WORDS = 20


@dataclass(frozen=True, slots=True)
class Press:
    """
    A click, or the pointer's rest, on a control that discloses.

    Attributes:
        rest: The pointer only rests on it, for a click would lead to another page.
        vendor: For a chat the vendor's id.
    """

    selector: str
    label: str = ""
    rest: bool = False
    vendor: str | None = None

    @property
    def action(self) -> Action:
        return "open" if self.vendor is None else "open-chat"


@dataclass(frozen=True, slots=True)
class State:
    """A page at one size after some clicks: all that is needed to see it (again)."""

    viewport: Viewport
    url: str
    presses: tuple[Press, ...] = ()

    def after(self, press: Press) -> State:
        """The state after one more click."""
        return State(self.viewport, self.url, (*self.presses, press))


@dataclass(frozen=True, slots=True)
class Option:
    """
    Something that a person sees and can choose: a link, a door, the launcher of a chat.

    Attributes:
        to: Address of the page that it leads to, "" for what is pressed; `press`: what is pressed.
        menu: It is the button of a menu.
        unsure: It is a button, and what it does nobody knows before.
        first_screen: It stands in the first screen.
    """

    label: str
    region: Region
    to: str = ""
    press: Press | None = None
    menu: bool = False
    unsure: bool = False
    first_screen: bool = True
    box: Box | None = None

    @property
    def action(self) -> Action:
        return self.press.action if self.press else "follow-link"


@dataclass(frozen=True, slots=True)
class Scene:
    """
    What was seen in a state.

    Attributes:
        look: The page read at this size alone.
        shot: Its stored picture, relative to the bundle, or "".
        height: Of the page, in CSS pixels.
        seconds: How long it took to come to rest.
        led_to: Where a press would have led by script; the page itself was not left.
        chat: What a chat said that was opened by the last press, None where nothing came of it.
        unstable: The page offered other ways to the company when it was looked at before.
        detail: Why nothing could be seen, or why the last press could not be made; or "".
    """

    state: State
    look: Look
    shot: str = ""
    height: int = 0
    seconds: float = 0.0
    led_to: str = ""
    chat: Chat | None = None
    unstable: bool = False
    detail: str = ""

    @property
    def unseen(self) -> str:
        """Why it was not seen, or ""; a page that was blocked says nothing of the site."""
        page = self.look.page
        if page.state in UNSEEN:
            return say("the page could not be seen: {why}", why=self.detail or page.sentence("detail") or say(page.state))
        return self.detail

    @property
    def chat_arrival(self) -> Arrival | None:
        """The chat that the last press opened, where nothing says that no person answers in it."""
        if self.chat is None or not answers(self.chat):
            return None
        return Arrival(f"chat {self.state.presses[-1].vendor or ''}".strip())

    @property
    def framed(self) -> bool:
        """Whether it is little more than frames around other pages of the site, whose content is not in it."""
        frames = (link for link in self.look.links if link.frame and link.behind is not None)
        bare = self.look.page.words < _FEW_WORDS
        return bare and any(same_site(frame.url, self.look.page.final_url) for frame in frames)

    @property
    def rest(self) -> str:
        """Why part of the page was not walked, or ""."""
        page = self.look.page
        if self.framed:
            return say("{page} shows other pages in frames, which were not walked", page=page.final_url)
        return page.sentence("detail") if page.cut else ""

    @property
    def leads_on(self) -> State | None:
        """The page that the press would have led to, where it may be asked for: another of the site's own, that does nothing."""
        other = self.led_to and key(self.led_to) != self.here  # a page that loads itself anew by a clock leads nowhere
        may = other and is_page(self.led_to) and same_site(self.led_to, self.look.page.final_url)
        return State(self.state.viewport, self.led_to) if may else None

    @property
    def here(self) -> str:
        """The page's key."""
        return key(self.look.page.final_url)

    @property
    def more_below(self) -> bool:
        """Whether there is anything below the first screen."""
        return self.height > SCREENS[self.state.viewport]["height"] or any(not option.first_screen for option in self.options())

    def options(self) -> Iterator[Option]:
        """All that can be chosen on the page at once, in reading order: links, then what opens a detail or a chat, then doors."""
        viewport = self.state.viewport
        for link in self.look.links:
            if link.behind == 0 and not link.frame and (key(link.url) != self.here or link.fragment):
                url = f"{link.url}#{link.fragment}" if key(link.url) == self.here else link.url
                yield Option(link.label, link.region, to=url, first_screen=in_first_screen(link.box, viewport), box=link.box)
        opened = {press.selector for press in self.state.presses}
        for closed in self.look.closed:
            if closed.kind in ("chat", "reveal") and closed.selector not in opened:
                opened.add(closed.selector)
                press = Press(closed.selector, closed.label, vendor=closed.vendor if closed.kind == "chat" else None)
                yield Option(closed.label, "overlay" if closed.kind == "chat" else "main", press=press)
        for door in self.look.doors:
            if door.selector not in opened:
                press = Press(door.selector, door.label, rest=door.leads)
                first = in_first_screen(door.box, viewport)
                unsure = not door.known and not door.menu
                yield Option(door.label, door.region, press=press, menu=door.menu, unsure=unsure, first_screen=first, box=door.box)
