"""Why no page came: the many exceptions of a download as a page state and a sentence a person understands."""

from __future__ import annotations

import asyncio

from playwright.async_api import Error as BrowserError
from playwright.async_api import TimeoutError as BrowserTimeout
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from twisted.internet import error as net
from twisted.python.failure import Failure

from spiders.evidence import PageState
from spiders.robots import RobotsError

__all__ = ["could_not_start", "explain"]

_NO_SERVER: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((CannotResolveHostError, net.DNSLookupError), "there is no such host"),
    ((DownloadConnectionRefusedError, net.ConnectionRefusedError), "the server refused the connection"),
    ((net.NoRouteError, net.ConnectError, net.TCPTimedOutError), "the server could not be reached"),
)


def explain(failure: Failure) -> tuple[PageState, str]:
    """The page's state and why, without the address."""
    error = failure.value
    if isinstance(error, RobotsError) and error.cause is not None:
        return explain(Failure(error.cause))
    if isinstance(error, IgnoreRequest):
        return getattr(error, "state", "broken"), str(error)
    if isinstance(error, (asyncio.TimeoutError, BrowserTimeout, DownloadTimeoutError, net.TimeoutError)):
        return "timeout", "no answer in time"
    if isinstance(error, DownloadCancelledError) or "maxsize" in str(error):
        return "not-html", "the page is larger than 5 MB"
    for kinds, words in _NO_SERVER:
        if isinstance(error, kinds):
            return "broken", words
    text = f"{error} {getattr(error, 'reasons', '')}"
    if "SSL" in text or "certificate" in text.lower() or "TLS" in text:
        return "broken", "the server's certificate could not be trusted, or its encryption failed"
    if isinstance(error, BrowserError):
        return ("crashed", "the page crashed in the browser") if "crash" in text.lower() else ("broken", text.splitlines()[0][:200])
    return "broken", f"the connection failed ({type(error).__name__})"


def could_not_start(failure: Failure) -> bool:
    """Whether it was the browser that could not start, rather than a page that could not be shown."""
    return isinstance(failure.value, BrowserError) and "BrowserType.launch" in str(failure.value)
