"""Pages that show a way and keep it shut (D3 to D5, D7 to D9): a login, a number, a bot, an app, a costly call, closing time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import phonenumbers

from spiders.country import of_address
from spiders.evidence import Channel, Chat, DeadEnd, Form
from spiders.extract._formwords import NUMBERS, asks_only_for
from spiders.lexicon import by_language
from spiders.said import say
from spiders.spoken import listen
from spiders.strictyaml import load_data
from spiders.whole.endings import ending
from spiders.whole.spots import Spot, Way, asks_for_number
from spiders.whole.terrain import Terrain

__all__ = ["app", "bot", "closed", "costly", "login", "number_needed"]

_DATA: dict[str, Any] = load_data("deadends")
_CONTACT = frozenset(_DATA["promises_contact"])
_PERSON = tuple(_DATA["person_behind"])
_NO_HAND_OVER = frozenset(_DATA["no_hand_over"])
_NOT_TRIED = frozenset(_DATA["not_tried"])
_CHAT = frozenset({"chat"})
_GATES = ("gate_login_to_contact", "chat_login")


def login(spot: Spot, site: Terrain) -> Iterator[DeadEnd]:
    """D3: a page behind a promise of contact that asks for a login, on a site without a page open to all that offers contact."""
    label = next((label for label in spot.called if Way(label, label).promises(spot.page.lang, _CONTACT)), "")
    chats = [channel for channel in spot.own if channel.kind == "chat"]
    walled = bool(chats) and all(channel.chat and channel.chat.login_needed for channel in chats)
    gate, form = spot.says(*_GATES), next((form for form in spot.forms if form.kind == "login"), None)
    if not (label and (gate or form or walled or "login" in spot.page.kinds)) or any(
        _open(other, site) for other in site.spots.values()
    ):
        return
    if walled and spot.offers == _CHAT and not site.leads_on(spot, _offers_more, _CHAT):
        said = next(channel.chat.greeting for channel in chats if channel.chat)
        yield ending(
            "D3", spot, say('The chat behind "{label}" asks for a login before anything else.', label=label), label, proof=[said]
        )
    elif not spot.offers and site.ends(spot):
        wanted = [field.label or field.name for field in form.fields] if form else []
        proof = [label, *([gate.text] if gate else []), spot.page.sentence("detail"), *wanted]
        told = say('"{label}" leads to a page where one must log in before any contact.', label=label)
        yield ending("D3", spot, told, label, proof=proof, at=gate or form)


def _open(spot: Spot, site: Terrain) -> bool:
    """Whether the page is one for contact from which somebody is reached without a login."""
    promised = "contact" in spot.page.kinds or any(Way(label, label).promises(spot.page.lang, _CONTACT) for label in spot.called)
    chats = [channel for channel in spot.own if channel.kind == "chat"]
    locked = spot.offers == _CHAT and all(channel.chat and channel.chat.login_needed for channel in chats)
    return promised and spot.page.state == "ok" and bool(spot.offers) and not locked and not site.ends(spot)


def number_needed(spot: Spot, site: Terrain) -> Iterator[DeadEnd]:
    """D4: a form for a question that only a customer with a number at hand can send."""
    form = next((form for form in spot.forms if asks_for_number(form)), None)
    if (
        form is not None
        and spot.page.state == "ok"
        and not spot.offers
        and not site.leads_on(spot, lambda other: _affordable(other, site))
    ):
        wanted = _wanted(form)
        yield ending(
            "D4",
            spot,
            say("The form cannot be sent without an order or customer number, and no other way is given."),
            next(iter(wanted), ""),
            proof=wanted,
            at=form,
        )


def _wanted(form: Form) -> list[str]:
    """The labels of the required fields, those that ask for the number first."""
    labels = [field.label or field.name for field in form.fields if field.required]
    return sorted(labels, key=lambda label: not asks_only_for(label, NUMBERS))


def bot(spot: Spot, site: Terrain) -> Iterator[DeadEnd]:
    """D5: a chat, and nothing else, that says it is a bot, and no words of a person it could bring."""
    chats = [channel for channel in spot.own if channel.kind == "chat"]
    told = [(channel, channel.chat) for channel in chats if channel.chat]
    said = spot.says("bot_self")
    if not spot.helps or spot.offers - _CHAT or any(not _alone(chat) for _, chat in told):
        return
    introduced = said and (said.region == "overlay" or (chats and listen(said.text, spot.page.lang, "greeting").has("introduces")))
    if not told and not introduced:
        return
    if any(other.says(*_PERSON) for other in site.spots.values()) or site.leads_on(spot, _offers_more, _CHAT):
        return
    if told:
        channel, chat = told[0]
        detail, proof = _bot_said(chat)
        yield ending("D5", spot, detail, chat.greeting or channel.as_written, proof=proof, at=spot.sighting(channel))
    elif said:
        detail = say("A bot answers; no words on the pages visited say that one can get to a person from it. It was not opened.")
        yield ending("D5", spot, detail, said.text, proof=[said.text], at=said)


def _alone(chat: Chat) -> bool:
    """Whether an opened chat says that it is a bot and was not seen to offer a person."""
    refused = chat.probe is None or chat.probe.outcome in _NO_HAND_OVER | _NOT_TRIED
    return chat.answered_by == "bot" and not chat.human_offered and refused


def _bot_said(chat: Chat) -> tuple[str, list[str]]:
    """What was seen of a bot, no more, and the words it rests on."""
    turns = chat.probe.turns if chat.probe else ()
    proof = [chat.greeting, *chat.options, *(turn.answer for turn in turns)]
    if chat.probe and chat.probe.outcome == "N":
        return say("A bot answers. Asked for a person ({n} messages), it brought none.", n=len(turns)), proof
    if chat.probe and chat.probe.outcome == "G":
        return say("A bot answers. Asked for a person, it wanted a login, a number or a check for humans first."), proof
    return say(
        "Opened, the chat says that a bot answers; no person was offered in its first words or choices, and no words on the pages"
        " visited say that one can get to a person from it. Whether it brings one later was not seen: nothing was written to it."
    ), proof


def app(spot: Spot, site: Terrain) -> Iterator[DeadEnd]:
    """D7: a page that sends customers to an app."""
    said = spot.says("gate_app_only")
    if said is None or said.form not in ("text", "heading") or not spot.helps or "article" in spot.page.kinds:
        return
    if not spot.offers and site.ends(spot):
        proof = [mention.text for mention in spot.mentions if mention.concept == "gate_app_only"]
        yield ending("D7", spot, say("The page sends customers to an app and gives no other way."), said.text, proof=proof, at=said)


def costly(spot: Spot, site: Terrain) -> Iterator[DeadEnd]:
    """D8: no way but telephone numbers at a premium rate, or of other countries."""
    phones = [channel for channel in spot.own if channel.kind == "phone"]
    if not phones or not spot.helps or spot.offers != {"phone"} or not all(_costs(phone, spot, site) for phone in phones):
        return
    if site.leads_on(spot, lambda other: _affordable(other, site)):
        return
    premium = [phone.cost == "premium" for phone in phones]
    told = say("The only way given is a phone number in another country.")
    if all(premium):
        told = say("The only way given is a premium-rate phone number.")
    elif any(premium):
        told = say("The only way given is phone numbers at a premium rate or in another country.")
    proof = [phone.as_written or phone.value for phone in phones]
    yield ending("D8", spot, told, proof[0], proof=proof, at=spot.sighting(phones[0]))


def _affordable(spot: Spot, site: Terrain) -> bool:
    """Whether a page offers a way that costs no more than an ordinary call."""
    cheap = (channel.kind == "phone" and not _costs(channel, spot, site) for channel in spot.own)
    return bool(spot.offers - {"phone"}) or any(cheap)


def _costs(phone: Channel, spot: Spot, site: Terrain) -> bool:
    return phone.cost == "premium" or _foreign(phone.value, spot, site)


def _foreign(number: str, spot: Spot, site: Terrain) -> bool:
    """
    Whether a number is of another country than the site.

    Not where the page's language is spoken there: it may be written for the people there, or the site's country be guessed wrong;
    unless it is the language of the site's country too, and the address says which that is.
    """
    code = phonenumbers.country_code_for_region(site.country) if site.country else 0
    if not code or number.startswith((f"+{code}", "+800")):
        return False
    spoken = by_language("language").get(spot.page.lang[:2], {}).get("countries", ())
    near = number.startswith(tuple(f"+{phonenumbers.country_code_for_region(place)}" for place in spoken))
    return not near or (site.country in spoken and of_address(spot.page.final_url) == site.country)


def closed(spot: Spot, site: Terrain) -> Iterator[DeadEnd]:
    """D9: a chat, and nothing else, that says it is closed, where neither it nor the page says when it opens."""
    chats = [channel for channel in spot.own if channel.kind == "chat"]
    shut = next((channel for channel in chats if channel.chat and channel.chat.closed), None)
    said = next(
        (m for m in spot.mentions if m.concept == "chat_closed" and (m.form == "text" or (m.form == "heading" and chats))), None
    )
    words = shut.chat.greeting if shut and shut.chat else said.text if said else ""
    told = spot.hours_told or any(channel.hours for channel in spot.own) or any(letter.isdigit() for letter in words)
    if not (shut or (said and chats)) or not spot.helps or told or spot.offers - _CHAT:
        return
    if not site.leads_on(spot, _offers_more, _CHAT):
        at = said or (spot.sighting(shut) if shut else None)
        yield ending(
            "D9", spot, say("The channel is closed, and nothing on the page says when it opens."), words, proof=[words], at=at
        )


def _offers_more(spot: Spot) -> bool:
    """Whether a page offers something beside a chat."""
    return bool(spot.offers - _CHAT)
