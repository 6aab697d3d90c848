"""
What one look saw of the pages of the other: absence of evidence is no evidence of absence.

A thing is missed only on a page that was looked at again in the same way. Every answer here can only become "unseen" where less
was looked at, never "read".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from reports.meets import contact_page
from reports.story import Story
from reports.text import clean, short
from spiders.evidence import UNSEEN, Page, PageKind, Sighting
from spiders.urls import host_of, key

__all__ = ["Again", "Seen", "differing", "looks"]

Again = Literal["read", "closed", "unmet", "unseen"]
"""
Of a page that the other look read: it was read, it answers with "not found" or a login, no page met leads to it though every known
page was looked at, or it was not looked at.
"""

_CUSTOMERS: frozenset[PageKind] = frozenset({"home", "contact", "help", "complaints", "cancellation", "withdrawal", "imprint"})
_NOT_FOUND = frozenset({404, 410})
_LISTED = 3


@dataclass(frozen=True)
class Seen:
    """
    One look, as the other is held against it.

    Attributes:
        hosts: How the site's host is written in either look, without "www.".
        alike: Both were made with the same settings.
    """

    story: Story
    hosts: frozenset[str]
    alike: bool

    def key(self, url: str) -> str:
        """What a page is known by in both looks: its path on the site's own host, elsewhere host and path."""
        host = host_of(url).removeprefix("www.")
        return key(url).removeprefix(host) if host in self.hosts else key(url)

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """The pages by what they are known by, asked for and final; one that was read stands before one that was not."""
        ordered = sorted(self.story.evidence.pages, key=lambda page: page.state == "ok")
        return {self.key(p.url): p for p in ordered} | {self.key(p.final_url): p for p in ordered}

    @cached_property
    def whole(self) -> bool:
        """Whether every page that was known was looked at."""
        coverage = self.story.evidence.coverage
        done = coverage.stopped_by == "done" and not coverage.skipped and self.story.read > 0
        return done and not any(_unread(page) or page.cut for page in self.story.evidence.pages)

    def again(self, page: Page, by: Sequence[Sighting] = ()) -> Again:
        """Whether a page of the other look was looked at in this one, so that what it showed `by` these sightings would be seen."""
        found = self.met(page)
        if found is None:
            return "unmet" if self.whole and self.alike else "unseen"
        if _unread(found) or found.cut or (page.rendered and found.state == "ok" and not found.rendered) or found.unstable:
            return "unseen"
        if found.state != "ok":
            return "closed"
        return "unseen" if by and not self._tried(found, by) else "read"

    def met(self, page: Page) -> Page | None:
        """A page of the other look as it was met in this one."""
        return self.pages.get(self.key(page.final_url)) or self.pages.get(self.key(page.url))

    def _tried(self, page: Page, by: Sequence[Sighting]) -> bool:
        """Whether what had to be clicked for these sightings was clicked: one that showed at once needs nothing."""
        if any(not s.behind and s.consent == "none" for s in by):
            return True
        chosen = {state.choice for consent in self.story.evidence.consents for state in consent.states} | {"none"}
        return not page.closed and any(s.consent in chosen for s in by)

    def reason(self, page: Page) -> str:
        """Why a page of the other look was not looked at, in words."""
        words, found = self.story.words, self.met(page)
        if found is None:
            skipped = {self.key(one.url): one.reason for one in self.story.evidence.coverage.skipped}
            said = skipped.get(self.key(page.final_url)) or skipped.get(self.key(page.url))
            return clean(said) if said else words("changes.why.unmet")
        if _unread(found):
            return words("changes.why.state", state=words.label("state", found.state))
        if found.cut:
            return clean(words.text(found.detail))
        return words("changes.why.unstable" if found.unstable else "changes.why.otherwise")

    @cached_property
    def contact(self) -> Page | None:
        """The page that a link, or the page itself, says is for contact."""
        page, offered = contact_page(self.story), self.story.evidence.contact_page
        said = page is not None and ("contact" in page.kinds or bool(offered and offered.named))
        return page if said else None

    def matters(self, page: Page) -> bool:
        """Whether it is a page on which a customer looks for a way to the company."""
        return page == self.contact or not _CUSTOMERS.isdisjoint(page.kinds)

    def named(self, page: Page) -> str:
        """A page as people call it."""
        words = self.story.words
        if page.clicks == 0:
            return words("changes.home")
        if page == self.contact:
            return words("changes.contact", path=short(page.final_url, self.story.host, 60))
        title = clean(self.story.titles.get(page.final_url, ""), 60)
        return words("quoted", text=title) if title else short(page.final_url, self.story.host, 60)

    def listed(self, pages: Iterable[Page]) -> str:
        """Pages in a row, those where a customer looks first."""
        every = sorted(pages, key=lambda p: (p != self.contact, p.clicks != 0, not self.matters(p), p.final_url))
        names = list(dict.fromkeys(self.named(page) for page in every))
        left = len(names) - _LISTED
        words = self.story.words
        return words.listed([*names[:_LISTED], *([words("changes.more_pages", n=left)] if left > 0 else [])])


def _unread(page: Page) -> bool:
    """Whether nobody knows what the page offers: it was not looked at, or answered with an error that may pass."""
    return page.state in UNSEEN or (page.state == "broken" and page.status not in _NOT_FOUND)


def looks(old: Story, new: Story) -> tuple[Seen, Seen]:
    """Two looks, each ready to have the other held against it."""
    hosts = frozenset(story.host.removeprefix("www.") for story in (old, new))
    alike = not differing(old.manifest.settings, new.manifest.settings)
    return Seen(old, hosts, alike), Seen(new, hosts, alike)


def differing(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[str, ...]:
    """The names under which two mappings differ, in order."""
    return tuple(sorted(name for name in {*old, *new} if old.get(name) != new.get(name)))
