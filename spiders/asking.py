"""The spider's requests: each with its limit of time, for a page as served, as the browser shows it, on a visit, or on a walk."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import Response

from spiders.browser.handler import WALK
from spiders.browser.snapshot import Wish
from spiders.browser.visit import Plan
from spiders.evidence import Viewport
from spiders.journeys.scene import State

__all__ = ["Asking"]

_LEAST_SECONDS = 1.0
_VISITS_SHARE = 1 / 3
"""Of the time of the whole look: pages nobody has seen yet come before second looks."""
_WALKS_SHARE = 1 / 4
"""Of the same: a large or slow site leaves no time of its own accord."""
_IN_BROWSER = {"playwright": True, "playwright_include_page": True, "autothrottle_dont_adjust_delay": True}
"""How long the browser takes over a page is no sign of how long the server does."""


class Asking:
    """
    Makes the requests of one look at a site.

    Args:
        pages: Where pages are kept.
        page_seconds: Limit of one page; `seconds`: of the whole look, from now on.
        walks: Whether part of the time is kept for walks, which come last.
    """

    def __init__(self, pages: Path, page_seconds: float, seconds: float, *, walks: bool = False) -> None:
        self._pages = pages
        self._page_seconds = page_seconds
        self._deadline = time.monotonic() + seconds
        self._kept = seconds * _WALKS_SHARE if walks else 0.0
        self._left_for_visits = seconds * _VISITS_SHARE
        self._visiting_since: float | None = None
        self._visits = self._stages = 0
        self._tabs: dict[Viewport | None, object] = {}

    @property
    def late(self) -> bool:
        """Whether the time for pages is up."""
        return time.monotonic() > self._deadline - self._kept

    @property
    def over(self) -> bool:
        """Whether the time is up for walks too."""
        return time.monotonic() > self._deadline

    @property
    def may_visit(self) -> bool:
        """Whether there is time for a visit."""
        self._visit_is_over()
        return not self.late and self._left_for_visits > 0

    def keep_tab(self, response: Response | None, size: Viewport | None = None) -> None:
        """Show the next page, or the next state of a walk at one size, in the tab of this one; without one, in a new tab."""
        self._tabs[size] = response.meta.get("playwright_page") if response is not None else None

    def fetch(self, url: str, callback: Any, errback: Any, **kwargs: Any) -> Request:
        """A page as served; what is given by name reaches callback and errback."""
        self._visit_is_over()
        seconds = max(_LEAST_SECONDS, min(self._page_seconds, self._deadline - time.monotonic()))
        meta = {"download_timeout": seconds, "page_seconds": seconds}
        # Scrapy gives an errback the failure alone.
        return Request(url, callback, errback=partial(errback, **kwargs), cb_kwargs=kwargs, dont_filter=True, meta=meta)

    def show(self, url: str, name: str, callback: Any, errback: Any, *, axe: bool = False, **kwargs: Any) -> Request:
        """A page in the browser; its pictures go by `name`; `axe`: axe-core is run on it."""
        request = self.fetch(url, callback, errback, **kwargs)
        return self._shown(request, Wish(folder=self._pages, name=name, axe=axe))

    def visit(self, plan: Plan, callback: Any, errback: Any) -> Request:
        """A page seen already, opened once more for what it keeps closed, in a profile of its own."""
        self._visits += 1
        name = f"visit-{self._visits}"
        request = self.fetch(plan.url, callback, errback, plan=plan)
        seconds = request.meta["page_seconds"] + plan.takes
        request.meta.update(download_timeout=seconds, page_seconds=seconds)
        wish = Wish(folder=self._pages, name=name)
        request.meta.update(_IN_BROWSER, playwright_context=name, plan=plan, wish=wish)
        self._visiting_since = None if plan.takes else time.monotonic()
        return request

    def stage(self, state: State, callback: Any, errback: Any) -> Request:
        """A state of a walk, in the tab of its size."""
        self._stages += 1
        request = self.fetch(state.url, callback, errback, state=state)
        request.meta.update(playwright_context=f"{WALK}{state.viewport}", state=state)
        return self._shown(request, Wish(folder=self._pages, name=f"walk-{self._stages:02d}"), state.viewport)

    def _shown(self, request: Request, wish: Wish, size: Viewport | None = None) -> Request:
        request.meta.update(_IN_BROWSER, wish=wish)
        if (tab := self._tabs.get(size)) is not None:
            request.meta["playwright_page"] = tab
        return request

    def _visit_is_over(self) -> None:
        if self._visiting_since is not None:
            self._left_for_visits -= time.monotonic() - self._visiting_since
            self._visiting_since = None
