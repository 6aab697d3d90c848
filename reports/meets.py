"""What a customer meets first: the ways to a human being in plain sentences, computed from the evidence alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reports.story import Story
from reports.text import clean, short
from reports.words import Words
from spiders.evidence import Channel, ChannelKind, Chat, Page, PageKind, Region, Sighting

__all__ = ["KINDS", "Fact", "Stance", "clicks_to", "contact_page", "facts", "for_customers", "nearest", "shown_value", "visible"]

Stance = Literal["found", "partly", "missing", "unknown", "absent"]

KINDS: tuple[ChannelKind, ...] = ("phone", "email", "form", "chat", "callback", "messaging")
_EXPECTED: frozenset[ChannelKind] = frozenset({"phone", "email", "form", "chat"})
_DETAILS: frozenset[ChannelKind] = frozenset({"phone", "email"})
_OWED = _EXPECTED - {"chat"}
_REGIONS: tuple[Region, ...] = ("header", "nav", "main", "footer", "overlay", "unknown")
_APART = {"sales": 1, "press": 2, "jobs": 2, "privacy": 2, "other": 2}
_LIKELY: frozenset[PageKind] = frozenset({"home", "contact", "help"})
_FAR = 999


@dataclass(frozen=True)
class Fact:
    """
    One sentence: what it is about, whether the thing was found, and the page it rests on ("" where on none).

    What is "missing" a customer may expect; nobody owes what is "absent".
    """

    topic: str
    stance: Stance
    text: str
    page: str = ""


def facts(story: Story, words: Words) -> tuple[Fact, ...]:
    """The sentences, in the order in which a customer would look."""
    if not story.read:
        return (Fact("site", "unknown", words("meets.nothing_read")),)
    ways = [fact for kind in KINDS for fact in _channel(story, words, kind)]
    return (*ways, _contact_page(story, words), *_trouble(story, words))


def visible(channel: Channel) -> tuple[Sighting, ...]:
    """The sightings that a visitor can get to see."""
    return tuple(s for s in channel.sightings if s.visible)


def _clicks(story: Story, sighting: Sighting) -> int:
    page = story.pages.get(sighting.page)
    return _FAR if page is None or page.clicks is None else page.clicks


def _first(story: Story, channel: Channel) -> Sighting:
    """The nearest visible sighting; of equally near ones that on a page where a customer would look."""

    def order(sighting: Sighting) -> tuple[int, bool, int, int, str]:
        page = story.pages.get(sighting.page)
        likely = page is not None and not _LIKELY.isdisjoint(page.kinds)
        return _clicks(story, sighting), not likely, sighting.behind, _REGIONS.index(sighting.region), sighting.page

    return min(visible(channel), key=order)


def nearest(story: Story, kind: ChannelKind) -> tuple[tuple[Channel, Sighting], ...]:
    """The company's visible channels of a kind with their nearest sightings; those for customers before those for press or jobs."""
    own = [c for c in story.evidence.channels if c.kind == kind and c.owner != "third-party" and visible(c)]
    pairs = [(channel, _first(story, channel)) for channel in own]

    def order(pair: tuple[Channel, Sighting]) -> tuple[int, int, bool, int, str]:
        channel, sighting = pair
        page = story.pages.get(sighting.page)
        elsewhere = page is None or "contact" not in page.kinds
        region = _REGIONS.index(sighting.region)
        return _APART.get(channel.purpose, 0), _clicks(story, sighting), elsewhere, region, channel.value

    return tuple(sorted(pairs, key=order))


def for_customers(story: Story, kind: ChannelKind) -> tuple[Sighting, ...]:
    """The nearest sightings of the visible channels of a kind, without those kept for sales, press, jobs or privacy."""
    return tuple(sighting for channel, sighting in nearest(story, kind) if channel.purpose not in _APART)


def clicks_to(story: Story, kind: ChannelKind) -> int | None:
    """Fewest clicks from the home page to a visible channel of the kind, None where no click path was found."""
    found = [_clicks(story, sighting) for sighting in for_customers(story, kind)]
    return min((n for n in found if n != _FAR), default=None)


def _named(story: Story, url: str) -> str:
    page = story.pages.get(url)
    title = clean(page.title, 60) if page else ""
    return story.words("quoted", text=title) if title else short(url, story.host)


def _in(words: Words, region: Region) -> str:
    return "" if region == "unknown" else words("meets.where", region=words.label("region", region))


def _where(story: Story, words: Words, subject: str, sighting: Sighting) -> str:
    where = _in(words, sighting.region)
    clicks = _clicks(story, sighting)
    if clicks == 0:
        return words("meets.home", subject=subject, where=where)
    page = _named(story, sighting.page)
    if clicks == _FAR:
        return words("meets.unlinked", subject=subject, page=page)
    return words("meets.away", subject=subject, clicks=words("clicks", n=clicks), page=page, where=where)


def _remarks(story: Story, words: Words, channel: Channel, sighting: Sighting, more: int) -> Iterator[str]:
    yield from _how_shown(words, channel, sighting)
    if needed := _consent_needed(story, channel):
        yield words(f"meets.consent.{needed}")
    yield from _what_kind(words, channel)
    yield from (words(f"meets.form_{gate}") for gate in _gates(story, channel, sighting))
    if more:
        yield words("meets.more", n=more)


def _gates(story: Story, channel: Channel, sighting: Sighting) -> Iterator[str]:
    """What a form asks for before it can be used: "number", "login"."""
    forms = [f for f in story.evidence.forms if channel.kind == "form" and f.page == sighting.page and f.kind == "contact"]
    if forms and all(form.login_needed for form in forms):
        yield "login"
    if forms and all(form.customer_number_needed for form in forms):
        yield "number"


def _how_shown(words: Words, channel: Channel, sighting: Sighting) -> Iterator[str]:
    if sighting.hover:
        yield words("meets.hover")
    elif sighting.opened_by:
        yield words("meets.opened_by", labels=_labels(sighting.opened_by))
    elif sighting.behind:
        yield words("meets.behind", n=sighting.behind)
    if sighting.opened_by_on_mobile:
        yield words("meets.on_phone.named", labels=_labels(sighting.opened_by_on_mobile))
    elif (sighting.behind_on_mobile or 0) > sighting.behind:
        yield words("meets.on_phone.unnamed")
    shown = {viewport for s in visible(channel) for viewport in s.viewports}
    if len(shown) == 1 and all(s.viewports for s in visible(channel)):
        yield words(f"meets.only.{shown.pop()}")


def _labels(controls: tuple[str, ...]) -> str:
    return " › ".join(clean(label, 40) for label in controls)


def _what_kind(words: Words, channel: Channel) -> Iterator[str]:
    if channel.unread:
        yield words("meets.no_reply")
    elif channel.purpose in _APART:
        yield words("meets.purpose", purpose=words.label("purpose", channel.purpose))
    if channel.cost in {"premium", "shared"}:
        yield words(f"meets.{channel.cost}")
    if channel.rung in {"wording", "script"}:
        yield words(f"meets.{channel.rung}")
    if channel.chat:
        yield from _said(words, channel.chat)
    if channel.hours and channel.kind in {"phone", "chat"}:
        yield words("meets.hours", hours=clean(channel.hours, 80))


def _said(words: Words, chat: Chat) -> Iterator[str]:
    """What an opened chat said of itself."""
    if chat.login_needed:
        yield words("meets.chat.login")
    if chat.closed:
        yield words("meets.chat.closed")
    if chat.human_offered:
        yield words("meets.chat.human")
    if chat.probe:
        yield words("meets.chat.probe", said=words.label("hand_over", chat.probe.outcome))
    elif chat.answered_by != "unknown" or not chat.human_offered:
        yield words(f"meets.chat.{chat.answered_by}" if chat.greeting else "meets.chat.silent")


def _consent_needed(story: Story, channel: Channel) -> str:
    """
    What the consent dialog has to be answered with for it to show, as far as that was tried; "" where nothing can be said.

    "accepted" where refusing was tried and did not show it, "unrefused" where it was not tried, "answered" where either shows it.
    """
    chosen = {sighting.consent for sighting in visible(channel)}
    pages = {sighting.page for sighting in visible(channel)}
    tried = {state.choice for consent in story.evidence.consents if consent.page in pages for state in consent.states}
    if "none" in chosen or not chosen <= tried:
        return ""
    if chosen != {"accepted"}:
        return "answered"
    return "accepted" if "refused" in tried else "unrefused"


def shown_value(channel: Channel) -> str:
    """The channel's value as the site writes it, short enough for a sentence."""
    value = channel.as_written if channel.kind in {"phone", "fax"} and channel.as_written else channel.value
    return short(value, limit=60)


def _channel(story: Story, words: Words, kind: ChannelKind) -> Iterator[Fact]:
    """The sentence about one kind of channel; none about a kind that few sites have and this one has not."""
    every = [c for c in story.evidence.channels if c.kind == kind]
    no = words.label("channel_no", kind)
    if found := nearest(story, kind):
        channel, sighting = found[0]
        value = words.label("chat_maker", channel.value) if kind == "chat" else shown_value(channel)
        subject = words(f"meets.subject.{kind}", value=value)
        sentences = (_where(story, words, subject, sighting), *_remarks(story, words, channel, sighting, len(found) - 1))
        hindered = _hindered(story, channel, sighting) or _clicks(story, sighting) == _FAR
        yield Fact(kind, "partly" if hindered else "found", " ".join(sentences), sighting.page)
    elif pages := sorted({s.page for c in every if c.owner != "third-party" for s in c.sightings}):
        a = words.label("channel_a", kind)
        yield Fact(kind, "partly", words("meets.unseen", a=a, pages=words("counted.pages", n=len(pages))), pages[0])
    elif every:
        yield Fact(kind, "missing", words("meets.others", only=words.label("channel_only", kind)))
    elif kind in _DETAILS and (shut := next((page for page in story.evidence.pages if page.closed), None)):
        told = words("meets.not_opened", no=no, label=clean(shut.closed[0], 40), page=_named(story, shut.final_url))
        yield Fact(kind, "unknown", told, shut.final_url)
    elif kind in _EXPECTED:
        sentence = words("meets.none", no=no, pages=words("pages", n=story.read))
        blind = not story.evidence.coverage.pages_rendered and kind == "chat"
        yield Fact(kind, "missing" if kind in _OWED else "absent", sentence + (" " + words("meets.no_browser") if blind else ""))


def _hindered(story: Story, channel: Channel, sighting: Sighting) -> bool:
    costly = channel.cost == "premium"
    hidden = bool(sighting.behind) or bool(_consent_needed(story, channel)) or channel.rung in {"wording", "script"}
    return hidden or costly or channel.purpose in _APART or any(_gates(story, channel, sighting))


def _contact_page(story: Story, words: Words) -> Fact:
    page = story.evidence.contact_page
    topic = "contact-page"
    if page is None or not page.named:
        return _by_kind(story, words, contact_page(story))
    if page.clicks is None:
        return Fact(topic, "partly", words("meets.contact_page.unlinked", page=short(page.url, story.host)), page.url)
    if page.clicks == 0:
        return Fact(topic, "found", words("meets.contact_page.home"), page.url)
    read = story.pages.get(page.url)
    last = read.path[-1] if read and read.path else page  # as the map of the ways shows it
    label, region = clean(last.label, 60), words.label("region", last.region)
    form = "bare" if not label else "under" if last.region == "unknown" else "away"
    clicks, where = words("clicks", n=page.clicks), _in(words, last.region)
    sentence = words(f"meets.contact_page.{form}", clicks=clicks, label=label, region=region, where=where)
    return Fact(topic, "found", sentence, page.url)


def contact_page(story: Story) -> Page | None:
    """The page that the site offers as its contact page, else the nearest that is one by its kind, as the rules take it."""
    offered = story.evidence.contact_page
    if offered and offered.named:
        return story.pages.get(offered.url)
    named = [page for page in story.evidence.pages if page.state == "ok" and "contact" in page.kinds]
    nearest_named = min(named, key=lambda p: (_FAR if p.clicks is None else p.clicks, p.final_url), default=None)
    return nearest_named or (story.pages.get(offered.url) if offered else None)


def _by_kind(story: Story, words: Words, page: Page | None) -> Fact:
    """The sentence about a page that no link offers as the contact page."""
    topic = "contact-page"
    if page is None:
        return Fact(topic, "missing", words("meets.contact_page.none", pages=words("pages", n=story.read)))
    path = short(page.final_url, story.host)
    away = words("meets.contact_page.no_path") if page.clicks is None else words("clicks", n=page.clicks)
    if "contact" not in page.kinds:
        return Fact(topic, "partly", words("meets.contact_page.unnamed", page=path, away=away), page.final_url)
    addresses = {page.url, page.final_url}
    kinds = [k for k in KINDS if any(s.page in addresses for c, _ in nearest(story, k) for s in visible(c))]
    shown = ", ".join(words.label("channel", kind) for kind in kinds)
    form = "only" if kinds else "bare_kind"
    return Fact(topic, "partly", words(f"meets.contact_page.{form}", page=path, away=away, kinds=shown), page.final_url)


def _trouble(story: Story, words: Words) -> Iterator[Fact]:
    ends = story.evidence.dead_ends
    if ends:
        types = Counter(words.label("dead_end", end.type) for end in sorted(ends, key=lambda e: int(e.type[1:])))
        listed = ", ".join(f"{label} ({n})" for label, n in types.items())
        pages = len({end.page for end in ends})
        sentence = words("meets.dead_ends", n=len(ends), pages=words("counted.pages", n=pages), types=listed)
        yield Fact("dead-ends", "missing", sentence, ends[0].page)
    broken = {(link.from_, link.to) for link in story.evidence.broken_links}
    if broken:
        yield Fact("broken-links", "missing", words("meets.broken", n=len(broken)), min(broken)[0])
