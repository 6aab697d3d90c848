"""Two looks at one site, held against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from reports.changes.cautions import cautions, judged_alike
from reports.changes.channels import channels
from reports.changes.details import details, promises
from reports.changes.forms import forms
from reports.changes.model import Change, Changes, Look, worst_first
from reports.changes.outcomes import outcomes, score
from reports.changes.paths import contact_page, paths
from reports.changes.places import broken_links, dead_ends, pages
from reports.changes.seen import Seen, looks
from reports.story import Story
from spiders.evidence import Page
from spiders.urls import host_of

__all__ = ["changes", "look_of", "one_site"]


def one_site(old: Story, new: Story) -> bool:
    """Whether both looks are at one site: the same host, with or without "www.", by what was asked for or what answered."""
    hosts = [{story.host, host_of(story.evidence.site.start_url)} for story in (old, new)]
    plain = [{host.removeprefix("www.") for host in known if host} for known in hosts]
    return bool(plain[0] & plain[1])


def changes(old: Story, new: Story) -> Changes:
    """What changed from the earlier look to the later; the words are those of the later."""
    before, after = looks(old, new)
    parts = (channels, contact_page, pages, paths, dead_ends, forms, broken_links, details, promises)
    found = list(chain.from_iterable(part(before, after) for part in parts))
    every = sorted([*found, *outcomes(old, new), *_unread(before, after)], key=worst_first)
    return Changes(
        old=look_of(old),
        new=look_of(new),
        cautions=tuple(cautions(old, new)),
        score=score(old, new, judged_alike=judged_alike(old, new)),
        changes=tuple(dict.fromkeys(change for change in every if change.kind != "unseen")),
        unseen=tuple(dict.fromkeys(change for change in every if change.kind == "unseen")),
    )


def look_of(story: Story) -> Look:
    """The figures of a look."""
    found = story.verdicts.score
    return Look(
        host=story.host,
        started=story.manifest.started,
        pages=story.read,
        score=found.value,
        low=found.low,
        high=found.high,
        grade=found.grade,
        decided=story.decided,
        of=story.decided + story.undecided,
        fixes=len(story.fixes),
    )


def _unread(old: Seen, new: Seen) -> Iterator[Change]:
    """The pages that only one of the looks read, by the reason why."""
    for had, has, kind in ((old, new, "later"), (new, old, "earlier")):
        groups: dict[str, list[Page]] = defaultdict(list)
        for page in had.story.evidence.pages:
            if page.state == "ok" and has.again(page) == "unseen":
                groups[has.reason(page)].append(page)
        for reason, unread in sorted(groups.items()):
            n = len(unread)
            text = had.story.words(f"changes.pages.{kind}", n=n, pages=had.listed(unread), reason=reason)
            urls = tuple(sorted({page.final_url for page in unread}))
            yield Change(topic="page", kind="unseen", key=f"pages {kind} {reason}", text=text, pages=urls)
