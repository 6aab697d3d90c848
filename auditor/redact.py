"""
Redacting: the e-mail addresses and telephone numbers in a bundle that are not the company's are blurred, in place.

In the stored pages and in all texts of the evidence they become asterisks. In a picture the elements that hold them are blackened
where the page as rendered was stored with their places; other pictures of a page that shows one are blurred as a whole.
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from auditor import bundle
from auditor.errors import CallError, PartMissingError
from auditor.personal import Blur, personal_values
from auditor.wacz import CAPTURE
from spiders.evidence import Box, Evidence, Page
from spiders.extras import needs
from spiders.manifest import Manifest
from spiders.net.mask import rewritten
from spiders.page import ParsedPage, parse
from spiders.page.decode import decoded
from spiders.page.elements import box

__all__ = ["ready", "redact"]

_JPEG_QUALITY = 60
_COARSE = 24
"""So many pixels become one where a picture is blurred as a whole: more than a line of text is high."""
_MARGIN = 2


class _Stored(NamedTuple):
    """A stored page: its file, what its pictures' names begin with, its address, and the page as it was read."""

    path: Path
    stem: str
    url: str
    page: ParsedPage


def ready() -> None:
    """
    Say so where pictures could not be redacted.

    Raises:
        PartMissingError: The extra is not installed.
    """
    try:
        importlib.import_module("PIL.Image")
    except ImportError:
        raise PartMissingError(needs("redacting pictures", "redact")) from None


def redact(folder: Path, manifest: Manifest, evidence: Evidence) -> tuple[Evidence, Manifest]:
    """
    Redact what was seen; verdicts and report are left for who judges next.

    Raises:
        PartMissingError: The extra is not installed.
    """
    ready()
    stored = list(_stored(folder, evidence))
    blur = personal_values((one.page for one in stored), evidence)
    for one in stored:
        _write(one.path, blur(one.path.read_bytes().decode("latin-1")).encode("latin-1"))
    pictures = [_redact_picture(path, boxes) for path, boxes in sorted(_pictures(folder, stored, evidence, blur).items())]
    redacted = rewritten(evidence, blur)
    bundle.replace_file(folder / bundle.EVIDENCE, bundle.dump(redacted))
    (folder / CAPTURE).unlink(missing_ok=True)
    how = {"emails": len(blur.addresses), "number_forms": len(blur.numbers), "pictures": len(pictures)}
    return redacted, bundle.seal(folder, manifest.model_copy(update={"capture": ""}), "redacted", how)


def _stored(folder: Path, evidence: Evidence) -> Iterator[_Stored]:
    """The stored pages, each file once; a visit's page is of no page of the evidence by name."""
    owners: dict[str, Page] = {file: page for page in evidence.pages for file in (page.served, page.dom) if file}
    country = evidence.site.country or ""
    for path in sorted((folder / "pages").glob("*.html")):
        name = path.relative_to(folder).as_posix()
        rendered = name.endswith(".dom.html")
        url = owners[name].final_url if name in owners else evidence.site.final_url
        page = parse(decoded(path.read_bytes(), "", country), url, country=country, rendered=rendered)
        yield _Stored(path, path.name.removesuffix(".html").removesuffix(".dom"), url, page)


def _pictures(folder: Path, stored: Iterable[_Stored], evidence: Evidence, blur: Blur) -> Mapping[Path, tuple[Box, ...]]:
    """The pictures to redact with what to blacken in them; with nothing, where they are to be blurred as a whole."""
    found: dict[Path, tuple[Box, ...]] = {}
    shown = set()
    for one in stored:
        if not blur.finds(one.page.text):
            continue
        shown.add(one.url)
        for path in (folder / "pages").glob(f"{one.stem}-*.jpg"):
            boxes = _boxes(one.page, blur) if path.stem.endswith("-desktop") and one.page.rendered else ()
            found[path] = boxes or found.get(path, ())
    for journey in evidence.journeys:
        seen = [(step.page, step.screenshot) for step in journey.steps] + [(journey.end or journey.start, journey.screenshot)]
        found |= {folder / file: () for page, file in seen if file and page in shown}
    return {path: boxes for path, boxes in found.items() if path.is_file()}


def _boxes(page: ParsedPage, blur: Blur) -> tuple[Box, ...]:
    """Where the runs of text stand that hold something to blur; none where one of those that show has no place."""
    tags = [block.tag for block in page.blocks if page.visible(block.tag) and blur.finds(block.text)]
    boxes = [box(tag) for tag in tags]
    return tuple(one for one in boxes if one) if all(boxes) else ()


def _redact_picture(path: Path, boxes: tuple[Box, ...]) -> Path:
    image_module: Any = importlib.import_module("PIL.Image")
    try:
        with image_module.open(path) as opened:
            image = opened.convert("RGB")
    except (OSError, ValueError, SyntaxError, image_module.DecompressionBombError) as error:
        raise CallError(f"{path}: cannot be blurred ({type(error).__name__}); it is no picture that auditor made") from None
    if boxes:
        for one in boxes:
            place = (one.x - _MARGIN, one.y - _MARGIN, one.x + one.width + _MARGIN, one.y + one.height + _MARGIN)
            image.paste((0, 0, 0), place)
    else:
        small = image.resize((max(1, image.width // _COARSE), max(1, image.height // _COARSE)))
        image = small.resize((image.width, image.height))
    made = io.BytesIO()
    image.save(made, "JPEG", quality=_JPEG_QUALITY)
    _write(path, made.getvalue())
    return path


def _write(path: Path, content: bytes) -> None:
    bundle.replace_file(path, content)
