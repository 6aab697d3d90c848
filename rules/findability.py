"""
The findability of a person: what simulated customers found, as one number with its parts. `docs/findability.md` explains it.

Customers who left for pages nobody looked at may have arrived, straight away; they make the number an interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rules.checks import channel_places, place, seen, where
from rules.pack import Entry
from rules.result import Result
from rules.scoring import depth, scheme
from spiders.evidence import Evidence, Findability, StartKind, Task
from spiders.said import count, joined, say, sentences

__all__ = ["Found", "found", "way_to_a_person"]

_PERSON: dict[Task, str] = {"phone": say("to phone"), "write": say("to write")}
_STARTS: dict[StartKind, str] = {
    "home": say("the home page"),
    "article": say("a help article"),
    "order": say("a page about orders or returns"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """
    Findability for one job from one page, each number 0 to 1.

    Attributes:
        reached: The share that arrives; `direct`: that arrives without going back; `unknown`: that left for pages nobody looked at.
        depth: What the fewest actions earn by the curve of the channel, `clicks` being these actions; 0 where no way is known.
        low: The weighted sum of the parts; `high`: the same, had all the unknown arrived straight away.
    """

    task: Task
    start: str
    start_kind: StartKind
    reached: float
    direct: float
    unknown: float
    depth: float
    clicks: int | None
    low: float
    high: float


def found(evidence: Evidence, task: Task, kind: StartKind) -> Found | None:
    """The findability for a job from a kind of page; None where no customers were sent."""
    entries = [each for each in evidence.findability if (each.task, each.start_kind) == (task, kind)]
    whole = next((each for each in entries if not each.channel), None)
    if whole is None:
        return None
    direct = whole.reached * (whole.direct or 0.0)
    earned = _depth(entries)
    nearest = depth(task, 1) if whole.depth is None and whole.unknown else earned
    return Found(
        task=task,
        start=whole.start,
        start_kind=kind,
        reached=whole.reached,
        direct=direct,
        unknown=whole.unknown,
        depth=earned,
        clicks=whole.depth,
        low=_sum(whole.reached, direct, earned),
        high=_sum(whole.reached + whole.unknown, direct + whole.unknown, nearest),
    )


def _depth(entries: Sequence[Findability]) -> float:
    """What the fewest actions earn, of several kinds of channels the one that earns most."""
    by_kind = [each for each in entries if each.channel] or entries
    return max((depth(each.channel or each.task, each.depth) for each in by_kind if each.depth is not None), default=0.0)


def _sum(reached: float, direct: float, depth: float) -> float:
    weights = scheme().findability
    return weights.reached * reached + weights.direct * direct + weights.depth * depth


def way_to_a_person(evidence: Evidence, entry: Entry, *kinds: StartKind) -> Result:
    """
    Whether a person, by phone or in writing, is found from each of the kinds of pages; the page that it is hardest from decides.

    The named results: `found`; `hard-to-find`; `no-way-known` where no page shows what they look for; `may-be-found` where pages
    not visited could turn it; `nobody-set-out` where there was no such page to start on; `no-details-seen` where there is nobody
    to find.
    """
    by_start = [[one for task in _PERSON if (one := found(evidence, task, kind))] for kind in kinds]
    tried = [jobs for jobs in by_start if jobs]
    if not tried:
        sent = [_STARTS[kind] for kind in kinds]
        told = say("No simulated customers were sent from {sent}.", sent=sent[0])
        if len(sent) > 1:
            told = say("No simulated customers were sent from {sent} or {sent2}.", sent=sent[0], sent2=sent[1])
        return Result("nobody-set-out", told)
    channels = seen(evidence, "phone", "email", "form")
    if not channels:
        return Result("no-details-seen", say("No phone number, e-mail address or form was found that customers could look for."))
    low, high = (min(max(getattr(job, end) for job in jobs) for jobs in tried) for end in ("low", "high"))
    least = entry.thresholds["least"]
    known = any(job.clicks is not None for jobs in tried for job in jobs)
    hard = "hard-to-find" if known else "no-way-known"
    name = "found" if low >= least else hard if high < least else "may-be-found"
    addresses = {jobs[0].start for jobs in tried}
    begun = tuple(place(evidence, page) for page in evidence.pages if page.final_url in addresses)
    message = sentences(*map(_told, tried))
    return Result(name, message, (*begun, *channel_places(evidence, channels, 2)), "medium", earned=low)


def _told(jobs: Sequence[Found]) -> str:
    start, parts = _STARTS[jobs[0].start_kind], joined("; ", map(_parts, jobs))
    if jobs[0].start_kind == "home":
        return say("Findability from {start}: {parts}.", start=start, parts=parts)
    return say("Findability from {start} ({page}): {parts}.", start=start, page=where(jobs[0].start), parts=parts)


def _parts(job: Found) -> str:
    parts = [
        say("{reached:.0%} of simulated customers arrive", reached=job.reached),
        say("{direct:.0%} without going back", direct=job.direct),
    ]
    parts.append(
        say("no way there is known")
        if job.clicks is None
        else say("{actions} at least", actions=count(job.clicks, "{n} action", "{n} actions"))
    )
    if job.unknown >= 0.005:
        parts.append(say("{unknown:.0%} left for pages not visited", unknown=job.unknown))
    value, how = 100 * job.low, say("it shows there") if job.clicks == 0 else joined(", ", parts)
    return say("{job} {value:.0f} of 100 ({how})", job=_PERSON[job.task], value=value, how=how)
