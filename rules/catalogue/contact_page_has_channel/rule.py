"""The contact page shows a channel."""

from __future__ import annotations

from rules.checks import addresses, channel_places, contact_pages, kinds_of, looked_at, on_page, place, where
from rules.pack import Entry
from rules.reach import loaded_chat, open_forms, pictured, reachable
from rules.result import Result
from spiders.evidence import ChannelKind, Evidence
from spiders.said import say

_KINDS: tuple[ChannelKind, ...] = ("phone", "email", "form", "chat", "callback", "messaging")


def check(evidence: Evidence, _entry: Entry) -> Result:
    offered = contact_pages(evidence)
    if not offered and not (evidence.contact_page and evidence.contact_page.named):
        return Result(
            "no-contact-page", say("No page that is named as a contact page was found {looked_at}.", looked_at=looked_at(evidence))
        )
    usable = reachable(evidence, *_KINDS, premium=True)
    shown = {(channel.kind, channel.value) for page in offered for channel in on_page(evidence, page, *_KINDS)}
    found = tuple(channel for channel in usable if (channel.kind, channel.value) in shown)
    if found:
        return Result(
            "channel-on-contact-page",
            say("The contact page shows: {kinds}.", kinds=kinds_of(found)),
            channel_places(evidence, found),
        )
    here = addresses(offered)
    if forms := [form for form in open_forms(evidence) if form.page in here]:
        return Result(
            "channel-on-contact-page", say("The contact page shows a form."), tuple(place(evidence, form) for form in forms[:3])
        )
    if chat := loaded_chat(evidence, *here):
        return chat
    if picture := pictured(evidence, frozenset({"phone", "email"}), *here):
        return picture
    named = offered[0].final_url if offered else evidence.contact_page.url if evidence.contact_page else ""
    told = say(
        "The contact page at {page} shows no phone number, no e-mail address that takes answers, no form "
        "that anybody can send, no chat with a person and no messaging service.",
        page=where(named),
    )
    return Result("contact-page-without-channel", told, tuple(place(evidence, page) for page in offered[:3]))
