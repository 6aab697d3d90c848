"""The plan: which page is fetched next, and which is worth a look in the browser."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

from spiders.evidence import FormKind, PageKind, Skipped
from spiders.look import Link, Look
from spiders.said import say
from spiders.scent import is_page, scent
from spiders.urls import key, same_site

__all__ = ["Frontier", "RenderBudget", "Target"]

_RENDERED_KINDS: frozenset[PageKind] = frozenset({"home", "contact", "help", "complaints", "cancellation", "withdrawal"})
_MOST_OF_A_KIND = 3
_PROBLEMS: frozenset[PageKind] = frozenset({"complaints", "cancellation", "withdrawal"})
_PROBLEM_FORMS: frozenset[FormKind] = frozenset({"contact", "complaint", "cancellation", "withdrawal"})
_MOST_KNOWN = 20_000
_MOST_ALIKE = 12
"""Pages whose paths differ in nothing but numbers (calendars, archives, products): the best so many stand for the rest."""


class Target(tuple[int, int, str, str, str]):
    """A page to fetch: (minus scent, order of discovery, address, label that led to it, found by)."""

    __slots__ = ()

    @property
    def url(self) -> str:
        return self[2]

    @property
    def label(self) -> str:
        return self[3]

    @property
    def found_by(self) -> str:
        return self[4]


class Frontier:
    """
    The pages known and not yet fetched, best scent first, in a stable order; each page once.

    Attributes:
        home: The address whose site is looked at; where the home page leads to another site, that one.
    """

    def __init__(self, home: str) -> None:
        self.home = home
        self._heap: list[Target] = []
        self._seen: set[str] = set()
        self._ways: set[str] = set()
        self._order = 0
        self._taken: Counter[str] = Counter()
        self._alike: list[Target] = []

    @property
    def known(self) -> int:
        return len(self._seen - self._ways)

    @property
    def empty(self) -> bool:
        return not self._heap

    def add(self, url: str, *, label: str = "", lang: str = "", link: Link | None = None, found_by: str = "link") -> None:
        """Take note of a page of the site; others, and those known already, are passed over."""
        if key(url) in self._seen or len(self._seen) >= _MOST_KNOWN or not same_site(url, self.home) or not is_page(url):
            return
        self._seen.add(key(url))
        self._order += 1
        value = scent(url, label, link.region if link else "unknown", lang) + (50 if link and link.frame else 0)
        heapq.heappush(self._heap, Target((-value, self._order, url, label, found_by)))

    def see(self, url: str, *, by: str = "") -> bool:
        """Note an address as known; whether it was new. `by`: an address that only leads there, and is no page of its own."""
        new = key(url) not in self._seen
        self._seen.add(key(url))
        self._ways |= {key(by)} - {key(url)} if by else set()
        return new

    def next(self) -> Target | None:
        """The most promising page that is not one of too many alike, or None."""
        while self._heap:
            target = heapq.heappop(self._heap)
            pattern = _pattern(target.url)
            self._taken[pattern] += 1
            if pattern != target.url and self._taken[pattern] > _MOST_ALIKE:
                self._alike.append(target)
                continue
            return target
        return None

    def left(self, reason: str) -> Iterable[Skipped]:
        """What was not looked at, in the order it would have been, and why."""
        yield from (Skipped(url=target.url, reason=reason) for target in sorted(self._heap))
        yield from (Skipped(url=target.url, reason=say("one of many alike")) for target in self._alike)


def _pattern(url: str) -> str:
    """The address with every number in its path made the same; a query, also one in the name of a mirrored file, stays."""
    parts = urlsplit(url)
    path, mark, query = parts.path.partition("%3F")
    return urlunsplit(parts._replace(path=re.sub(r"\d+", "0", path) + mark + query))


class RenderBudget:
    """
    Which pages are worth the browser, and how many more may be opened in it.

    Attributes:
        left: How many more; `rendered`: how many pages of each kind were.
        scripted_site: The home page showed that this site's content comes by script.
    """

    def __init__(self, most: int, *, axe: bool = False) -> None:
        self.left = most
        self.rendered: Counter[PageKind] = Counter()
        self.scripted_site = False
        self._unexamined = ["home", "contact", "help", "problem"] if axe else []

    def wants(self, look: Look, kinds: Iterable[PageKind], *, routed: bool) -> bool:
        """
        Whether a fetched page should be opened in the browser as well.

        Args:
            look: The page as served; one that script fills may be there although it is served as not found.
            routed: Its address goes on after the `#`, which servers are not told.
        """
        scripted = self.scripted_site or routed
        if look.page.state not in ("ok", "login") and not (look.page.state == "soft-404" and scripted):
            return False
        wanted = _RENDERED_KINDS.intersection(kinds)
        empty = scripted or look.page.needs_script
        return self.left > 0 and (empty or any(self.rendered[kind] < _MOST_OF_A_KIND for kind in wanted))

    def spend(self, look: Look, kinds: Iterable[PageKind]) -> bool:
        """
        Open one more; whether axe-core is run on it.

        It is on the first home, contact and help page, and on one for a problem or with a form for one.
        """
        self.left -= 1
        roles = set[str](kinds)
        if roles & _PROBLEMS or any(form.kind in _PROBLEM_FORMS and form.visible for form in look.forms):
            roles.add("problem")
        role = next((one for one in self._unexamined if one in roles), None)
        if role is not None:
            self._unexamined.remove(role)
        return role is not None
