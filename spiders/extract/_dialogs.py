"""Whether a person gets to see what stands in a closed dialog: something on the page must open it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from spiders import words
from spiders.extract._attributes import scripts
from spiders.extract._formwords import purposes
from spiders.page import ParsedPage
from spiders.page.elements import below, text_of

_DIALOG = re.compile(r"(?:^|[-_ ])(?:modal|popup|pop-up|lightbox|dialog)(?:$|[-_ ])", re.I)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST = 60
_INVITES = frozenset(
    "contact_us contact_form complaint callback cancel_contract withdraw_function withdraw_form send order".split()
)


def reachable(page: ParsedPage, tag: Tag) -> bool:
    """
    Whether a person can get to see the element.

    What stands in a closed dialog counts only where a control or a script of the page names the dialog, or where a button that
    leads nowhere else invites to it.
    """
    place = page.place(tag)
    if not place.visible:
        return False
    chain = [tag, *(element for element in tag.parents if isinstance(element, Tag))]
    dialogs = [element for element in chain if _is_dialog(element)]
    if not dialogs or not any(_is_closed(page, element) for element in dialogs):
        return True
    outer = dialogs[-1]
    names = [str(each["id"]) for each in chain[: chain.index(outer) + 1] if len(str(each.get("id") or "")) > 2]
    return any(_opens(page, control, names) for control in _controls(page, outer)) or _scripts_name(page, names)


def _is_dialog(tag: Tag) -> bool:
    if tag.name == "dialog" or str(tag.get("role") or "") in ("dialog", "alertdialog"):
        return True
    names = f"{tag.get('id') or ''} {' '.join(map(str, tag.get_attribute_list('class')))}"
    return tag.name not in ("html", "body") and bool(_DIALOG.search(_CAMEL.sub("-", names)))


def _is_closed(page: ParsedPage, tag: Tag) -> bool:
    return (
        (page.place(tag).behind or 0) > 0
        or str(tag.get("aria-hidden")) == "true"
        or (tag.name == "dialog" and not tag.has_attr("open"))
    )


def _controls(page: ParsedPage, dialog: Tag) -> Iterator[Tag]:
    inside = {id(tag) for tag in below(dialog)}
    for tag in page.named("a", "button", having=("onclick", "role")):
        clicked = tag.name in ("a", "button") or "onclick" in tag.attrs or tag.get("role") == "button"
        if clicked and id(tag) not in inside:
            yield tag


def _opens(page: ParsedPage, control: Tag, names: list[str]) -> bool:
    said = [str(value) for key, value in control.attrs.items() if key not in ("class", "style", "src")]
    if any(_names(value, name) for value in said for name in names):
        return True
    href = str(control.get("href") or "#")
    leads_nowhere = href == "#" or href.lower().startswith("javascript:")
    text = text_of(control)[:_LONGEST] if leads_nowhere else ""
    return bool((words.labels(text, page.lang_of(control)) | purposes(text)) & _INVITES)


def _scripts_name(page: ParsedPage, names: list[str]) -> bool:
    return any(_names(str(script.string or ""), name) for script in scripts(page) for name in names)


def _names(text: str, name: str) -> bool:
    return name in text and bool(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text))
