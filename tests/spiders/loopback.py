"""A server on loopback that says what a test wants it to say, and remembers what it was asked."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

Answer = Callable[[BaseHTTPRequestHandler], None]


def html(body: str, status: int = 200, **headers: str) -> Answer:
    return raw(body.encode(), status, **{"Content-Type": "text/html; charset=utf-8", **headers})


def raw(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def redirect(to: str) -> Answer:
    return raw(b"", 302, Location=to)


def one_after_the_other(*answers: Answer) -> Answer:
    """Each answer once."""
    left = iter(answers)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        next(left)(handler)

    return answer


def silent(handler: BaseHTTPRequestHandler) -> None:
    """No answer, for longer than any limit of a test."""
    time.sleep(30)


def endless(handler: BaseHTTPRequestHandler) -> None:
    """A body without end."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x" * 65536)
    except OSError:
        pass


class Loopback:
    """
    The server; addresses that `answers` does not have are answered with 404.

    Attributes:
        hits: The paths that were asked for, in order.
    """

    def __init__(self, answers: dict[str, Answer] | None = None, host: str = "127.0.0.1", certificate: str = "") -> None:
        self.answers = answers or {}
        self.hits: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.hits.append(self.path)
                site.answers.get(self.path.partition("?")[0], html("nothing here", 404))(self)

            do_HEAD = do_POST = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer((host, 0), Handler)
        self._server.daemon_threads = True
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.host, self.port = host, self._server.server_address[1]
        self.scheme = "https" if certificate else "http"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}:{self.port}"

    def asked(self, path: str) -> int:
        """How often the path was asked for, whatever its query."""
        return sum(hit.partition("?")[0] == path for hit in self.hits)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
