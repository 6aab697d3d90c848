"""How telephone numbers are laid out: groups of digits, what parts them, and which layouts nothing else has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spiders.extract._e164 import service_type, trunk_of
from spiders.extract._labels import label_before
from spiders.extract._number import Basis

__all__ = ["Group", "basis_of", "free_after", "free_before", "joined", "pieces", "plausible", "runs", "start_of"]

_SEPARATOR = r"(?:[ ]?\(-\)[ ]?|[ ]{0,3}(?:--?|[/.·~])[ ]{0,3}|[ ]{1,3}|[ ]?\)[ ]?[-/.·]?[ ]?|[ ]?[-/.]?[ ]?\([ ]?|\)[ ]?\([ ]?)"
_RUN = re.compile(rf"[+(]{{0,3}}[ ]?[(]?\d+(?:{_SEPARATOR}(?:\+[ ]?\(?)?\d+)*")
_LEAD = re.compile(r"[+(]{1,3}[ ]?\(?$")
_HARD = re.compile(r"[+~]|\.\s|\s\.")
_GLUED = re.compile(r"[^\W\d_]+$")
_CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
_AMERICAN = ([3, 3, 4], [1, 3, 3, 4])
_MOST_TOKENS = 40
_MOST_GROUPS = 6
_VANITY = re.compile(
    r"(?<![\w+])(?:\+?\d{1,3}[ -])?(?:0?80\d|1[38]00|13|18[0-9]{2}|8(?:00|88|77|66|55|44|33)|0?20|0900)[ -]"
    r"(?=[A-Z0-9-]*[A-Z]{3})[A-Z0-9][A-Z0-9-]{2,12}(?:(?<=[A-Z])[ ][A-Z]{1,6})?(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Digits at `text[start:end]`, what stands between them and the digits before, and whether a bracket closes right after."""

    digits: str
    start: int
    end: int
    before: str
    closed: bool = False

    @property
    def aside(self) -> bool:
        """Whether a bracket opens before the digits and holds more than them, as a price does: "(14 Cent/Minute)"."""
        return "(" in self.before and not self.closed


def runs(text: str) -> Iterator[tuple[int, int, list[Group] | None]]:
    """Runs of digit groups with what separates them; vanity numbers as runs without groups."""
    vanities = [match.span() for match in _VANITY.finditer(text)]
    yield from ((start, end, None) for start, end in vanities)
    for match in _RUN.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in vanities):
            continue
        groups: list[Group] = []
        previous = match.start()
        for digits in re.finditer(r"\d+", match.group()):
            start, end = match.start() + digits.start(), match.start() + digits.end()
            groups.append(Group(digits.group(), start, end, text[previous:start], text[end : end + 2].lstrip().startswith(")")))
            previous = end
        yield match.start(), match.end(), groups[:_MOST_TOKENS]


def pieces(groups: list[Group]) -> Iterator[list[Group]]:
    """Split a run where a new number must begin: before a plus, and at what never stands inside a number."""
    piece: list[Group] = []
    for group in groups:
        if piece and _HARD.search(group.before):
            yield piece
            piece = []
        piece.append(group)
    if piece:
        yield piece


def joined(piece: list[Group], at: int, end: int) -> str:
    """The digits of some groups, with a leading plus and a bracketed trunk zero kept."""
    lead = "+" if "+" in piece[at].before else ""
    parts = [
        "(0)" if n > at and group.digits == "0" and "(" in group.before else group.digits
        for n, group in enumerate(piece[at:end], at)
    ]
    return lead + "".join(parts)


def start_of(piece: list[Group], at: int) -> int:
    """Where a number that begins with a group starts: at its plus or bracket."""
    lead = _LEAD.search(piece[at].before)
    return piece[at].start - (len(lead.group()) if lead else 0)


def free_before(before: str) -> bool:
    """Whether digits may begin after this text: not inside a word, an address or another number."""
    if not before or not (before[-1].isalnum() or before[-1] in "_#=@/\\&"):
        return not re.search(r"[\d][,.:]$", before)
    if before[-1] == "/":
        return not before[-2:-1].isalnum()
    glued = _GLUED.search(before)
    return glued is not None and (bool(label_before(glued.group())) or (before[-1].islower() and len(glued.group()) > 2))


def free_after(after: str) -> bool:
    """Whether digits may end before this text."""
    match = re.match(r"[^\W\d_]+", after)
    if match:
        return len(match.group()) > 2
    return not re.match(r"[_@=#]|[,:]\d|%", after)


def plausible(groups: list[Group], value: str) -> bool:
    """Whether digits that some words further before call a number are written as one: plus, trunk prefix, or in groups."""
    first = groups[0]
    if "+" in first.before or first.digits.startswith(("00", trunk_of(value) or "+")):
        return True
    return len(groups) > 1 and (not trunk_of(value) or service_type(value) or value.startswith("+1"))


def basis_of(groups: list[Group], value: str, *, whole: bool) -> Basis | None:
    """
    What speaks for a telephone number where no word beside it does; None where nothing does.

    Args:
        whole: The digits are all there is on their line.
    """
    first = groups[0]
    if "+" in first.before or first.digits.startswith("00"):
        return "layout"
    if len(groups) == 1:
        return "digits" if whole and not value.startswith("+39") else None
    if len(groups) > _MOST_GROUPS or all(set(group.digits) == {"0"} for group in groups[1:]):
        return None
    if _has_layout(groups, value):
        return "layout"
    return "digits" if _could_be_number(groups, value, whole=whole) else None


def _has_layout(groups: list[Group], value: str) -> bool:
    """Whether groups of digits are laid out as nothing but a national telephone number is."""
    first, sizes = groups[0], [len(group.digits) for group in groups]
    if value.startswith("+1"):
        return sizes in _AMERICAN and any(group.before.strip() for group in groups[1:])
    clocks = all(_CLOCK.fullmatch(group.digits) for group in groups)
    return not clocks and (first.digits[0] == "0" or ("(" in first.before and ")" in groups[1].before))


def _could_be_number(groups: list[Group], value: str, *, whole: bool) -> bool:
    """Whether groups of digits may be a telephone number, and a price, a count or a score as well."""
    sizes = [len(group.digits) for group in groups]
    if service_type(value) or groups[0].digits[0] == "0" or (value.startswith("+1") and sizes in _AMERICAN):
        return True
    even = (len(groups) >= 3 and all(2 <= size <= 4 for size in sizes)) or (len(groups) == 2 and whole and min(sizes) >= 3)
    return not trunk_of(value) and even and not any("/" in group.before for group in groups)
