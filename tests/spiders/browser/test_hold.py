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
from spiders.browser import chromium
from spiders.browser.hold import Hold

try:
    BROWSER = chromium.find()
except chromium.BrowserError:
    BROWSER = None
pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")]

PAGE = """<!doctype html><title>Talks</title><script>
 const socket = new WebSocket("ws://127.0.0.1:PORT/first");
 socket.onopen = () => socket.send("loaded");
 const scripted = (text) => URL.createObjectURL(new Blob([text]));
 const sends = (name) => `fetch("${location.origin}/${name}-" + WHEN, { method: "POST" }); new WebSocket("ws://127.0.0.1:PORT/${name}");`;
 const first = new Worker(scripted(`onmessage = ({ data: WHEN }) => { ${sends("old-worker")} }`));
 const WAYS = {
   fetch: (when) => {
     for (const method of ["POST", "PUT", "DELETE", "PATCH"]) fetch(`/${method}-${when}`, { method }).catch(() => {});
   },
   keepalive: (when) => fetch(`/keepalive-${when}`, { method: "POST", keepalive: true }).catch(() => {}),
   get: (when) => fetch(`/get-${when}`),
   xhr: (when) => { const call = new XMLHttpRequest(); call.open("POST", `/xhr-${when}`, false); try { call.send("x"); } catch {} },
   beacon: (when) => navigator.sendBeacon(`/beacon-${when}`, "x"),
   ping: (when) => {
     const link = Object.assign(document.createElement("a"), { href: "javascript:void 0", ping: `/ping-${when}` });
     document.body.append(link); link.click();
   },
   form: (when) => form("post", `/form-${when}`).submit(),
   formGet: (when) => form("get", `/form-get-${when}`).submit(),
   formAsk: (when) => form("get", `/form-ask-${when}`, "asked").requestSubmit(),
   formNew: (when) => form("post", `/form-new-${when}`, "_blank").requestSubmit(),
   formaction: (when) => {
     const button = document.createElement("button"), held = form("get", "/x");
     button.formAction = `/formaction-${when}`; button.formMethod = "post"; held.append(button); button.click();
   },
   socket: (when) => { socket.send(when); new WebSocket(`ws://127.0.0.1:PORT/${when}`); },
   realm: (when) => {
     const { contentWindow } = document.body.appendChild(document.createElement("iframe"));
     new contentWindow.WebSocket("ws://127.0.0.1:PORT/realm");
     contentWindow.fetch(`${location.origin}/realm-${when}`, { method: "POST" }).catch(() => {});
     new contentWindow.Worker(scripted(`const WHEN = "${when}"; ${sends("realm-worker")}`));
   },
   oldWorker: (when) => first.postMessage(when),
   worker: (when) => new Worker(scripted(`const WHEN = "${when}"; ${sends("worker")}`)),
   realWorker: (when) => new Worker.prototype.constructor(scripted(`const WHEN = "${when}"; ${sends("real-worker")}`)),
   shared: (when) => new SharedWorker(scripted(`const WHEN = "${when}"; ${sends("shared")}`)),
   later: (when) => fetchLater(`/later-${when}`, { method: "POST", activateAfter: 0 }),
   frames: (when) => { for (const frame of document.querySelectorAll("iframe")) frame.contentWindow.postMessage(when, "*"); },
   policy: () => document.head.insertAdjacentHTML("beforeend",
     `<meta http-equiv=Content-Security-Policy content="img-src 'none'"><img src=/image-held>`),
   keeps: (when) => setInterval(() => navigator.sendBeacon(`/keeps-${when}`, "x"), 4),
   bye: (when) => addEventListener("pagehide", () => navigator.sendBeacon(`/bye-${when}`, "x")),
   popup: (when) => window.open(`/popup-${when}`),
   away: (when) => setTimeout(() => { location.href = `/away-${when}`; }, 100),
   phone: () => { location.href = "tel:+4684650040"; },
 };
 const form = (method, action, target = "frame") =>
   document.body.appendChild(Object.assign(document.createElement("form"), { method, action, target }));
 const talk = (when) => { for (const way of Object.values(WAYS)) try { way(when); } catch {} };
</script><iframe name=frame src=/listens.html></iframe><iframe name=asked></iframe><script>
 const other = location.href.replace("127.0.0.1", "localhost");
 document.body.insertAdjacentHTML("beforeend", `<iframe src="${other}listens.html"></iframe>`);
</script>"""
LISTENS = """<script>onmessage = ({ data }) => {
 fetch("/frame-" + data, { method: "POST" }); navigator.sendBeacon("/frame-beacon-" + data, "x");
 new Worker(URL.createObjectURL(new Blob(['new WebSocket("ws://127.0.0.1:PORT/frame-worker")'])));
};</script>"""


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
    """A page loads, is held, and talks to the end of its context; how much was stopped, and where it ended."""
    assert BROWSER is not None
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**chromium.launch_options(BROWSER))
        held = await browser.new_context()
        hold = await Hold.over(held)
        page = await held.new_page()
        await page.goto(url)
        await page.wait_for_function("socket.readyState === 1")
        await hold.begin()
        await page.evaluate("talk('held')")
        await page.wait_for_timeout(1000)
        where = page.url
        await held.close()
        free = await browser.new_context()
        await Hold.over(free)
        page = await free.new_page()
        await page.goto(url)
        await page.wait_for_function("socket.readyState === 1")
        await page.evaluate("new Promise((resolve) => { first.postMessage('after'); setTimeout(resolve, 300); })")
        await browser.close()
        return hold.stopped, where


def test_held_nothing_but_questions_goes_out(tmp_path: Path) -> None:
    record: list[Request] = []
    with sockets() as server:
        for name, text in {"index.html": PAGE, "listens.html": LISTENS}.items():
            (tmp_path / name).write_text(text.replace("PORT", str(server.server_address[1])), "utf-8")
        with serve(tmp_path, record=record) as base:
            stopped, where = asyncio.run(_talks(base))

    assert where == base
    assert stopped >= 14
    held = [(request.method, request.path) for request in record if "held" in request.path]
    assert held == [("GET", "/get-held")]
    assert server.opened == ["/first", "/first", "/old-worker"]
    assert server.said == ["loaded", "loaded"]
    assert ("POST", "/old-worker-after") in [(request.method, request.path) for request in record]
