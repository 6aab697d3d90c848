"""The trail: what a customer did so far, written down as the steps of a journey, and the journey that comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spiders.evidence import DeadEndType, Journey, JourneyOutcome, JourneyStep, PassedOver, StartKind
from spiders.journeys.arrival import Arrival
from spiders.journeys.choose import Choice
from spiders.journeys.scene import Scene, State
from spiders.journeys.tasks import NUMBERS, TaskSpec
from spiders.said import joined, say
from spiders.urls import same_site

__all__ = ["CLOSED", "Here", "Trail"]

CLOSED: dict[DeadEndType, str] = {
    "D3": say("a login was asked for first"),
    "D4": say("the form asks for a customer or order number"),
    "D5": say("a bot answered, and no person was offered in what was read"),
    "D6": say("it leads to an error page"),
    "D7": say("it sends customers to an app"),
    "D8": say("the number costs more than a call"),
    "D9": say("the chat is closed"),
}
"""What closed the way, in words."""

_LIMIT = say("ten actions were made, and not everything was tried")


@dataclass(frozen=True, slots=True)
class Here:
    """Where the customer stands: the scene, whether the page was gone down, the label that led here and what it promised."""

    scene: Scene
    scrolled: bool = False
    promise: int = 0
    label: str = ""

    @property
    def seen(self) -> bool:
        """Whether there is nothing more to see on the page."""
        return self.scrolled or not self.scene.more_below

    @property
    def url(self) -> str:
        return self.scene.look.page.final_url

    def leaves(self, url: str) -> bool:
        """Whether an address, if there is one, leads to another site."""
        return bool(url) and not same_site(url, self.url)


@dataclass(slots=True)
class Trail:
    """
    One walk as far as it has come.

    Attributes:
        behind: The pages one can go back to.
        tried: Keys of what was chosen, and of the pages that were stood on.
        least: What a label must promise to be tried; less where nothing better is left anywhere.
        unseen: What could not be walked, in words; `unstable`: a page on the way was not as it had been before.
    """

    task: TaskSpec
    start: State
    start_kind: StartKind
    steps: list[JourneyStep] = field(default_factory=list)
    behind: list[Here] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    least: int = NUMBERS.least
    unseen: list[str] = field(default_factory=list)
    unstable: bool = False
    _general: tuple[Here, Arrival] | None = None
    _closed: tuple[int, DeadEndType, Here] | None = None

    def choose(self, here: Here, offered: Sequence[Choice], *, to: Scene | None = None, came: str = "") -> None:
        """Note that the first of what was offered was chosen, and what came of it."""
        best = offered[0]
        self.unstable = self.unstable or (to is not None and to.unstable)
        self.steps.append(
            _step(here, offered[1:]).model_copy(
                update={
                    "action": best.option.action,
                    "label": best.option.label,
                    "region": best.option.region,
                    "worth": best.worth,
                    "why": best.why,
                    "box": best.option.box,
                    "url": (to.look.page.final_url or to.state.url) if to else here.url,
                    "seconds": to.seconds if to else 0.0,
                    "came": came,
                }
            )
        )

    def scroll(self, here: Here, offered: Sequence[Choice], worth: int, why: str) -> None:
        """Note that the page was gone down."""
        self.steps.append(_step(here, offered).model_copy(update={"action": "scroll", "worth": worth, "why": why}))

    def back(self, here: Here, to: Here) -> None:
        """Note that the customer went back."""
        why = say("nothing else here promises anything")
        self.steps.append(_step(here, ()).model_copy(update={"action": "back", "url": to.url, "why": why}))

    def met(self, here: Here, arrival: Arrival) -> None:
        """Keep the company's general contact in mind, the first that was met."""
        self._general = self._general or (here, arrival)

    def closed(self, there: Here, dead_end: DeadEndType) -> None:
        """Keep in mind where the way was closed; where it was in several places, the one behind the label that promised most."""
        if self._closed is None or there.promise > self._closed[0]:
            self._closed = (there.promise, dead_end, there)

    def ended(self, here: Here, outcome: JourneyOutcome) -> Journey:
        """The journey of a walk that did not arrive."""
        left = joined("; ", dict.fromkeys([*self.unseen, *([_LIMIT] if outcome == "gave-up" else [])]))
        if self._general:
            there, arrival = self._general
            return self.journey(there, "general-contact", arrival, detail=left)
        if self.unseen:
            return self.journey(here, "cut-short", detail=left)
        if self._closed:
            _, dead_end, there = self._closed
            told = joined("; ", filter(None, (CLOSED[dead_end], left)))
            return self.journey(there, "dead-end", detail=told).model_copy(update={"dead_end": dead_end})
        return self.journey(here, outcome, detail=left if self.steps else say("no label on the page promises anything for it"))

    def journey(self, here: Here, outcome: JourneyOutcome, arrival: Arrival | None = None, detail: str = "") -> Journey:
        """The journey, ended where the customer stands."""
        shots = [*(step.screenshot for step in self.steps), here.scene.shot]
        return Journey(
            task=self.task.name,
            start=self.start.url,
            start_kind=self.start_kind,
            viewport=self.start.viewport,
            outcome=outcome,
            steps=tuple(self.steps),
            reached=(arrival.what,) if arrival else (),
            end=here.url,
            screenshot=here.scene.shot,
            box=arrival.box if arrival else None,
            actions=len(self.steps),
            scrolls=sum(step.action == "scroll" for step in self.steps),
            direct=not any(step.action == "back" for step in self.steps) if outcome == "arrived" else None,
            detail=detail,
            unstable=self.unstable or here.scene.unstable,
            screenshots=tuple(dict.fromkeys(shot for shot in shots if shot)),
        )


def _step(here: Here, others: Sequence[Choice]) -> JourneyStep:
    passed = (PassedOver(label=one.option.label, region=one.option.region, worth=one.worth) for one in others)
    return JourneyStep(
        page=here.url,
        action="follow-link",
        url=here.url,
        title=here.scene.look.page.title,
        passed_over=tuple(passed)[: NUMBERS.most_passed_over],
        screenshot=here.scene.shot,
    )
