"""Ways to reach the company that are gone, or new: everywhere, or from a page where a customer looks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.changes.model import Change, rank_of
from reports.changes.seen import Seen
from reports.meets import shown_value, visible
from spiders.evidence import Channel, Page, Sighting

__all__ = ["called", "channels", "identity", "offered"]

_BY_ADDRESS = frozenset({"form", "callback", "messaging", "social"})
_IN_WORDS = frozenset({"postal", "visit"})
_NO_VALUE = frozenset({"form", "callback"})
_BLANKS = re.compile(r"[\W_]+")


def channels(old: Seen, new: Seen) -> Iterator[Change]:
    """What the earlier look showed and the later does not, and the other way round."""
    for missed in _missed(old, new):
        yield missed.told("gone")
    for missed in _missed(new, old):
        yield missed.told("new")


def identity(look: Seen, channel: Channel) -> str:
    """What makes two sightings one channel: kind and value, without what only its spelling or the way there adds."""
    value = channel.value
    if channel.kind in _BY_ADDRESS:
        value = look.key(value)
    elif channel.kind in _IN_WORDS:
        value = _BLANKS.sub(" ", value).strip().casefold()
    return f"{channel.kind} {value}"


def offered(look: Seen) -> Mapping[str, Channel]:
    """The company's channels that a visitor can get to see, by identity."""
    own = [c for c in look.story.evidence.channels if c.owner != "third-party" and visible(c)]
    return {identity(look, channel): channel for channel in sorted(own, key=lambda c: (c.kind, c.value))}


def called(look: Seen, channel: Channel) -> str:
    """A channel as the subject of a sentence."""
    words = look.story.words
    label = words.label("channel", channel.kind)
    if channel.kind in _NO_VALUE:
        return words("changes.what.bare", label=label)
    value = words.label("chat_maker", channel.value) if channel.kind == "chat" else shown_value(channel)
    return words("changes.what.named", label=label, value=value)


@dataclass(frozen=True)
class _Missed:
    """
    A channel that `had` shows and `has` does not, at least not on the same pages.

    Attributes:
        left: The pages that showed it, were looked at in `has` too, and do not show it there.
        unseen: The pages that showed it and were not looked at in `has`.
        there: The pages of `has` that show it.
    """

    had: Seen
    has: Seen
    key: str
    channel: Channel
    left: Sequence[Page]
    unseen: Sequence[Page]
    there: Sequence[Page]

    @property
    def sure(self) -> bool:
        """Whether it is missed where a customer looks, or everywhere."""
        everywhere = bool(self.left) and not (self.there or self.unseen) and self.has.whole
        return everywhere or any(map(self.had.matters, self.left))

    def told(self, kind: str) -> Change:
        """The change: "gone" where `has` is the later look, "new" where it is the earlier."""
        words = self.had.story.words
        what, pages = called(self.had, self.channel), self.had.listed(self.left)
        rank = rank_of(self.channel.kind)
        if not self.sure:
            why = words(f"changes.channel.unseen_{kind}", what=what, pages=self.had.listed(self.unseen or self.left))
            reason = self.has.reason(self.unseen[0]) if self.unseen else words("changes.why.others")
            text = f"{why} {words('changes.because', reason=reason)}"
            return Change(topic="channel", kind="unseen", key=self.key, rank=rank, text=text)
        rest = self._rest(kind)
        text = words(f"changes.channel.{kind}", what=what, pages=pages)
        return Change(
            topic="channel",
            kind="gone" if kind == "gone" else "new",
            key=self.key,
            rank=rank,
            text=f"{text} {rest}".strip(),
            pages=tuple(page.final_url for page in self.left),
        )

    def _rest(self, kind: str) -> str:
        """Where else it is, or that it is nowhere else."""
        words = self.had.story.words
        if self.there:
            return words(f"changes.channel.{kind}_there", pages=self.has.listed(self.there))
        if self.unseen:
            return words(f"changes.channel.{kind}_unsure", n=len(self.unseen))
        return words(f"changes.channel.{kind}_nowhere")


def _missed(had: Seen, has: Seen) -> Iterator[_Missed]:
    now = offered(has)
    for key, channel in offered(had).items():
        same = [now[key]] if key in now else [other for known, other in now.items() if _same_address(key, known)]
        there = {page: by for other in same for page, by in _places(has, other).items()}
        missing = [(page, by) for page, by in _places(had, channel).items() if page not in there]
        loads = _loads(has, key) if channel.kind == "chat" else set()
        left = [had.pages[page] for page, by in missing if page not in loads and has.again(had.pages[page], by) != "unseen"]
        unseen = [had.pages[page] for page, _ in missing if had.pages[page] not in left]
        found = _Missed(had, has, key, channel, left, unseen, [has.pages[page] for page in there])
        if found.sure or (missing and not there):
            yield found


def _loads(look: Seen, key: str) -> set[str]:
    """The pages on which a chat was seen to load, whether its button came in time or not."""
    every = (c for c in look.story.evidence.channels if c.kind == "chat" and identity(look, c) == key)
    return {look.key(sighting.page) for channel in every for sighting in channel.sightings}


def _same_address(one: str, other: str) -> bool:
    """Whether two identities are of one postal address, of which the other look read more, or less, of the lines."""
    (kind, *words), (other_kind, *others) = one.split(), other.split()
    return kind in _IN_WORDS and kind == other_kind and (set(words) <= set(others) or set(others) <= set(words))


def _places(look: Seen, channel: Channel) -> dict[str, list[Sighting]]:
    """What the pages that show a channel are known by, each with the sightings there."""
    places: dict[str, list[Sighting]] = {}
    for sighting in visible(channel):
        page = look.pages.get(look.key(sighting.page))
        if page is not None:
            places.setdefault(look.key(page.final_url), []).append(sighting)
    return dict(sorted(places.items()))
