"""
What a page keeps closed and one click would show: contact details behind "Show number", a chat, the consent dialog.

Only what stands open to the eye on the rendered page is named, and never what leads to another page or belongs to a form that
could be sent: these controls are going to be clicked (`spiders.visit`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import soupsieve
from bs4 import Tag

from spiders.elements import selector, strings, text_of
from spiders.extract.chat import launchers
from spiders.lexicon import merged
from spiders.look import Closed, ClosedKind
from spiders.page import ParsedPage
from spiders.strictyaml import load_file
from spiders.terms import fold

__all__ = ["closed_on"]

_DATA: dict[str, Any] = load_file(Path(__file__).with_name("data") / "consent-platforms.yaml")
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
    controls = [tag for tag in _controls(page) if len(page.label(tag)) <= _LONGEST_LABEL]
    return (*_consent(page, controls), *_reveals(page, controls), *_chats(page))


def _controls(page: ParsedPage) -> Iterator[Tag]:
    """Whatever a person could click on at once."""
    for tag in page.tags:
        told = tag.name in ("a", "button") or tag.get("role") == "button" or (tag.name == "input" and tag.get("type") in _PRESSED)
        if (told or "onclick" in tag.attrs) and page.visible(tag) and not page.place(tag).behind:
            yield tag


_PRESSED = frozenset({"button", "submit"})


def _stays(tag: Tag) -> bool:
    """Whether a click on it leads to no other page."""
    return tag.name != "a" or bool(_STAYS.match(str(tag.get("href") or "")))


def _reveals(page: ParsedPage, controls: Iterable[Tag]) -> Iterator[Closed]:
    found = 0
    for tag in controls:
        label = page.label(tag)
        submits = tag.name in ("button", "input") and tag.get("type", "submit") == "submit" and tag.find_parent("form") is not None
        if found < _MOST_REVEALS and _stays(tag) and not submits and _REVEAL.have(label):
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
    refuse = next((tag for tag in controls if soupsieve.match(platform["refuse"], tag)), None)
    answers: tuple[tuple[ClosedKind, Tag | None], ...] = (("accept", accept), ("refuse", refuse))
    says = _says(accept)
    return [
        Closed(kind=kind, selector=platform[kind], label=page.label(tag), says=says) for kind, tag in answers if tag is not None
    ]


def _says(button: Tag) -> str:
    dialog = _dialog(button)
    return text_of(dialog)[:_SAYS_LENGTH] if dialog is not None else ""


def _of_words(page: ParsedPage, controls: Sequence[Tag]) -> list[Closed]:
    for tag in controls:
        if not (_stays(tag) and _ACCEPT.have(page.label(tag)) and not _REFUSE.have(page.label(tag))):
            continue
        dialog = _dialog(tag)
        if dialog is None:
            continue
        says = text_of(dialog)[:_SAYS_LENGTH]
        named = [Closed(kind="accept", selector=selector(tag), label=page.label(tag), says=says)]
        others = (other for other in controls if any(above is dialog for above in other.parents))
        refuse = next((other for other in others if _stays(other) and _REFUSE.have(page.label(other))), None)
        if refuse is not None:
            named.append(Closed(kind="refuse", selector=selector(refuse), label=page.label(refuse), says=says))
        return named
    return []


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
