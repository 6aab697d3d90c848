"""Walking: the spider's part in the walks; it asks the browser for the states they want and hands them the scenes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from functools import cached_property

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from spiders.asking import Asking
from spiders.browser.snapshot import Snapshot
from spiders.browser.stage import Shown
from spiders.evidence import ChannelKind, Journey, Page, PageState
from spiders.failures import explain
from spiders.greeting import read_greeting
from spiders.job import Job
from spiders.journeys.scene import Scene, State
from spiders.journeys.starts import starts
from spiders.journeys.walks import Walks
from spiders.look import Look
from spiders.net.robots import SafeRobotsMiddleware
from spiders.reading import Reading
from spiders.said import say
from spiders.urls import key
from spiders.whole.assemble import pages_of

__all__ = ["Walking"]

_STEADY: frozenset[ChannelKind] = frozenset({"phone", "email", "form"})
_MOST_REFUSED = 3
_LATE = say("the time was used up")
_UNANSWERED = say("a consent dialog lies over the site, and none was answered in this look")


class Walking:
    """
    The walks of one look at a site, once its pages have been looked at.

    Args:
        keep: Called with every journey as soon as it has ended.
        robots: Gives what knows the site's robots.txt, or None; asked for once a page was shown.
        on: Whether anything is walked.
    """

    def __init__(
        self,
        job: Job,
        asking: Asking,
        reading: Reading,
        keep: Callable[[Journey], None],
        robots: Callable[[], SafeRobotsMiddleware | None],
        *,
        on: bool,
    ) -> None:
        self._on = on
        self._robots = robots
        self._refused = 0
        self._job = job
        self._asking = asking
        self._reading = reading
        self._keep = keep
        self._looks: list[Look] = []
        self._kept = 0

    @cached_property
    def _walks(self) -> Walks:
        """Made when the first is asked for: only then all pages have been looked at."""
        begun = [one for one in starts(self._looks, pages_of(self._looks)) if one.kind in self._job.starts]
        walks = Walks(begun, self._job.journeys, self._job.tasks)
        if not self._job.max_visits and any(one.kind == "accept" for look in self._looks for one in look.closed):
            walks.end(_UNANSWERED)
        return walks

    def take(self, look: Look) -> None:
        """A page that was looked at: one of them may be where a walk starts."""
        self._looks.append(look)

    def next(self) -> Iterator[Request]:
        """The request for the state that is to be seen next; none where all walks have ended, or none are to be made."""
        if not self._on:
            return
        if self._asking.over:
            self._walks.end(_LATE)
        state = self._walks.next()
        for journey in self._walks.done[self._kept :]:
            self._keep(journey)
        self._kept = len(self._walks.done)
        if state is not None:
            yield self._asking.stage(state, self._seen, self._unseen)

    async def _seen(self, response: Response, state: State) -> AsyncIterator[Request]:
        self._asking.keep_tab(response, state.viewport)
        scene = await self._forbidden(response, state) or self._scene(response, state)
        self._refused = self._refused + 1 if scene.look.page.state == "blocked" else 0
        if self._refused >= _MOST_REFUSED:
            self._walks.end(say("the site turned the walker away"))
        self._walks.take(scene)
        for request in self.next():
            yield request

    async def _forbidden(self, response: Response, state: State) -> Scene | None:
        """The scene of a page that the browser was led to, and that robots.txt forbids."""
        robots = self._robots()
        if robots is None or key(response.url) == key(state.url) or await robots.allowed(response.url):
            return None
        return _not_seen(state, "robots", say("robots.txt forbids the page that it leads to"))

    def _scene(self, response: Response, state: State) -> Scene:
        shown: Shown = response.meta["shown"]
        snapshot: Snapshot = response.meta["snapshot"]
        self._walks.consent = response.meta["consent"]
        home = state.url == self._looks[0].page.final_url
        look = self._reading.attempt(response, asked=state.url, found_by="walk", is_home=home, snapshot=snapshot)
        opened = shown.opened
        chat = read_greeting(opened.says, look.page.lang, opened.options).chat(opened.options) if opened else None
        shot = snapshot.shots[0].file if snapshot.shots else ""
        return Scene(
            state,
            look,
            shot=shot,
            height=snapshot.height,
            seconds=shown.seconds,
            led_to=shown.led_to,
            chat=chat,
            unstable=self._walks.consent == "none" and self._differs(state, look),
            detail="" if chat else shown.detail,
        )

    def _differs(self, state: State, look: Look) -> bool:
        """Whether the page offers other ways to the company than when it was looked at before, nothing having been done to it."""
        if state.presses or state.viewport != "desktop":
            return False
        before = (one for one in self._looks if one.page.rendered and one.page.final_url == look.page.final_url)
        return any(_ways(one) != _ways(look) for one in before)

    def _unseen(self, failure: Failure, state: State) -> Iterator[Request]:
        self._asking.keep_tab(None, state.viewport)
        self._walks.take(_not_seen(state, *explain(failure)))
        yield from self.next()


def _not_seen(state: State, page_state: PageState, detail: str) -> Scene:
    page = Page(url=state.url, final_url=state.url, state=page_state, detail=detail)
    return Scene(state, Look(page=page), detail=detail)


def _ways(look: Look) -> frozenset[tuple[str, str]]:
    """What can be reached at once on the desktop page; chats come and go with their own scripts."""
    return frozenset(
        (channel.kind, channel.value)
        for channel in look.channels
        if channel.kind in _STEADY
        for sighting in channel.sightings
        if "desktop" in sighting.viewports and not sighting.behind
    )
