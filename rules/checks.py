"""
Small predicates over evidence that the rules share.

What may be unknown is answered by True, False or None. Everything keeps the order of the evidence.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from itertools import islice

from rules.verdict import Place
from spiders.evidence import Channel, ChannelKind, Evidence, Form, FormKind, Mention, MentionForm, Page, PageKind, Sighting
from spiders.said import Said, count, joined, say
from spiders.urls import split

__all__ = [
    "addresses",
    "by_address",
    "channel_places",
    "contact_forms",
    "contact_pages",
    "has_a_number",
    "instead",
    "kinds_of",
    "live",
    "looked_at",
    "mention_places",
    "mentions",
    "on_page",
    "own",
    "pages",
    "place",
    "quoted",
    "read",
    "seen",
    "sightings",
    "together",
    "where",
    "written",
]

_KINDS: dict[ChannelKind, Said] = {
    "phone": say("a phone number"),
    "email": say("an e-mail address"),
    "form": say("a form"),
    "chat": say("a chat"),
    "callback": say("a call-back service"),
    "messaging": say("a messaging service"),
}
LIVE: tuple[ChannelKind, ...] = ("phone", "callback")


def read(evidence: Evidence) -> tuple[Page, ...]:
    """The pages whose content was seen."""
    return tuple(page for page in evidence.pages if page.state == "ok")


def looked_at(evidence: Evidence) -> Said:
    """How much was read, as "on the 24 pages visited"."""
    return count(len(read(evidence)), "on the one page visited", "on the {n} pages visited")


def by_address(found: Iterable[Page]) -> dict[str, Page]:
    """The pages by the addresses that they were asked for and arrived at."""
    return {address: page for page in found for address in (page.url, page.final_url)}


def addresses(found: Iterable[Page]) -> frozenset[str]:
    """The addresses that the pages were asked for and arrived at."""
    return frozenset(by_address(found))


def pages(evidence: Evidence, *kinds: PageKind) -> tuple[Page, ...]:
    """The readable pages of any of the kinds."""
    return tuple(page for page in read(evidence) if set(page.kinds) & set(kinds))


def contact_pages(evidence: Evidence) -> tuple[Page, ...]:
    """The readable pages that the site offers as its contact page, or that are one by their kind."""
    offered = evidence.contact_page.url if evidence.contact_page and evidence.contact_page.named else ""
    return tuple(page for page in read(evidence) if "contact" in page.kinds or offered in {page.url, page.final_url})


def on_page(evidence: Evidence, page: Page, *kinds: ChannelKind) -> tuple[Channel, ...]:
    """The company's channels of the kinds that a visitor sees on the page."""
    addresses = (page.url, page.final_url)
    return tuple(
        channel
        for channel in own(evidence, *kinds)
        if channel.rung != "script" and any(at.page in addresses and at.visible for at in channel.sightings)
    )


def own(evidence: Evidence, *kinds: ChannelKind) -> tuple[Channel, ...]:
    """The company's channels of the kinds; an owner unknown is taken for the company, another party is not."""
    return tuple(channel for channel in evidence.channels if channel.kind in kinds and channel.owner != "third-party")


def sightings(channel: Channel) -> tuple[Sighting, ...]:
    """The places where a visitor can see the channel; a chat whose script alone was met was seen nowhere."""
    return () if channel.rung == "script" else tuple(sighting for sighting in channel.sightings if sighting.visible)


def seen(evidence: Evidence, *kinds: ChannelKind) -> tuple[Channel, ...]:
    """The company's channels of the kinds that a visitor can see."""
    return tuple(channel for channel in own(evidence, *kinds) if sightings(channel))


def live(evidence: Evidence) -> tuple[Channel, ...]:
    """The visible channels by which one talks to a person at once: telephone and call-back."""
    return seen(evidence, *LIVE)


def contact_forms(evidence: Evidence, *kinds: FormKind) -> tuple[Form, ...]:
    """The visible forms by which a customer writes to the company (or those of other kinds)."""
    wanted = kinds or ("contact", "complaint", "callback")
    return tuple(form for form in evidence.forms if form.kind in wanted and form.visible)


def mentions(evidence: Evidence, *concepts: str, forms: Iterable[MentionForm] = (), visible: bool = True) -> tuple[Mention, ...]:
    """The mentions of any of the concepts; `forms` limits them to links, buttons and so on; unseen ones are left out."""
    wanted, allowed = frozenset(concepts), frozenset(forms)
    return tuple(
        mention
        for mention in evidence.mentions
        if mention.concept in wanted and (not allowed or mention.form in allowed) and (mention.visible or not visible)
    )


def place(evidence: Evidence, thing: Sighting | Mention | Form | Page, text: str = "") -> Place:
    """Where a thing stands, with the picture of its page."""
    if isinstance(thing, Page):
        return Place(page=thing.final_url or thing.url, screenshot=_shot(evidence, thing.final_url), text=text or thing.title)
    told = text or (thing.context if isinstance(thing, Sighting) else thing.text if isinstance(thing, Mention) else "")
    return Place(page=thing.page, selector=thing.selector, screenshot=_shot(evidence, thing.page), box=thing.box, text=told)


def _shot(evidence: Evidence, address: str) -> str:
    shots = (shot for page in evidence.pages if address in (page.final_url, page.url) for shot in page.shots)
    return next((shot.file for shot in shots if shot.viewport == "desktop"), "")


def channel_places(evidence: Evidence, channels: Iterable[Channel], most: int = 5) -> tuple[Place, ...]:
    """One place for each channel, where a visitor sees it first; at most `most`."""
    firsts = ((channel, sighting) for channel in channels for sighting in (sightings(channel) or channel.sightings)[:1])
    return tuple(place(evidence, sighting, channel.as_written or channel.value) for channel, sighting in islice(firsts, most))


def mention_places(evidence: Evidence, found: Iterable[Mention], most: int = 5) -> tuple[Place, ...]:
    """The places of the mentions, at most `most`."""
    return tuple(place(evidence, mention) for mention in islice(found, most))


def instead(evidence: Evidence) -> str:
    """What ways there are besides, as a sentence, or ""."""
    firsts = {
        channel.kind: channel for channel in reversed(seen(evidence, "phone", "email", "form", "chat", "callback", "messaging"))
    }
    ways = [
        say("{kind} at {page}", kind=_KINDS[kind], page=where(sightings(firsts[kind])[0].page)) for kind in _KINDS if kind in firsts
    ]
    return say("Found instead: {ways}.", ways=joined(", ", ways)) if ways else ""


def where(address: str) -> str:
    """A page as a message names it: its path, with its query."""
    parts = split(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def written(channel: Channel) -> str:
    """A channel's value as the site writes it."""
    return channel.as_written or channel.value


def kinds_of(channels: Iterable[Channel]) -> Said:
    """The kinds of the channels, each once."""
    return joined(", ", map(say, dict.fromkeys(channel.kind for channel in channels)))


def together(parts: Iterable[str]) -> str:
    """The parts as "a and b and c"; "" where there is none."""
    return reduce(lambda one, other: say("{one} and {other}", one=one, other=other), parts) if (parts := tuple(parts)) else ""


def has_a_number(text: str) -> bool:
    """Whether a digit stands in it: words about a time or a price that name one."""
    return any(map(str.isdigit, text))


def quoted(texts: Iterable[str], most: int = 3) -> str:
    """Texts as a message quotes them, each once, in order."""
    return ", ".join(f"'{text}'" for text in list(dict.fromkeys(texts))[:most])
