"""
The walk: one customer, one job, one action at a time, choosing by what the labels in sight promise.

A walk is a generator: it yields the state it wants to see and is sent the scene. It looks at the first screen, takes what promises
most there or goes down the page, follows, opens, and goes back from where nothing is left. It ends on arrival, when nothing is left to
try, or after ten actions. The same scenes give the same walk.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field, replace

from spiders.evidence import Action, Box, DeadEndType, Journey, JourneyOutcome, JourneyStep, PassedOver, StartKind
from spiders.journeys.arrival import Arrival, arrivals, gate
from spiders.journeys.choose import Choice, choices, key_of
from spiders.journeys.scene import Scene, State
from spiders.journeys.tasks import NUMBERS, TaskSpec
from spiders.urls import host_of, key

__all__ = ["Walk", "walk"]

Walk = Generator[State, Scene, Journey]

_UNSEEN = frozenset({"blocked", "timeout", "crashed", "robots", "not-html"})
_WORDS = {"D3": "a login comes first", "D4": "the form asks for a customer or order number", "D5": "a bot answers and offers no person",
    "D6": "the page is not there", "D7": "it sends customers to an app", "D8": "the number costs more than a call",
    "D9": "the chat is closed"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Here:
    """Where the customer stands: the scene, how much of it was seen, and what the label that led here promised."""

    scene: Scene
    scrolled: bool = False
    promise: int = 0


@dataclass(slots=True)
class _Trail:
    """What has been done so far."""

    task: TaskSpec
    steps: list[JourneyStep] = field(default_factory=list)
    behind: list[_Here] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    gates: list[tuple[int, DeadEndType, str]] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    general: tuple[_Here, Arrival] | None = None
    best: int = 0


def walk(task: TaskSpec, start: State, start_kind: StartKind = "home") -> Walk:
    """Walk one job from a page to its end."""
    trail = _Trail(task)
    first = yield start
    here = _Here(first)
    if first.detail or first.look.page.state in _UNSEEN:
        return _journey(trail, start, start_kind, here, "cut-short", detail=_why_unseen(first))
    while True:
        trail.tried.add(here.scene.here)
        if arrival := _arrived(trail, here):
            return _journey(trail, start, start_kind, here, "arrived", arrival)
        if len(trail.steps) >= NUMBERS.most_actions:
            return _ended(trail, start, start_kind, here, "gave-up")
        offered = choices(task, here.scene, scrolled=here.scrolled, tried=trail.tried)
        if _goes_down(here, offered):
            trail.steps.append(_step(here, "scroll", offered, why=_why_down(here, offered)))
            here = replace(here, scrolled=True)
        elif offered:
            here = yield from _take(trail, here, offered)
        elif trail.behind:
            last = trail.behind.pop()
            trail.steps.append(_step(here, "back", (), url=last.scene.look.page.final_url, why=_why_back(here)))
            here = last
        else:
            return _ended(trail, start, start_kind, here, "not-found")


def _arrived(trail: _Trail, here: _Here) -> Arrival | None:
    """What the customer came for, where it stands before the eyes; the general contact is kept in mind."""
    seen = [
        one
        for one in arrivals(trail.task, here.scene.look, here.scene.state.viewport)
        if not one.behind and (here.scrolled or one.first_screen)
    ]
    if trail.general is None and (general := next((one for one in seen if one.general), None)):
        trail.general = (here, general)
    chat = here.scene.chat
    if (
        chat
        and "chat" in trail.task.channels
        and not (chat.login_needed or chat.closed)
        and not (_is_bot(here) and not chat.human_offered)
    ):
        return Arrival(f"chat {here.scene.state.presses[-1].vendor or ''}".strip())
    return next((one for one in seen if not one.general), None)


def _is_bot(here: _Here) -> bool:
    chat = here.scene.chat
    return chat is not None and (chat.says_bot or chat.answered_by == "bot")


def _goes_down(here: _Here, offered: tuple[Choice, ...]) -> bool:
    best = offered[0].worth if offered else 0
    return not here.scrolled and _scroll_worth(here) > best and _more_below(here.scene)


def _scroll_worth(here: _Here) -> int:
    return NUMBERS.scroll_here if here.promise >= NUMBERS.elsewhere else NUMBERS.scroll


def _more_below(scene: Scene) -> bool:
    """Whether there is anything below the first screen."""
    return scene.height > _FIRST[scene.state.viewport] or any(not option.first_screen for option in scene.options())


_FIRST = {"desktop": 800, "mobile": 844}


def _take(trail: _Trail, here: _Here, offered: tuple[Choice, ...]) -> Generator[State, Scene, _Here]:
    """Choose the best, and see what comes of it: where one stands then."""
    best, option = offered[0], offered[0].option
    trail.best = max(trail.best, best.promise)
    trail.tried.add(key_of(here.scene, option))
    step = _step(here, option.action, offered, why=best.why)
    if best.elsewhere:
        trail.unseen.append(f'"{option.label}" leads to {host_of(option.to)}, another site, which was not walked')
        trail.steps.append(step.model_copy(update={"came": "it leads to another site, which is not walked"}))
        return here
    if not option.press and key(option.to) == here.scene.here:
        trail.steps.append(step)
        return replace(here, scrolled=True, promise=best.promise)
    scene = yield here.scene.state.after(option.press) if option.press else State(here.scene.state.viewport, option.to)
    if scene.led_to:
        trail.tried.add(key(scene.led_to))
        scene = yield State(scene.state.viewport, scene.led_to)
    step = step.model_copy(update={"url": scene.look.page.final_url or scene.state.url, "seconds": scene.seconds})
    came, closed = _came(trail, here, scene, option.press is not None)
    trail.steps.append(step.model_copy(update={"came": came}))
    if closed:
        trail.gates.append((best.promise, closed, scene.look.page.final_url))
    if came and (option.press or scene.here == here.scene.here):
        return here
    trail.behind.append(here)
    return _Here(scene, scrolled=here.scrolled and option.press is not None, promise=best.promise)


def _came(trail: _Trail, here: _Here, scene: Scene, pressed: bool) -> tuple[str, DeadEndType | None]:
    """What came of an action where it was nothing, and what closed the way."""
    if scene.detail or scene.look.page.state in _UNSEEN:
        trail.unseen.append(_why_unseen(scene))
        return trail.unseen[-1], None
    if pressed and scene.chat:
        closed: DeadEndType | None = (
            "D3" if scene.chat.login_needed else "D9" if scene.chat.closed else "D5" if scene.chat.says_bot else None
        )
        return (_WORDS[closed] if closed else ""), closed
    if pressed:
        known = {(option.label, option.to) for option in here.scene.options()}
        new = any((option.label, option.to) not in known for option in scene.options())
        changed = new or scene.look.shown != here.scene.look.shown
        return ("" if changed else "nothing new came of it"), None
    offers = any(not one.general for one in arrivals(trail.task, scene.look, scene.state.viewport))
    closed = None if offers else gate(trail.task, scene.look)
    came = "it leads back to the same page" if scene.here == here.scene.here else ""
    return (_WORDS[closed] if closed else came), closed


def _why_unseen(scene: Scene) -> str:
    page = scene.look.page
    return f"the page could not be seen: {scene.detail or page.detail or page.state}"


def _why_down(here: _Here, offered: tuple[Choice, ...]) -> str:
    if here.promise >= NUMBERS.elsewhere:
        return "the last label promised that it is on this page"
    return "nothing better in the first screen" if offered else "nothing in the first screen promises anything"


def _why_back(here: _Here) -> str:
    return "nothing else on the page promises anything" if here.scrolled else "the way ends here"


def _step(here: _Here, action: Action, offered: tuple[Choice, ...], *, why: str, url: str = "") -> JourneyStep:
    """One action; what was chosen is the first of what was offered, but for scrolling and going back."""
    page = here.scene.look.page
    chosen = offered[0] if offered and action not in ("scroll", "back") else None
    others = offered[1:] if chosen else offered
    return JourneyStep(
        page=page.final_url,
        action=action,
        url=url or page.final_url,
        title=page.title,
        label=chosen.option.label if chosen else "",
        region=chosen.option.region if chosen else "unknown",
        worth=chosen.worth if chosen else _scroll_worth(here) if action == "scroll" else 0,
        why=why,
        passed_over=tuple(
            PassedOver(label=each.option.label, region=each.option.region, worth=each.worth)
            for each in others[: NUMBERS.most_passed_over]
        ),
        screenshot=here.scene.shot,
        box=chosen.option.box if chosen else None,
    )


def _ended(trail: _Trail, start: State, kind: StartKind, here: _Here, outcome: JourneyOutcome) -> Journey:
    """The end of a walk that did not arrive."""
    if trail.general:
        there, arrival = trail.general
        return _journey(trail, start, kind, there, "general-contact", arrival)
    if trail.unseen:
        return _journey(trail, start, kind, here, "cut-short", detail="; ".join(dict.fromkeys(trail.unseen)))
    closed = max(trail.gates, key=lambda each: each[0], default=None)
    if closed and outcome == "not-found":
        _, dead_end, url = closed
        return _journey(trail, start, kind, here, "dead-end", dead_end=dead_end, end=url, detail=_WORDS[dead_end])
    detail = "" if trail.steps else "no label on the page promises anything for it"
    return _journey(trail, start, kind, here, outcome, detail=detail)


def _journey(
    trail: _Trail,
    start: State,
    kind: StartKind,
    here: _Here,
    outcome: JourneyOutcome,
    arrival: Arrival | None = None,
    *,
    dead_end: DeadEndType | None = None,
    end: str = "",
    detail: str = "",
) -> Journey:
    box: Box | None = arrival.box if arrival else None
    shots = [*(step.screenshot for step in trail.steps), here.scene.shot]
    return Journey(
        task=trail.task.name,
        start=start.url,
        start_kind=kind,
        viewport=start.viewport,
        outcome=outcome,
        steps=tuple(trail.steps),
        reached=(arrival.what,) if arrival else (),
        end=end or here.scene.look.page.final_url,
        screenshot=here.scene.shot,
        box=box,
        actions=len(trail.steps),
        scrolls=sum(step.action == "scroll" for step in trail.steps),
        direct=not any(step.action == "back" for step in trail.steps) if outcome == "arrived" else None,
        dead_end=dead_end,
        detail=detail,
        screenshots=tuple(dict.fromkeys(shot for shot in shots if shot)),
    )
