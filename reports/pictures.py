"""
The stored pictures as a report shows them: which ones, which bands of them, and where the marks go.

A picture of a whole page is far taller than paper. It is shown as its first screen and one band for each marked place further
down; a finding shows the surroundings of its place alone. All sizes here are picture pixels. Each file is inlined once.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from spiders.evidence import Box, Page, Shot, Viewport

__all__ = ["Album", "Band", "Figure", "Mark", "album", "crop", "figure", "frame", "shot_of", "stored_shot"]

BUDGET = 1_850_000
"""Bytes of pictures; as base64 four thirds of it, which leaves the words of a site of 30 pages half a megabyte below 3 MB."""
_SIGNATURES = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"RIFF", "image/webp"))
_FIRST_SCREEN: dict[Viewport, float] = {"desktop": 0.6, "mobile": 2.0}
_HEADER = 65536
_MARGIN = 60
_MAX_BANDS = 4
_FRAME: dict[Viewport, tuple[int, int]] = {"desktop": (640, 400), "mobile": (390, 480)}
_SCREEN: dict[Viewport, tuple[int, int]] = {"desktop": (1280, 800), "mobile": (390, 480)}
"""CSS pixels: what a frame shows around a marked place, and where nothing is marked."""


@dataclass(frozen=True)
class Mark:
    """A marked place: its number in the legend ("" for none) and its rectangle."""

    number: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Band:
    """A cut-out of a picture and the marks in it; `gap` is how many CSS pixels were left out above it."""

    x: float
    y: float
    width: float
    height: float
    gap: int = 0
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A picture as shown: its bands from top to bottom, and what it shows in words."""

    shot: Shot
    bands: tuple[Band, ...]
    page: str

    @property
    def marked(self) -> bool:
        return any(band.marks for band in self.bands)


def shot_of(page: Page | None, viewport: Viewport = "desktop", after: str = "") -> Shot | None:
    """The page's picture in the viewport, if there is one with a size; `after` is what was done before it was taken."""
    shots = [s for s in page.shots if s.after == after] if page else []
    return next((s for s in shots if s.viewport == viewport and s.width > 0 and s.height > 0 and s.scale > 0), None)


def _mark(number: str, box: Box, shot: Shot) -> Mark | None:
    """The box on the picture, cut to it; None where it lies outside."""
    left, top = max(0.0, box.x * shot.scale), max(0.0, box.y * shot.scale)
    right = min(float(shot.width), (box.x + box.width) * shot.scale)
    bottom = min(float(shot.height), (box.y + box.height) * shot.scale)
    return Mark(number, left, top, right - left, bottom - top) if right - left >= 1 and bottom - top >= 1 else None


def _marks(boxes: Iterable[tuple[str, Box]], shot: Shot) -> list[Mark]:
    found = [mark for number, box in boxes if (mark := _mark(number, box, shot))]
    return sorted(found, key=lambda m: (m.y, m.x))


def figure(page: Page, shot: Shot, boxes: Iterable[tuple[str, Box]] = ()) -> Figure:
    """The first screen of a page, and a band for the marked places below it."""
    screen = min(float(shot.height), shot.width * _FIRST_SCREEN[shot.viewport])
    margin = _MARGIN * shot.scale
    spans: list[list[float]] = [[0.0, screen]]
    marks = _marks(boxes, shot)
    for mark in marks:
        top, bottom = max(0.0, mark.y - margin), min(float(shot.height), mark.y + min(mark.height, screen) + margin)
        if top <= spans[-1][1] + margin:
            spans[-1][1] = max(spans[-1][1], min(bottom, spans[-1][0] + 1.5 * screen))
        elif len(spans) < _MAX_BANDS:
            spans.append([top, bottom])
    bands = []
    above = 0.0
    for top, bottom in spans:
        inside = tuple(m for m in marks if top <= m.y < bottom)
        bands.append(Band(0, top, shot.width, bottom - top, round((top - above) / shot.scale), inside))
        above = bottom
    return Figure(shot, tuple(bands), page.final_url)


def crop(page: Page, shot: Shot, box: Box) -> Figure | None:
    """The surroundings of one place, or None where it lies outside the picture."""
    mark = _mark("", box, shot)
    if mark is None:
        return None
    width = min(float(shot.width), max(mark.width + 2 * _MARGIN * shot.scale, 720 * shot.scale))
    height = min(float(shot.height), max(mark.height + 2 * _MARGIN * shot.scale, 180 * shot.scale), width)
    return Figure(shot, (_around(mark, shot, width, height),), page.final_url)


def frame(url: str, shot: Shot, box: Box | None = None) -> Figure:
    """A frame of a film strip: the surroundings of the place, all frames alike in shape; the first screen where there is none."""
    mark = _mark("", box, shot) if box else None
    if mark is None:
        width, height = (size * shot.scale for size in _SCREEN[shot.viewport])
        return Figure(shot, (Band(0, 0, min(shot.width, width), min(shot.height, height)),), url)
    width, height = (size * shot.scale for size in _FRAME[shot.viewport])
    room = 2 * _MARGIN * shot.scale
    larger = min(max(1.0, (mark.width + room) / width), max(1.0, shot.width / width))
    return Figure(shot, (_around(mark, shot, min(shot.width, width * larger), min(shot.height, height * larger)),), url)


def _around(mark: Mark, shot: Shot, width: float, height: float) -> Band:
    """A band of that size with the mark in its middle, or with its top where it is taller; within the picture."""
    x = min(max(0.0, mark.x + mark.width / 2 - width / 2), shot.width - width)
    y = min(max(0.0, mark.y + min(mark.height, height) / 2 - height / 2), shot.height - height)
    return Band(x, y, width, height, 0, (mark,))


def stored_shot(folder: Path | None, file: str, viewport: Viewport) -> Shot | None:
    """A stored picture of which only the file is known; one narrower than its screen is scaled. None where it is no picture."""
    width, height = _size(_read(folder, file, _HEADER))
    scale = min(1.0, width / _SCREEN[viewport][0])
    return Shot(file=file, viewport=viewport, width=width, height=height, scale=scale) if width and height else None


def _size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG picture, 0 for anything else; a JPEG tells them in its first frame header (ITU T.81)."""
    if content.startswith(b"\x89PNG") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    at = 2 if content.startswith(b"\xff\xd8") else len(content)
    while at + 9 <= len(content) and content[at] == 0xFF:
        length = struct.unpack(">H", content[at + 2 : at + 4])[0]
        if 0xC0 <= content[at + 1] <= 0xCF and content[at + 1] not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return 0, 0


@dataclass(frozen=True)
class Album:
    """The inlined pictures: file to identifier, and identifier to `data:` address; what did not fit is in `left_out`."""

    ids: dict[str, str]
    data: tuple[tuple[str, Markup, Shot], ...]
    left_out: tuple[str, ...]


def album(figures: Sequence[Figure], folder: Path | None, strips: Sequence[Figure] = ()) -> Album:
    """Read each picture once, in the order in which they are shown and those of the film strips last, until the budget is spent."""
    ids: dict[str, str] = {}
    data: dict[str, tuple[str, Markup, Shot]] = {}
    left_out: list[str] = []
    spent = 0
    for shot in dict.fromkeys(f.shot for f in (*figures, *strips)):
        content = _read(folder, shot.file)
        kind = next((mime for start, mime in _SIGNATURES if content.startswith(start)), "")
        if not kind:
            continue
        digest = sha256(content).hexdigest()
        if digest not in data and spent + len(content) > BUDGET:
            left_out.append(shot.file)
            continue
        if digest not in data:
            spent += len(content)
            inlined = Markup(f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}")  # noqa: S704 - base64 holds no markup
            data[digest] = (f"shot-{len(data) + 1}", inlined, shot)
        ids[shot.file] = data[digest][0]
    return Album(ids, tuple(data.values()), tuple(left_out))


def _read(folder: Path | None, name: str, most: int = -1) -> bytes:
    """The first bytes of a file of the bundle, or all; nothing for a name that leads out of it."""
    if folder is None or not name:
        return b""
    try:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(most)
    except (OSError, ValueError):
        return b""
