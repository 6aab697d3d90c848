"""The page that says who runs the site is linked from nearly every page."""

from __future__ import annotations

from urllib.parse import urldefrag

from rules.checks import (
    addresses,
    channel_places,
    looked_at,
    mention_places,
    mentions,
    pages,
    place,
    quoted,
    seen,
    sightings,
    where,
)
from rules.coverage import compared
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence, Mention
from spiders.said import count, joined, say, sentences


def check(evidence: Evidence, entry: Entry) -> Result:
    links = mentions(evidence, "imprint", forms=("link", "button"))
    broken = {link.to for link in evidence.broken_links}
    sound = tuple(link for link in links if link.href not in broken)
    if links and not sound:
        told = say(
            "The link {quotes} leads to an error: {page}.",
            quotes=quoted(link.text for link in links[:1]),
            page=where(links[0].href),
        )
        return Result("imprint-broken", told, mention_places(evidence, links))
    by_name = bool(entry.thresholds["by-name"])
    if not _telling(evidence, by_name) and not sound:
        return _unnamed(evidence)
    return _share(evidence, sound, by_name, entry.thresholds["least-share"])


def _share(evidence: Evidence, links: tuple[Mention, ...], by_name: bool, least: float) -> Result:
    near = {link.page for link in links} | _telling(evidence, by_name)
    contact = mentions(evidence, "contact_us", "customer_service", forms=("link",))
    leading = near | {link.page for link in contact if urldefrag(link.href).url in near}
    judged, unknown = compared(evidence, leading)
    without = [page for page in judged if not leading & {page.url, page.final_url}]
    share = 1 - len(without) / max(len(judged), 1)
    names = f" ({quoted(link.text for link in links)})" if links else ""
    leads, of = len(judged) - len(without), len(judged)
    told = say(
        "{leads} of {of} pages lead in one or two links to who runs the site{names} ({share:.0%}; the tool's "
        "own threshold is {least:.0%})",
        leads=leads,
        of=of,
        names=names,
        share=share,
        least=least,
    )
    if share >= least and leads / (of + unknown) < least:
        told = say(
            "{told}, and {pages} could not be read, which could turn it.",
            told=told,
            pages=count(unknown, "{n} page", "{n} pages"),
        )
        return Result("pages-left-open", told, mention_places(evidence, links), "medium")
    told = joined("", (told, "."))
    if share >= least:
        return Result("linked-on-nearly-every-page", told, mention_places(evidence, links))
    places = tuple(place(evidence, page) for page in without[:5])
    if by_name and len(without) == 1:
        alone = say("On so few pages a single one decides; whether other links lead there is for a person to verify.")
        return Result("missing-on-one-page", sentences(told, alone), places)
    if by_name:
        return Result("missing-on-many-pages", told, places)
    verify = say("Whether other links lead there is for a person to verify.")
    return Result("details-without-a-name", sentences(told, verify), places)


def _telling(evidence: Evidence, by_name: bool) -> frozenset[str]:
    """The addresses of the pages that say who runs the site; `by_name`: only those named for it."""
    named = addresses(pages(evidence, "imprint"))
    shown = {sighting.page for channel in seen(evidence, "postal", "visit") for sighting in sightings(channel)}
    return named if by_name else named | shown


def _unnamed(evidence: Evidence) -> Result:
    missing = say("No link and no page named for who runs the site was found {looked_at}", looked_at=looked_at(evidence))
    if addresses := seen(evidence, "postal", "visit"):
        told = say(
            "{missing}; an address is given at {page}. Whether it is easily recognised there is for a person to verify.",
            missing=missing,
            page=where(sightings(addresses[0])[0].page),
        )
        return Result("details-without-a-name", told, channel_places(evidence, addresses))
    return Result("imprint-missing", say("{missing}, and no address of the company.", missing=missing))
