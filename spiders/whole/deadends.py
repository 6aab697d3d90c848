"""
Dead ends: pages from which a customer with a problem gets no further, as far as a crawl can tell.

    D1   a help article, or a page of answers, from which its own content leads to no channel
    D2   a topic picker whose topics all end in such articles
    D3   a login before any contact
    D4   a contact form that asks for an order or customer number, and nothing else is offered
    D5   a bot, and no words of a person behind it
    D6   a broken, empty or placeholder page behind a link that promised help, or an empty page that should say whose site it is
    D7   contact only in an app
    D8   only a premium-rate or foreign number
    D9   a channel that is closed, and nothing says when it opens
    D10  help pages that lead only to each other

What header, navigation and footer offer does not count, and is told in the detail. Nothing is a dead end because something was
not looked at: a link to a page not visited that may lead to somebody counts as a way on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import phonenumbers

from spiders.evidence import Channel, ChannelKind, DeadEnd, DeadEndType, Page
from spiders.extract._formwords import NUMBERS, asks_only_for
from spiders.look import Look
from spiders.strictyaml import load_data
from spiders.whole.graph import ClickGraph
from spiders.whole.loops import components
from spiders.whole.spots import USABLE, Spot, Way, asks_for_number, spots
from spiders.words import labels, url_concepts

__all__ = ["dead_ends", "find"]

_DATA: dict[str, Any] = load_data("deadends")
_PROMISES_HELP = frozenset(_DATA["promises_help"])
_LEGAL = frozenset(_DATA["legal_kinds"])
_LEADS = frozenset(_DATA["leads_to_somebody"])
_NAMES: Mapping[ChannelKind, str] = {
    "phone": "a phone number",
    "email": "an e-mail address",
    "form": "a form",
    "callback": "a callback",
}


@dataclass(frozen=True, slots=True)
class _Site:
    spots: Mapping[str, Spot]
    country: str
    alive: frozenset[str]

    def ends(self, spot: Spot) -> bool:
        return spot.key not in self.alive


def find(
    looks: Sequence[Look], pages: Sequence[Page], channels: Sequence[Channel], graph: ClickGraph, country: str = ""
) -> tuple[DeadEnd, ...]:
    """
    The dead ends of a site.

    Args:
        pages: The pages of `looks` with their kinds, in any order.
        channels: The site's channels with all their sightings.
        country: ISO 3166 code of the site's country; "" where it is not known, then no number is foreign.
    """
    return dead_ends(spots(looks, pages, channels, graph), country)


def dead_ends(places: Sequence[Spot], country: str = "") -> tuple[DeadEnd, ...]:
    """The dead ends among the pages, in order of type and then of the pages."""
    by_key = {spot.key: spot for spot in places}
    site = _Site(by_key, country, _alive(by_key))
    checks = (_article, _picker, _login, _number_needed, _bot, _nothing_there, _app, _costly, _closed)
    found = [dead_end for check in checks for spot in by_key.values() for dead_end in check(spot, site)]
    return tuple(dict.fromkeys([*found, *_loops(site)]))


def _alive(spots: Mapping[str, Spot]) -> frozenset[str]:
    """The pages from whose content a usable channel is reached by links in content, not by way of the home page."""
    before: dict[str, list[str]] = {}
    queue = [here for here, spot in spots.items() if spot.offers or any(_may_lead(way, spot, spots) for way in spot.ways)]
    for here, spot in spots.items():
        for way in spot.ways:
            if way.to in spots and "home" not in spots[way.to].page.kinds:
                before.setdefault(way.to, []).append(here)
    alive = set(queue)
    while queue:
        for here in before.get(queue.pop(), ()):
            if here not in alive:
                alive.add(here)
                queue.append(here)
    return frozenset(alive)


def _may_lead(way: Way, spot: Spot, spots: Mapping[str, Spot]) -> bool:
    """Whether a link to a page that was not, or could not be, looked at promises somebody."""
    target = spots.get(way.to)
    unknown = target is None or target.page.state in ("blocked", "robots", "timeout", "crashed", "not-html")
    return unknown and not _LEADS.isdisjoint(labels(way.label, spot.page.lang) | url_concepts(f"https://{way.to}"))


def _article(spot: Spot, site: _Site) -> Iterator[DeadEnd]:
    if _is_help_article(spot, site) and site.ends(spot):
        yield _dead_end(
            "D1", spot, "The page answers questions, gives no way to ask one, and none of the links in its text leads to one."
        )


def _is_help_article(spot: Spot, site: _Site) -> bool:
    """A page that answers customers: an article under help, or a help page that leads to no topics; no news and no blog."""
    if spot.page.state != "ok" or spot.page.words < _DATA["article_words"]:
        return False
    if "article" not in spot.page.kinds:
        gate = spot.says("placeholder", "gate_app_only", "gate_login_to_contact", "chat_login")
        return "help" in spot.page.kinds and gate is None and not _topics(spot, site)
    return (
        "help" in spot.page.kinds
        or "help_faq" in url_concepts(spot.page.final_url)
        or any("help" in other.page.kinds and any(way.to == spot.key for way in other.ways) for other in site.spots.values())
    )


def _topics(spot: Spot, site: _Site) -> list[Spot]:
    """The help pages and articles that the page leads to."""
    targets = [site.spots[to] for to in dict.fromkeys(way.to for way in spot.ways) if to in site.spots and to != spot.key]
    return [target for target in targets if target.page.state == "ok" and not {"article", "help"}.isdisjoint(target.page.kinds)]


def _picker(spot: Spot, site: _Site) -> Iterator[DeadEnd]:
    if spot.page.state != "ok" or {"help", "contact"}.isdisjoint(spot.page.kinds) or not site.ends(spot):
        return
    topics = _topics(spot, site)
    unvisited = any(way.to not in site.spots and _same_host(way.to, spot.key) for way in spot.ways)
    if len(topics) >= _DATA["least_topics"] and not unvisited:
        yield _dead_end("D2", spot, f"One chooses among {len(topics)} topics, and each of them ends in a text with nobody to ask.")


def _login(spot: Spot, site: _Site) -> Iterator[DeadEnd]:
    label = _promise(spot, _LEADS)
    asks = spot.page.state == "login" or "login" in spot.page.kinds or spot.says("gate_login_to_contact", "chat_login") is not None
    if label and asks and not spot.offers and site.ends(spot):
        yield _dead_end("D3", spot, f'"{label}" leads to a page where one must log in before any contact.', label)


def _number_needed(spot: Spot, _: _Site) -> Iterator[DeadEnd]:
    form = next((f for f in spot.forms if asks_for_number(f)), None)
    if form is not None and spot.page.state == "ok" and not spot.offers:
        wanted = [field.label or field.name for field in form.fields if field.required]
        needed = next((label for label in wanted if asks_only_for(label, NUMBERS)), "")
        yield _dead_end(
            "D4", spot, "The form cannot be sent without an order or customer number, and no other way is given.", needed
        )


def _bot(spot: Spot, site: _Site) -> Iterator[DeadEnd]:
    bot = spot.says("bot_self")
    if bot is None or spot.offers - {"chat"} or not spot.helps:
        return
    if not any(other.says("human_agent", "bot_offer_human") for other in site.spots.values()):
        yield _dead_end(
            "D5", spot, "A bot answers; no words on the pages visited say that one can get to a person from it.", bot.text
        )


def _nothing_there(spot: Spot, _: _Site) -> Iterator[DeadEnd]:
    page = spot.page
    legal = page.state == "ok" and not _LEGAL.isdisjoint(page.kinds)
    label = _promise(spot, _PROMISES_HELP) or (next(iter(spot.called), page.title) if legal else "")
    if not label or spot.offers or page.kinds == ("home",):
        return
    if page.state in ("broken", "soft-404"):
        what = f"an error page ({page.status})" if page.status and page.status >= 400 else "a page that says it does not exist"
        yield _dead_end("D6", spot, f'"{label}" leads to {what}.', label)
    elif page.state == "ok" and spot.says("placeholder") and page.words <= _DATA["placeholder_words"]:
        yield _dead_end("D6", spot, f'"{label}" leads to a page that is not finished.', label)
    elif (
        page.state == "ok"
        and page.words < _DATA["empty_words"]
        and not page.needs_script
        and not (spot.own or spot.forms or spot.ways)
    ):
        yield _dead_end("D6", spot, f'"{label}" leads to a page with nothing on it.', label)


def _app(spot: Spot, site: _Site) -> Iterator[DeadEnd]:
    app = spot.says("gate_app_only")
    if app is None or app.form not in ("text", "heading") or not spot.helps or "article" in spot.page.kinds:
        return
    if not spot.offers and site.ends(spot):
        yield _dead_end("D7", spot, "The page sends customers to an app and gives no other way.", app.text)


def _costly(spot: Spot, site: _Site) -> Iterator[DeadEnd]:
    phones = [channel for channel in spot.own if channel.kind == "phone"]
    if not phones or not spot.helps or spot.offers != {"phone"}:
        return
    if all(phone.cost == "premium" for phone in phones):
        yield _dead_end("D8", spot, "The only way given is a premium-rate phone number.", phones[0].as_written)
    elif all(_foreign(phone.value, site.country) for phone in phones):
        yield _dead_end("D8", spot, "The only way given is a phone number in another country.", phones[0].as_written)


def _foreign(number: str, country: str) -> bool:
    code = phonenumbers.country_code_for_region(country) if country else 0
    return bool(code) and not number.startswith((f"+{code}", "+800"))


def _closed(spot: Spot, _: _Site) -> Iterator[DeadEnd]:
    closed = spot.says("chat_closed")
    told = spot.says("opening_hours") or any(channel.hours for channel in spot.own)
    if closed is not None and spot.helps and not told and spot.offers <= {"chat"}:
        yield _dead_end("D9", spot, "The channel is closed, and nothing on the page says when it opens.", closed.text)


def _loops(site: _Site) -> Iterator[DeadEnd]:
    ended = {here: spot for here, spot in site.spots.items() if spot.helps and site.ends(spot)}
    leads = {here: [way.to for way in spot.ways if way.to in ended] for here, spot in ended.items()}
    for loop in components(leads):
        if len(loop) > 1:
            spots = [ended[here] for here in loop]
            names = ", ".join(f'"{spot.page.title or spot.page.final_url}"' for spot in spots[:4])
            yield _dead_end("D10", spots[0], f"{len(spots)} help pages lead only to each other: {names}.")


def _promise(spot: Spot, concepts: frozenset[str]) -> str:
    """The first label by which the site leads here that names one of the concepts."""
    return next((label for label in spot.called if not concepts.isdisjoint(labels(label, spot.page.lang))), "")


def _same_host(one: str, other: str) -> bool:
    return one.split("/", 1)[0] == other.split("/", 1)[0]


def _dead_end(kind: DeadEndType, spot: Spot, detail: str, label: str = "") -> DeadEnd:
    label = " ".join((label or spot.page.title or spot.page.final_url).split())[:200]
    named = sorted({_NAMES.get(channel, channel) for channel in spot.around if channel in USABLE})
    where = f" Its header, menu or footer does show {', '.join(named)}." if named else ""
    return DeadEnd(type=kind, page=spot.page.final_url, label=label, detail=detail + where)
