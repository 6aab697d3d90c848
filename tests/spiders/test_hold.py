"""From the moment the hold begins nothing is sent, whatever the page tries."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from auditor.demo import Request, serve
from spiders import chromium
from spiders.hold import Hold

try:
    BROWSER = chromium.find()
except chromium.BrowserError:
    BROWSER = None
pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")]

PAGE = """<!doctype html><title>Talks</title><script>
 const socket = new WebSocket("ws://127.0.0.1:PORT/first");
 socket.onopen = () => socket.send("loaded");
 const talk = (when) => {
   for (const method of ["POST", "PUT", "DELETE", "PATCH"]) fetch(`/${method}-${when}`, { method }).catch(() => {});
   fetch(`/get-${when}`);
   navigator.sendBeacon(`/beacon-${when}`, "x");
   const form = document.createElement("form");
   form.method = "post"; form.action = `/form-${when}`; form.target = "frame"; document.body.append(form); form.submit();
   socket.send(when);
   new WebSocket(`ws://127.0.0.1:PORT/${when}`);
   setTimeout(() => { window.open(`/popup-${when}`); location.href = `/away-${when}`; }, 100);
 };
</script><iframe name=frame srcdoc="<p>frame</p>"></iframe>"""


class Sockets(socketserver.ThreadingTCPServer):
    """A WebSocket server that says nothing; it remembers what was asked for and what each socket said."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Socket)
        self.opened: list[str] = []
        self.said: list[str] = []


class _Socket(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        asked, *headers = list(iter(lambda: self.rfile.readline().decode().strip(), ""))
        key = next(line.split(": ")[1] for line in headers if line.lower().startswith("sec-websocket-key"))
        digest = hashlib.sha1(f"{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11".encode()).digest()
        reply = ("HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade")
        accept = f"Sec-WebSocket-Accept: {base64.b64encode(digest).decode()}"
        self.wfile.write("\r\n".join((*reply, accept, "", "")).encode())
        assert isinstance(self.server, Sockets)
        self.server.opened.append(asked.split()[1])
        while len(frame := self.rfile.read(2)) == 2:
            mask = self.rfile.read(4)
            text = bytes(byte ^ mask[n % 4] for n, byte in enumerate(self.rfile.read(frame[1] & 127)))
            if frame[0] & 15 == 1:
                self.server.said.append(text.decode())


@contextmanager
def sockets() -> Iterator[Sockets]:
    with Sockets() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


async def _talks(url: str) -> tuple[int, str]:
    """A page loads, is held, and talks; how much was stopped, and where it ended."""
    assert BROWSER is not None
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**chromium.launch_options(BROWSER))
        context = await browser.new_context()
        hold = await Hold.over(context)
        page = await context.new_page()
        await page.goto(url)
        await page.wait_for_function("socket.readyState === 1")
        await hold.begin()
        await page.evaluate("talk('held')")
        await page.wait_for_timeout(1000)
        where = page.url
        await hold.end()
        await page.evaluate("fetch('/post-after', {method: 'POST'}).catch(() => {})")
        await browser.close()
        return hold.stopped, where


def test_held_nothing_but_questions_goes_out(tmp_path: Path) -> None:
    record: list[Request] = []
    with sockets() as server:
        (tmp_path / "index.html").write_text(PAGE.replace("PORT", str(server.server_address[1])), "utf-8")
        with serve(tmp_path, record=record) as base:
            stopped, where = asyncio.run(_talks(base))

    assert where == base
    assert stopped >= 8
    held = [(request.method, request.path) for request in record if "held" in request.path]
    assert held == [("GET", "/get-held")]
    assert server.opened == ["/first"]
    assert server.said == ["loaded"]
    assert ("POST", "/post-after") in [(request.method, request.path) for request in record]
