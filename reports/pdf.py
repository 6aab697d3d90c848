"""The report for people on paper: the HTML report printed by Chromium, with page numbers and an outline."""

from __future__ import annotations

from markupsafe import Markup, escape

from reports import html
from reports.story import Story
from reports.text import clean

NAME = "pdf"
SUFFIX = ".pdf"

_FOOT = Markup(
    '<div style="width: 100%; margin: 0 15mm; display: flex; justify-content: space-between;'
    ' font: 7.5pt sans-serif; color: #545c64">'
    "<span>{title}</span><span>{page}</span></div>"
)
_PAGE = Markup('<span class="pageNumber"></span>')
_PAGES = Markup('<span class="totalPages"></span>')


def render(story: Story) -> bytes:
    """
    The whole report as PDF, A4, in the order of the HTML.

    Raises:
        spiders.browser.chromium.BrowserError: There is no Chromium that prints, with what to do about it.
    """
    # Playwright takes a quarter of a second that no other format need wait for.
    from spiders.browser.printing import print_page  # noqa: PLC0415

    return print_page(html.render(story).decode("utf-8"), footer=_footer(story), when=story.manifest.finished)


def _footer(story: Story) -> str:
    """The name of the site, and which page of how many."""
    words = story.words
    page = escape(words("pdf.page", page="{page}", pages="{pages}")).format(page=_PAGE, pages=_PAGES)
    return _FOOT.format(title=clean(words("report.title", name=story.name), 90), page=page)
