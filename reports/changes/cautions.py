"""What has to be known before the changes are read: the looks were not made, or not judged, alike."""

from __future__ import annotations

from collections.abc import Iterator

from reports.changes.seen import differing
from reports.story import Story
from reports.text import clean

__all__ = ["cautions", "judged_alike"]

_RECORDED = ("settings", "versions", "environment")


def cautions(old: Story, new: Story) -> Iterator[str]:
    """A sentence each, the gravest first."""
    words = new.words
    if not new.read:
        yield words("changes.caution.nothing_now")
    if not old.read:
        yield words("changes.caution.nothing_then")
    if old.manifest.started > new.manifest.started:
        yield words("changes.caution.order")
    yield from _judged(old, new)
    yield from _made(old, new)


def judged_alike(old: Story, new: Story) -> bool:
    """Whether both were judged by the same method and packs, so that their scores can be compared."""
    methods = [(story.verdicts.method.version, story.verdicts.method.packs) for story in (old, new)]
    return methods[0] == methods[1]


def _judged(old: Story, new: Story) -> Iterator[str]:
    words, was, now = new.words, old.verdicts.method, new.verdicts.method
    if not judged_alike(old, new):
        yield words("changes.caution.method")
    elif was.as_of != now.as_of:
        yield words("changes.caution.as_of", before=was.as_of, after=now.as_of)
    if was.answers != now.answers:
        yield words("changes.caution.answers")


def _made(old: Story, new: Story) -> Iterator[str]:
    for name in _RECORDED:
        if names := differing(getattr(old.manifest, name), getattr(new.manifest, name)):
            yield new.words(f"changes.caution.{name}", names=", ".join(map(clean, names)))
    if old.manifest.browser != new.manifest.browser:
        yield new.words("changes.caution.browser")
