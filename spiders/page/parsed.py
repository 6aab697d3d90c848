"""
A page as the extractors see it: parsed once, with what a person would see of each element.

`parse` walks the tree a single time and notes for every element its region, whether it is visible and behind how many controls,
and the runs of text in reading order. Where the page was rendered the browser has stamped what it knows (`browser/snapshot.js`):

    data-auditor-hidden   viewports in which the element is not visible: "d", "m", "dm" or "" (holds for what is below it too);
                          a capital where it is closed of its own within something hidden; "h" where a pointer opens it
    data-auditor-box      "x,y,width,height,first,font,contrast": its place on the desktop page in CSS pixels, empty where it does
                          not show there; the viewports in whose first screen it stands; size and contrast of its letters

Where it was only fetched, the markup alone must tell (`hidden`, inline styles, closed `details`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from spiders.evidence import Sighting, Via, Viewport
from spiders.page.blocks import SPACES, Block, Run
from spiders.page.elements import BOX_STAMP, Drawn, below, box, drawn, selector, text_of
from spiders.page.language import code_of, tell
from spiders.page.places import HIDDEN_STAMP, NOWHERE, TOP, Place, Places
from spiders.page.tree import Tree
from spiders.urls import join

_UNSEEN = frozenset(
    {"script", "style", "template", "noscript", "noframes", "noembed", "head", "title", "meta", "link", "object", "datalist"}
)
_HOLLOW = frozenset({"iframe", "video", "audio", "canvas"})
"""Elements that are seen, and what is written in them is not."""
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike strong sub "
    "sup svg time tt u var wbr nobr".split()
)
_UNREAD = frozenset({"class", "rel", "style", "d", "viewbox", "width", "height", BOX_STAMP, HIDDEN_STAMP})
"""Attributes that nobody looks up by name."""
T = TypeVar("T")

_CONTEXT_LENGTH = 200
_MOST_TAGS = 100_000
"""Twenty times what a page full of links has; each element takes a kilobyte and forty microseconds."""


class ParsedPage:
    """
    One page, parsed; see the module's docstring.

    Attributes:
        url: Final address.
        cut: Whether it is longer than what was read of it; known for good once everything has been read.
        soup: The tree, BeautifulSoup over lxml.
        lang: Two-letter language, or "".
        country: ISO 3166 of the audited company, or "".
        rendered: Whether the tree is the browser's.
        requests: Addresses that the page asked for when it was rendered (scripts, frames, calls).
        variables: Names of the global variables that its scripts had set then.
        tags: Every element in reading order; `attributes`: for each attribute name the elements that carry it, with its value.
        blocks: The runs of text in reading order, hidden ones too.
        doors: The controls that open what is closed on the page, by id, and whether the pointer alone does.
        text: What a person gets to see of them, a line each.
    """

    __slots__ = (
        "_labels",
        "_langs",
        "_named",
        "_places",
        "attributes",
        "base",
        "blocks",
        "country",
        "cut",
        "doors",
        "lang",
        "rendered",
        "requests",
        "soup",
        "tags",
        "text",
        "url",
        "variables",
    )

    def __init__(
        self,
        soup: BeautifulSoup,
        url: str,
        *,
        lang: str = "",
        country: str = "",
        rendered: bool = False,
        requests: Sequence[str] = (),
        variables: Sequence[str] = (),
    ) -> None:
        self.soup = soup
        self.cut = False
        self.url = url
        self.lang = lang
        self.country = country
        self.rendered = rendered
        self.requests = tuple(requests)
        self.variables = frozenset(variables)
        self.tags = tuple(tag for tag in soup.descendants if isinstance(tag, Tag))
        self._named: dict[str, list[Tag]] = {}
        self.attributes: dict[str, list[tuple[Tag, str]]] = {}
        for tag in self.tags:
            self._named.setdefault(tag.name, []).append(tag)
            for name, value in tag.attrs.items():
                if name not in _UNREAD:
                    self.attributes.setdefault(name, []).append((tag, str(value)))
        self.base = next((join(url, str(base["href"])) for base in self.named("base") if base.get("href")), "") or url
        parts = ((tag, code_of(value)) for tag, value in self.attributes.get("lang", ()) if tag.name != "html")
        self._langs = {id(tag): code for tag, code in parts if code}
        self._labels: dict[int, str] = {}
        self._places: dict[int, Place] = {}
        places = Places(self.attributes, self.tags, rendered=rendered)
        self.blocks = tuple(self._walk(places))
        self.doors: Mapping[int, bool] = places.doors
        self.text = "\n".join(block.text for block in self.blocks if self.visible(block.tag))

    def place(self, tag: Tag) -> Place:
        """Region and visibility of an element of this page."""
        return self._places.get(id(tag), TOP)

    def first(self, things: Iterable[T], most: int) -> Iterator[T]:
        """The first so many of the things on the page; where it has more, it is `cut`."""
        every = iter(things)
        yield from islice(every, most)
        self.cut = self.cut or any(True for _ in every)

    def named(self, *names: str, having: Sequence[str] = ()) -> Sequence[Tag]:
        """The elements with one of these names, or with one of the attributes `having`, in reading order."""
        if len(names) == 1 and not having:
            return self._named.get(names[0], ())
        found = {id(tag) for name in names for tag in self._named.get(name, ())}
        found |= {id(tag) for name in having for tag, _ in self.attributes.get(name, ())}
        return [tag for tag in self.tags if id(tag) in found]

    @property
    def size(self) -> Viewport:
        """The size that the page was measured at first: the desktop's, unless it was seen on a phone alone."""
        return next((viewport for body in self.named("body") for viewport in self.place(body).viewports), "desktop")

    def visible(self, tag: Tag) -> bool:
        """Whether a person can get to see the element, at once or by opening something."""
        return self.place(tag).visible

    def label(self, tag: Tag) -> str:
        """What an element is called, see `text_of`; remembered, as several extractors ask for that of each link and button."""
        known = self._labels.get(id(tag))
        if known is None:
            known = self._labels[id(tag)] = text_of(tag)
        return known

    def lang_of(self, tag: Tag) -> str:
        """Two-letter language of an element: its own or an ancestor's `lang`, else the page's."""
        for element in (tag, *tag.parents) if self._langs else ():
            if id(element) in self._langs:
                return self._langs[id(element)]
        return self.lang

    def absolute(self, href: str) -> str:
        """A link's address made absolute; "" where it cannot be."""
        return join(self.base, href)

    def sighting(self, tag: Tag, via: Via, context: str = "") -> Sighting:
        """A sighting of something in this element."""
        place, look = self.place(tag), drawn(tag) if self.rendered else Drawn()
        differs = self.rendered and place.mobile != place.behind
        return Sighting(
            page=self.url,
            via=via,
            region=place.region,
            visible=place.visible,
            viewports=place.viewports if place.visible and self.rendered else (),
            behind=place.behind or 0,
            selector=selector(tag),
            box=box(tag) if self.rendered else None,
            first_screen=tuple(viewport for viewport in look.first_screen if viewport in place.at_once),
            opened_by=place.opened_by,
            behind_on_mobile=place.mobile if differs else None,
            opened_by_on_mobile=place.mobile_by if differs else (),
            hover=place.hover,
            font_px=look.font_px,
            contrast=look.contrast,
            context=SPACES.sub(" ", context).strip()[:_CONTEXT_LENGTH],
        )

    def _placed(self, tag: Tag, places: Places) -> Place | None:
        """Note the place of an element; None where nothing in it is text for a person."""
        if tag.name in _UNSEEN and not tag.has_attr("shadowrootmode"):
            self._places[id(tag)] = NOWHERE
        else:
            self._places[id(tag)] = places.of(tag, self._places.get(id(tag.parent), TOP))
            if tag.name not in _HOLLOW:
                return self._places[id(tag)]
        self._places.update((id(element), NOWHERE) for element in below(tag))
        return None

    def _walk(self, places: Places) -> Iterator[Block]:
        """Note the place of every element and yield the runs of text, without recursion: hostile pages nest deep."""
        run = Run()
        apart: list[tuple[Tag, Run]] = []
        stack: list[tuple[Tag | NavigableString, Tag | None, bool]] = [(self.soup, None, True)]
        while stack:
            node, holder, entering = stack.pop()
            if isinstance(node, NavigableString):
                if holder is not None and node.parent is not None:
                    run.add(str(node), node.parent)
                continue
            if not entering:
                yield from run.flush()
                run = apart.pop()[1] if apart and apart[-1][0] is node else run.within(holder)
                continue
            place = self._placed(node, places)
            if place is None:
                continue
            if node.name == "br":
                run.add("\n", node)
                continue
            inline = node.name in _INLINE
            if inline and not place.visible and self._places.get(id(node.parent), TOP).visible:
                # What nobody sees does not part what a reader takes as one.
                apart.append((node, run))
                run = Run()
                stack.append((node, holder, False))
                holder = run.holder = node
            elif not inline:
                yield from run.flush()
                stack.append((node, holder, False))
                holder = run.holder = node
            stack.extend(
                (child, holder, True)
                for child in reversed(node.contents)
                if isinstance(child, (Tag, NavigableString)) and not isinstance(child, PreformattedString)
            )
        yield from run.flush()


def _bounded(html: str | bytes) -> str | bytes:
    """
    The page up to as many elements as are read.

    What a script holds counts too: where one ends a parser alone can tell, and a page could have any other count pass over it.
    """
    sign = "<[a-zA-Z]"
    signs: Any = re.finditer(sign if isinstance(html, str) else sign.encode(), html)  # type: ignore[arg-type]
    first = next(islice(signs, _MOST_TAGS, None), None)
    return html[: first.start()] if first else html


def parse(
    html: str | bytes,
    url: str,
    *,
    lang: str = "",
    country: str = "",
    rendered: bool = False,
    requests: Sequence[str] = (),
    variables: Sequence[str] = (),
) -> ParsedPage:
    """
    Parse a page.

    Args:
        html: The page as served or as rendered; bytes are decoded as the page declares. What follows so many tags that no page
            has them is not read.
        lang: Two-letter language where it is known; else `spiders.page.language` tells it from `html lang` and the text.
    """
    read = _bounded(html)
    soup = Tree(read or "<html></html>", "lxml")
    root = soup.find("html")
    declared = code_of(str(root.get("lang") or root.get("xml:lang") or "")) if isinstance(root, Tag) else ""
    page = ParsedPage(soup, url, lang=lang or declared, country=country, rendered=rendered, requests=requests, variables=variables)
    page.lang = lang or tell(page.text, declared)
    page.cut = len(read) < len(html)
    return page
