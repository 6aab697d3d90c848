"""Access as Scrapy's requests and answers have it; apart from `access.py`, which whoever starts no Scrapy reads too."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from spiders.net.access import Access, access_of

__all__ = ["AccessMiddleware"]

_SHOWN = """//text()[not(ancestor::script or ancestor::style or ancestor::template or ancestor::noscript)]
    | //input[not(@type = "hidden")]/@value"""


class AccessMiddleware:
    """
    Setting DOWNLOADER_MIDDLEWARES: basic auth for the site's own requests, and no secret in what comes back.

    It stands after the redirects, each of which passes it anew, and sees rendered pages as well; cookies are in `cookies.py`.
    """

    def __init__(self, access: Access) -> None:
        self._access = access

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """
        Build it.

        Raises:
            NotConfigured: Nothing was given.
        """
        access = access_of(crawler.settings)
        if not access.given:
            raise NotConfigured
        return cls(access)

    def process_request(self, request: Request) -> None:
        """Send the header where it belongs, and take it from what a redirect leads elsewhere."""
        request.headers.pop("Authorization", None)
        if header := self._access.header(request.url):
            request.headers["Authorization"] = header

    def process_response(self, request: Request, response: Response) -> Response:
        """The answer with its secrets masked; of a rendered page that shows one no picture is kept."""
        body = self._access.mask(response.body)
        if body == response.body:
            return response
        if (snapshot := request.meta.get("snapshot")) and self._is_seen(response):
            for shot in snapshot.shots:
                (request.meta["wish"].folder / Path(shot.file).name).unlink(missing_ok=True)
            snapshot.shots.clear()
        return response.replace(body=body)

    def _is_seen(self, response: Response) -> bool:
        """Whether a secret stands in what a person may see: most stand in a script, or in the hidden field of a form."""
        shown = " ".join(response.xpath(_SHOWN).getall())
        return self._access.mask(shown) != shown
