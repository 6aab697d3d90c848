"""
What a page keeps closed and one click would show: contact details behind "Show number", a chat, the consent dialog.

A dialog is refused by what says so, else by keeping a choice in which nothing is ticked, else in the settings that it opens.
Only what stands open to the eye on the rendered page is named, and never what leads to another page or belongs to a form that
could be sent: these controls are going to be clicked (`spiders.browser.press`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Literal

import soupsieve
from bs4 import Tag

from spiders.extract.chat import launchers
from spiders.lexicon import merged
from spiders.look import Closed
from spiders.page import ParsedPage
from spiders.page.elements import disabled, selector, strings, submits, text_of
from spiders.strictyaml import load_data
from spiders.terms import fold

__all__ = ["closed_on", "further_refusal", "way_of"]

Way = Literal["refuse", "save", "settings"]

_PLATFORMS: Sequence[Mapping[str, str]] = load_data("consent-platforms")["platforms"]
_WORDS = merged("controls")
_STAYS = re.compile(r"\s*(?:#|javascript:|$)", re.I)
_EDGES = " .!?:›»>→✓✔×\u00a0"
_LONGEST_LABEL = 60
_LONGEST_DIALOG = 4000
_SAYS_LENGTH = 200
_MOST_REVEALS = 5
_PRESSED = frozenset({"button", "submit"})
_DIALOGS = frozenset({"dialog", "alertdialog"})
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
_WAYS: Mapping[Way, _Labels] = {way: _Labels(_WORDS["consent"][way]) for way in ("refuse", "save", "settings")}
"""How to refuse, the shortest way first."""
_ABOUT = re.compile("|".join(rf"\b{re.escape(fold(word)).replace(re.escape('*'), '')}" for word in _WORDS["consent"]["about"]))
_ANY_PLATFORM = soupsieve.compile(", ".join(platform["accept"] for platform in _PLATFORMS))


def closed_on(page: ParsedPage) -> tuple[Closed, ...]:
    """What the rendered page keeps closed, the consent dialog first; nothing where it was only fetched."""
    if not page.rendered:
        return ()
    controls = _short(page)
    return (*_consent(page, controls), *_reveals(page, controls), *_chats(page))


def further_refusal(page: ParsedPage, clicked: Collection[str]) -> Closed | None:
    """
    What refuses in the settings of a consent dialog that were opened on the page, None where there is nothing more to click.

    Args:
        clicked: The selectors of what was clicked on the way.
    """
    found = _refusals(page, _short(page), ("refuse", "save"), _PLATFORMS, _in_dialog)
    return next((one for one in found if one.selector not in clicked), None)


def way_of(refusal: Closed) -> Way:
    """How a control of kind "refuse" does it: by itself, by keeping what is chosen, or in the settings that it opens."""
    for way, labels in _WAYS.items():
        if labels.have(refusal.label) or any(platform.get(way) == refusal.selector for platform in _PLATFORMS):
            return way
    return "refuse"


def _short(page: ParsedPage) -> list[Tag]:
    return [tag for tag in _controls(page) if len(_name(page, tag)) <= _LONGEST_LABEL]


def _controls(page: ParsedPage) -> Iterator[Tag]:
    """Whatever a person could click on at once."""
    for tag in page.named("a", "button", "input", having=("role", "onclick")):
        told = tag.name in ("a", "button") or tag.get("role") == "button" or (tag.name == "input" and tag.get("type") in _PRESSED)
        if (told or "onclick" in tag.attrs) and not disabled(tag) and page.visible(tag) and not page.place(tag).behind:
            yield tag


def _name(page: ParsedPage, tag: Tag) -> str:
    """What a control is called: its words, else what names it."""
    words = page.label(tag)
    if any(map(str.isalnum, words)):
        return words
    named = str(tag.get("aria-labelledby") or "").split()
    others = (page.label(other) for other, value in page.attributes.get("id", ()) if value in named)
    return " ".join(others if named else ()) or str(tag.get("aria-label") or "")


def _stays(tag: Tag) -> bool:
    """Whether a click on it leads to no other page."""
    return tag.name != "a" or bool(_STAYS.match(str(tag.get("href") or "")))


def _reveals(page: ParsedPage, controls: Iterable[Tag]) -> Iterator[Closed]:
    found = 0
    for tag in controls:
        label = _name(page, tag)
        opens = not submits(tag) and tag.get("aria-expanded") != "true"
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
    button = next((tag for tag in controls if _ANY_PLATFORM.match(tag)), None)
    if button is None:
        return []
    platform = next(platform for platform in _PLATFORMS if soupsieve.match(platform["accept"], button))
    dialog = _dialog(button)
    accept = Closed(kind="accept", selector=platform["accept"], label=_name(page, button), says=_says(dialog))
    return [accept, *_refusal(page, controls, dialog, (platform,))]


def _of_words(page: ParsedPage, controls: Sequence[Tag]) -> list[Closed]:
    for tag in controls:
        name = _name(page, tag)
        if not (_stays(tag) and _ACCEPT.have(name) and not _WAYS["refuse"].have(name)):
            continue
        dialog = _dialog(tag)
        if dialog is not None:
            accept = Closed(kind="accept", selector=selector(tag), label=name, says=_says(dialog))
            return [accept, *_refusal(page, controls, dialog, ())]
    return []


def _refusal(
    page: ParsedPage, controls: Sequence[Tag], dialog: Tag | None, platforms: Sequence[Mapping[str, str]]
) -> Sequence[Closed]:
    """The shortest way to refuse in a dialog, by its platform's names or by words."""
    found = _refusals(page, controls, tuple(_WAYS), platforms, lambda tag: any(above is dialog for above in tag.parents))
    return [one.model_copy(update={"says": _says(dialog)}) for one in islice(found, 1)]


def _refusals(
    page: ParsedPage,
    controls: Sequence[Tag],
    ways: Iterable[Way],
    platforms: Sequence[Mapping[str, str]],
    of_dialog: Callable[[Tag], bool],
) -> Iterator[Closed]:
    """Whatever refuses, the shortest way first; by words only what belongs to the dialog."""
    for way in ways:
        for tag in controls:
            name = _name(page, tag)
            named = next((each[way] for each in platforms if way in each and soupsieve.match(each[way], tag)), None)
            if named or (_stays(tag) and _WAYS[way].have(name) and of_dialog(tag)):
                yield Closed(kind="refuse", selector=named or selector(tag), label=name)


def _says(dialog: Tag | None) -> str:
    return text_of(dialog)[:_SAYS_LENGTH] if dialog is not None else ""


def _in_dialog(tag: Tag) -> bool:
    """Whether it stands in a window over the page, or in one that speaks of cookies."""
    above = (each.name == "dialog" or each.get("role") in _DIALOGS or each.get("aria-modal") == "true" for each in tag.parents)
    return any(above) or _dialog(tag) is not None


def _dialog(button: Tag) -> Tag | None:
    """The nearest element around a button that speaks of cookies, not only on its buttons, and is no more than a dialog."""
    for above in list(button.parents)[:_HIGHEST]:
        if above.name in ("body", "html", "main", "[document]"):
            return None
        said = [text for text in strings(above) if not any(labels.have(text) for labels in (_ACCEPT, *_WAYS.values()))]
        if sum(map(len, said)) > _LONGEST_DIALOG:
            return None
        if _ABOUT.search(fold(" ".join(said))):
            return above
    return None
