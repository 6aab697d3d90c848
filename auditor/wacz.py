"""Packing the records of a capture as WACZ, with a list of the pages, and saying what was left out of it."""

from __future__ import annotations

import importlib
import io
import json
import shutil
import zlib
from collections import Counter
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.errors import AuditorError
from auditor.place import temporary
from spiders.evidence import Evidence
from spiders.net.capture import ALL_BYTES, MOST_BYTES, asked_for

__all__ = ["CAPTURE", "pack"]

CAPTURE = "capture.wacz"
_GZIP, _CHUNK = 31, 65536


@dataclass(frozen=True)
class _Held:
    """What the records hold: the moment of each address's latest whole answer, the number of answers, of those cut short why."""

    moments: dict[str, str]
    answers: int
    cut: Counter[str]


def pack(warc: Path, evidence: Evidence, folder: Path) -> str:
    """
    Write `capture.wacz` into the bundle's folder; the records' file goes.

    Returns:
        What it holds and lacks, in words for the manifest.

    Raises:
        AuditorError: The packer did not accept the records.
    """
    with temporary() as work:
        return _packed(Path(shutil.move(warc, work)), evidence, folder / CAPTURE)


def _packed(warc: Path, evidence: Evidence, target: Path) -> str:
    _drop_half_written(warc)
    held = _held(warc)
    pages = warc.with_name("pages.jsonl")
    home = asked_for(evidence.site.final_url)
    pages.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in _pages(evidence, held)), "utf-8")
    call = ["create", "-o", str(target), "-p", str(pages), "-c", "--title", evidence.site.host]
    call += ["--url", home, "--date", held.moments[home]] if home in held.moments else []
    with redirect_stdout(io.StringIO()) as said:
        code = importlib.import_module("wacz.main").main([*call, str(warc)])
    if code:
        raise AuditorError(f"the capture could not be packed: {' '.join(said.getvalue().splitlines()[-1:])}")
    return _words(held)


def _pages(evidence: Evidence, held: _Held) -> list[dict[str, Any]]:
    shown = [(page, moment) for page in evidence.pages if (moment := held.moments.get(asked_for(page.final_url)))]
    listed = [
        {"id": f"{number:03d}", "url": page.final_url, "ts": moment, "title": page.title}
        for number, (page, moment) in enumerate(shown, 1)
    ]
    return [{"format": "json-pages-1.0", "id": "pages", "title": "Pages"}, *listed]


def _held(warc: Path) -> _Held:
    moments: dict[str, str] = {}
    cut: Counter[str] = Counter()
    answers = 0
    with warc.open("rb") as file:
        for record in importlib.import_module("warcio.archiveiterator").ArchiveIterator(file):
            if record.rec_type != "response":
                continue
            answers += 1
            why = record.rec_headers.get_header("WARC-Truncated")
            cut.update([why] if why else [])
            if not why and record.http_headers.get_statuscode().startswith("2"):
                moments[record.rec_headers.get_header("WARC-Target-URI")] = record.rec_headers.get_header("WARC-Date")
    return _Held(moments, answers, cut)


def _words(held: _Held) -> str:
    left_out = []
    if large := held.cut["length"]:
        left_out.append(f"{large} without their body (over {MOST_BYTES >> 20} MB each, or {ALL_BYTES >> 20} MB together)")
    if lost := held.cut["unspecified"]:
        left_out.append(f"{lost} without their body (it could not be had)")
    return ", ".join([f"{held.answers} answers", *left_out])


def _drop_half_written(warc: Path) -> None:
    """Cut off the last record of a spider that was killed while it wrote; each is a gzip member of its own."""
    whole = at = 0
    member = zlib.decompressobj(wbits=_GZIP)
    with warc.open("r+b") as file, suppress(zlib.error):
        while chunk := file.read(_CHUNK):
            while chunk:
                member.decompress(chunk)
                at += len(chunk) - len(member.unused_data)
                chunk = member.unused_data
                if member.eof:
                    whole, member = at, zlib.decompressobj(wbits=_GZIP)
        file.truncate(whole)
