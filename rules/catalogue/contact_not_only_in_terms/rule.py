"""Contact details do not stand only in terms and other legal pages."""

from __future__ import annotations

from rules.checks import addresses, channel_places, looked_at, place, seen, sightings, together, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Channel, ChannelKind, Evidence, PageKind
from spiders.said import count, say

_LEGAL: frozenset[PageKind] = frozenset({"terms", "legal", "withdrawal"})
_NAMES: tuple[tuple[ChannelKind, str], ...] = (("phone", say("the phone number")), ("email", say("the e-mail address")))


def check(evidence: Evidence, _entry: Entry) -> Result:
    shown = {name: channels for kind, name in _NAMES if (channels := seen(evidence, kind))}
    if not shown and (documents := [page for page in evidence.pages if page.state == "not-html"]):
        many = count(len(documents), "{n} document", "{n} documents")
        told = say(
            "Neither a phone number nor an e-mail address was found {looked_at}; not read, and perhaps with "
            "them: {many}, {page} the first. That is for a person to verify.",
            looked_at=looked_at(evidence),
            many=many,
            page=where(documents[0].url),
        )
        return Result("documents-not-read", told, tuple(place(evidence, page) for page in documents[:3]))
    if not shown:
        return Result(
            "no-details-seen",
            say("Neither a phone number nor an e-mail address was found {looked_at}.", looked_at=looked_at(evidence)),
        )
    legal = addresses(page for page in evidence.pages if set(page.kinds) <= _LEGAL)
    buried = {name: channels for name, channels in shown.items() if all(_buried(channel, legal) for channel in channels)}
    if not buried:
        return Result("in-the-open", say("Not only in the terms: {details}.", details=together(shown)))
    first = next(iter(buried.values()))[0]
    told = say(
        "Only in terms or legal pages: {details}, at {page}.", details=together(buried), page=where(sightings(first)[0].page)
    )
    return Result("only-in-terms", told, channel_places(evidence, [channel for group in buried.values() for channel in group]))


def _buried(channel: Channel, legal: frozenset[str]) -> bool:
    return all(sighting.page in legal for sighting in sightings(channel))
