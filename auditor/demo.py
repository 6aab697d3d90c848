"""
A small server that plays the fictional companies on this machine: for `auditor demo`, the tests and `make audit`.

Clean addresses work (`/kontakt` is `kontakt.html`), and a page that is no whole document is put into the folder's `_layout.html`.
"""

from __future__ import annotations

import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import MimeTypes
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from auditor.demo_sites import Answer, Content, DemoError, DemoSite, load_content, sites

__all__ = ["DemoError", "DemoSite", "Request", "busiest", "serve", "sites"]

_LAYOUT = "_layout.html"
_HOLDS_TEXT = frozenset({".html", ".xml", ".txt", ".json", ".js", ".css", ".svg"})
_NOTED_LATE = 0.005
"""Seconds: whoever asks may have the whole answer, and ask again, before the server has noted that it is done."""
_LONGEST_BODY = 1_000_000
_NUMBER = re.compile(r"\d+(?!.*\d)")


@dataclass(slots=True)
class Request:
    """
    One request as it came in.

    Attributes:
        path: With the query, as sent.
        headers: By lower-case name.
        started: Seconds on a clock that only compares with itself; `ended` is None while the answer is on its way.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    started: float
    ended: float | None = None

    @property
    def user_agent(self) -> str:
        return self.headers.get("user-agent", "")


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes


@contextmanager
def serve(folder: Path, *, record: list[Request] | None = None) -> Iterator[str]:
    """
    Serve a site on a free port of this machine for as long as the block runs.

    Args:
        folder: A folder of files; without a `site.yaml` it is served as it stands.
        record: Takes each request as it comes in. Only GET and HEAD are answered; others get a 405, and are recorded too.

    Yields:
        The site's address, ending in "/".

    Raises:
        DemoError: The `site.yaml` does not validate.
    """
    server = _Server(load_content(folder), record)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.base
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def busiest(record: list[Request]) -> int:
    """The most requests that were under way at once."""
    ends = [(request.started, 1) for request in record]
    done = ((one.started, one.ended) for one in record if one.ended is not None)
    ends += [(max(started + 1e-6, ended - _NOTED_LATE), -1) for started, ended in done]
    most = now = 0
    for _, step in sorted(ends):
        now += step
        most = max(most, now)
    return most


class _Server(ThreadingHTTPServer):
    """One site on a free port; `closing` wakes the answers that are being delayed."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, site: Content, record: list[Request] | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.site = site
        self.record = record
        self.closing = threading.Event()
        self.base = f"http://127.0.0.1:{self.server_port}/"
        self._asked: Counter[str] = Counter()
        self._lock = threading.Lock()

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):  # a browser that hangs up is no news
            super().handle_error(request, client_address)

    def answer(self, target: str) -> _Reply:
        """What the site says to a request target (path and query)."""
        path = unquote(urlsplit(target).path)
        listed = self._listed(target, path)
        if listed is not None:
            self.closing.wait(listed.delay)
            return _reply(self, listed, path)
        if path in self.site.files and not path.endswith("/" + _LAYOUT):
            return _reply(self, Answer(file=path.lstrip("/")), path)
        return _reply(self, self.site.default, path)

    def _listed(self, target: str, path: str) -> Answer | None:
        """The answer listed for a path: itself with its query, itself, then the first pattern that fits."""
        listed = self.site.responses
        key = next((name for name in (target, path) if name in listed), None)
        key = key or next((name for name in listed if "*" in name and fnmatchcase(path, name)), None)
        if key is None:
            return None
        with self._lock:
            self._asked[key] += 1
            limit = listed[key].only_first
            return listed[key] if limit is None or self._asked[key] <= limit else None


def _reply(server: _Server, answer: Answer, path: str) -> _Reply:
    headers = {"Content-Type": answer.content_type or "text/html; charset=utf-8"}
    body = b""
    if answer.redirect is not None:
        headers["Location"] = answer.redirect
    elif answer.body_repeat is not None:
        body = (answer.body_repeat.text * answer.body_repeat.times).encode()
    elif answer.body is not None:
        body = answer.body.encode()
    elif (name := answer.file or path.lstrip("/")) is not None and (file := server.site.files.get("/" + name)) is not None:
        headers["Content-Type"] = answer.content_type or _type(file)
        body = _read(server, file, path, count=answer.count)
    status = answer.status or (302 if answer.redirect is not None else 200)
    return _Reply(status, {**headers, **answer.headers}, body)


def _read(server: _Server, file: Path, path: str, *, count: bool) -> bytes:
    """A file as it is sent: within its layout, with the server's address and the count filled in."""
    if file.suffix not in _HOLDS_TEXT:
        return file.read_bytes()
    text = file.read_text("utf-8")
    if file.suffix == ".html" and not text.lstrip().lower().startswith(("<!doctype", "<html")):
        text = _in_layout(server.site, text)
    if count:
        number = int(found.group()) if (found := _NUMBER.search(path)) else 0
        for mark, value in (("@n@", number), ("@next@", number + 1), ("@previous@", number - 1)):
            text = text.replace(mark, str(value))
    return text.replace("@base@", server.base).encode()


def _in_layout(site: Content, text: str) -> str:
    """Put a page that starts with its title element, and has no other head, into the site's layout."""
    layout = site.files.get("/" + _LAYOUT)
    if layout is None:
        return text
    title, _, content = text.partition("</title>")
    whole = layout.read_text("utf-8").replace("<!--title-->", title.strip().removeprefix("<title>"))
    return whole.replace("<!--content-->", content.strip())


def _type(file: Path) -> str:
    kind = MimeTypes().guess_type(file.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if file.suffix in _HOLDS_TEXT else kind


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD, refuses the rest, and says nothing on standard error."""

    server: _Server
    server_version = "demo"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        with self._recorded():
            self._send(self.server.answer(self.path))

    do_HEAD = do_GET  # noqa: N815

    def _refuse(self) -> None:
        with self._recorded():
            length = self.headers.get("Content-Length", "0")
            self.rfile.read(min(int(length) if length.isdigit() else 0, _LONGEST_BODY))
            self.close_connection = True
            self._send(_Reply(405, {"Allow": "GET, HEAD"}, b""))

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _refuse  # noqa: N815

    def _send(self, reply: _Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    @contextmanager
    def _recorded(self) -> Iterator[None]:
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, self.path, headers, time.monotonic())
        if self.server.record is not None:
            self.server.record.append(request)
        try:
            yield
        finally:
            request.ended = time.monotonic()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Say nothing."""
