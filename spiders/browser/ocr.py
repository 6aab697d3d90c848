"""
Reading a telephone number out of a picture, by Tesseract: an optional extra (`ocr`), off unless it is asked for.

Only numbers are read. Of drawn telephone numbers 36 of 36 came out exact, of e-mail addresses 8 of 18 (an @ is read as a Q): an
address out of a picture is not to be trusted, and a number only where the numbering plan knows it.
"""

from __future__ import annotations

import importlib
import io
import os
from collections.abc import Callable
from typing import Any

from spiders.extras import needs

__all__ = ["OcrMissingError", "read_number", "ready", "tesseract"]

MOST_BYTES = 2_000_000
MOST_PIXELS = 1_000_000
_SCALE = 3
_ONE_LINE = "--psm 7"
_NO_PROGRAM = "reading pictures needs the program tesseract, which was not found (Debian: apt-get install tesseract-ocr)"


class OcrMissingError(RuntimeError):
    """The extra, or the program that it runs, is not installed."""


def ready() -> None:
    """
    Say so where nothing can be read.

    Raises:
        OcrMissingError: The packages or the program are not there.
    """
    _, pytesseract = _packages()
    try:
        pytesseract.get_tesseract_version()
    except pytesseract.TesseractNotFoundError as error:
        raise OcrMissingError(_NO_PROGRAM) from error


def tesseract(picture: bytes, *, seconds: float = 15.0) -> str:
    """
    The line of text in a picture (PNG, GIF, JPEG, WebP), "" where none could be read in time.

    Raises:
        OcrMissingError: The packages or the program are not there.
    """
    image_module, pytesseract = _packages()
    # It sizes its own threads by the machine, and is slower with many of them on a small picture.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        line = _prepared(image_module, picture)
        return str(pytesseract.image_to_string(line, config=_ONE_LINE, timeout=seconds)).strip() if line else ""
    except pytesseract.TesseractNotFoundError as error:
        raise OcrMissingError(_NO_PROGRAM) from error
    except Exception:  # a hostile picture can make a decoder raise anything
        return ""


def _packages() -> tuple[Any, Any]:
    """Pillow's images and what runs Tesseract; asked for late, for they are an extra."""
    try:
        return importlib.import_module("PIL.Image"), importlib.import_module("pytesseract")
    except ImportError as error:
        raise OcrMissingError(needs("reading pictures", "ocr")) from error


def _prepared(image_module: Any, picture: bytes) -> Any:
    """The picture in grey on white, enlarged; None where it is too large to be a line of text."""
    with image_module.open(io.BytesIO(picture)) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            return None
        image = opened.convert("RGBA")
    ground = image_module.new("RGBA", image.size, "white")
    flat = image_module.alpha_composite(ground, image).convert("L")
    return flat.resize((flat.width * _SCALE, flat.height * _SCALE))


def read_number(picture: bytes, *, country: str, read: Callable[[bytes], str] = tesseract) -> str | None:
    """
    The telephone number in a picture (E.164), None where there is not exactly one that the numbering plan knows.

    Args:
        picture: The picture's bytes, as the browser's screenshot of the element or the file itself.
        country: ISO 3166 of the country called from, or "".
        read: What gives the text of a picture.

    Raises:
        OcrMissingError: The extra is not installed.
    """
    if not picture or len(picture) > MOST_BYTES:
        return None
    from spiders.extract.phones import find_numbers  # noqa: PLC0415 - whoever only asks `ready` need not load it

    numbers = {number.value for number in find_numbers(read(picture), country, label="phone")}
    return numbers.pop() if len(numbers) == 1 else None
