"""The capture of what Scrapy itself gets; apart from `capture.py`, which whoever starts no Scrapy reads too."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response

from spiders.net.access import access_of
from spiders.net.capture import SETTING, Answered, Capture, Headers

__all__ = ["CaptureMiddleware", "capture_of"]


class CaptureMiddleware:
    """Setting DOWNLOADER_MIDDLEWARES, nearer to the network than redirects: every answer that Scrapy itself gets is kept."""

    def __init__(self, capture: Capture, decode: HttpCompressionMiddleware) -> None:
        self._capture = capture
        self._decode = decode

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """
        Build it.

        Raises:
            NotConfigured: Nothing is to be captured.
        """
        capture = capture_of(crawler)
        if capture is None:
            raise NotConfigured
        return cls(capture, HttpCompressionMiddleware.from_crawler(crawler))

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep the answer; what the browser shows is no answer of a server's."""
        if "playwright" not in response.flags:
            self._capture.keep(
                Answered(
                    url=response.url,
                    status=response.status,
                    headers=_pairs(response.headers),
                    body=self._decoded(request, response),
                    method=request.method,
                    asked=_pairs(request.headers),
                    address=str(response.ip_address or ""),
                )
            )
        return response

    def _decoded(self, request: Request, response: Response) -> bytes | None:
        try:
            decoded = self._decode.process_response(request, response.copy())
        except (IgnoreRequest, OSError, ValueError, EOFError):
            return None
        return decoded.body if isinstance(decoded, Response) else None


def _pairs(headers: Any) -> Headers:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values]


def capture_of(crawler: Crawler) -> Capture | None:
    """The one capture of a crawl, in the file that its settings name, or None."""
    path = crawler.settings.get(SETTING)
    if path and not isinstance(getattr(crawler, "_auditor_capture", None), Capture):
        crawler._auditor_capture = Capture.into(Path(path), access_of(crawler.settings).mask)  # type: ignore[attr-defined]
    return getattr(crawler, "_auditor_capture", None)
