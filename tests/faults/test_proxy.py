"""The browser's only way out refuses, or is gone, in the middle of a look: pages are kept as they were served, and say so."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from spiders.browser import chromium
from spiders.crawl import crawl
from spiders.job import Job
from spiders.look import End, Look
from spiders.net.guardproxy import GuardProxy
from tests.faults.test_browser import BROWSER, PAGES, SITE, TEXT
from tests.forking import forked
from tests.spiders.loopback import Loopback, html

pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")]


def _looked(job: dict[str, Any]) -> tuple[list[tuple[str, bool, str]], str]:
    """Of each page its state, whether it was rendered, and why not; and how it ended."""
    proxies: list[GuardProxy] = []
    pages: list[tuple[str, bool, str]] = []
    ends: list[End] = []
    start = GuardProxy.start

    async def started(proxy: GuardProxy) -> GuardProxy:
        proxies.append(proxy)
        return await start(proxy)

    def keep(seen: object) -> None:
        if not isinstance(seen, Look):
            return
        pages.append((seen.page.state, seen.page.rendered, seen.page.sentence("detail")))
        (proxy,) = proxies
        proxy.received = proxy.limits.total if len(pages) == 1 else 0
        if len(pages) == 3 and proxy._server is not None:
            proxy._server.close()

    with patch.object(GuardProxy, "start", started):
        crawl(Job(**job), keep, ends.append)
    return pages, ends[0].stopped_by


def test_a_proxy_that_refuses_or_is_gone_costs_what_the_browser_would_have_shown(tmp_path: Path) -> None:
    assert chromium.find() == BROWSER
    with Loopback({**SITE, **{f"/{name}": html(TEXT.format(name)) for name in PAGES}}) as site:
        bounds: dict[str, Any] = {"delay": 0.0, "country": "SE", "walks": False, "axe": False, "max_visits": 0}
        pages, stopped_by = forked(_looked, {"start_url": f"{site.url}/", "folder": str(tmp_path), **bounds})

    assert stopped_by == "done"
    assert [(state, rendered) for state, rendered, _ in pages] == [("ok", True), ("ok", False), ("ok", True), ("ok", False)]
    assert [why for *_, why in pages[::2]] == ["", ""]
    assert pages[1][2] == "not seen in the browser: the audit has had all the bytes it may have"
    assert pages[3][2].startswith("not seen in the browser: Page.goto: net::ERR_PROXY_CONNECTION_FAILED")
