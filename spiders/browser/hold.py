"""
The hold: from the moment it begins, a page sends nothing and goes nowhere, whatever a click sets off.

What a page does of its own accord while it loads is its own. What follows from a click of ours is ours: then only GET and HEAD
go out, no page is left for another one, no socket is opened or spoken to. What goes past Playwright's routes (workers' sockets,
shared workers, forms) is held from within, by `hold.js`. A hold ends with its context, and with nothing less: requests that are
held when a page alone is closed, or left for another one, go out after all.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

from playwright.async_api import BrowserContext, Error, Frame, Request, Route, WebSocketRoute

__all__ = ["Hold"]

_ASKS = frozenset({"GET", "HEAD"})
_ALL = "**/*"
_WITHIN = Path(__file__).with_name("hold.js").read_text("utf-8")
_BEGIN = "window[Symbol.for('auditor.hold')]?.()"
_FRAME_SECONDS = 1.0


class Hold:
    """
    One context's hold; `over` comes before its first page is opened, for a socket can only be held by whoever opened it.

    Attributes:
        stopped: How many requests and messages it has stopped.
        begun: Whether it has begun.
        led_to: Where the page itself would have gone last, by asking alone; "" where it would not have left.
    """

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self.begun = False
        self.stopped = 0
        self.led_to = ""

    @classmethod
    async def over(cls, context: BrowserContext) -> Hold:
        """Put a hold, not yet begun, over a context."""
        hold = cls(context)
        await context.route_web_socket(lambda _: True, hold._socket)
        await context.add_init_script(_WITHIN)
        return hold

    async def begin(self) -> None:
        """From now on nothing is sent."""
        if self.begun:
            return
        self.begun = True
        await self._context.route(_ALL, self._request)
        await self._context.add_init_script(_BEGIN)
        await asyncio.gather(*(_begin(frame) for page in self._context.pages for frame in page.frames))

    async def _request(self, route: Route) -> None:
        if route.request.method in _ASKS and not _leaves(route.request):
            await route.fallback()
        else:
            self.stopped += 1
            if route.request.method in _ASKS:
                self.led_to = route.request.url
            await route.abort("aborted")  # any other error would put the browser's own page in the place of this one

    async def _socket(self, socket: WebSocketRoute) -> None:
        if self.begun:
            self.stopped += 1
            await socket.close()
            return
        server = socket.connect_to_server()

        def pass_on(message: str | bytes) -> None:
            if self.begun:
                self.stopped += 1
            else:
                server.send(message)

        socket.on_message(pass_on)


async def _begin(frame: Frame) -> None:
    with suppress(Error, TimeoutError):
        async with asyncio.timeout(_FRAME_SECONDS):
            await frame.evaluate(_BEGIN)


def _leaves(request: Request) -> bool:
    """Whether a page would be left for another one, or a new one be opened."""
    try:
        return request.is_navigation_request() and request.frame.parent_frame is None
    except Error:
        return True  # a page so new that it has no frame yet
