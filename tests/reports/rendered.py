"""The report as a browser reads it."""

from __future__ import annotations

from functools import cache

from bs4 import BeautifulSoup, Tag

from reports import html
from reports.story import Story
from tests.reports import samples


def soup_of(story: Story) -> BeautifulSoup:
    return BeautifulSoup(html.render(story), "lxml")


@cache
def full_page() -> BeautifulSoup:
    return soup_of(samples.story())


def text_of(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())
