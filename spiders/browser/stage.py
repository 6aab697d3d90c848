"""
The stage: a page shown at one size as a walk asks for it, with what was pressed on the way.

A link is followed by asking for its address: the page's scripts are not told of a click. What discloses is pressed, and from the
first press on nothing is sent (hold.py); a stage that was pressed shows nothing else any more. Two sizes are two browser profiles.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from playwright.async_api import Error, Page
from playwright.async_api import Response as Answer

from spiders.browser.hold import Hold
from spiders.browser.press import MAY_CLICK
from spiders.browser.snapshot import Snapshot, Wish, loaded, rest, sight
from spiders.browser.visit import disclose
from spiders.journeys.scene import Press, State
from spiders.look import Closed, Opened
from spiders.said import say
from spiders.screens import PHONE

__all__ = ["PHONE_CONTEXT", "Shown", "Stage"]

_PRESS_MS = 2000
_COMES_SECONDS = 0.4
PHONE_CONTEXT: Mapping[str, object] = {"viewport": PHONE, "is_mobile": True, "has_touch": True}
"""Playwright's arguments for a browser profile that is a phone."""


@dataclass(frozen=True, slots=True)
class Shown:
    """
    What the browser showed.

    Attributes:
        answer: The server's answer, None where nothing was asked for.
        seconds: From asking till the document was there; 0 where it was there already.
        led_to: Where the last press would have led.
        opened: What the last press opened, for a chat.
        detail: Why the last press could not be made, or "".
    """

    html: str
    snapshot: Snapshot
    answer: Answer | None
    seconds: float = 0.0
    led_to: str = ""
    opened: Opened | None = None
    detail: str = ""


class Stage:
    """
    One tab of one size, and the state that it shows.

    Attributes:
        page: The tab.
        spent: Something was pressed: whoever holds the tab closes its profile, and shows the next state on another stage.
    """

    def __init__(self, page: Page, hold: Hold) -> None:
        self.page = page
        self._hold = hold
        self._state: State | None = None

    @classmethod
    async def on(cls, page: Page) -> Stage:
        """A stage on a tab that has not been anywhere yet."""
        return cls(page, await Hold.over(page.context))

    @property
    def spent(self) -> bool:
        return self._hold.begun

    def goes_on(self, state: State) -> bool:
        """Whether one more press leads from what it shows to a state."""
        return bool(state.presses) and self._state == replace(state, presses=state.presses[:-1])

    async def show(self, state: State, wish: Wish) -> Shown:
        """Lead the tab to a state and look at it; raises what Playwright raises."""
        answer, seconds, opened, detail = None, 0.0, None, ""
        presses = state.presses[-1:]
        if not self.goes_on(state):
            presses = state.presses
            clock = asyncio.get_running_loop()
            began = clock.time()
            answer = await self.page.goto(state.url, wait_until="commit")
            await loaded(self.page)
            seconds = round(clock.time() - began, 1)
            if presses:
                await rest(self.page)
        self._state = None
        for press in presses:
            await self._hold.begin()
            opened, detail = await _press(self.page, press)
            if not self.page.url.startswith("http"):
                detail = say("the page was left for one without an address")
        html, snapshot = await sight(self.page, wish, state.viewport, pressed=bool(presses))
        self._state = state
        return Shown(html, snapshot, answer, seconds, self._hold.led_to, opened, detail)


async def _press(page: Page, press: Press) -> tuple[Opened | None, str]:
    """Press a control, or rest on it; what a chat said, and why it could not be done."""
    if press.vendor is not None:
        closed = Closed(kind="chat", selector=press.selector, label=press.label, vendor=press.vendor)
        opened = await disclose(page, closed)
        return opened, "" if opened else say("nothing could be read after the chat was opened")
    with suppress(Error):
        control = page.locator(f"{press.selector} >> visible=true").first  # pages give one id to a menu for each size
        if press.rest:
            await control.hover(timeout=_PRESS_MS)
        elif await control.evaluate(MAY_CLICK, timeout=_PRESS_MS):
            await control.click(timeout=_PRESS_MS)
        else:
            return None, say("the control would lead away or send something, and was not pressed")
        await asyncio.sleep(_COMES_SECONDS)
        return None, ""
    return None, say("the control could not be pressed")
