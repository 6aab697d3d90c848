"""Where an element stands: its region, the viewports in which a person gets to see it, and what must be opened before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bs4 import Tag

from spiders.evidence import Region, Viewport
from spiders.page.controls import Attributes, Controls, words_of
from spiders.page.names import DATA, any_name, names_of
from spiders.page.regions import Regions

__all__ = ["HIDDEN_STAMP", "NOWHERE", "TOP", "Place", "Places"]

HIDDEN_STAMP = "data-auditor-hidden"
_STYLE_HIDES = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!))", re.I)
_DISCLOSED = any_name(DATA["disclosed"])
_DESKTOP, _MOBILE, _HOVER = "d", "m", "h"
_BOTH = _DESKTOP + _MOBILE
_CLOSED = _BOTH.upper()
"""The stamp of what is closed of its own, whatever holds it."""


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where an element stands.

    Attributes:
        desktop: How many controls must be opened before it shows there, None where no person gets to see it; `mobile` likewise.
        desktop_by: The words of these controls, the outermost first, as far as they could be told; `mobile_by` likewise.
        hover: On the desktop it shows as soon as the pointer rests on what holds it.
    """

    region: Region
    desktop: int | None
    mobile: int | None
    desktop_by: tuple[str, ...] = ()
    mobile_by: tuple[str, ...] = ()
    hover: bool = False

    @property
    def viewports(self) -> tuple[Viewport, ...]:
        """Those in which a person gets to see it."""
        return tuple(viewport for viewport, behind in self._each() if behind is not None)

    @property
    def at_once(self) -> tuple[Viewport, ...]:
        """Those in which it shows before anything is opened."""
        return tuple(viewport for viewport, behind in self._each() if behind == 0)

    @property
    def behind(self) -> int | None:
        """How many controls must be opened where the fewest must be; None where no person gets to see it."""
        return min((behind for _, behind in self._each() if behind is not None), default=None)

    @property
    def opened_by(self) -> tuple[str, ...]:
        """The words of the controls where the fewest must be opened."""
        return self.desktop_by if self.desktop == self.behind else self.mobile_by

    @property
    def visible(self) -> bool:
        return self.desktop is not None or self.mobile is not None

    def _each(self) -> tuple[tuple[Viewport, int | None], ...]:
        return ("desktop", self.desktop), ("mobile", self.mobile)


TOP = Place("unknown", 0, 0)
NOWHERE = Place("unknown", None, None)


class Places:
    """
    The places of a page's elements; what holds an element is asked for before it.

    Args:
        rendered: Whether the browser has stamped what it knows; else the markup tells.

    Attributes:
        doors: The controls that open what was found closed, by their id, and whether the pointer alone does.
    """

    def __init__(self, attributes: Attributes, tags: Sequence[Tag], *, rendered: bool) -> None:
        self._rendered = rendered
        self._regions = Regions(tags, rendered=rendered)
        self._controls = Controls(attributes, tags, self._hides)
        self.doors: dict[int, bool] = {}

    def of(self, tag: Tag, above: Place) -> Place:
        """Where an element stands; `above` is the place of its parent."""
        region = self._regions.of(tag, above.region)
        stamp = self._stamp(tag)
        if stamp is None:
            return above if region == above.region else replace(above, region=region)
        way = self._way(tag, region, stamp) if stamp else _NO_WAY
        desktop, mobile = _after(way, stamp, above.desktop, _DESKTOP), _after(way, stamp, above.mobile, _MOBILE)
        return Place(
            region,
            desktop,
            mobile,
            _said(way, desktop, above.desktop, above.desktop_by),
            _said(way, mobile, above.mobile, above.mobile_by),
            hover=bool(desktop) and (above.hover if desktop == above.desktop else _HOVER in stamp),
        )

    def _stamp(self, tag: Tag) -> str | None:
        if not self._rendered:
            return _CLOSED if _markup_hides(tag) else None
        stamp = tag.attrs.get(HIDDEN_STAMP)
        return None if stamp is None else str(stamp)

    def _hides(self, tag: Tag) -> str:
        return (self._stamp(tag) or "").lower().replace(_HOVER, "")

    def _way(self, tag: Tag, region: Region, stamp: str) -> _Way:
        """How a closed part is opened: by a control that is known to, else by what its name, place and neighbour let expect."""
        hides = stamp.lower().replace(_HOVER, "")
        known = [(control, self._shown(control, tag)) for control in self._controls.named(tag)]
        known = [(control, shown) for control, shown in known if not shown.isdisjoint(hides)]
        opens = frozenset[str]().union(*(shown for _, shown in known))
        controls = [control for control, _ in known]
        # What only one size hides is no menu by its name alone: the other may leave it out.
        expected = frozenset(_BOTH) if set(hides) == set(_BOTH) and _opens_by_its_name(tag, region) else frozenset[str]()
        if expected - opens or _HOVER in stamp:
            before = self._controls.beside(tag)
            if before is not None and self._shown(before, tag) - opens:
                controls.append(before)
                opens |= self._shown(before, tag) & expected
        for control in controls:
            self.doors[id(control)] = self.doors.get(id(control), False) or _HOVER in stamp
        opens |= {_DESKTOP} if _HOVER in stamp else set()
        words = next(((said,) for control in controls if (said := words_of(control))), ())
        rest = frozenset[str]() if known else expected - opens
        return _Way(opens, rest, words) if region == "nav" else _Way(opens | rest, words=words)

    def _shown(self, control: Tag, closed: Tag) -> frozenset[str]:
        """The viewports in which a person can see a control who can see what holds the closed part."""
        around = self._hidden_at(closed.parent) if closed.parent is not None else ""
        return frozenset(_BOTH) - (set(self._hidden_at(control)) - set(around))

    def _hidden_at(self, tag: Tag) -> str:
        stamps = (self._stamp(each) for each in (tag, *tag.parents))
        return next((stamp.lower() for stamp in stamps if stamp is not None), "")


@dataclass(frozen=True, slots=True)
class _Way:
    """
    How a closed part is opened.

    Attributes:
        opens: The viewports in which a control opens it, a letter each.
        along: Those in which it may open along with what holds it.
        words: What is written on the control.
    """

    opens: frozenset[str] = frozenset()
    along: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()


_NO_WAY = _Way()


def _after(way: _Way, stamp: str, before: int | None, viewport: str) -> int | None:
    """How many controls must be opened in a viewport, `before` of them for what holds the element."""
    again = viewport.upper() in stamp
    if not again and viewport not in stamp:
        return 0
    if before is None or not (again or before == 0):
        return before
    if viewport in way.opens:
        return before + 1
    return max(before, 1) if viewport in way.along else None


def _said(way: _Way, behind: int | None, before: int | None, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the controls that must be opened in a viewport, `words` of them for what holds the element."""
    if not behind:
        return ()
    return words if behind == before else (*words, *way.words)


def _opens_by_its_name(tag: Tag, region: Region) -> bool:
    """Whether a hidden element is called, or stands, as what a person opens."""
    return region == "nav" or str(tag.get("role") or "") in ("tabpanel", "menu", "region") or _DISCLOSED(names_of(tag))


def _markup_hides(tag: Tag) -> bool:
    if tag.has_attr("hidden") or (tag.name == "input" and tag.get("type") == "hidden"):
        return True
    if tag.parent is not None and tag.parent.name == "details" and tag.name != "summary" and not tag.parent.has_attr("open"):
        return True
    style = tag.get("style")
    return bool(style and _STYLE_HIDES.search(str(style)))
