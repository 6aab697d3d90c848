"""
Disclosed: what second looks at a page (`spiders.browser.visit`) add to the first one. Pure.

What was to be seen before any click stays as it was; what a click brought says which, and what needs a choice in the consent
dialog says which choice. A visit saw the page before its own clicks too: where that is not what the first look saw, the page
changes by itself, and nothing is said of what a choice changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spiders import words
from spiders.evidence import Channel, ChannelKind, Chat, Consent, ConsentState, Mention, Page, Picture, Sighting
from spiders.greeting import read_greeting
from spiders.look import Look, Opened, Visit
from spiders.urls import key

__all__ = ["fold", "shown"]

_TELLING = ("bot_self", "bot_offer_human", "chat_closed", "chat_login", "agents_busy")
"""Concepts of the lexicon that tell who answers in a chat, and whether anybody does."""
_LONGEST_MENTION = 200
_CHOICES = ("none", "refused", "accepted")
_RESTLESS = "without any choice the page did not show the same ways to reach the company each time, so that no difference is told"


def fold(looks: Sequence[Look]) -> list[Look]:
    """The looks without the visits, each with what the visits to its page added; a visit to a page nobody looked at is lost."""
    visits: dict[str, list[Look]] = {}
    for look in looks:
        if look.visit and look.page.state == "ok" and key(look.page.url) == key(look.page.final_url):
            visits.setdefault(key(look.page.url), []).append(look)
    first = [look for look in looks if not look.visit]
    of_page = [(look, [] if look.redirect else visits.pop(key(look.page.final_url), [])) for look in first]
    return [_left_closed(_joined(look, made), look, made) for look, made in of_page]


def _left_closed(joined: Look, look: Look, visits: Iterable[Look]) -> Look:
    """The look with the controls for contact details that no visit opened."""
    opened = {one.closed.label for seen in visits if seen.visit for one in seen.visit.opened}
    left = tuple(dict.fromkeys(one.label for one in look.closed if one.kind == "reveal" and one.label not in opened))
    return joined.model_copy(update={"page": joined.page.model_copy(update={"closed": left})}) if left else joined


def shown(look: Look) -> tuple[str, ...]:
    """Kind and value of every channel that a person can see on the page, chats that only run as a script too."""
    seen = {_named(channel) for channel in look.channels if any(s.visible for s in channel.sightings)}
    return tuple(sorted(seen))


def _named(channel: Channel) -> str:
    return f"{channel.kind} {channel.value}"


def _joined(look: Look, visits: Iterable[Look]) -> Look:
    before = look
    first = ConsentState(choice="none", channels=shown(look))
    states: list[ConsentState] = []
    details: list[str] = []
    restless = False
    for seen in sorted(visits, key=lambda seen: _CHOICES.index(seen.visit.choice if seen.visit else "none")):
        visit = seen.visit or Visit()
        if visit.choice != "none":
            restless = restless or visit.before != first.channels
        if visit.detail:
            details.append(f"{visit.choice}: {visit.detail}")
            continue
        if visit.choice != "none":
            states.append(ConsentState(choice=visit.choice, label=visit.label, channels=shown(seen)))
        look = _with(look, seen, visit)
    if restless:
        states, details = [], [*details, _RESTLESS]
    if not states and not details:
        return look
    says = next((one.says for one in before.closed if one.kind == "accept"), "")
    ordered = sorted((first, *states), key=lambda state: _CHOICES.index(state.choice))
    consent = Consent(page=look.page.final_url, dialog=says, states=tuple(ordered), detail="; ".join(details))
    return look.model_copy(update={"consent": consent})


def _with(look: Look, seen: Look, visit: Visit) -> Look:
    """The look with the channels, forms and pictures that the visit adds."""
    known = set(shown(look))
    added = [_marked(channel, visit) for channel in seen.channels if _named(channel) not in known]
    added = [channel for channel in added if any(sighting.visible for sighting in channel.sightings)]
    chats = [_opened(one, look, visit) for one in visit.opened if one.closed.kind == "chat"]
    kinds = {form.kind for form in look.forms}
    forms = tuple(form.model_copy(update={"box": None}) for form in seen.forms if form.kind not in kinds)
    return look.model_copy(
        update={
            "channels": (*look.channels, *added, *chats, *_out_of_pictures(look, visit)),
            "pictures": tuple(_as_read(picture, visit) for picture in look.pictures),
            "forms": (*look.forms, *forms),
            "mentions": (*look.mentions, *(said for one in visit.opened for said in _told(one, look))),
            "page": _pictured(look.page, seen.page, visit),
        }
    )


def _out_of_pictures(look: Look, visit: Visit) -> Iterator[Channel]:
    """The numbers that were read in pictures; whose they are, the picture does not say."""
    pictures = {picture.selector: picture for picture in look.pictures}
    for read in visit.pictures:
        picture = pictures.get(read.selector)
        if picture is not None:
            sighting = Sighting(
                page=picture.page,
                via="image",
                region=picture.region,
                visible=picture.visible,
                selector=picture.selector,
                box=picture.box,
                context=picture.alt[:_LONGEST_MENTION],
            )
            kind: ChannelKind = "fax" if picture.says == "fax" else "phone"
            yield Channel(kind=kind, value=read.number, sightings=(sighting,))


def _as_read(picture: Picture, visit: Visit) -> Picture:
    return picture.model_copy(update={"read": True}) if any(r.selector == picture.selector for r in visit.pictures) else picture


def _pictured(page: Page, seen: Page, visit: Visit) -> Page:
    after = visit.choice if visit.choice != "none" else "opened"
    return page.model_copy(update={"shots": (*page.shots, *(shot.model_copy(update={"after": after}) for shot in seen.shots))})


def _marked(channel: Channel, visit: Visit) -> Channel:
    """A channel that the first look did not show: what it stands behind is said in each of its sightings."""
    if _named(channel) in visit.before:
        return channel
    control = _control(channel, visit)
    # After a choice the page shows it by itself, unless something was opened as well.
    clicks = bool(visit.opened) and visit.choice == "none"
    return channel.model_copy(
        update={
            "sightings": tuple(
                sighting.model_copy(
                    update={
                        "consent": visit.choice,
                        "behind": sighting.behind + clicks,
                        "opened_by": ((control, *sighting.opened_by) if clicks and control else sighting.opened_by),
                        "first_screen": () if clicks else sighting.first_screen,
                        "box": None,
                    }
                )
                for sighting in channel.sightings
            )
        }
    )


def _control(channel: Channel, visit: Visit) -> str:
    """The label of what brought the channel: of several things opened the one after which it was to be read; "" if none was."""
    written = {channel.value, channel.as_written} - {""}
    brought = [one for one in visit.opened if any(text in one.says for text in written)]
    return next((one.closed.label for one in (brought if len(visit.opened) > 1 else visit.opened)), "")


def _told(opened: Opened, look: Look) -> Iterator[Mention]:
    """What an opened chat says in words of the lexicon, a mention for each concept."""
    if opened.closed.kind != "chat":
        return
    greeting = read_greeting(opened.says, look.page.lang)
    said = {"bot_self": greeting.greeting} if greeting.answered_by == "bot" else {}
    for hit in reversed(words.find(opened.says, look.page.lang, _TELLING)):
        begin = opened.says.rfind("\n", 0, hit.start) + 1
        said[hit.concept] = opened.says[begin:].partition("\n")[0]
    for concept, text in sorted(said.items()):
        yield Mention(
            concept=concept,
            page=look.page.final_url,
            form="text",
            text=text[:_LONGEST_MENTION],
            region="overlay",
            selector=opened.closed.selector,
        )


def _opened(opened: Opened, look: Look, visit: Visit) -> Channel:
    """A chat that was opened, with what it said; a window that says nothing may be anything, and leaves it at its launcher."""
    greeting = read_greeting(opened.says, look.page.lang)
    sighting = Sighting(
        page=look.page.final_url,
        via="widget",
        viewports=("desktop",),
        selector=opened.closed.selector,
        context=opened.closed.label,
        consent=visit.choice,
    )
    return Channel(
        kind="chat",
        value=opened.closed.vendor,
        as_written=opened.closed.label,
        hours=greeting.hours,
        rung="opened" if greeting.greeting else "launcher",
        chat=Chat(
            greeting=greeting.greeting,
            answered_by=greeting.answered_by,
            login_needed=greeting.login_needed,
            closed=greeting.closed,
        ),
        sightings=(sighting,),
    )
