"""Reading a capture back as replay tools do."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator


@dataclass(frozen=True)
class Record:
    """A WARC record of an exchange; `head` is its WARC header and the HTTP header as one text, `cut` why its body is not there."""

    kind: str
    url: str
    status: str
    head: str
    body: bytes
    cut: str = ""
    address: str = ""


def records(warc: bytes) -> list[Record]:
    """The exchanges in a WARC file, whose digests are checked."""
    found = []
    for record in ArchiveIterator(io.BytesIO(warc), check_digests="raise"):
        if record.rec_type not in ("request", "response"):
            continue
        http = record.http_headers
        head = f"{record.rec_headers.to_str()}\n{http.to_str()}"
        told = {
            name: record.rec_headers.get_header(name) or "" for name in ("WARC-Target-URI", "WARC-Truncated", "WARC-IP-Address")
        }
        body = record.content_stream().read()
        found.append(Record(record.rec_type, told["WARC-Target-URI"], http.get_statuscode(), head, body, *list(told.values())[1:]))
    return found


def warc_of(wacz: Path) -> bytes:
    """The records of a WACZ file."""
    with zipfile.ZipFile(wacz) as packed:
        return packed.read("archive/capture.warc.gz")
