"""A server that says "not now" is believed: 429 and 503 hold the host's requests back for as long as it asks, or end them."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Literal, Self

from scrapy import Request, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

WAIT_CAP = "AUDITOR_RETRY_AFTER_CAP"
_NOT_NOW = frozenset({429, 503})
_UNSAID = 2.0
_LEAST_DELAY = 1.0


class NotNowError(IgnoreRequest):
    """The host asked to be left alone for longer than this audit waits."""

    state: Literal["blocked"] = "blocked"


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds to wait, from a Retry-After header (seconds or a date); None where it says neither."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())


class PoliteRetryMiddleware(RetryMiddleware):
    """
    Setting DOWNLOADER_MIDDLEWARES, in the place of Scrapy's retrying.

    A wait up to the setting AUDITOR_RETRY_AFTER_CAP (seconds) is waited, and the page asked for again. A longer one ends the host:
    the answer stands as it came, and every later request to the host is refused with `NotNowError`.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler.settings)
        self.crawler = crawler
        self._cap = crawler.settings.getfloat(WAIT_CAP, 30.0)
        self._closed: dict[str, float] = {}
        # The signal comes before the slot lets the next request go; a middleware would be too late.
        crawler.signals.connect(self._answered, signal=signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it for one crawl, and hear of its answers."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """
        Ask nothing of a host that wants to be left alone.

        Raises:
            NotNowError: It does.
        """
        wait = self._closed.get(_host(request))
        if wait is not None and not request.meta.get("dont_obey_robotstxt"):
            raise _not_now(wait)

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Ask again after a wait that is short enough; other errors as Scrapy does."""
        if response.status not in _NOT_NOW:
            return super().process_response(request, response)
        if _host(request) in self._closed or request.meta.get("dont_retry"):
            return response
        return self._retry(request, f"status {response.status}") or response

    def _answered(self, response: Response, request: Request) -> None:
        if response.status not in _NOT_NOW:
            return
        told = retry_after((response.headers.get("Retry-After") or b"").decode("latin-1"), datetime.now(UTC))
        wait = told if told is not None else _UNSAID * 2 ** int(request.meta.get("retry_times", 0))
        slot = self.crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        if wait > self._cap:
            self._closed[_host(request)] = wait
            self.crawler.stats.inc_value("politeness/left_alone")
            if slot is not None:
                _drop_queued(slot, _host(request), wait)
        elif slot is not None:
            slot.delay = max(slot.delay, _LEAST_DELAY)
            slot.lastseen = monotonic() + wait - slot.delay
            self.crawler.stats.inc_value("politeness/waited")


def _drop_queued(slot: Slot, host: str, wait: float) -> None:
    """Refuse the host's requests that the middleware has let through before; a slot can hold those of several ports."""
    for entry in [entry for entry in slot.queue if _host(entry[0]) == host]:
        slot.queue.remove(entry)
        entry[1].errback(_not_now(wait))


def _not_now(wait: float) -> NotNowError:
    return NotNowError(f"the server asks to be left alone for {wait:.0f} seconds")


def _host(request: Request) -> str:
    return urlparse_cached(request).netloc
