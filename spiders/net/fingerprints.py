"""One address looked at in several ways is several requests: plain, rendered, on a desktop, on a phone."""

from __future__ import annotations

import hashlib

from scrapy import Request
from scrapy.utils.request import RequestFingerprinter


class ContextFingerprinter(RequestFingerprinter):
    """Setting REQUEST_FINGERPRINTER_CLASS: Scrapy's fingerprint with the browser context's name in it."""

    def fingerprint(self, request: Request) -> bytes:
        """The fingerprint, 20 bytes."""
        plain = super().fingerprint(request)
        if not request.meta.get("playwright"):
            return bytes(plain)
        context = str(request.meta.get("playwright_context", "default"))
        return hashlib.sha1(plain + context.encode(), usedforsecurity=False).digest()
