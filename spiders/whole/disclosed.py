"""
Disclosed: what second looks at a page (`spiders.browser.visit`) add to the first one. Pure.

What was to be seen before any click stays as it was; what a click brought says which, and what needs a choice in the consent
dialog says which choice. A visit saw the page before its own clicks too: where that is not what the first look saw, the page
changes by itself, and nothing is said of what a choice changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spiders import words
from spiders.evidence import Channel, ChannelKind, Consent, ConsentState, Mention, Page, Picture, Sighting
from spiders.greeting import Greeting, read_greeting
from spiders.look import Look, Opened, Visit, named
from spiders.said import joined, say
from spiders.urls import key

__all__ = ["fold"]

_TELLING = ("bot_self", "bot_offer_human", "chat_closed", "chat_login", "agents_busy")
"""Concepts of the lexicon that tell who answers in a chat, and whether anybody does."""
_LONGEST_MENTION = 200
_CHOICES = ("none", "refused", "accepted")
_RESTLESS = say(
    "without any choice the page did not show the same ways to reach the company each time, so that no difference is told"
)


_Visited = tuple[Look, Visit]


def fold(looks: Sequence[Look]) -> list[Look]:
    """The looks without the visits, each with what the visits to its page added; a visit to a page nobody looked at is lost."""
    visits: dict[str, list[_Visited]] = {}
    for look in looks:
        if look.visit and look.page.state == "ok" and key(look.page.url) == key(look.page.final_url):
            visits.setdefault(key(look.page.url), []).append((look, look.visit))
    first = [look for look in looks if not look.visit]
    of_page = [(look, [] if look.redirect else visits.pop(key(look.page.final_url), [])) for look in first]
    return [_left_closed(_joined(look, made), look, made) for look, made in of_page]


def _left_closed(joined: Look, look: Look, visits: Iterable[_Visited]) -> Look:
    """The look with the controls for contact details that no visit opened."""
    opened = {one.closed.label for _, visit in visits for one in visit.opened}
    left = tuple(dict.fromkeys(one.label for one in look.closed if one.kind == "reveal" and one.label not in opened))
    return joined.model_copy(update={"page": joined.page.model_copy(update={"closed": left})}) if left else joined


def _joined(look: Look, visits: Iterable[_Visited]) -> Look:
    before = look
    first = ConsentState(choice="none", channels=look.shown)
    states: list[ConsentState] = []
    details: list[str] = []
    restless = False
    for seen, visit in sorted(visits, key=lambda visited: _CHOICES.index(visited[1].choice)):
        if probed := [one for one in visit.opened if one.probe]:
            look = _probed(look, probed[0])
            continue
        if visit.choice != "none":
            restless = restless or visit.before != first.channels
        if visit.detail:
            details.append(say("{choice}: {why}", choice=say(visit.choice), why=visit.detail))
            continue
        if visit.choice != "none":
            states.append(ConsentState(choice=visit.choice, label=visit.label, channels=seen.shown))
        look = _with(look, seen, visit)
    if restless:
        states, details = [], [*details, _RESTLESS]
    if not states and not details:
        return look
    says = next((one.says for one in before.closed if one.kind == "accept"), "")
    consent = Consent(page=look.page.final_url, dialog=says, states=(first, *states), detail=joined("; ", details))
    return look.model_copy(update={"consent": consent})


def _with(look: Look, seen: Look, visit: Visit) -> Look:
    """The look with the channels, forms and pictures that the visit adds."""
    known = set(look.shown)
    added = [_marked(channel, visit) for channel in seen.channels if named(channel) not in known]
    added = [channel for channel in added if any(sighting.visible for sighting in channel.sightings)]
    said = [(one, read_greeting(one.says, look.page.lang, one.options)) for one in visit.opened if one.closed.kind == "chat"]
    chats = [_opened(one, greeting, look, visit) for one, greeting in said]
    told = [mention for one, greeting in said for mention in _told(one, greeting, look)]
    kinds = {form.kind for form in look.forms}
    forms = tuple(form.model_copy(update={"box": None}) for form in seen.forms if form.kind not in kinds)
    return look.model_copy(
        update={
            "channels": (*look.channels, *added, *chats, *_out_of_pictures(look, visit)),
            "pictures": tuple(_as_read(picture, visit) for picture in look.pictures),
            "forms": (*look.forms, *forms),
            "mentions": (*look.mentions, *told),
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
    if named(channel) in visit.before:
        return channel
    clicks, control = _brought_by(channel, visit)
    return channel.model_copy(
        update={
            "sightings": tuple(
                sighting.model_copy(
                    update={
                        "consent": visit.choice,
                        "behind": sighting.behind + clicks,
                        "opened_by": ((control, *sighting.opened_by) if control else sighting.opened_by),
                        "first_screen": () if clicks else sighting.first_screen,
                        "box": None,
                    }
                )
                for sighting in channel.sightings
            )
        }
    )


def _brought_by(channel: Channel, visit: Visit) -> tuple[bool, str]:
    """
    Whether a click on what the page keeps closed brought the channel, and the label of that control as far as it is known.

    After a choice the page shows a channel by itself, unless it came to be read with a detail that was opened.
    """
    written = {channel.value, channel.as_written} - {""}
    brought = [one for one in visit.opened if any(text in one.says for text in written)]
    if visit.choice != "none":
        brought = [one for one in brought if one.closed.kind == "reveal"]
        return bool(brought), next((one.closed.label for one in brought), "")
    return bool(visit.opened), next((one.closed.label for one in (brought if len(visit.opened) > 1 else visit.opened)), "")


def _told(opened: Opened, greeting: Greeting, look: Look) -> Iterator[Mention]:
    """What an opened chat says in words of the lexicon, a mention for each concept."""
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


def _probed(look: Look, opened: Opened) -> Look:
    """The look with what came of asking its chat for a person; nothing else that was said then is the page's own."""
    chats = (
        channel.model_copy(update={"chat": channel.chat.model_copy(update={"probe": opened.probe})})
        if channel.kind == "chat" and channel.chat and channel.value == opened.closed.vendor
        else channel
        for channel in look.channels
    )
    return look.model_copy(update={"channels": tuple(chats)})


def _opened(opened: Opened, greeting: Greeting, look: Look, visit: Visit) -> Channel:
    """A chat that was opened, with what it said; a window that says nothing may be anything, and leaves it at its launcher."""
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
        chat=greeting.chat(opened.options),
        sightings=(sighting,),
    )
