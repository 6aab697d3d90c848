"""
What a page keeps closed and one click would show: contact details behind "Show number", a chat, the consent dialog.

Only what stands open to the eye on the rendered page is named, and never what leads to another page or belongs to a form that
could be sent: these controls are going to be clicked (`spiders.browser.visit`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import soupsieve
from bs4 import Tag

from spiders.extract.chat import launchers
from spiders.lexicon import merged
from spiders.look import Closed
from spiders.page import ParsedPage
from spiders.page.elements import selector, strings, text_of
from spiders.strictyaml import load_data
from spiders.terms import fold

__all__ = ["closed_on"]

_DATA: dict[str, Any] = load_data("consent-platforms")
_WORDS = merged("controls")
_STAYS = re.compile(r"\s*(?:#|javascript:|$)", re.I)
_EDGES = " .!?:›»>→✓✔×\u00a0"
_LONGEST_LABEL = 60
_LONGEST_DIALOG = 4000
_SAYS_LENGTH = 200
_MOST_REVEALS = 5
_HIGHEST = 8
"""So many elements above its button a dialog is looked for."""


class _Labels:
    """Labels of the lexicon: whole ones, and stems that a label may go on after."""

    def __init__(self, labels: Iterable[str]) -> None:
        terms = set(map(fold, labels))
        self._whole = frozenset(term for term in terms if not term.endswith("*"))
        self._stems = tuple(sorted(term.removesuffix("*") for term in terms if term.endswith("*")))

    def have(self, label: str) -> bool:
        folded = fold(label).strip(_EDGES)
        return len(folded) <= _LONGEST_LABEL and (folded in self._whole or folded.startswith(self._stems))


_REVEAL = _Labels(_WORDS["reveal"])
_ACCEPT = _Labels(_WORDS["consent"]["accept"])
_REFUSE = _Labels(_WORDS["consent"]["refuse"])
_ABOUT = re.compile("|".join(rf"\b{re.escape(fold(word)).replace(re.escape('*'), '')}" for word in _WORDS["consent"]["about"]))
_ANY_PLATFORM = soupsieve.compile(", ".join(platform["accept"] for platform in _DATA["platforms"]))


def closed_on(page: ParsedPage) -> tuple[Closed, ...]:
    """What the rendered page keeps closed, the consent dialog first; nothing where it was only fetched."""
    if not page.rendered:
        return ()
    controls = [tag for tag in _controls(page) if len(_name(page, tag)) <= _LONGEST_LABEL]
    return (*_consent(page, controls), *_reveals(page, controls), *_chats(page))


def _controls(page: ParsedPage) -> Iterator[Tag]:
    """Whatever a person could click on at once."""
    for tag in page.named("a", "button", "input", having=("role", "onclick")):
        told = tag.name in ("a", "button") or tag.get("role") == "button" or (tag.name == "input" and tag.get("type") in _PRESSED)
        off = "disabled" in tag.attrs or tag.get("aria-disabled") == "true"
        if (told or "onclick" in tag.attrs) and not off and page.visible(tag) and not page.place(tag).behind:
            yield tag


def _name(page: ParsedPage, tag: Tag) -> str:
    """What a control is called: its words, else what names it."""
    words = page.label(tag)
    if any(map(str.isalnum, words)):
        return words
    named = str(tag.get("aria-labelledby") or "").split()
    others = (page.label(other) for other, value in page.attributes.get("id", ()) if value in named)
    return " ".join(others if named else ()) or str(tag.get("aria-label") or "")


_PRESSED = frozenset({"button", "submit"})


def _stays(tag: Tag) -> bool:
    """Whether a click on it leads to no other page."""
    return tag.name != "a" or bool(_STAYS.match(str(tag.get("href") or "")))


def _reveals(page: ParsedPage, controls: Iterable[Tag]) -> Iterator[Closed]:
    found = 0
    for tag in controls:
        label = _name(page, tag)
        submits = tag.name in ("button", "input") and tag.get("type", "submit") == "submit" and tag.find_parent("form") is not None
        opens = not submits and tag.get("aria-expanded") != "true"
        if found < _MOST_REVEALS and _stays(tag) and opens and _REVEAL.have(label):
            found += 1
            yield Closed(kind="reveal", selector=selector(tag), label=label)


def _chats(page: ParsedPage) -> Iterator[Closed]:
    for launcher in launchers(page):
        yield Closed(kind="chat", selector=launcher.selector, label=launcher.label, vendor=launcher.vendor)


def _consent(page: ParsedPage, controls: Sequence[Tag]) -> Iterator[Closed]:
    """How to accept, and where the same dialog offers it, how to refuse."""
    yield from _of_platform(page, controls) or _of_words(page, controls)


def _of_platform(page: ParsedPage, controls: Sequence[Tag]) -> list[Closed]:
    accept = next((tag for tag in controls if _ANY_PLATFORM.match(tag)), None)
    if accept is None:
        return []
    platform = next(platform for platform in _DATA["platforms"] if soupsieve.match(platform["accept"], accept))
    says = _says(accept)
    named = [Closed(kind="accept", selector=platform["accept"], label=_name(page, accept), says=says)]
    refuse = next((tag for tag in controls if soupsieve.match(platform["refuse"], tag)), None)
    if refuse is not None:
        return [*named, Closed(kind="refuse", selector=platform["refuse"], label=_name(page, refuse), says=says)]
    return [*named, *_refusal(page, controls, _dialog(accept), says)]


def _says(button: Tag) -> str:
    dialog = _dialog(button)
    return text_of(dialog)[:_SAYS_LENGTH] if dialog is not None else ""


def _of_words(page: ParsedPage, controls: Sequence[Tag]) -> list[Closed]:
    for tag in controls:
        if not (_stays(tag) and _ACCEPT.have(_name(page, tag)) and not _REFUSE.have(_name(page, tag))):
            continue
        dialog = _dialog(tag)
        if dialog is None:
            continue
        says = text_of(dialog)[:_SAYS_LENGTH]
        accept = Closed(kind="accept", selector=selector(tag), label=_name(page, tag), says=says)
        return [accept, *_refusal(page, controls, dialog, says)]
    return []


def _refusal(page: ParsedPage, controls: Sequence[Tag], dialog: Tag | None, says: str) -> Iterator[Closed]:
    """How to refuse in a dialog, by words."""
    for tag in controls if dialog is not None else ():
        if any(above is dialog for above in tag.parents) and _stays(tag) and _REFUSE.have(_name(page, tag)):
            yield Closed(kind="refuse", selector=selector(tag), label=_name(page, tag), says=says)
            return


def _dialog(button: Tag) -> Tag | None:
    """The nearest element around a button that speaks of cookies and is no more than a dialog."""
    for above in list(button.parents)[:_HIGHEST]:
        if above.name in ("body", "html", "main", "[document]"):
            return None
        said = [text for text in strings(above) if not (_ACCEPT.have(text) or _REFUSE.have(text))]
        if sum(map(len, said)) > _LONGEST_DIALOG:
            return None
        if _ABOUT.search(fold(" ".join(said))):
            return above
    return None
