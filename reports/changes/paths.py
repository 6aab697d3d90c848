"""The way to each kind of channel: longer, shorter, or no more; and the contact page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.changes.model import Change, rank_of
from reports.changes.seen import Seen
from reports.meets import KINDS, for_customers, nearest, visible
from reports.text import clean, short
from spiders.evidence import ChannelKind, Page

__all__ = ["contact_page", "paths"]


@dataclass(frozen=True)
class _Way:
    """The shortest way to a kind of channel: clicks, all actions, the page it ends on; `opens`: controls to open there."""

    clicks: int
    actions: int
    page: Page
    opens: tuple[str, ...] = ()


def paths(old: Seen, new: Seen) -> Iterator[Change]:
    """The kinds of channels to which the shortest way is not as long as it was."""
    for kind in KINDS:
        before, after = _way(old, kind), _way(new, kind)
        if before and after and (before.clicks, before.actions) != (after.clicks, after.actions):
            longer = (after.clicks, after.actions) > (before.clicks, before.actions)
            seen = _walked(old, new, before) if longer else _walked(new, old, after)
            if seen:
                yield _told(old, new, kind, before, after, longer=longer)
        elif before and not after and for_customers(new.story, kind) and _walked(old, new, before):
            yield _cut(old, kind, before)


def _way(look: Seen, kind: ChannelKind) -> _Way | None:
    ways = []
    served = for_customers(look.story, kind)
    channels = [channel for channel, sighting in nearest(look.story, kind) if sighting in served]
    for sighting in (each for channel in channels for each in visible(channel)):
        page = look.pages.get(look.key(sighting.page))
        if page is not None and page.clicks is not None:
            actions = (page.clicks if page.depth_actions is None else page.depth_actions) + sighting.behind
            ways.append(_Way(page.clicks, actions, page, sighting.opened_by))
    return min(ways, key=lambda way: (way.clicks, way.actions, way.page.final_url), default=None)


def _walked(had: Seen, has: Seen, way: _Way) -> bool:
    """Whether every page of a way of the one look was looked at in the other, so that a longer way there is no gap of the look."""
    met = (had.pages.get(had.key(step.url)) for step in way.page.path)
    return all(page is None or has.again(page) != "unseen" for page in (*met, way.page))


def _told(old: Seen, new: Seen, kind: ChannelKind, before: _Way, after: _Way, *, longer: bool) -> Change:
    words = new.story.words
    return Change(
        topic="path",
        kind="worse" if longer else "better",
        key=f"path {kind}",
        rank=rank_of(kind),
        text=words(
            "changes.path.longer" if longer else "changes.path.shorter",
            label=words.label("channel", kind),
            before=_length(old, before),
            after=_length(new, after),
        ),
        before=_labels(old, before),
        after=_labels(new, after),
        pages=(after.page.final_url,),
    )


def _cut(old: Seen, kind: ChannelKind, before: _Way) -> Change:
    words = old.story.words
    text = words("changes.path.none", label=words.label("channel", kind), before=_length(old, before))
    return Change(topic="path", kind="worse", key=f"path {kind}", rank=rank_of(kind), text=text, before=_labels(old, before))


def _length(look: Seen, way: _Way) -> str:
    words = look.story.words
    clicks = words("clicks", n=way.clicks)
    opened = way.actions - way.clicks
    return words("changes.path.opened", n=opened, clicks=clicks) if opened > 0 else clicks


def _labels(look: Seen, way: _Way) -> str:
    """The way in the labels that one clicks."""
    words = look.story.words
    clicked = [clean(step.label, 40) or words("journeys.unlabelled") for step in way.page.path]
    return " › ".join((words("paths.here"), *clicked, *(clean(label, 40) for label in way.opens)))


def contact_page(old: Seen, new: Seen) -> Iterator[Change]:
    """Whether the contact page is another one, is gone or new, or is called otherwise."""
    before, after = old.contact, new.contact
    if before is not None and after is None:
        yield _lost(old, new, before, "gone")
    elif before is None and after is not None:
        yield _lost(new, old, after, "new")
    elif before is not None and after is not None:
        if old.key(before.final_url) != new.key(after.final_url):
            yield _moved(old, new, before, after)
        else:
            yield from _renamed(old, new, after)


def _lost(had: Seen, has: Seen, page: Page, kind: str) -> Change:
    words, path = had.story.words, short(page.final_url, had.story.host, 60)
    if has.again(page) == "unseen":
        text = words(f"changes.contact_page.unseen_{kind}", path=path, reason=has.reason(page))
        return Change(topic="contact-page", kind="unseen", key="contact-page", text=text)
    text = words(f"changes.contact_page.{kind}", path=path)
    return Change(
        topic="contact-page", kind="gone" if kind == "gone" else "new", key="contact-page", text=text, pages=(page.final_url,)
    )


def _moved(old: Seen, new: Seen, before: Page, after: Page) -> Change:
    words = new.story.words
    was, now = short(before.final_url, old.story.host, 60), short(after.final_url, new.story.host, 60)
    state = new.again(before)
    if state == "unseen" or old.again(after) == "unseen":
        reason = new.reason(before) if state == "unseen" else old.reason(after)
        text = words("changes.contact_page.perhaps", before=was, after=now, reason=reason)
        return Change(topic="contact-page", kind="unseen", key="contact-page", text=text)
    text = words(f"changes.contact_page.moved_{state}", before=was, after=now)
    return Change(
        topic="contact-page",
        kind="changed",
        key="contact-page",
        text=text,
        before=was,
        after=now,
        pages=(after.final_url,),
    )


def _renamed(old: Seen, new: Seen, page: Page) -> Iterator[Change]:
    words = new.story.words
    was, now = old.story.evidence.contact_page, new.story.evidence.contact_page
    if not (was and now and was.label and now.label):
        return
    links = [m for m in new.story.evidence.mentions if m.href and new.key(m.href) == new.key(page.final_url)]
    if _plain(was.label) != _plain(now.label) and not any(_plain(m.text) == _plain(was.label) for m in links):
        yield _otherwise("renamed", clean(was.label, 60), clean(now.label, 60), page, new)
    elif was.region != now.region and not any(m.region == was.region for m in links):
        yield _otherwise("region", words.label("region", was.region), words.label("region", now.region), page, new)


def _otherwise(how: str, before: str, after: str, page: Page, new: Seen) -> Change:
    return Change(
        topic="contact-page",
        kind="changed",
        key=f"contact-page {how}",
        text=new.story.words(f"changes.contact_page.{how}", before=before, after=after),
        before=before,
        after=after,
        pages=(page.final_url,),
    )


def _plain(label: str) -> str:
    return " ".join(label.split()).casefold()
