"""A visitor who is not logged in comes to a channel."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rules.checks import channel_places, looked_at, mention_places, mentions, place, seen, sightings, where, written
from rules.deadends import ends
from rules.pack import Entry
from rules.reach import loaded_chat, open_forms, reachable
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import ChannelKind, Evidence
from spiders.said import count, say, sentences

_KINDS: Mapping[ChannelKind, str] = MappingProxyType(
    {
        "phone": say("the only channel, a premium-rate number"),
        "email": say("the only channel, an e-mail address that takes no answers"),
        "chat": say("the only channel, a bot with no person seen behind it"),
        "form": say("the only channel, a form that needs a customer or order number"),
    }
)


def check(evidence: Evidence, _entry: Entry) -> Result:
    walls = ends(evidence, "D3")
    channels = reachable(evidence, "phone", "email", "callback", "messaging", "chat", "form")
    if walls:
        told = sentences(
            say("{ways} to contact found to end at a log-in.", ways=count(len(walls), "{n} way", "{n} ways")),
            walls[0].sentence("detail"),
        )
        places = tuple(Place(page=end.page, text=end.label) for end in walls[:5])
        if not channels:
            return Result("login-first", told, places)
        other = say(
            "{channel} at {page} needs none; whether customers find it is for a person to verify.",
            channel=written(channels[0]),
            page=where(sightings(channels[0])[0].page),
        )
        return Result("login-on-one-way", sentences(told, other), places + channel_places(evidence, channels, 2))
    if channels:
        return Result(
            "open-to-all", say("Without a log-in there is: {kind}.", kind=say(channels[0].kind)), channel_places(evidence, channels)
        )
    if forms := [form for form in open_forms(evidence) if not form.login_needed]:
        return Result("open-to-all", say("A contact form needs no log-in."), tuple(place(evidence, form) for form in forms[:3]))
    return _without(evidence)


def _without(evidence: Evidence) -> Result:
    """Where no channel leads on and no way was seen to end at a log-in."""
    if poor := seen(evidence, "phone", "email", "chat", "form"):
        told = say(
            "No log-in stands before {what}; whether a customer gets anywhere by it is for a person to verify.",
            what=_KINDS[poor[0].kind],
        )
        return Result("only-poor-channels", told, channel_places(evidence, poor))
    if walled := _walled(evidence):
        return loaded_chat(evidence) or walled
    told = say(
        "Neither a channel nor a log-in before contact was found {looked_at}; whether there is one after a "
        "log-in is for a person to verify.",
        looked_at=looked_at(evidence),
    )
    return Result("no-channel-seen", told)


def _walled(evidence: Evidence) -> Result | None:
    """Where the contact page itself, or words of the site, ask for a log-in."""
    offered = evidence.contact_page
    if offered and any(page.state == "login" and offered.url in {page.url, page.final_url} for page in evidence.pages):
        told = say("The contact page asks for a log-in, and no other channel was found.")
        return Result("login-first", told, (Place(page=offered.url, text=offered.label),))
    if words := mentions(evidence, "gate_login_to_contact"):
        told = say(
            "No channel was found {looked_at}, and the site says '{text}'.", looked_at=looked_at(evidence), text=words[0].text
        )
        return Result("login-first", told, mention_places(evidence, words), "medium")
    return None
