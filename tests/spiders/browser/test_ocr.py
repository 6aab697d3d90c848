"""Reading numbers out of pictures: what is trusted, and what is said where the extra is missing."""

from __future__ import annotations

import importlib.util
import io
import os
import shutil
import sys
from pathlib import Path

import pytest

from spiders.browser.ocr import MOST_BYTES, OcrMissingError, read_number, tesseract

_HAS_PACKAGES = all(importlib.util.find_spec(name) for name in ("PIL", "pytesseract"))
needs_packages = pytest.mark.skipif(not _HAS_PACKAGES, reason="the extra is not installed")
needs_program = pytest.mark.skipif(not _HAS_PACKAGES or not shutil.which("tesseract"), reason="tesseract is not installed")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("08-465 004 12", "+46846500412"),
        ("Tel: 08-465 004 12\n", "+46846500412"),
        ("+46 8 465 004 12", "+46846500412"),
        ("08-465 004 12 / 08-465 004 13", None),
        ("infoQfirma-ab.se", None),
        ("info@firma-ab.se", None),
        ("O8-A65 OO4 I2", None),
        ("9999-99-99", None),
        ("", None),
    ],
)
def test_a_number_is_trusted_where_the_plan_knows_it_and_there_is_one(text: str, number: str | None) -> None:
    assert read_number(b"picture", country="SE", read=lambda _: text) == number


@pytest.mark.parametrize("picture", [b"", b"x" * (MOST_BYTES + 1)])
def test_nothing_and_too_much_are_not_read(picture: bytes) -> None:
    def read(_: bytes) -> str:
        raise AssertionError

    assert read_number(picture, country="SE", read=read) is None


def test_a_missing_extra_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pytesseract", None)
    with pytest.raises(OcrMissingError, match=r"needs the extra ocr: "):
        read_number(b"picture", country="SE")


def drawn(text: str) -> bytes:
    image = importlib.import_module("PIL.Image")
    draw, font = importlib.import_module("PIL.ImageDraw"), importlib.import_module("PIL.ImageFont")
    canvas = image.new("RGBA", (220, 30), (0, 0, 0, 0))
    draw.Draw(canvas).text((8, 4), text, fill="black", font=font.load_default(size=18))
    buffer = io.BytesIO()
    canvas.save(buffer, "PNG")
    return buffer.getvalue()


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\ncase \"$1\" in --version) echo 'tesseract 5.3.0'; exit 0;; esac\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@needs_packages
def test_one_line_is_asked_for_in_one_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, f'echo "$OMP_THREAD_LIMIT $3 $4" > {tmp_path}/asked; echo "08-465 004 12" > "$2.txt"', monkeypatch)
    assert read_number(drawn("x"), country="SE") == "+46846500412"
    assert (tmp_path / "asked").read_text().strip() == "1 --psm 7"


@needs_packages
def test_a_program_that_hangs_or_fails_reads_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, "exec sleep 20", monkeypatch)
    assert tesseract(drawn("x"), seconds=0.2) == ""
    stand_in(tmp_path, "exit 3", monkeypatch)
    assert tesseract(drawn("x")) == ""


@needs_packages
def test_a_missing_program_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(OcrMissingError, match="tesseract"):
        tesseract(drawn("x"))


@needs_packages
@pytest.mark.parametrize("picture", [b"GIF89a", b"\x89PNG\r\n\x1a\n", b"<svg/>", b"\x00" * 100])
def test_what_is_no_picture_reads_as_nothing(picture: bytes) -> None:
    assert tesseract(picture) == ""


@needs_program
def test_a_drawn_number_is_read() -> None:
    assert read_number(drawn("08-465 004 12"), country="SE") == "+46846500412"
