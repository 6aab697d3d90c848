"""What is said of a channel: its opening hours, what a call costs; and what the site promises of its service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reports.changes.channels import called, offered
from reports.changes.model import Change, Kind, rank_of
from reports.changes.seen import Seen
from reports.text import clean
from spiders.evidence import Channel, Promise

__all__ = ["details", "promises"]


def details(old: Seen, new: Seen) -> Iterator[Change]:
    """Hours and cost of the channels that both looks saw."""
    before, after = offered(old), offered(new)
    for key in sorted(before.keys() & after.keys()):
        yield from _hours(old, new, key, before[key], after[key])
        if before[key].cost != after[key].cost and "premium" in (before[key].cost, after[key].cost):
            yield _cost(new, key, before[key], after[key])


def _hours(old: Seen, new: Seen, key: str, was: Channel, now: Channel) -> Iterator[Change]:
    words = new.story.words
    before, after = (_plain(channel.hours or "") for channel in (was, now))
    if before.casefold() == after.casefold():
        return
    kind: Kind = "changed" if before and after else "gone" if before else "new"
    if kind != "changed":
        had, has, channel = (old, new, was) if before else (new, old, now)
        places = [page for s in channel.sightings if (page := had.pages.get(had.key(s.page)))]
        if any(has.again(page) == "unseen" for page in places):
            return
    text = words(f"changes.hours.{kind}", what=called(new, now), before=before, after=after)
    yield Change(topic="details", kind=kind, key=f"hours {key}", rank=rank_of(now.kind), text=text, before=before, after=after)


def _plain(hours: str) -> str:
    return clean(hours, 120).strip(" .,;:")


def _cost(look: Seen, key: str, was: Channel, now: Channel) -> Change:
    words = look.story.words
    before, after = words.label("cost", was.cost), words.label("cost", now.cost)
    kind: Kind = "worse" if now.cost == "premium" else "better"
    text = words("changes.cost", what=called(look, now), before=before, after=after)
    return Change(topic="details", kind=kind, key=f"cost {key}", rank=rank_of(now.kind), text=text, before=before, after=after)


def promises(old: Seen, new: Seen) -> Iterator[Change]:
    """Claims about the service that came or went, on pages that both looks read."""
    yield from _claims(old, new, "gone")
    yield from _claims(new, old, "new")


def _claims(had: Seen, has: Seen, kind: Kind) -> Iterator[Change]:
    words, there = had.story.words, _by_text(has)
    for text, claims in _by_text(had).items():
        pages = [page for claim in claims if (page := had.pages.get(had.key(claim.page)))]
        if text not in there and pages and all(has.again(page) == "read" for page in pages):
            said = words(f"changes.promise.{kind}", text=clean(claims[0].text, 160), pages=had.listed(pages))
            urls = tuple(dict.fromkeys(page.final_url for page in pages))
            yield Change(topic="promise", kind=kind, key=f"promise {text}", text=said, pages=urls)


def _by_text(look: Seen) -> Mapping[str, list[Promise]]:
    found: dict[str, list[Promise]] = {}
    for claim in sorted(look.story.evidence.promises, key=lambda claim: (claim.text, claim.page)):
        found.setdefault(clean(claim.text).casefold(), []).append(claim)
    return found
