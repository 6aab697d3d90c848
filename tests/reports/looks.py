"""Pairs of looks at one invented site, made by editing the one in `samples`."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from typing import Any

from reports.story import Story
from spiders.evidence import Channel, Page, PageState, Sighting
from tests.reports import samples

LATER = "2026-11-28T09:30:00Z"


def look(story: Story | None = None, **seen: Any) -> Story:
    """The story with other evidence."""
    base = story or whole()
    return dataclasses.replace(base, evidence=base.evidence.model_copy(update=seen))


def whole() -> Story:
    """A look that read every page that it knew."""
    base = samples.story()
    read = tuple(page for page in base.evidence.pages if page.state == "ok")
    coverage = base.evidence.coverage.model_copy(update={"stopped_by": "done", "skipped": (), "pages_known": len(read)})
    return look(base, pages=read, coverage=coverage)


def later(story: Story, **manifest: Any) -> Story:
    """The same, a week later."""
    return dataclasses.replace(story, manifest=story.manifest.model_copy(update={"started": LATER, **manifest}))


def judged(story: Story, **verdicts: Any) -> Story:
    """The story with other verdicts."""
    return dataclasses.replace(story, verdicts=story.verdicts.model_copy(update=verdicts))


def without(story: Story, *urls: str, state: PageState = "timeout") -> Story:
    """The story as if these pages had not been looked at: what they showed is not seen."""
    seen = story.evidence
    pages = tuple(_unread(page, state) if page.final_url in urls else page for page in seen.pages)
    contact = None if seen.contact_page and seen.contact_page.url in urls else seen.contact_page
    return look(
        story,
        pages=pages,
        channels=tuple(left for channel in seen.channels if (left := seen_elsewhere(channel, urls)).sightings),
        contact_page=contact,
        forms=tuple(form for form in seen.forms if form.page not in urls),
        dead_ends=tuple(end for end in seen.dead_ends if end.page not in urls),
        broken_links=tuple(link for link in seen.broken_links if not {link.from_, link.to} & set(urls)),
        promises=tuple(claim for claim in seen.promises if claim.page not in urls),
        mentions=tuple(mention for mention in seen.mentions if mention.page not in urls),
    )


def _unread(page: Page, state: PageState) -> Page:
    kept = Page(url=page.url, final_url=page.final_url, state=state)
    return kept.model_copy(update={"status": 404}) if state == "broken" else kept


def seen_elsewhere(channel: Channel, urls: Collection[str]) -> Channel:
    return channel.model_copy(update={"sightings": tuple(s for s in channel.sightings if s.page not in urls)})


def phone(*pages: str, value: str = "+46771555010", **more: Any) -> Channel:
    """The company's number, as each of the pages shows it."""
    sightings = tuple(Sighting(page=page, via="tel-link", region="main") for page in pages)
    given: dict[str, Any] = {"as_written": "0771-55 50 10", "owner": "own", "purpose": "customer-service", **more}
    return Channel(kind="phone", value=value, sightings=sightings, **given)
