"""A network that fails in the middle: it costs the pages it hits, which say so, and nothing else."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.faults import forked
from tests.faults.moments import whole
from tests.spiders.loopback import Loopback, html

HEAD = "<html lang=sv><title>{0}</title><h1>{0}</h1><p>Vi lagar tak i hela landet sedan 1990, med garanti.</p>"


def cut(content_length: int, body: bytes, *, reset: bool) -> object:
    """An answer that promises more than it sends; then the connection ends, or breaks."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(content_length))
        handler.end_headers()
        handler.wfile.write(body)
        handler.wfile.flush()
        if reset:
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.close_connection = True
        handler.connection.close()

    return answer


def no_head(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.sendall(b"\x16\x03\x01\x00\x02\x02\x28")
    handler.close_connection = True


FAULTS = {
    "/kontakt/kapad": cut(5000, HEAD.format("Kapad").encode(), reset=False),
    "/kontakt/bruten": cut(5000, HEAD.format("Bruten").encode(), reset=True),
    "/kontakt/skrap": no_head,
}


@pytest.fixture
def site() -> Iterator[Loopback]:
    links = "".join(f"<a href={path}>{path}</a> " for path in FAULTS)
    with Loopback({"/": html(HEAD.format("Hem") + links), "/robots.txt": html("")}) as served:
        served.answers["/kontakt"] = html(HEAD.format("Kontakt") + "<p>Telefon: 046-465 004 04</p>")
        served.answers["/"] = html(
            HEAD.format("Hem") + links + f"<a href=/kontakt>Kontakt</a><a href=https://127.0.0.1:{served.port}/tls>Hjälp</a>"
        )
        served.answers.update(FAULTS)  # type: ignore[arg-type]
        yield served


def test_answers_that_break_cost_their_pages_alone(site: Loopback, tmp_path: Path) -> None:
    (tmp_path / "auditor.toml").write_text("delay = 0\npage-seconds = 5\n")
    ended = forked.auditor(tmp_path, "audit", site.url, "--no-browser", "--quiet", "--country", "SE", "--out", "acme")
    assert (ended.code, ended.said) == (0, []), ended
    seen = whole(tmp_path / "acme").evidence
    pages = {page.url.removeprefix(site.url): page for page in seen.pages}
    assert seen.coverage.stopped_by == "done"
    assert [pages[path].state for path in ("/", "/kontakt")] == ["ok", "ok"]
    for path in FAULTS:
        assert (pages[path].state, bool(pages[path].detail)) == ("broken", True), pages[path]
    assert [channel.kind for channel in seen.channels if channel.kind == "phone"] == ["phone"]


def test_a_host_that_no_name_server_knows_is_told_and_leaves_a_bundle(tmp_path: Path) -> None:
    ended = forked.auditor(tmp_path, "audit", "https://acme.invalid", "--no-browser", "--quiet", "--out", "acme")
    assert (ended.code, len(ended.said)) == (3, 1), ended
    assert "there is no such host" in ended.err
    assert whole(tmp_path / "acme").evidence.coverage.stopped_by == "unreachable"
