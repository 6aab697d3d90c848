"""
Forms: what can be filled in on a page, what for, and what stands in the way of sending it.

Seen are forms with and without a form element, and those that a form service puts on the page; the line one types to a bot is
none. A form by which the company can be reached is a channel too. One that no person gets to see serves no purpose, whatever its
words say: it is listed as not visible and of kind "other".
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import Tag

from spiders import words
from spiders.evidence import Channel, Form, FormKind
from spiders.extract._chatbox import is_chatbox
from spiders.extract._dialogs import reachable
from spiders.extract._formfields import Asked, Draft, drafts
from spiders.extract._formkind import kind_of, words_of
from spiders.extract._formwords import NUMBERS, asks_only_for, field_concepts, purposes
from spiders.extract._signatures import Mark, Signatures
from spiders.page import ParsedPage
from spiders.page.elements import below, box, selector, text_of
from spiders.strictyaml import load_data

_DATA = load_data("form-services")
_SERVICES = Signatures(_DATA["services"])
_CHECKS = Signatures(_DATA["checks"])
_GATES = ("gate_login_to_contact",)
_ANSWERED: frozenset[FormKind] = frozenset({"contact", "complaint", "callback"})
"""Kinds of forms through which somebody is asked; a withdrawal, an order or a notice must name its contract anyway."""

_TEXT_READ = 1500


def extract(page: ParsedPage) -> Iterator[Form | Channel]:
    """Every form a person gets to see, and a channel of kind "form" or "callback" for each that reaches the company."""
    holders: list[Tag] = []
    for draft in drafts(page):
        if not is_chatbox(page, draft):
            holders.append(draft.holder)
            yield from _own(page, draft)
    for mark in _embedded(page, holders):
        yield from _from_service(page, mark)


def _own(page: ParsedPage, draft: Draft) -> Iterator[Form | Channel]:
    said = words_of(page, draft)
    holder = draft.holder
    is_form = holder.name == "form"
    visible = any(reachable(page, each.tag) for each in draft.asked)
    kind = kind_of(draft, said) if visible else "other"
    form = Form(
        page=page.url,
        kind=kind,
        action_host=_host(page, str(holder.get("action") or "")) if is_form else "",
        method="post" if is_form and str(holder.get("method") or "").strip().lower() == "post" else "get",
        fields=tuple(each.field for each in draft.asked),
        captcha=draft.has("captcha") or _checks_humans(holder),
        login_needed=_asks_to_log_in(holder, page.lang_of(holder)),
        customer_number_needed=kind in _ANSWERED and any(_needs_number(each) for each in draft.asked),
        attachment=draft.has("attachment") or any("attach" in purposes(text_of(button)) for button in draft.buttons),
        copy_to_sender=draft.has("copy_to_sender"),
        visible=visible,
        selector=selector(holder),
        box=box(holder),
    )
    yield form
    yield from _channel(page, form.kind, holder, said.heading)


def _asks_to_log_in(holder: Tag, lang: str) -> bool:
    """Whether the form says that one must log in; to ask whether somebody is a customer is no such thing."""
    said = words.find(holder.get_text(" ")[:_TEXT_READ], lang, _GATES)
    return any("login" in purposes(hit.term) for hit in said)


def _needs_number(asked: Asked) -> bool:
    """Whether a field wants a customer or order number and takes nothing in its place."""
    if not asked.field.required or not asked.concepts & NUMBERS:
        return False
    return asks_only_for(asked.field.label, NUMBERS) or not field_concepts(asked.field.label)


def _channel(page: ParsedPage, kind: FormKind, tag: Tag, words_above: str) -> Iterator[Channel]:
    if kind in _ANSWERED:
        yield Channel(
            kind="callback" if kind == "callback" else "form",
            value=page.url,
            as_written=words_above,
            purpose="complaints" if kind == "complaint" else "unknown",
            sightings=(page.sighting(tag, "form", words_above),),
        )


def _host(page: ParsedPage, action: str) -> str:
    try:
        return urlsplit(page.absolute(action)).hostname or ""
    except ValueError:
        return ""


def _checks_humans(holder: Tag) -> bool:
    return any(
        _CHECKS.of_element(tag) is not None
        or (tag.name == "iframe" and _CHECKS.of_address(str(tag.get("src") or "")) is not None)
        or (tag.name == "img" and "captcha" in f"{tag.get('src')} {tag.get('id')} {tag.get('alt')}".lower())
        for tag in (holder, *below(holder))
    )


def _embedded(page: ParsedPage, holders: list[Tag]) -> Iterator[Mark]:
    """
    A mark for each form of a service that does not stand in the page itself.

    A frame or an element of the service is where its form stands; a script tells of one form of its service, where none of these
    does and it stands among what is read: in the head it only makes the service ready.
    """
    placed: dict[int, Mark] = {}
    scripted: dict[str, Mark] = {}
    told: set[str] = set()
    for mark in _SERVICES.marks(page):
        tag, vendor = mark.tag, mark.vendor.id
        if tag is None:
            continue
        if any(tag is holder or tag in holder.parents for holder in holders):
            told.add(vendor)
        elif mark.source in ("frame", "element"):
            told.add(vendor)
            if not any(id(parent) in placed for parent in tag.parents):
                placed[id(tag)] = mark
        elif tag.find_parent("head") is None:
            scripted.setdefault(vendor, mark)
    yield from placed.values()
    yield from (mark for vendor, mark in scripted.items() if vendor not in told)


def _from_service(page: ParsedPage, mark: Mark) -> Iterator[Form | Channel]:
    tag = mark.tag or page.soup
    stands = (tag.parent or tag) if tag.name == "script" else tag
    said = words_of(page, Draft(tag, (), ()))
    visible = reachable(page, stands)
    kind = _service_kind(page, mark, said.around | purposes(str(tag.get("title") or ""))) if visible else "other"
    source = str(tag.get("src") or tag.get("data-src") or "")
    yield Form(
        page=page.url,
        kind=kind,
        action_host=_host(page, source) if source else "",
        embedded=True,
        visible=visible,
        selector=selector(tag),
        box=box(tag),
    )
    yield from _channel(page, kind, stands, said.heading)


def _service_kind(page: ParsedPage, mark: Mark, around: frozenset[str]) -> FormKind:
    """What an embedded form is for: by the service, by the words above it, else by what the page is about."""
    made: dict[str, FormKind] = {"contact": "contact", "newsletter": "newsletter", "other": "other"}
    if mark.vendor.kind in made:
        return made[mark.vendor.kind]
    title = next(iter(page.named("title")), None)
    topic = words.labels(text_of(title), page.lang) if title is not None else frozenset()
    topic |= words.url_concepts(page.url)
    kinds: tuple[tuple[str, FormKind], ...] = (
        ("job", "other"),
        ("newsletter", "newsletter"),
        ("withdraw_function", "withdrawal"),
        ("withdraw_form", "withdrawal"),
        ("cancel_function", "cancellation"),
        ("cancel_contract", "cancellation"),
        ("complaint", "complaint"),
        ("callback", "callback"),
        ("order", "order"),
        ("contact_us", "contact"),
        ("contact_form", "contact"),
    )
    told = next((kind for concept, kind in kinds if concept in around), None)
    if told is None and mark.source != "inline" and page.place(mark.tag or page.soup).region != "footer":
        told = next((kind for concept, kind in kinds if concept in topic), None)
    return told or "other"
