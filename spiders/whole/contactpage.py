"""
Which page the site itself offers as its contact page: candidates ranked in the open, each with the reasons of its score.

A page is a candidate when a link or the page itself says so (by the lexicon), and when it was seen to offer a channel.
A link to a part of the home page (`#kontakt`) makes the home page one. The points stand in `data/contactpage.yaml`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from spiders import words
from spiders.evidence import ContactCandidate, PageKind, Reason, Region
from spiders.lexicon import by_language
from spiders.said import say
from spiders.strictyaml import load_data

__all__ = ["LinkFact", "PageFact", "rank"]

_DATA: dict[str, Any] = load_data("contactpage")
_IMPRINT_LANGUAGES = frozenset(lang for lang, said in by_language("pages").items() if "imprint" in said.get("for_contact", ()))
_COUNTS = frozenset(_DATA["counts"])
_NEVER = frozenset(_DATA["never"])
_NAMES_CONTACT = frozenset(_DATA["names_contact"])


@dataclass(frozen=True, slots=True)
class LinkFact:
    """
    A link of the site to one of its pages.

    Attributes:
        to: Address of the page it leads to, as in `PageFact.url`, without the fragment.
        fragment: What follows the `#`, or "".
        on_home: Whether it stands on the home page.
    """

    label: str
    to: str
    fragment: str = ""
    region: Region = "unknown"
    lang: str = ""
    on_home: bool = False
    visible: bool = True


@dataclass(frozen=True, slots=True)
class PageFact:
    """
    A page that was looked at and answered.

    Attributes:
        clicks: Fewest clicks from the home page, 0 for the home page itself, None where no click path leads there.
        channels: Number of channels seen on it that are not someone else's, by kind; a contact form counts as `form`.
        content: Kinds of those that stand in its own content, outside header, menu and footer.
        title: Its title; `lang`: its language.
    """

    url: str
    kinds: tuple[PageKind, ...] = ()
    clicks: int | None = None
    channels: Mapping[str, int] = field(default_factory=dict)
    title: str = ""
    lang: str = ""
    content: frozenset[str] = frozenset()

    @property
    def is_home(self) -> bool:
        return "home" in self.kinds


def rank(links: Sequence[LinkFact], pages: Sequence[PageFact]) -> tuple[ContactCandidate, ...]:
    """
    Every candidate with the reasons of its score, the best first; of equals the nearer to the home page, then by address.

    All but the first say why they lost.
    """
    leading: dict[str, list[LinkFact]] = {}
    for link in links:
        leading.setdefault(link.to, []).append(link)
    found = [candidate for page in pages if (candidate := _candidate(page, leading.get(page.url, ()))) is not None]
    found.sort(key=lambda c: (-c.score, c.clicks is None, c.clicks or 0, c.url))
    return (*found[:1], *(other.model_copy(update={"lost": _lost(other, found[0])}) for other in found[1:]))


def _lost(other: ContactCandidate, best: ContactCandidate) -> str:
    """Why a candidate is not the contact page: the scores, and the reason in which it is farthest behind."""
    if other.score == best.score:
        why = _DATA["lost"]["clicks" if other.clicks != best.clicks else "nothing"]
        return say("scored {score} as well: {why}", score=best.score, why=say(why))
    points, against = ({reason.name: reason.points for reason in each.reasons} for each in (other, best))
    behind = max(_DATA["lost"], key=lambda name: against.get(name, 0) - points.get(name, 0))
    why = _DATA["unnamed"] if behind == "label" and "label" not in points else _DATA["lost"][behind]
    return say("scored {score} against {best}: {why}", score=other.score, best=best.score, why=say(why))


def _candidate(page: PageFact, links: Sequence[LinkFact]) -> ContactCandidate | None:
    if not any(page.channels.get(kind) for kind in _COUNTS):
        return None
    saying = [link for link in links if _says(link) and (link.fragment or not page.is_home)]
    best = max(saying, key=_speaks, default=None)
    itself = _says_itself(page)
    offers = 0 if best is not None or itself else _offers(page)
    if best is None and not itself and not offers:
        return None
    parts: tuple[tuple[str, int], ...] = (
        *(_link_parts(best) if best else ()),
        ("page", itself),
        ("offers", offers),
        ("channels", _points("channel", page.channels)),
        ("content", _points("content", page.content)),
        ("clicks", _clicks(page)),
    )
    shown = best or max(links, key=lambda link: int(_DATA["regions"][link.region]), default=None)
    return ContactCandidate(
        url=page.url,
        clicks=page.clicks,
        label=shown.label if shown else "",
        region=shown.region if shown else "unknown",
        named=bool(itself) or (best is not None and not _NAMES_CONTACT.isdisjoint(_named(best))),
        score=sum(points for _, points in parts),
        reasons=tuple(Reason(name=name, points=points) for name, points in parts if points),
    )


def _says_itself(page: PageFact) -> int:
    """What the page says of itself, by its kind, its title or a form of its own, whichever is plainest."""
    kind = max((int(_DATA["kind"].get(name, 0)) for name in page.kinds), default=0)
    titled = not page.is_home and "contact_us" in words.labels(page.title, page.lang)
    return max(kind, int(_DATA["title"]) * titled, int(_DATA["form"]) * bool(page.channels.get("form")))


def _says(link: LinkFact) -> int:
    """What the link's label says of the page; where it says nothing, the name of the part it leads to says less."""
    worth: dict[str, int] = dict(_DATA["label"])
    if link.lang not in _IMPRINT_LANGUAGES:
        worth["imprint"] = _DATA["imprint_elsewhere"]
    told = max((worth.get(concept, 0) for concept in _named(link)), default=0)
    return told if words.labels(link.label, link.lang) else min(told, int(_DATA["by_fragment"]))


def _named(link: LinkFact) -> frozenset[str]:
    return words.labels(link.label, link.lang) or words.url_concepts(f"/{link.fragment}")


def _offers(page: PageFact) -> int:
    """What the page is worth for the ways it offers in its own content, where nothing says that it is for contact."""
    kinds = len(page.content.intersection(_DATA["content"]))
    return 0 if page.is_home or _NEVER.intersection(page.kinds) or kinds < _DATA["offers_kinds"] else int(_DATA["offers"])


def _speaks(link: LinkFact) -> int:
    return sum(points for _, points in _link_parts(link))


def _link_parts(link: LinkFact) -> tuple[tuple[str, int], ...]:
    return (
        ("label", _says(link)),
        ("region", int(_DATA["regions"][link.region])),
        ("home", int(_DATA["on_home"]) * link.on_home),
        ("sight", int(_DATA["unseen"]) * (not link.visible)),
    )


def _points(part: str, kinds: Collection[str]) -> int:
    return sum(int(points) for kind, points in _DATA[part].items() if kind in kinds)


def _clicks(page: PageFact) -> int:
    return int(_DATA["unreached"] if page.clicks is None else _DATA["click"] * page.clicks)
