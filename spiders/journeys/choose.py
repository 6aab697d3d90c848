"""Choosing: which of all that can be seen promises most for a job. By words, place and size; an address plays no part."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from spiders.journeys.scene import Option, Scene
from spiders.journeys.tasks import NUMBERS, TaskSpec, worth
from spiders.urls import key, same_site

__all__ = ["Choice", "choices"]


@dataclass(frozen=True, slots=True)
class Choice:
    """An option with its worth and why; `promise` is what its words alone are worth."""

    option: Option
    worth: int
    promise: int
    why: str

    @property
    def elsewhere(self) -> bool:
        """It leads to another site."""
        return self.why.endswith(_ELSEWHERE)


_ELSEWHERE = "leads to another site"


def choices(task: TaskSpec, scene: Scene, *, scrolled: bool, tried: Container[str]) -> tuple[Choice, ...]:
    """
    What could be chosen, the best first; of equals the one that is read first, and of what leads to one place only the best.

    Args:
        scrolled: The whole page has been seen, and not its first screen alone.
        tried: Keys (`key_of`) of what was chosen before.
    """
    found: dict[str, Choice] = {}
    for option in scene.options():
        if not (scrolled or option.first_screen):
            continue
        where = key_of(scene, option)
        choice = _choice(task, scene, option)
        if choice and where not in tried and (where not in found or choice.worth > found[where].worth):
            found[where] = choice
    return tuple(sorted(found.values(), key=lambda choice: -choice.worth))


def key_of(scene: Scene, option: Option) -> str:
    """What tells that an option was chosen before, wherever it stands."""
    if option.press and (option.menu or option.press.vendor is not None):
        return f"{option.action} {option.label}"  # a menu and a chat are the same on every page
    if option.press:
        return f"{scene.here} {option.press.selector}"
    return f"{scene.here}#" if key(option.to) == scene.here else key(option.to)


def _choice(task: TaskSpec, scene: Scene, option: Option) -> Choice | None:
    promise = _promise(task, scene, option)
    away = bool(option.to) and not same_site(option.to, scene.look.page.final_url)
    if promise < (NUMBERS.unsure if away or option.unsure else NUMBERS.least):
        return None
    parts = list(_parts(option))
    total = promise + sum(points for points, _ in parts)
    why = ", ".join([_says(option, promise), *(words for _, words in parts if words), *([_ELSEWHERE] if away else [])])
    return Choice(option, total, promise, why)


def _promise(task: TaskSpec, scene: Scene, option: Option) -> int:
    told = worth(task, option.label, scene.look.page.lang)
    if option.action == "open-chat":
        return max(told, task.labels.get("chat", 0))
    return max(told, NUMBERS.menu if option.menu else 0)


def _says(option: Option, promise: int) -> str:
    if option.menu:
        return f"it opens a menu ({promise})"
    return f"its words promise {promise} of 100"


def _parts(option: Option) -> Iterator[tuple[int, str]]:
    region = NUMBERS.regions[option.region]
    yield region, f"it stands in the {option.region} (+{region})" if region else ""
    if option.first_screen:
        yield NUMBERS.first_screen, f"it shows before scrolling (+{NUMBERS.first_screen})"
    box = option.box
    if box is not None and box.width * box.height < NUMBERS.small_px**2:
        yield NUMBERS.small, f"it is small ({NUMBERS.small})"
