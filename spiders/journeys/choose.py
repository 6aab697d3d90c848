"""Choosing: which of all that can be seen promises most for a job. By words, place and size; an address plays no part."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from spiders.evidence import Box, Region
from spiders.journeys.scene import Option, Scene
from spiders.journeys.tasks import NUMBERS, TaskSpec, worth
from spiders.said import joined, say
from spiders.urls import key, same_site

__all__ = ["Choice", "choices", "key_of", "standing"]

_PARTS: dict[Region, str] = {"nav": say("menu"), "main": say("page's content"), "overlay": say("window over the page")}


@dataclass(frozen=True, slots=True)
class Choice:
    """
    An option with its worth and why.

    Attributes:
        promise: What its words alone are worth.
        away: It leads to another site.
    """

    option: Option
    worth: int
    promise: int
    why: str
    away: bool = False


def choices(
    task: TaskSpec, scene: Scene, *, scrolled: bool, tried: Container[str], least: int = NUMBERS.least
) -> tuple[Choice, ...]:
    """
    What could be chosen, the best first; of equals the one that is read first, and of what leads to one place only the best.

    Args:
        scrolled: The whole page has been seen, and not its first screen alone.
        tried: Keys (`key_of`) of what was chosen before.
        least: What a label must promise to be an option.
    """
    found: dict[str, Choice] = {}
    for option in scene.options():
        if not (scrolled or option.first_screen):
            continue
        where = key_of(scene, option)
        choice = _choice(task, scene, option, least)
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


def _choice(task: TaskSpec, scene: Scene, option: Option, least: int) -> Choice | None:
    promise = _promise(task, scene, option)
    away = bool(option.to) and not same_site(option.to, scene.look.page.final_url)
    if promise < (NUMBERS.unsure if away or option.unsure else least):
        return None
    parts = standing(option.region, option.box, first_screen=option.first_screen)
    why = joined(", ", [_says(option, promise), *(words for points, words in parts if points)])
    return Choice(option, promise + sum(points for points, _ in parts), promise, why, away)


def _promise(task: TaskSpec, scene: Scene, option: Option) -> int:
    told = worth(task, option.label, scene.look.page.lang)
    if option.action == "open-chat":
        return max(told, task.labels.get("chat", 0))
    return max(told, NUMBERS.menu if option.menu else 0)


def _says(option: Option, promise: int) -> str:
    if option.menu:
        return say("it opens a menu ({promise})", promise=promise)
    return say("its words promise {promise} of 100", promise=promise)


def standing(region: Region, box: Box | None, *, first_screen: bool) -> tuple[tuple[int, str], ...]:
    """What an option is worth beside its words, by where it stands and its size: points, and why."""
    small = box is not None and box.width * box.height < NUMBERS.small_px**2
    at = NUMBERS.regions[region]
    seen = NUMBERS.first_screen if first_screen else 0
    size = NUMBERS.small if small else 0
    return (
        (at, say("it stands in the {part} (+{at})", part=_PARTS.get(region, say(region)), at=at)),
        (seen, say("it shows before scrolling (+{seen})", seen=seen)),
        (size, say("it is small ({size})", size=size)),
    )
