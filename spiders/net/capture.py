"""
The capture: the HTTP exchange of a look, as WARC records (ISO 28500), for tools that replay it. An extra (`wacz`).

Kept is what was asked with GET and HEAD, decoded. Cookies and what lets an audit in are not: their headers are left out, and
secrets are masked as everywhere. A body that is too large, or that could not be had, is left out of its record, which says so.
"""

from __future__ import annotations

import hashlib
import importlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import responses
from pathlib import Path
from typing import IO, Any, Literal, Self
from urllib.parse import quote, urlsplit, urlunsplit

from spiders.extras import needs
from spiders.net.identity import user_agent
from spiders.net.mask import Mask

__all__ = [
    "RECORDS",
    "SETTING",
    "Answered",
    "Capture",
    "CaptureMissingError",
    "asked_for",
    "ready",
]

SETTING = "AUDITOR_CAPTURE"
"""The file to write to."""
RECORDS = "capture.warc.gz"
"""What they are written to, in the job's folder, until they are packed."""
MOST_BYTES = 5 * 2**20
"""Of one body."""
ALL_BYTES = 200 * 2**20
"""Of all bodies of a look."""

_ASKS = frozenset({"GET", "HEAD"})
_SECRET = frozenset({"authorization", "proxy-authorization", "cookie", "cookie2", "set-cookie", "set-cookie2"})
_OF_THE_WIRE = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive"})
_CONTROLS = str.maketrans(dict.fromkeys(map(chr, [*range(32), 127]), " "))
_ASCII = "".join(map(chr, range(32, 127)))

Headers = Sequence[tuple[str, str]]
Truncated = Literal["", "length", "unspecified"]


class CaptureMissingError(RuntimeError):
    """The extra is not installed."""


def ready() -> None:
    """
    Say so where nothing can be captured.

    Raises:
        CaptureMissingError: The packages are not there.
    """
    for name in ("warcio.warcwriter", "wacz.main"):
        try:
            importlib.import_module(name)
        except ImportError as error:
            raise CaptureMissingError(needs("a capture", "wacz")) from error


@dataclass(frozen=True, slots=True)
class Answered:
    """
    A request and its answer.

    Attributes:
        body: Decoded; None where it could not be had.
        address: The IP address that answered, "" where it is not known.
        at: When it was asked, or the answer came.
    """

    url: str
    status: int
    headers: Headers
    body: bytes | None
    method: str = "GET"
    asked: Headers = ()
    reason: str = ""
    address: str = ""
    at: datetime | None = None


class Capture:
    """
    Writes the records to a file, each whole at once; an answer that was kept already is not kept again.

    Args:
        file: Open for writing bytes, gzipped record by record.
    """

    def __init__(self, file: IO[bytes], mask: Mask) -> None:
        self._file = file
        self._mask = mask
        self._kept: set[tuple[str, int, str]] = set()
        self._left = ALL_BYTES
        self._writers = importlib.import_module("warcio.warcwriter")
        self._heads = importlib.import_module("warcio.statusandheaders")
        self._write(
            lambda writer: [writer.create_warcinfo_record(None, {"software": user_agent(), "format": "WARC File Format 1.1"})]
        )

    @classmethod
    def into(cls, path: Path, mask: Mask) -> Self:
        """A capture written to a path, unbuffered, so that what is there when the process dies is whole."""
        return cls(path.open("wb", buffering=0), mask)

    def keep(self, answered: Answered) -> None:
        """Write an exchange, unless it was written before or is of a kind that is not kept."""
        url = self._mask(asked_for(answered.url))
        if answered.method not in _ASKS or urlsplit(url).scheme not in ("http", "https"):
            return
        body, truncated = self._body(answered.body)
        key = (url, answered.status, hashlib.sha256(body).hexdigest())
        if key in self._kept:
            return
        self._kept.add(key)
        self._left -= len(body)
        self._write(lambda writer: self._pair(writer, answered, url, body, truncated))

    def _body(self, body: bytes | None) -> tuple[bytes, Truncated]:
        if body is None:
            return b"", "unspecified"
        masked = self._mask(body)
        return (masked, "") if len(masked) <= min(MOST_BYTES, self._left) else (b"", "length")

    def _write(self, records: Any) -> None:
        made = io.BytesIO()
        writer = self._writers.WARCWriter(made, gzip=True, warc_version="1.1")
        for record in records(writer):
            writer.write_record(record)
        self._file.write(made.getvalue())

    def _pair(self, writer: Any, answered: Answered, url: str, body: bytes, truncated: Truncated) -> Iterable[Any]:
        moment = (answered.at or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        told = {"WARC-Date": moment}
        told |= {"WARC-IP-Address": answered.address} if answered.address else {}
        cut = {"WARC-Truncated": truncated} if truncated else {}
        head = [*self._headers(answered.headers), ("Content-Length", str(len(body)))]
        response = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            http_headers=self._heads.StatusAndHeaders(
                f"{answered.status} {_plain(answered.reason) or responses.get(answered.status, '')}", head, "HTTP/1.1"
            ),
            warc_headers_dict=told | cut,
        )
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        asked = [("Host", parts.netloc), *(one for one in self._headers(answered.asked) if one[0].lower() != "host")]
        request = writer.create_warc_record(
            url,
            "request",
            http_headers=self._heads.StatusAndHeaders(f"{answered.method} {path} HTTP/1.1", asked, is_http_request=True),
            warc_headers_dict=told | {"WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID")},
        )
        return response, request

    def _headers(self, headers: Headers) -> list[tuple[str, str]]:
        left_out = _SECRET | _OF_THE_WIRE
        # HTTP/2's own names begin with a colon.
        return [
            (_plain(name), self._mask(_plain(value)))
            for name, value in headers
            if name.lower() not in left_out and not name.startswith(":")
        ]


def asked_for(url: str) -> str:
    """An address as it stands in the records: as a server is asked for it."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))


def _plain(text: str) -> str:
    """A header's text on one line; letters beyond ASCII percent-encoded, for the writer of the records does so only with some."""
    return quote(text.translate(_CONTROLS).strip(), safe=_ASCII, errors="replace")
