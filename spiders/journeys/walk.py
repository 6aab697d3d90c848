"""
The walk: one customer, one job, one action at a time, choosing by what the labels in sight promise.

A walk is a generator: it yields the state it wants to see and is sent the scene. It looks at the first screen, takes what promises
most there or goes down the page, follows, opens, and goes back where nothing is left. It ends on arrival, when nothing is left to
try, or after ten actions. The same scenes give the same walk.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

from spiders.evidence import Chat, DeadEndType, Journey, StartKind
from spiders.journeys.arrival import Arrival, answers, arrivals, gate
from spiders.journeys.choose import Choice, choices, key_of
from spiders.journeys.scene import Scene, State
from spiders.journeys.tasks import NUMBERS, TaskSpec
from spiders.journeys.trail import CLOSED, Here, Trail
from spiders.said import say
from spiders.urls import host_of, key

__all__ = ["Walk", "walk"]

Walk = Generator[State, Scene, Journey]


def walk(task: TaskSpec, start: State, start_kind: StartKind = "home") -> Walk:
    """Walk one job from a page to its end."""
    trail = Trail(task, start, start_kind)
    here = Here((yield start))
    if why := here.scene.unseen:
        return trail.journey(here, "cut-short", detail=why)
    while True:
        trail.tried.add(here.scene.here)
        if rest := here.scene.rest:
            trail.unseen.append(rest)
        if arrival := _arrived(trail, here):
            return trail.journey(here, "arrived", arrival)
        if len(trail.steps) >= NUMBERS.most_actions:
            return trail.ended(here, "gave-up")
        offered = _offered(trail, here)
        down = NUMBERS.scroll_here if here.promise >= NUMBERS.unsure else NUMBERS.scroll
        if not here.seen and (not offered or down > offered[0].worth):
            trail.scroll(here, offered, down, _why_down(here, offered))
            here = replace(here, scrolled=True)
        elif offered:
            here = yield from _take(trail, here, offered)
        elif back := _back(trail):
            trail.back(here, back)
            here = back
        elif trail.least > NUMBERS.last:
            trail.least = NUMBERS.last
        else:
            return trail.ended(here, "not-found")


def _offered(trail: Trail, here: Here) -> tuple[Choice, ...]:
    return choices(trail.task, here.scene, scrolled=here.seen, tried=trail.tried, least=trail.least)


def _back(trail: Trail) -> Here | None:
    """The last page on which something is left to try; None where there is none."""
    for number in reversed(range(len(trail.behind))):
        last = trail.behind[number]
        if not last.seen or _offered(trail, last):
            del trail.behind[number:]
            return last
    return None


def _why_down(here: Here, offered: tuple[Choice, ...]) -> str:
    if here.promise >= NUMBERS.unsure:
        return say("the last label promised that it is on this page")
    return say("nothing better in the first screen") if offered else say("nothing in the first screen promises anything")


def _arrived(trail: Trail, here: Here) -> Arrival | None:
    """What the customer came for, where it stands before the eyes; the general contact is kept in mind."""
    if reached := here.scene.chat_arrival:
        if "chat" in trail.task.channels:
            return reached
        trail.met(here, reached)
    promised = here.label if here.promise >= NUMBERS.names else ""
    for arrival in arrivals(trail.task, here.scene.look, here.scene.state.viewport, promised=promised):
        if arrival.behind or not (here.seen or arrival.first_screen):
            continue
        if not arrival.general:
            return arrival
        trail.met(here, arrival)
    return None


def _take(trail: Trail, here: Here, offered: tuple[Choice, ...]) -> Generator[State, Scene, Here]:
    """Choose the best, and see what comes of it: where one stands then."""
    best, option = offered[0], offered[0].option
    trail.tried.add(key_of(here.scene, option))
    if best.away:
        return _off_site(trail, here, offered, option.to)
    if not option.press and key(option.to) == here.scene.here:
        trail.choose(here, offered)
        return replace(here, scrolled=True, promise=best.promise, label=option.label)
    scene = yield here.scene.state.after(option.press) if option.press else State(here.scene.state.viewport, option.to)
    if on := scene.leads_on:
        trail.tried.add(key(on.url))
        scene = yield on
    elif here.leaves(scene.led_to):
        return _off_site(trail, here, offered, scene.led_to)
    if not scene.unseen and here.leaves(scene.look.page.final_url):
        return _off_site(trail, here, offered, scene.look.page.final_url)
    came, closed = _came(trail, here, scene, best.promise)
    trail.choose(here, offered, to=scene, came=came)
    there = Here(scene, here.scrolled and option.press is not None, best.promise, option.label)
    if closed:
        trail.closed(there, closed)
    if came and scene.here == here.scene.here:
        return here
    if scene.here != here.scene.here:
        trail.behind.append(here)
    return there


def _off_site(trail: Trail, here: Here, offered: tuple[Choice, ...], url: str) -> Here:
    """Keep in mind that the best leads off the site, and stay."""
    label, host = offered[0].option.label, host_of(url)
    trail.unseen.append(say('"{label}" leads to {host}, another site, which was not walked', label=label, host=host))
    trail.choose(here, offered, came=say("it leads to another site, which is not walked"))
    return here


def _came(trail: Trail, here: Here, scene: Scene, promise: int) -> tuple[str, DeadEndType | None]:
    """What came of an action where it was nothing, and what closed the way."""
    if why := scene.unseen:
        trail.unseen.append(why)
        return why, None
    closed: DeadEndType | None = None
    if scene.chat:
        closed = _shut(scene.chat)
    elif scene.here == here.scene.here:
        return ("" if _changed(trail.task, here.scene, scene) else say("nothing new came of it")), None
    elif all(one.general for one in arrivals(trail.task, scene.look, scene.state.viewport)):
        closed = gate(trail.task, scene.look)
        if closed == "D6" and promise < NUMBERS.unsure:
            return CLOSED[closed], None  # no help was promised there
    return (CLOSED[closed] if closed else ""), closed


def _changed(task: TaskSpec, before: Scene, after: Scene) -> bool:
    """Whether a press has brought anything to see."""
    known = {(option.label, option.to) for option in before.options()}
    new = any((option.label, option.to) not in known for option in after.options())
    return new or after.look.page.words != before.look.page.words or _open(task, after) != _open(task, before)


def _open(task: TaskSpec, scene: Scene) -> frozenset[str]:
    """What a page offers for the job without anything more being opened."""
    return frozenset(one.what for one in arrivals(task, scene.look, scene.state.viewport) if not one.behind)


def _shut(chat: Chat) -> DeadEndType | None:
    """What ends the way in a chat that was opened."""
    if chat.login_needed:
        return "D3"
    return "D9" if chat.closed else None if answers(chat) else "D5"
