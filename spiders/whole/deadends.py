"""
Dead ends: pages from which a customer with a problem gets no further, as far as a crawl and the journeys can tell.

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
not looked at: what was not followed and promises somebody counts as a way on (`spiders.whole.terrain`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from spiders.evidence import DeadEnd, Journey
from spiders.said import count, say, sentences
from spiders.strictyaml import load_data
from spiders.whole import gates
from spiders.whole.endings import by_link, ending
from spiders.whole.spots import Spot
from spiders.whole.terrain import Terrain, circles, terrain
from spiders.whole.walkedends import with_journeys
from spiders.words import labels, url_concepts

__all__ = ["dead_ends"]

_DATA: dict[str, Any] = load_data("deadends")
_PROMISES_HELP = frozenset(_DATA["promises_help"])
_ERROR = 400
_LEGAL = frozenset(_DATA["legal_kinds"])
_NO_ANSWERS = frozenset(_DATA["no_answer_kinds"])
_DOCUMENTS = frozenset(_DATA["document_kinds"])


def dead_ends(places: Sequence[Spot], country: str = "", journeys: Sequence[Journey] = ()) -> tuple[DeadEnd, ...]:
    """
    The dead ends among the pages, in order of type and then of the pages.

    Args:
        country: ISO 3166 code of the site's country; "" where it is not known, then no number is foreign.
        journeys: The journeys that were walked; where one ended adds to what the pages show.
    """
    site = terrain(places, country)
    checks = (_article, _picker, gates.login, gates.number_needed, gates.bot, _nothing_there, gates.app, gates.costly, gates.closed)
    found = [dead_end for check in checks for spot in site.spots.values() for dead_end in check(spot, site)]
    return with_journeys(tuple(dict.fromkeys([*_bots_once(found), *_circles(site)])), places, journeys)


def _bots_once(found: Sequence[DeadEnd]) -> Iterator[DeadEnd]:
    """A bot stands on many pages, and is told of on the first."""
    told: set[str] = set()
    for each in found:
        if each.type != "D5" or each.label not in told:
            yield each
        if each.type == "D5":
            told.add(each.label)


def _article(spot: Spot, site: Terrain) -> Iterator[DeadEnd]:
    if not _answers(spot, site) or not site.ends(spot):
        return
    unseen = [way for way in spot.ways if way.to not in site.spots]
    told = say("The page answers questions, gives no way to ask one, and its text has no link.")
    if spot.ways:
        told = say("The page answers questions, gives no way to ask one, and none of the links in its text is seen to lead to one.")
    left = say("Pages behind {n} of them were not looked at; nothing on the links promises somebody.", n=len(unseen))
    yield ending("D1", spot, sentences(told, left if unseen else ""), proof=map(by_link, spot.ways))


def _answers(spot: Spot, site: Terrain) -> bool:
    """Whether a page answers customers: an article under help, or a help page that leads to no topics; no news and no blog."""
    kinds = frozenset(spot.page.kinds)
    document = not kinds.isdisjoint(_DOCUMENTS) and spot.page.words >= _DATA["document_words"]
    if spot.page.state != "ok" or spot.page.words < _DATA["article_words"] or kinds & _NO_ANSWERS or document:
        return False
    if any(form.kind in ("login", "order") for form in spot.forms):
        return False
    if "article" not in kinds:
        gate = spot.says("placeholder", "gate_app_only", "gate_login_to_contact", "chat_login")
        picks = site.topics(spot) or len(site.unseen(spot)) >= _DATA["least_topics"]
        return "help" in kinds and gate is None and not picks
    return (
        "help" in kinds
        or "help_faq" in url_concepts(spot.page.final_url)
        or any("help" in other.page.kinds and any(way.to == spot.key for way in other.ways) for other in site.spots.values())
    )


def _picker(spot: Spot, site: Terrain) -> Iterator[DeadEnd]:
    if spot.page.state != "ok" or {"help", "contact"}.isdisjoint(spot.page.kinds) or not site.ends(spot) or site.unseen(spot):
        return
    topics = {topic.key for topic in site.topics(spot)}
    if len(topics) >= _DATA["least_topics"]:
        detail = say("One chooses among {n} topics, and each of them ends in a text with nobody to ask.", n=len(topics))
        chosen = {way.to: way for way in reversed(spot.ways) if way.to in topics}
        yield ending("D2", spot, detail, proof=[by_link(chosen[way.to]) for way in spot.ways if way.to in topics])


def _nothing_there(spot: Spot, site: Terrain) -> Iterator[DeadEnd]:
    page = spot.page
    legal = page.state == "ok" and not _LEGAL.isdisjoint(page.kinds)
    label = _promise(spot) or (next(iter(spot.called), page.title) if legal else "")
    if not label or spot.offers or page.kinds == ("home",):
        return
    seen: list[str] = [page.sentence("detail"), *(say("linked from {page}", page=url) for url in spot.called_on)]
    placeholder = spot.says("placeholder")
    what, proof = "", seen
    if page.state in ("broken", "soft-404"):
        what = say("a page that says it does not exist")
        if page.status and page.status >= _ERROR:
            what = say("an error page ({status})", status=page.status)
    elif page.state == "ok" and placeholder and page.words <= _DATA["placeholder_words"] and site.ends(spot):
        what, proof = say("a page that is not finished"), [placeholder.text, *seen]
    elif page.state == "ok" and page.words < _DATA["empty_words"] and _empty(spot):
        what, proof = say("a page with nothing on it"), [count(page.words, "{n} word", "{n} words"), *seen]
    if what:
        yield ending("D6", spot, say('"{label}" leads to {what}.', label=label, what=what), label, proof=proof, at=placeholder)


def _empty(spot: Spot) -> bool:
    return not (spot.own or spot.forms or spot.ways or spot.unopened or spot.page.needs_script or spot.page.cut)


def _circles(site: Terrain) -> Iterator[DeadEnd]:
    for circle in circles(tuple(site.spots.values())):
        members = [site.spots[here] for here in circle]
        if not any(site.unseen(spot) or not site.ends(spot) for spot in members):
            names = ", ".join(f'"{spot.page.title or spot.page.final_url}"' for spot in members[:4])
            only = all(way.to in circle for spot in members for way in spot.ways)
            told = say("{n} help pages lead only to each other: {names}.", n=len(members), names=names)
            if not only:
                told = say(
                    "{n} help pages lead to each other, and by no link in their text to somebody: {names}.",
                    n=len(members),
                    names=names,
                )
            yield ending(
                "D10",
                members[0],
                told,
                proof=[spot.page.final_url for spot in members],
            )


def _promise(spot: Spot) -> str:
    """The first label by which the site leads here that promises help."""
    return next((label for label in spot.called if not _PROMISES_HELP.isdisjoint(labels(label, spot.page.lang))), "")
