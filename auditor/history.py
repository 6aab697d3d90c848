"""The bundles of one site in order of time: read, and those that cannot be used named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor import bundle
from auditor.audit import story
from auditor.errors import CallError
from reports.changes import one_site
from reports.story import Story

__all__ = ["History", "history", "told"]


@dataclass(frozen=True)
class History:
    """The looks at one site, the earliest first; `left_out` says in a line each which bundles were not used and why."""

    stories: tuple[Story, ...]
    left_out: tuple[str, ...] = ()


def told(folder: Path, language: str) -> Story:
    """
    What a bundle tells.

    Raises:
        CallError: It is no bundle, is not as it was written, or was not judged.
    """
    return story(bundle.sound(bundle.read(folder)), language)


def history(places: Sequence[Path], language: str) -> History:
    """
    The looks at the site that most of the bundles are of; of two as common the one looked at last.

    Raises:
        CallError: A place is not there, or fewer than two bundles of one site can be used.
    """
    stories: list[tuple[Path, Story]] = []
    left_out: list[str] = []
    for folder in dict.fromkeys(_bundles(places)):
        try:
            stories.append((folder, told(folder, language)))
        except CallError as error:
            left_out.append(str(error))
    ordered = sorted(stories, key=lambda found: (found[1].manifest.started, str(found[0])))
    groups = [[found for found in ordered if one_site(found[1], last)] for _, last in ordered]
    chosen = max(groups, key=lambda group: (len(group), group[-1][1].manifest.started), default=[])
    others = [(folder, other) for folder, other in ordered if (folder, other) not in chosen]
    left_out += [f"{folder}: is of another site, {other.host}" for folder, other in others]
    if len(chosen) < 2:
        raise CallError("; ".join([*left_out[:3], "give at least two judged bundles of one site, or a folder that holds them"]))
    return History(tuple(found for _, found in chosen), tuple(left_out))


def _bundles(places: Sequence[Path]) -> Iterator[Path]:
    """Each place that is a bundle, and of every other folder the bundles in it."""
    for place in places:
        if not place.is_dir():
            raise CallError(f"{place}: there is no such folder; give bundles, or a folder that holds them")
        if (place / bundle.MANIFEST).exists() or (place / bundle.EVIDENCE).exists():
            yield place
        else:
            yield from sorted(path.parent for path in place.glob(f"*/{bundle.EVIDENCE}") if not path.parent.name.startswith("."))
