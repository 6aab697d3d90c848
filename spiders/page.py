"""
A page as the extractors see it: parsed once, with what a person would see of each element.

`parse` walks the tree a single time and notes for every element its region, whether it is visible and behind how many controls,
and the runs of text in reading order. Where the page was rendered the browser has stamped what it knows (`browser.js`):

    data-auditor-hidden   viewports in which the element is not visible: "d", "m", "dm" or "" (holds for what is below it too)
    data-auditor-box      "x,y,width,height" on the desktop page, CSS pixels

Where it was only fetched, the markup alone must tell (`hidden`, inline styles, closed `details`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString
from soupsieve import escape

from spiders.evidence import Box, Region, Sighting, Via, Viewport

HIDDEN_STAMP = "data-auditor-hidden"
BOX_STAMP = "data-auditor-box"

_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "title", "meta", "link", "object", "datalist"})
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike strong sub "
    "sup svg time tt u var wbr nobr".split()
)
_REGION_TAGS: dict[str, Region] = {"header": "header", "nav": "nav", "main": "main", "footer": "footer", "dialog": "overlay"}
_REGION_ROLES: dict[str, Region] = {
    "banner": "header",
    "navigation": "nav",
    "menubar": "nav",
    "main": "main",
    "contentinfo": "footer",
    "dialog": "overlay",
    "alertdialog": "overlay",
}
_REGION_NAMES: tuple[tuple[re.Pattern[str], Region], ...] = (
    (re.compile(r"(?:^|[-_ ])(?:modal|popup|pop-up|lightbox|cookie\w*|consent\w*|overlay)(?:$|[-_ ])", re.I), "overlay"),
    (re.compile(r"(?:^|[-_ ])(?:footer|foot|bottom-?bar|colophon|site-?footer|page-?footer|sidfot)(?:$|[-_ ])", re.I), "footer"),
    (re.compile(r"(?:^|[-_ ])(?:nav|navbar|navigation|menu|main-?menu|topmenu|mainnav)(?:$|[-_ ])", re.I), "nav"),
    (re.compile(r"(?:^|[-_ ])(?:header|site-?header|page-?header|masthead|top-?bar|sidhuvud)(?:$|[-_ ])", re.I), "header"),
)
_BREADCRUMB = re.compile(r"(?:^|[-_ ])bread-?crumbs?(?:$|[-_ ])", re.I)
_NESTS: dict[Region, frozenset[Region]] = {
    "unknown": frozenset({"header", "nav", "main", "footer", "overlay"}),
    "main": frozenset({"overlay"}),
    "header": frozenset({"nav", "overlay"}),
    "nav": frozenset({"overlay"}),
    "footer": frozenset({"overlay"}),
    "overlay": frozenset(),
}
_STYLE_HIDES = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!))", re.I)
_DISCLOSED = re.compile(
    r"(?:^|[-_ ])(?:collaps\w*|accordion\w*|tab|tabs|tab-?pane|tab-?panel|panel|drop-?down\w*|sub-?menu|menu\w*|nav\w*|toggle\w*|"
    r"off-?canvas|drawer|expand\w*|faq\w*|answer|spoiler|details|modal|popup|lightbox|mobile\w*)(?:$|[-_ ])",
    re.I,
)
_UNREAD = frozenset({"class", "rel", "style", "d", "viewbox", "width", "height", BOX_STAMP, HIDDEN_STAMP})
"""Attributes that nobody looks up by name."""
_CONTROL_ATTRIBUTES = ("aria-controls", "data-target", "data-bs-target", "data-toggle-target", "data-w-tab", "href", "for")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_CONTEXT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands; `behind` is None where no person gets to see it."""

    region: Region
    viewports: tuple[Viewport, ...]
    behind: int | None

    @property
    def visible(self) -> bool:
        return self.behind is not None


@dataclass(frozen=True, slots=True)
class Block:
    """
    A run of text that a reader takes as one: inline elements joined, `br` as a line break, blanks collapsed.

    Attributes:
        tag: The element that holds the run.
        text: The run, stripped.
        offsets: Ascending start offsets of the pieces in `text`; `tags`: the innermost element of each piece.
    """

    tag: Tag
    text: str
    offsets: tuple[int, ...]
    tags: tuple[Tag, ...]

    def tag_at(self, offset: int) -> Tag:
        """The innermost element that holds the character at `offset`."""
        return self.tags[max(0, bisect_right(self.offsets, offset) - 1)] if self.tags else self.tag


class ParsedPage:
    """
    One page, parsed; see the module's docstring.

    Attributes:
        url: Final address.
        soup: The tree, BeautifulSoup over lxml.
        lang: Two-letter language, or "".
        country: ISO 3166 of the audited company, or "".
        rendered: Whether the tree is the browser's.
        requests: Addresses that the page asked for when it was rendered (scripts, frames, calls).
        tags: Every element in reading order; `attributes`: for each attribute name the elements that carry it, with its value.
        blocks: The runs of text in reading order, hidden ones too.
        text: What a person gets to see of them, a line each.
    """

    __slots__ = (
        "_controls",
        "_langs",
        "_named",
        "_places",
        "attributes",
        "base",
        "blocks",
        "country",
        "lang",
        "rendered",
        "requests",
        "soup",
        "tags",
        "text",
        "url",
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
    ) -> None:
        self.soup = soup
        self.url = url
        self.lang = lang
        self.country = country
        self.rendered = rendered
        self.requests = tuple(requests)
        self.tags = tuple(tag for tag in soup.descendants if isinstance(tag, Tag))
        self._named: dict[str, list[Tag]] = {}
        self.attributes: dict[str, list[tuple[Tag, str]]] = {}
        for tag in self.tags:
            self._named.setdefault(tag.name, []).append(tag)
            for name, value in tag.attrs.items():
                if name not in _UNREAD:
                    self.attributes.setdefault(name, []).append((tag, str(value)))
        self.base = next((_joined(url, str(base["href"])) for base in self.named("base") if base.get("href")), "") or url
        self._controls = _controlled_ids(self.attributes)
        langs = {id(tag): value[:2].lower() for tag, value in self.attributes.get("lang", ()) if value}
        self._langs = langs if set(langs.values()) != {lang} else {}
        self._places: dict[int, Place] = {}
        self.blocks = tuple(self._walk())
        self.text = "\n".join(block.text for block in self.blocks if self.visible(block.tag))

    def place(self, tag: Tag) -> Place:
        """Region and visibility of an element of this page."""
        return self._places.get(id(tag), _TOP)

    def named(self, *names: str) -> Sequence[Tag]:
        """The elements with one of these names, in reading order."""
        if len(names) == 1:
            return self._named.get(names[0], ())
        return [tag for tag in self.tags if tag.name in names]

    def visible(self, tag: Tag) -> bool:
        """Whether a person can get to see the element, at once or by opening something."""
        return self.place(tag).visible

    def lang_of(self, tag: Tag) -> str:
        """Two-letter language of an element: its own or an ancestor's `lang`, else the page's."""
        for element in (tag, *tag.parents) if self._langs else ():
            if id(element) in self._langs:
                return self._langs[id(element)]
        return self.lang

    def absolute(self, href: str) -> str:
        """A link's address made absolute; "" where it cannot be."""
        return _joined(self.base, href)

    def sighting(self, tag: Tag, via: Via, context: str = "") -> Sighting:
        """A sighting of something in this element."""
        place = self.place(tag)
        return Sighting(
            page=self.url,
            via=via,
            region=place.region,
            visible=place.visible,
            viewports=place.viewports if place.visible and self.rendered else (),
            behind=place.behind or 0,
            selector=selector(tag),
            box=box(tag),
            context=_SPACES.sub(" ", context).strip()[:_CONTEXT_LENGTH],
        )

    def _walk(self) -> Iterator[Block]:
        """Note the place of every element and yield the runs of text, without recursion: hostile pages nest deep."""
        run = _Run()
        stack: list[tuple[Tag | NavigableString, Tag | None, bool]] = [(self.soup, None, True)]
        while stack:
            node, holder, entering = stack.pop()
            if isinstance(node, NavigableString):
                if holder is not None and node.parent is not None:
                    run.add(str(node), node.parent)
                continue
            if not entering:
                yield from run.flush()
                if holder is not None:
                    run.holder = holder
                continue
            if node.name in _UNSEEN and not node.has_attr("shadowrootmode"):
                self._places[id(node)] = _NOWHERE
                self._places.update((id(element), _NOWHERE) for element in below(node))
                continue
            above = self._places.get(id(node.parent), _TOP) if node.parent is not None else _TOP
            place = self._place_of(node, above)
            self._places[id(node)] = place
            if node.name == "br":
                run.add("\n", node)
                continue
            inline = node.name in _INLINE and (place.visible or not above.visible)
            if not inline:
                yield from run.flush()
                stack.append((node, holder, False))
                holder = run.holder = node
            stack.extend(
                (child, holder, True)
                for child in reversed(node.contents)
                if isinstance(child, (Tag, NavigableString)) and not isinstance(child, PreformattedString)
            )
        yield from run.flush()

    def _place_of(self, tag: Tag, above: Place) -> Place:
        region = _region(tag, above.region)
        stamp = tag.get(HIDDEN_STAMP)
        if stamp is not None:
            viewports = tuple(v for v, letter in _VIEWPORTS if letter not in str(stamp))
            if viewports:
                return Place(region, viewports, above.behind if above.behind is not None and above.viewports else 0)
            return Place(region, above.viewports or _BOTH, self._disclosed(tag, region, above))
        if not self.rendered and _markup_hides(tag):
            return Place(region, above.viewports, self._disclosed(tag, region, above))
        return above if region == above.region else Place(region, above.viewports, above.behind)

    def _disclosed(self, tag: Tag, region: Region, above: Place) -> int | None:
        """How many controls a person must open to see a hidden element; None where nothing on the page opens it."""
        if above.behind is None:
            return None
        names = _names(tag)
        opens = (
            region == "nav"
            or str(tag.get("id") or "") in self._controls
            or str(tag.get("role") or "") in ("tabpanel", "menu", "region")
            or (tag.parent is not None and tag.parent.name == "details")
            or bool(_DISCLOSED.search(names))
        )
        return above.behind + 1 if opens else None


class _Run:
    """The run of text being gathered; `holder` is the block-level element it belongs to."""

    def __init__(self) -> None:
        self.holder: Tag | None = None
        self._parts: list[str] = []
        self._tags: list[Tag] = []

    def add(self, text: str, tag: Tag) -> None:
        self._parts.append(text)
        self._tags.append(tag)

    def flush(self) -> Iterator[Block]:
        parts, tags, self._parts, self._tags = self._parts, self._tags, [], []
        if self.holder is None or not any(part.strip() for part in parts):
            return
        text, offsets = "", []
        for part, tag in zip(parts, tags, strict=True):
            piece = "\n" if tag.name == "br" else _SPACES.sub(" ", part)
            if (not text or text[-1] in " \n") and piece.startswith(" "):
                piece = piece[1:]
            if piece == "\n":
                text = text.rstrip(" ")
            offsets.append(len(text))
            text += piece
        yield Block(self.holder, text.rstrip(), tuple(offsets), tuple(tags))


_BOTH: tuple[Viewport, ...] = ("desktop", "mobile")
_VIEWPORTS: tuple[tuple[Viewport, str], ...] = (("desktop", "d"), ("mobile", "m"))
_TOP = Place("unknown", _BOTH, 0)
_NOWHERE = Place("unknown", (), None)


def parse(
    html: str | bytes, url: str, *, lang: str = "", country: str = "", rendered: bool = False, requests: Sequence[str] = ()
) -> ParsedPage:
    """
    Parse a page.

    Args:
        html: The page as served or as rendered; bytes are decoded as the page declares.
        lang: Two-letter language where it is known better than the page says; else `html lang` is taken.
    """
    soup = BeautifulSoup(html or "<html></html>", "lxml")
    root = soup.find("html")
    declared = str(root.get("lang") or root.get("xml:lang") or "")[:2].lower() if isinstance(root, Tag) else ""
    return ParsedPage(soup, url, lang=lang or declared, country=country, rendered=rendered, requests=requests)


def text_of(tag: Tag) -> str:
    """The text of an element on one line; where it has none, the name it gives itself (aria-label, alt, title, value)."""
    text = _SPACES.sub(" ", " ".join(_strings(tag))).strip()
    if text:
        return text
    image = next((image for image in below(tag, "img") if "alt" in image.attrs), None)
    for source, attributes in ((tag, ("aria-label", "title", "value", "alt")), (image, ("alt",))):
        if isinstance(source, Tag):
            for attribute in attributes:
                value = _SPACES.sub(" ", str(source.get(attribute) or "")).strip()
                if value:
                    return value
    return ""


def below(tag: Tag, *names: str) -> Iterator[Tag]:
    """The elements inside an element, in reading order; where names are given, those that have one of them."""
    for node in tag.descendants:
        if isinstance(node, Tag) and (not names or node.name in names):
            yield node


def _strings(tag: Tag) -> Iterator[str]:
    """The pieces of text that `get_text` joins, in reading order; a page has hundreds of elements that are asked for theirs."""
    kinds = tag.interesting_string_types or Tag.MAIN_CONTENT_STRING_TYPES
    waiting = tag.contents[::-1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            waiting.extend(reversed(node.contents))
        elif isinstance(node, NavigableString) and type(node) in kinds:
            yield node


def selector(tag: Tag) -> str:
    """A short CSS selector of the element: from the nearest id down, by position among its like."""
    steps: list[str] = []
    for element in (tag, *tag.parents):
        if isinstance(element, BeautifulSoup):
            break
        name = str(element.get("id") or "")
        if re.fullmatch(r"[A-Za-z][\w-]*", name):
            steps.append(f"#{name}")
            break
        siblings = element.parent.contents if element.parent is not None else [element]
        twins = [node for node in siblings if isinstance(node, Tag) and node.name == element.name]
        steps.append(_escaped(element.name) + (f":nth-of-type({_index(twins, element) + 1})" if len(twins) > 1 else ""))
    return " > ".join(reversed(steps))


@lru_cache(maxsize=1 << 10)
def _escaped(name: str) -> str:
    return escape(name)


def box(tag: Tag) -> Box | None:
    """The element's place on the desktop page, from the nearest stamp, or None."""
    for element in (tag, *tag.parents):
        stamp = element.attrs.get(BOX_STAMP)
        if stamp:
            try:
                x, y, width, height = (int(float(part)) for part in str(stamp).split(","))
            except ValueError:
                return None
            return Box(x=x, y=y, width=width, height=height)
    return None


@lru_cache(maxsize=1 << 12)
def _joined(base: str, href: str) -> str:
    """An address made absolute, "" where it cannot be; remembered, for what asks for a link's address is not alone."""
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""


def _names(tag: Tag) -> str:
    return f"{tag.get('id') or ''} {' '.join(str(name) for name in tag.get_attribute_list('class') if name)}" if tag.attrs else ""


def _index(tags: Sequence[Tag], wanted: Tag) -> int:
    return next(i for i, tag in enumerate(tags) if tag is wanted)


def _region(tag: Tag, above: Region) -> Region:
    if not tag.attrs and tag.name not in _REGION_TAGS:
        return above
    if above in ("main", "unknown") and _BREADCRUMB.search(f"{_names(tag)} {tag.get('aria-label') or ''}"):
        return "nav"  # even within the main text
    region = _REGION_ROLES.get(str(tag.get("role") or "")) or _REGION_TAGS.get(tag.name)
    if region is None and tag.name not in ("html", "body"):
        names = _names(tag)
        region = next((r for pattern, r in _REGION_NAMES if pattern.search(names)), None) if names.strip() else None
    return region if region is not None and region in _NESTS[above] else above


def _markup_hides(tag: Tag) -> bool:
    if tag.has_attr("hidden") or (tag.name == "input" and tag.get("type") == "hidden"):
        return True
    if tag.parent is not None and tag.parent.name == "details" and tag.name != "summary" and not tag.parent.has_attr("open"):
        return True
    style = tag.get("style")
    return bool(style and _STYLE_HIDES.search(str(style)))


def _controlled_ids(attributes: Mapping[str, Sequence[tuple[Tag, str]]]) -> frozenset[str]:
    """The ids that some control on the page opens."""
    told = (
        value
        for attribute in _CONTROL_ATTRIBUTES
        for _, value in attributes.get(attribute, ())
        if attribute != "href" or value.startswith("#")
    )
    return frozenset(part.lstrip("#") for value in told for part in value.split()) - {""}
