"""Pages that go on by themselves: followed as a browser does, but a page that only loads itself anew is the page."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import Response

from spiders.urls import key

__all__ = ["PageRefreshMiddleware"]


class PageRefreshMiddleware(MetaRefreshMiddleware):
    """Setting DOWNLOADER_MIDDLEWARES, in place of Scrapy's own; once a page may ask for itself, for it may have set a cookie."""

    def process_response(self, request: Request, response: Response, spider: Spider | None = None) -> Request | Response:  # noqa: ARG002
        """The request for where the page goes on to, or the page; the page, too, where it has gone on to itself before."""
        on = super().process_response(request, response)
        again = isinstance(on, Request) and key(on.url) == key(request.url)
        return response if again and request.meta.get("redirect_times") else on
