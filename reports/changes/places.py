"""Pages for customers that answer otherwise, places where the way ends, links that lead to an error."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal

from reports.changes.model import Change, Kind
from reports.changes.seen import Seen
from reports.text import clean, short
from spiders.evidence import BrokenLink, DeadEnd, Page

__all__ = ["broken_links", "dead_ends", "pages"]

_STANDING = 3


def pages(old: Seen, new: Seen) -> Iterator[Change]:
    """The pages on which customers look, the contact page apart, that are not there any more, or again."""
    for page in _answering(old):
        if page != old.contact and (now := _closed(new, page)):
            yield _page(new, old.named(page), now, "gone")
    for page in _answering(new):
        if page != new.contact and (was := _closed(old, page)):
            yield _page(new, new.named(page), was, "new")


def _answering(look: Seen) -> list[Page]:
    read = [page for page in look.story.evidence.pages if page.state == "ok" and look.matters(page)]
    return sorted(read, key=lambda page: page.final_url)


def _closed(look: Seen, page: Page) -> Page | None:
    """The page as it was met in this look, where it answers with an error that stays or asks for a login."""
    return look.met(page) if look.again(page) == "closed" else None


def _page(look: Seen, name: str, closed: Page, kind: Literal["gone", "new"]) -> Change:
    words = look.story.words
    state = words.label("state", closed.state)
    text = words(f"changes.page.{kind}", page=name, state=state)
    return Change(topic="page", kind=kind, key=f"page {look.key(closed.url)}", text=text, pages=(closed.final_url,))


def dead_ends(old: Seen, new: Seen) -> Iterator[Change]:
    """Places from which the way leads no further: new ones, and those that are mended."""
    yield from (_end(old, new, end, "worse") for end in _without(new, old))
    yield from (_end(new, old, end, "better") for end in _without(old, new))


def _without(had: Seen, has: Seen) -> Iterator[DeadEnd]:
    """The dead ends of one look that the other has not; labels count where a page has several of a type."""
    there = _by_place(has)
    for place, ends in _by_place(had).items():
        others = there.get(place, {})
        new = [end for label, end in ends.items() if label not in others]
        yield from new[: max(0, len(ends) - len(others))]


def _by_place(look: Seen) -> Mapping[tuple[str, str], dict[str, DeadEnd]]:
    places: dict[tuple[str, str], dict[str, DeadEnd]] = defaultdict(dict)
    for end in sorted(look.story.evidence.dead_ends, key=lambda end: (end.type, end.page, end.label)):
        places[end.type, look.key(end.page)].setdefault(clean(end.label).casefold(), end)
    return places


def _end(without: Seen, with_: Seen, end: DeadEnd, kind: Literal["worse", "better"]) -> Change:
    """A dead end that only one look met; no change where the other did not look there."""
    words = with_.story.words
    page = with_.pages.get(with_.key(end.page))
    key = f"dead-end {end.type} {with_.key(end.page)}"
    named = with_.named(page) if page else short(end.page, with_.story.host)
    what = words.label("dead_end", end.type)
    again = without.again(page) if page else "unseen"
    walks = end.walked and not without.story.evidence.journeys
    if page is None or again == "unseen" or walks or (again == "unmet" and kind == "better"):
        reason = words("changes.why.walks") if walks and again != "unseen" else without.reason(page) if page else ""
        text = words(f"changes.dead_end.unseen_{kind}", what=what, page=named, reason=reason or words("changes.why.unmet"))
        return Change(topic="dead-end", kind="unseen", key=key, text=text, pages=(end.page,))
    text = words(f"changes.dead_end.{kind}", what=what, page=named)
    return Change(topic="dead-end", kind=kind, key=key, text=text, pages=(end.page,))


def broken_links(old: Seen, new: Seen) -> Iterator[Change]:
    """Addresses that links lead to and that answer with an error now, or do no longer."""
    before, after = _by_target(old), _by_target(new)
    for target in sorted(after.keys() - before.keys()):
        yield _broken(old, new, target, after[target])
    for target in sorted(before.keys() - after.keys()):
        yield _mended(old, new, target, before[target])


def _by_target(look: Seen) -> Mapping[str, list[BrokenLink]]:
    targets: dict[str, list[BrokenLink]] = defaultdict(list)
    for link in sorted(look.story.evidence.broken_links, key=lambda link: (link.to, link.from_, link.label)):
        targets[look.key(link.to)].append(link)
    return targets


def _broken(old: Seen, new: Seen, target: str, links: list[BrokenLink]) -> Change:
    """A link that leads to an error: new where its target was read before, or a page that has it was, without it."""
    was = old.pages.get(target)
    left_out = target in {old.key(one.url) for one in old.story.evidence.coverage.skipped}
    froms = [page for link in links if (page := new.pages.get(new.key(link.from_)))]
    looked = was.state == "ok" if was else not left_out and any(old.again(page) in {"read", "unmet"} for page in froms)
    return _link(new, target, links, "worse" if looked else "unseen", "new" if looked else "unseen_new")


def _mended(old: Seen, new: Seen, target: str, links: list[BrokenLink]) -> Change:
    now = new.pages.get(target)
    mended = now is not None and now.state == "ok"
    return _link(old, target, links, "better" if mended else "unseen", "mended" if mended else "unseen_mended")


def _link(look: Seen, target: str, links: list[BrokenLink], kind: Kind, how: str) -> Change:
    words = look.story.words
    froms = list(dict.fromkeys(page for link in links if (page := look.pages.get(look.key(link.from_)))))
    label = next((clean(link.label, 60) for link in links if link.label), "")
    to = short(links[0].to, look.story.host, 60)
    named = words("changes.link.labelled", label=label, to=to) if label else to
    text = words(f"changes.link.{how}", link=named, pages=look.listed(froms) or short(links[0].from_, look.story.host))
    return Change(
        topic="broken-link", kind=kind, key=f"link {target}", text=text, pages=tuple(p.final_url for p in froms[:_STANDING])
    )
