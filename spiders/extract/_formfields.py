"""
The fields of a page and the forms they make up, as a person takes them: with or without a form element.

A form element that wraps a whole page (as ASP.NET makes it) is looked through: what stands in it is told apart by its buttons, as
are fields with no form around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from spiders.evidence import Field
from spiders.extract._formwords import SEARCH_NAMES, field_concepts, purposes
from spiders.page import ParsedPage
from spiders.page.elements import below, strings, text_of

_BUTTON_TYPES = frozenset({"submit", "image", "button"})
_NOT_FILLED_IN = frozenset({"hidden", "reset", *_BUTTON_TYPES})
_TICKED = frozenset({"checkbox", "radio"})
_TYPE_CONCEPTS = {
    "email": "email",
    "tel": "phone",
    "search": "search",
    "password": "password",
    "file": "attachment",
} | dict.fromkeys(("date", "datetime-local", "time", "month", "week"), "date")
_COMPLETES = {
    "email": "email",
    "tel": "phone",
    "name": "name",
    "given-name": "name",
    "family-name": "name",
    "street-address": "address",
    "postal-code": "address",
    "organization": "company",
    "current-password": "password",
    "new-password": "password",
}
_BUTTON_CLASS = re.compile(r"(?:^|[-_ ])(?:btn|button|submit|knapp|send)(?:$|[-_ ])", re.I)
_OFF_SCREEN = re.compile(r"(?:left|top|right|text-indent)\s*:\s*-\d{3,}|(?:height|width)\s*:\s*0|opacity\s*:\s*0(?![.\d])", re.I)
_DEMANDED = re.compile(r"(?<!not)(?<!not[-_])(?<!non[-_])(?:required|mandatory|obligator)(?![-_]?(?:false|no)\b)", re.I)
_SUM = re.compile(r"\b\d{1,2}\s*(?:(?:\+|plus)\s*\d{1,2}\b|[-−–×*x]\s*\d{1,2}\s*=)", re.I)
_STARRED = re.compile(r"^\(?\*|\*\)?\s*:?$")
_WHOLE_PAGE = ("header", "footer", "nav", "main")
_CLIMB = 9
_MOST_FORMS = 500
"""A list of goods with a form for each has a hundred."""
_LABEL_LENGTH = 120
_LEGEND_WORDS = 3
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Asked:
    """One field with what it asks for; `concepts` are those of the lexicon's forms.yaml, "password" and "attachment"."""

    tag: Tag
    field: Field
    concepts: frozenset[str]

    @property
    def typed(self) -> bool:
        """Whether something is written into it, rather than ticked or chosen."""
        return self.tag.name != "select" and self.field.type not in (*_TICKED, "file", "range", "color")


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of one form; `holder` is its form element or the element that holds them and their button."""

    holder: Tag
    asked: tuple[Asked, ...]
    buttons: tuple[Tag, ...]

    def has(self, concept: str) -> bool:
        return any(concept in each.concepts for each in self.asked)


def drafts(page: ParsedPage) -> Iterator[Draft]:
    """Every form of the page, in the order of their first fields."""
    tags = page.named("input", "select", "textarea", "button")
    controls = [tag for tag in tags if tag.name != "button" and _type(tag) not in _NOT_FILLED_IN]
    if not controls:
        return
    by_id = {str(form["id"]): form for form in page.named("form") if form.get("id")}
    labels = _labelled(page, controls)
    whole_pages = {id(form) for form in page.named("form") if _is_whole_page(form)}
    groups: dict[int, tuple[Tag, list[Tag]]] = {}
    sending: dict[int, bool] = {}
    for control in controls:
        form = by_id.get(str(control.get("form"))) or next((tag for tag in control.parents if tag.name == "form"), None)
        holder = _holder(control, sending) if form is None or id(form) in whole_pages else form
        groups.setdefault(id(holder), (holder, []))[1].append(control)
    buttons = [tag for tag in tags if _is_button(tag)]
    for holder, members in page.first(groups.values(), _MOST_FORMS):
        every = _demands_all(holder)
        filled = (_asked(page, tag, labels.get(id(tag)), every) for tag in members if not _is_trap(page, tag, holder))
        asked = tuple(each for each in filled if "honeypot" not in field_concepts(each.field.label))
        if asked and (holder.name == "form" or any(each.typed for each in asked)):
            yield Draft(holder, asked, tuple(_buttons_of(holder, buttons)))


def _demands_all(holder: Tag) -> bool:
    """Whether the form says of all its fields that they must be filled in."""
    return any("all_required" in purposes(text) for text in strings(holder) if len(text) < _LABEL_LENGTH)


def _labelled(page: ParsedPage, controls: Sequence[Tag]) -> dict[int, Tag]:
    """The label of each field that has one; where an id stands twice its label is the first one's, as browsers take it."""
    first: dict[str, Tag] = {}
    for control in controls:
        first.setdefault(str(control.get("id") or ""), control)
    labels = [label for label in page.named("label") if label.get("for")]
    return {id(first[str(label["for"])]): label for label in reversed(labels) if str(label["for"]) in first}


def _type(tag: Tag) -> str:
    return str(tag.get("type") or "text").strip().lower() if tag.name == "input" else tag.name


def _is_button(tag: Tag) -> bool:
    return tag.name == "button" or (tag.name == "input" and _type(tag) in _BUTTON_TYPES)


def _is_whole_page(form: Tag) -> bool:
    if any(tag.get("name") == "__VIEWSTATE" for tag in below(form, "input")):
        return True
    return form.parent is not None and form.parent.name == "body" and any(below(form, *_WHOLE_PAGE))


def _holder(control: Tag, sending: dict[int, bool]) -> Tag:
    """
    The nearest element around a field without a form that holds a button too, else the one that holds it.

    Args:
        sending: Whether an element holds one, as far as it is known; the fields of a page have the same elements around them.
    """
    last = control.parent or control
    for level, element in enumerate(control.parents):
        if level >= _CLIMB or isinstance(element, BeautifulSoup) or element.name in ("body", "html"):
            break
        if id(element) not in sending:
            sending[id(element)] = any(_sends(tag) for tag in islice(below(element, "button", "input", "a"), 80))
        if sending[id(element)]:
            return element
    return last


def _sends(tag: Tag) -> bool:
    if tag.name == "a":
        href = str(tag.get("href") or "#")
        return href.startswith(("#", "javascript:")) and bool(
            _BUTTON_CLASS.search(" ".join(tag.get_attribute_list("class"))) or "__doPostBack" in href
        )
    return _is_button(tag)


def _buttons_of(holder: Tag, buttons: Sequence[Tag]) -> Iterator[Tag]:
    """The form's buttons: those inside it or tied to it by id; where it has none, the links that are made to look like one."""
    name = str(holder.get("id") or "")
    own = [tag for tag in buttons if (name and tag.get("form") == name) or any(parent is holder for parent in tag.parents)]
    yield from own or [tag for tag in islice(below(holder, "a"), 80) if _sends(tag)]


def _is_trap(page: ParsedPage, tag: Tag, holder: Tag) -> bool:
    """Whether the field is put there for programs to fill in: a person never sees it."""
    name = f"{tag.get('name') or ''} {tag.get('id') or ''}"
    if name.strip() == "g-recaptcha-response" or "honeypot" in field_concepts(name):
        return True
    around = [element for element in (tag, *list(tag.parents)[:3]) if isinstance(element, Tag)]
    if any("honeypot" in field_concepts(" ".join(map(str, element.get_attribute_list("class")))) for element in around):
        return True
    if str(tag.get("tabindex")) == "-1" and any(str(element.get("aria-hidden")) == "true" for element in around):
        return True
    unseen = not page.visible(tag) and page.visible(holder)
    off_screen = any(_OFF_SCREEN.search(str(element.get("style") or "")) for element in around if element is not holder)
    return (unseen or off_screen) and (str(tag.get("tabindex")) == "-1" or off_screen) and _type(tag) != "file"


def _asked(page: ParsedPage, tag: Tag, label_tag: Tag | None, every: bool) -> Asked:
    kind = _type(tag)
    name = str(tag.get("name") or tag.get("id") or "")[:_LABEL_LENGTH]
    own = _label(page, tag, label_tag)
    hint = _clean(str(tag.get("placeholder") or ""))
    label = own or hint
    field = Field(name=_clean(name), label=label, type=kind, required=_required(tag, own, hint, every))
    return Asked(tag, field, _concepts(tag, kind, label, hint))


def _concepts(tag: Tag, kind: str, label: str, hint: str) -> frozenset[str]:
    named = field_concepts(f"{tag.get('name') or ''}") | field_concepts(str(tag.get("id") or ""))
    if kind in _TICKED or kind == "file":
        ticked = (field_concepts(label) | named) & {"copy_to_sender", "consent", "captcha"}
        return ticked | ({"attachment"} if kind == "file" else frozenset())
    told = {_TYPE_CONCEPTS[kind]} if kind in _TYPE_CONCEPTS else set()
    completes = _COMPLETES.get(str(tag.get("autocomplete") or "").split(" ")[-1].lower())
    if completes:
        told.add(completes)
    if str(tag.get("name") or "").lower() in SEARCH_NAMES:
        told.add("search")
    worded = field_concepts(label) or field_concepts(hint)
    if kind in ("text", "number", "tel") and _SUM.search(f"{label} {hint}"):
        told.add("captcha")
    return (
        frozenset(told) | (worded or named) | (named & {"captcha", "email", "phone", "customer_number", "order_number", "search"})
    )


def _label(page: ParsedPage, tag: Tag, label: Tag | None) -> str:
    """What the field is called: its label, the name it gives itself, or the words right before it."""
    label = label or tag.find_parent("label")
    text = _text_without_options(label) if label is not None else ""
    if not text:
        text = str(tag.get("aria-label") or "")
    if not text and tag.get("aria-labelledby"):
        pointed = (page.soup.find(id=name) for name in str(tag["aria-labelledby"]).split()[:4])
        text = " ".join(text_of(each) for each in pointed if isinstance(each, Tag))
    return _clean(text or _words_before(tag) or str(tag.get("title") or ""))


def _text_without_options(label: Tag) -> str:
    if not any(below(label, "select", "textarea")):
        return text_of(label)
    return " ".join(
        str(text)
        for text in label.find_all(string=True)
        if text.parent is not None and text.parent.name not in ("option", "textarea")
    )


def _words_before(tag: Tag) -> str:
    """The words right before a field: a label tied to nothing, or, where the field holds no hint of its own, any text."""
    for steps, element in enumerate(tag.previous_elements):
        if steps > 12 or (isinstance(element, Tag) and element.name in ("input", "select", "textarea", "button", "form", "option")):
            break
        if type(element) is NavigableString and element.strip():
            label = element.find_parent("label")
            if label is not None and not label.get("for"):
                return _text_without_options(label)
            legend = len(element.split()) > _LEGEND_WORDS and purposes(str(element)) & {"required", "all_required"}
            return "" if tag.get("placeholder") or legend else str(element)
    return ""


def _required(tag: Tag, label: str, hint: str, every: bool) -> bool:
    """Whether a field must be filled in: by the markup, an asterisk at its label or after it, words, or as `every` one must."""
    if tag.has_attr("required") or str(tag.get("aria-required")).lower() == "true" or tag.has_attr("data-required"):
        return True
    if any(_DEMANDED.search(str(name)) for name in tag.get_attribute_list("class") if name):
        return True
    said = purposes(label) | purposes(hint)
    after = tag.next_sibling if isinstance(tag.next_sibling, NavigableString) else ""
    starred = any(_STARRED.search(text) for text in (label, hint)) or str(after).strip() == "*"
    return "optional" not in said and (starred or "required" in said or (every and _type(tag) not in _TICKED))


def _clean(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()[:_LABEL_LENGTH]
