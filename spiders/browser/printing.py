"""Print a page of ours on paper: Chromium makes the PDF, offline and without script, the same bytes each time."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from playwright.sync_api import BrowserContext, Error, PdfMargins, sync_playwright

from spiders.browser.chromium import VARIABLE, BrowserError, find, launch_options

__all__ = ["print_page"]

_MS = 60_000
_MARGIN: PdfMargins = {"top": "15mm", "bottom": "17mm", "left": "15mm", "right": "15mm"}
_DATE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}[^)]*(\))")
_NONE = (
    f"a PDF needs a Chromium, and none was found: run auditor doctor --install, or name one in {VARIABLE}; the same report as HTML "
    "prints from any browser"
)


def print_page(html: str, *, footer: str, when: str) -> bytes:
    """
    The page on A4 as a tagged PDF with an outline of its headings.

    Args:
        html: A self-contained page; whatever it asks of a network it does not get.
        footer: Markup of the foot of each page; Chromium fills in elements of the classes `pageNumber` and `totalPages`.
        when: The time that stands in the file as that of its making, ISO 8601.

    Raises:
        BrowserError: There is no Chromium, or it does not start or does not print, with what to do about it.
    """
    browser = find()
    if browser is None:
        raise BrowserError(_NONE)
    try:
        with sync_playwright() as playwright:
            started = playwright.chromium.launch(**launch_options(browser), timeout=_MS)
            try:
                context = started.new_context(offline=True, java_script_enabled=False, accept_downloads=False)
                return _dated(_printed(context, html, footer), when)
            finally:
                started.close()
    except (Error, OSError) as error:
        why = str(error).partition("\n")[0][:200]
        raise BrowserError(f"Chromium did not print ({why}); auditor doctor says what is wrong with it") from error


def _printed(context: BrowserContext, html: str, footer: str) -> bytes:
    context.route("**/*", lambda route: route.abort())
    page = context.new_page()
    page.set_content(html, timeout=_MS)
    return page.pdf(
        format="A4", margin=_MARGIN, print_background=True, display_header_footer=True, header_template="<span></span>",
        footer_template=footer, tagged=True, outline=True,
    )  # fmt: skip


def _dated(pdf: bytes, when: str) -> bytes:
    """The file with that time in place of the clock's; of one length, for a PDF counts its bytes."""
    try:
        moment = datetime.fromisoformat(when).astimezone(UTC)
    except (ValueError, OverflowError):
        moment = datetime(1970, 1, 1, tzinfo=UTC)
    stamp = f"{moment:%Y%m%d%H%M%S}+00'00'".encode()

    def replaced(found: re.Match[bytes]) -> bytes:
        room = len(found[0]) - len(found[1]) - len(found[2])
        return found[1] + stamp[:room].ljust(room) + found[2]

    return _DATE.sub(replaced, pdf)
