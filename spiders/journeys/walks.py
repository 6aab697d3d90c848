"""All the walks of one site, and the scenes they share: each is asked for once. Pure; whoever drives it asks the browser."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import get_args

from spiders.evidence import ConsentChoice, Journey, Page, Task, Viewport
from spiders.journeys.declared import Declared, walk_declared
from spiders.journeys.scene import Scene, State
from spiders.journeys.starts import Start
from spiders.journeys.tasks import TASKS
from spiders.journeys.walk import Walk, walk
from spiders.look import Look
from spiders.said import say

__all__ = ["Walks"]

logger = logging.getLogger(__name__)

_SIZES: tuple[Viewport, ...] = get_args(Viewport)
_TASKS: tuple[Task, ...] = get_args(Task)
_FAULT = say("an error in the auditor itself ended the walk")


class Walks:
    """
    What was declared, then every job from every start at both sizes, the home page's first: what time runs out for matters least.

    A chat is opened once for each size: it is the same on every page.

    Attributes:
        consent: What had been chosen in the consent dialog, for the record.
        done: The journeys that came to their end, in their order.
    """

    def __init__(
        self, starts: Sequence[Start], declared: Sequence[Declared] = (), tasks: Collection[Task] = get_args(Task)
    ) -> None:
        self.consent: ConsentChoice = "none"
        self.done: list[Journey] = []
        self._scenes: dict[State, Scene] = {}
        self._chats: dict[tuple[Viewport, str], Scene] = {}
        self._waiting = [(one.unwalked, walk_declared(one)) for one in declared]
        self._waiting += [_walk(start, size, task) for start in starts for size in _SIZES for task in _TASKS if task in tasks]
        self._wants: State | None = None
        self._ended = ""

    def next(self) -> State | None:
        """The state to be seen next, None where all walks have ended."""
        while self._waiting:
            wanted = self._wants or self._advance(None)
            while wanted is not None and (scene := self._seen(wanted)):
                wanted = self._advance(scene)
            self._wants = wanted
            if wanted is not None:
                return wanted
        return None

    def end(self, why: str) -> None:
        """Let no walk ask for anything more; each ends where it stands."""
        self._ended = why

    def take(self, scene: Scene) -> None:
        """The scene of the state that was asked for."""
        self._scenes[scene.state] = scene
        if scene.chat:
            self._chats[_chat_of(scene.state)] = scene

    def _seen(self, state: State) -> Scene | None:
        """The scene of a state, if it was seen; once nothing more is to be seen, why not."""
        if self._ended and state not in self._scenes:
            page = Page(url=state.url, final_url=state.url, state="timeout", detail=self._ended)
            return Scene(state, Look(page=page), detail=self._ended)
        before = self._scenes.get(replace(state, presses=state.presses[:-1]))
        opened = self._chats.get(_chat_of(state))
        if opened and before and state not in self._scenes:
            return replace(before, state=state, chat=opened.chat, shot=opened.shot)
        return self._scenes.get(state)

    def _advance(self, scene: Scene | None) -> State | None:
        """Let the first walk go on to the state it wants next; None where it ended; a fault of ours costs that walk alone."""
        journey, walking = self._waiting[0]
        try:
            return walking.send(scene) if scene is not None else next(walking)
        except StopIteration as end:
            journey = end.value
        except Exception:
            logger.exception("a walk could not go on")
            journey = journey.model_copy(update={"detail": _FAULT})
        self.done.append(journey.model_copy(update={"consent": self.consent}))
        self._waiting.pop(0)
        self._wants = None
        return None


def _walk(start: Start, size: Viewport, task: Task) -> tuple[Journey, Walk]:
    """A walk, and the journey that it is as long as it has not ended."""
    unwalked = Journey(task=task, start=start.url, start_kind=start.kind, viewport=size, outcome="cut-short")
    return unwalked, walk(TASKS[task], State(size, start.url), start.kind)


def _chat_of(state: State) -> tuple[Viewport, str]:
    """The chat that the last press opens, "" for none; nothing is kept under that."""
    return state.viewport, (state.presses[-1].vendor or "") if state.presses else ""
