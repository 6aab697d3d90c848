"""What a page in the browser gets from servers while it is looked at, for the capture (`spiders.net.capture`)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

from playwright.async_api import Error, Page, Request

from spiders.net.capture import MOST_BYTES, Answered, Capture

__all__ = ["recorded"]

_LAST_SECONDS = 3.0
"""For the bodies that are still to be handed over when the page has been looked at."""


@asynccontextmanager
async def recorded(page: Page, capture: Capture | None, left: Callable[[], float]) -> AsyncIterator[None]:
    """
    Keep what the page gets within the block; without a capture nothing is listened to.

    Args:
        left: Tells how many seconds the page has left.
    """
    if capture is None:
        yield
        return
    tasks: set[asyncio.Task[None]] = set()

    def finished(request: Request) -> None:
        task = asyncio.ensure_future(_keep(request, capture))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    page.on("requestfinished", finished)
    try:
        yield
        if tasks:
            await asyncio.wait(tasks, timeout=max(0.0, min(_LAST_SECONDS, left())))
    finally:
        page.remove_listener("requestfinished", finished)
        for task in tuple(tasks):
            task.cancel()


async def _keep(request: Request, capture: Capture) -> None:
    with suppress(Error, ValueError):  # a page that is gone takes what it was told with it
        answer = await request.response()
        if answer is None:
            return
        headers = [(one["name"], one["value"]) for one in await answer.headers_array()]
        asked = [(one["name"], one["value"]) for one in await request.headers_array()]
        body: bytes | None = None
        if 300 <= answer.status < 400:
            body = b""
        elif _size(headers) <= MOST_BYTES:
            with suppress(Error):
                body = await answer.body()
        capture.keep(
            Answered(
                url=request.url,
                status=answer.status,
                headers=headers,
                body=body,
                method=request.method,
                asked=asked,
                reason=answer.status_text,
                at=datetime.fromtimestamp(request.timing["startTime"] / 1000, UTC),
            )
        )


def _size(headers: list[tuple[str, str]]) -> int:
    told = next((value for name, value in headers if name.lower() == "content-length"), "")
    return int(told) if told.isdecimal() else 0
