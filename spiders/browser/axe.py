"""
axe-core in an open page: its source put into a world of its own, run once, and what it reported.

The isolated world shares the page's elements and nothing else: what a page has made of `window.axe` or of the prototypes does not
reach axe-core, the page sees nothing of it, and no content security policy stops it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.async_api import CDPSession, Error, Page

from spiders.said import say

__all__ = ["LATE", "report"]

LATE = say("it was not done in time")
_SCRIPT = Path(__file__).with_name("axe.js").read_text("utf-8")
_LEAST_SECONDS = 0.5
_LONGEST = 170
_ENDING_SECONDS = 1.0


@cache
def _source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


async def report(page: Page, seconds: float) -> Mapping[str, Any]:
    """
    What axe-core reports of the open page, as axe.js gives it.

    Where it could not be run, nothing but a `detail` that says why. After `LATE` the page may hang, and is to be closed.

    Args:
        seconds: The limit of time.
    """
    if seconds < _LEAST_SECONDS:
        return {"detail": say("there was no time left for it")}
    session: CDPSession | None = None
    try:
        async with asyncio.timeout(seconds):
            session = await page.context.new_cdp_session(page)
            return await _run(session)
    except TimeoutError:
        await _end(session)
        return {"detail": LATE}
    except Error as error:
        return {"detail": say("it could not be run: {error}", error=str(error).splitlines()[0][:_LONGEST])}


async def _run(session: CDPSession) -> Mapping[str, Any]:
    frame = (await session.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
    world = (await session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "auditor"}))["executionContextId"]
    for script in (_source(), f"({_SCRIPT})()"):
        wanted = {"expression": script, "contextId": world, "awaitPromise": True, "returnByValue": script is not _source()}
        answer = await session.send("Runtime.evaluate", wanted)
        if fault := answer.get("exceptionDetails"):
            told = fault.get("exception", {}).get("description", fault.get("text", ""))
            return {"detail": say("it failed: {error}", error=told[:_LONGEST])}
    with suppress(Error):
        await session.detach()
    return dict(answer["result"].get("value") or {"detail": say("it gave no report")})


async def _end(session: CDPSession | None) -> None:
    """Stop what still runs, so that the page lets itself be closed."""
    with suppress(Error, TimeoutError):
        async with asyncio.timeout(_ENDING_SECONDS):
            if session is not None:
                await session.send("Runtime.terminateExecution")
