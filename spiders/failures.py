"""Why no page came: the many exceptions of a download as a page state and a sentence a person understands."""

from __future__ import annotations

import asyncio
import re

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
from spiders.net.robots import RobotsError
from spiders.said import say

__all__ = ["could_not_start", "explain"]

_ENCRYPTION = re.compile(r"(?<![a-z])(?:ssl|tls|certificate|err_cert)", re.I)
_ENCRYPTION_FAILED = say("its certificate could not be trusted, or its encryption failed")
_TOO_LARGE = say("the page is larger than 5 MB")
_TOLD: tuple[tuple[tuple[type[BaseException], ...], PageState, str], ...] = (
    ((asyncio.TimeoutError, BrowserTimeout, DownloadTimeoutError, net.TimeoutError), "timeout", say("no answer in time")),
    ((DownloadCancelledError,), "not-html", _TOO_LARGE),
    ((CannotResolveHostError, net.DNSLookupError), "broken", say("there is no such host")),
    ((DownloadConnectionRefusedError, net.ConnectionRefusedError), "broken", say("the server refused the connection")),
    ((net.SSLError,), "broken", _ENCRYPTION_FAILED),
    ((net.NoRouteError, net.ConnectError, net.TCPTimedOutError), "broken", say("the server could not be reached")),
)


def explain(failure: Failure) -> tuple[PageState, str]:
    """The page's state and why, without the address."""
    error = failure.value
    while isinstance(error, RobotsError) and error.cause is not None:
        error = error.cause
    if isinstance(error, IgnoreRequest):
        return getattr(error, "state", "broken"), error.args[0] if error.args else str(error)
    text = f"{error} {getattr(error, 'reasons', '')}"
    for kinds, state, words in _TOLD:
        if isinstance(error, kinds):
            return state, words
    if "maxsize" in text or _ENCRYPTION.search(text):
        return ("not-html", _TOO_LARGE) if "maxsize" in text else ("broken", _ENCRYPTION_FAILED)
    if isinstance(error, BrowserError):
        crashed = "crash" in text.lower()
        said = re.sub(r" at \w+:\S*", "", text.splitlines()[0])[:200].strip()
        return ("crashed", say("the page crashed in the browser")) if crashed else ("broken", said)
    return "broken", say("the connection failed ({error})", error=type(error).__name__)


def could_not_start(failure: Failure) -> bool:
    """Whether it was the browser that could not start, rather than a page that could not be shown."""
    return isinstance(failure.value, BrowserError) and "BrowserType.launch" in str(failure.value)
