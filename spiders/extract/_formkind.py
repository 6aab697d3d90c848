"""What a form is for, told by what it asks and by the words on and above it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from bs4 import Tag

from spiders import words
from spiders.evidence import FormKind
from spiders.extract._formfields import Draft
from spiders.extract._formwords import NUMBERS, purposes
from spiders.page import ParsedPage
from spiders.page.elements import below, text_of

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "legend")
_STEPS_ABOVE = 60
_ENDS_ABOVE = ("form", "textarea", "header", "nav", "footer", "aside")
_LONGEST = 90
_CONTACTS = frozenset({"contact_us", "contact_form"})
_CLASSED = frozenset({"newsletter", "search", "login", "comment", "job"})
_ELSE = frozenset({"comment", "job"})
_KEPT = frozenset({"enrol", "save"})
"""What a form does with a name and an address that asks for nothing to be answered."""

_CLAIMS: tuple[tuple[str, FormKind], ...] = (
    ("withdraw_function", "withdrawal"),
    ("withdraw_form", "withdrawal"),
    ("withdraw", "withdrawal"),
    ("cancel_function", "cancellation"),
    ("cancel_contract", "cancellation"),
    ("complaint", "complaint"),
)
_TOLD = _CONTACTS | {"callback", "newsletter", *(concept for concept, _ in _CLAIMS)}
_MOST_FIELDS = 30
_COMMENT_MARKS = ("comment_post_ID", "comment_parent")


@dataclass(frozen=True, slots=True)
class Words:
    """
    The concepts that a form's words name.

    Attributes:
        own: By its buttons, its headings and its name.
        around: By these and, where no heading of its own says what it is for, the heading above it.
        heading: The words of the nearest heading, "" where there is none.
    """

    own: frozenset[str]
    around: frozenset[str]
    heading: str


def words_of(page: ParsedPage, draft: Draft) -> Words:
    """Read what is written on a form and right above it."""
    holder = draft.holder
    lang = page.lang_of(holder)
    inside = [text_of(tag)[:_LONGEST] for tag in islice(below(holder, *_HEADINGS), 6)] if holder.name != "body" else []
    buttons = [text_of(tag)[:_LONGEST] for tag in draft.buttons]
    names = [str(holder.get(key) or "") for key in ("id", "name", "aria-label", "role", "action")]
    classes = [str(name) for name in holder.get_attribute_list("class") if name]
    headed = _concepts(inside, lang)
    above = "" if headed & _TOLD else _heading_above(holder)
    own = headed | _concepts([*buttons, str(holder.get("aria-label") or "")], lang).union(*map(purposes, names))
    own |= frozenset().union(*map(purposes, classes)) & _CLASSED
    return Words(own, own | _concepts([above], lang), next(iter([*inside, above]), "") or above)


def _concepts(texts: list[str], lang: str) -> frozenset[str]:
    return frozenset().union(*(words.labels(text, lang) | purposes(text) for text in texts if text))


def _heading_above(holder: Tag) -> str:
    steps = 0
    for element in holder.previous_elements:
        if isinstance(element, Tag):
            steps += 1
            if element.name in _HEADINGS:
                return text_of(element)[:_LONGEST]
            if steps > _STEPS_ABOVE or element.name in _ENDS_ABOVE:
                break
    return ""


def kind_of(draft: Draft, said: Words) -> FormKind:
    """The kind of a form: the first that fits, from the unmistakable to the general."""
    reply, message = draft.has("email") or draft.has("phone"), _asks_message(draft)
    kinds = chain(_marked(draft, said, reply=reply, message=message), _plain(draft, said, reply=reply, message=message))
    return next(kinds, "other")


def _marked(draft: Draft, said: Words, *, reply: bool, message: bool) -> Iterator[FormKind]:
    """The kinds that one field or one word gives away."""
    if draft.has("password"):
        yield "login"
    if _searches(draft, said.own) and not draft.has("email") and not (message and reply):
        yield "search"
    if said.own & _ELSE or "job" in said.around or _is_comment_form(draft) or _is_report(draft):
        yield "other"
    if "comment" in said.around and not reply:
        yield "other"
    if reply or message or any(draft.has(number) for number in NUMBERS):
        yield from (kind for concept, kind in _CLAIMS if concept in said.around)
    if "login" in said.own and not message:
        yield "login"


def _plain(draft: Draft, said: Words, *, reply: bool, message: bool) -> Iterator[FormKind]:
    """The kinds that are told by all that is asked together."""
    email, phone = draft.has("email"), draft.has("phone")
    if email and not message and ("newsletter" in said.own or (not phone and _signs_up(draft, said))):
        yield "newsletter"
    asks_number = phone and not message
    if asks_number and "callback" in said.around:
        yield "contact" if draft.has("messenger") else "callback"
    if _orders(draft, said, reply=reply, message=message):
        yield "order"
    if asks_number and not email:
        yield from _rings(draft, said)
    if not (said.own & _KEPT and not message) and _reaches(draft, said, reply=reply, message=message):
        yield "contact"


def _rings(draft: Draft, said: Words) -> Iterator[FormKind]:
    """What a form is for that asks for a phone number and no more than a name; a messenger's number is written to, not rung up."""
    asks = _sends(said) and "app_link" not in said.around
    if draft.has("messenger"):
        if asks:
            yield "contact"
    elif asks or draft.has("name"):
        yield "callback"


def _signs_up(draft: Draft, said: Words) -> bool:
    """Whether a heading says so, or a name and an address at most are asked and nothing says that somebody will answer."""
    if "newsletter" in said.around:
        return True
    return all(each.concepts & {"email", "name"} or not each.typed for each in draft.asked) and "contact_us" not in said.own


def _reaches(draft: Draft, said: Words, *, reply: bool, message: bool) -> bool:
    """Whether somebody can be written to: with a message, or by leaving a name and where to be answered."""
    name = draft.has("name")
    if reply:
        return message or name
    return message and ((name and _sends(said)) or (bool(said.around & _CONTACTS) and len(draft.asked) < 4))


def _asks_message(draft: Draft) -> bool:
    """Whether there is room for what a person wants to say: any field of several lines that does not ask for an address."""
    return any(
        each.typed and (each.tag.name == "textarea" or "message" in each.concepts) and "address" not in each.concepts
        for each in draft.asked
    )


def _searches(draft: Draft, own: frozenset[str]) -> bool:
    typed = [each for each in draft.asked if each.typed]
    return any("search" in each.concepts for each in typed) or (len(typed) < 2 and "search" in own)


def _orders(draft: Draft, said: Words, *, reply: bool, message: bool) -> bool:
    dated = draft.has("date")
    asks_for_contact = message and reply and bool(said.own & {*_CONTACTS, "send"})
    if "order" in said.own:
        return dated or not (message and reply)
    if not reply:
        return dated or (draft.has("quantity") and not message)
    return dated and not asks_for_contact


def _sends(said: Words) -> bool:
    return bool(said.own & {*_CONTACTS, "send"}) or bool(said.around & _CONTACTS)


def _is_report(draft: Draft) -> bool:
    """Whether so much is asked that nobody would take the form for a way to get in touch."""
    return sum(each.typed or each.tag.name == "select" for each in draft.asked) > _MOST_FIELDS


def _is_comment_form(draft: Draft) -> bool:
    return any(tag.get("name") in _COMMENT_MARKS for tag in below(draft.holder, "input"))
