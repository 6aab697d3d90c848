from __future__ import annotations

import asyncio
import socket
from http.server import BaseHTTPRequestHandler

import pytest
from playwright.async_api import Browser, Page, async_playwright
from playwright.async_api import Error as PlaywrightError

from spiders.browser import chromium
from spiders.browser.chromium import SAFE_CONTEXT, launch_options
from spiders.net.guard import Guard
from spiders.net.guardproxy import GuardProxy, Limits
from tests.spiders.crawling import crawl
from tests.spiders.loopback import Answer, Loopback, endless, html, raw, redirect, silent

BROWSER = chromium.find()
pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")]


def test_a_page_that_does_not_finish_ends_at_the_limit_and_costs_that_page_only() -> None:
    with Loopback({"/robots.txt": raw(b""), "/silent": silent, "/a": html("x"), "/endless": endless}) as site:
        site.answers["/loop"] = html("<p>x</p><script>while (true) {}</script>")
        site.answers["/hangs"] = html("<img src='/silent'>")
        names = ("silent", "loop", "hangs", "endless", "a")
        crawled = crawl(*(f"{site.url}/{name}" for name in names), allowed=[site.url], render=True, page_seconds=4.0)
        told = {url.rpartition("/")[2]: answer.get("error", answer.get("status")) for url, answer in crawled.answers.items()}
        assert told == {**dict.fromkeys(names, "RenderTimeoutError"), "a": 200}
        assert crawled.seconds < 90
        assert crawled.stats["playwright/page_count"] == len(names)


def test_a_page_that_nobody_closes_does_not_hold_up_the_crawl() -> None:
    with Loopback({"/robots.txt": raw(b""), "/a": html("x")}) as site:
        urls = [f"{site.url}/a?{i}" for i in range(3)]
        crawled = crawl(*urls, allowed=[site.url], render=True, page_seconds=2.0, meta={"playwright_include_page": True})
        assert {crawled.answers[url].get("status") for url in urls} == {200}
        assert crawled.stats["playwright/page_count/max_concurrent"] == 1
        assert crawled.stats["finish_reason"] == "finished"


def test_a_crawl_that_renders_nothing_starts_no_browser() -> None:
    with Loopback({"/robots.txt": raw(b"User-agent: *\nDisallow: /\n"), "/a": html("x")}) as site:
        crawled = crawl(f"{site.url}/a", allowed=[site.url], render=True)
        assert crawled.answers[f"{site.url}/a"]["error"] == "RobotsError"
        assert "playwright/browser_count" not in crawled.stats


def test_http_and_https_share_one_browser_and_a_guard() -> None:
    with Loopback({"/robots.txt": raw(b""), "/a": html("x")}) as site, Loopback({"/": html("secret")}, host="127.0.0.2") as secret:
        site.answers["/redirect"] = redirect(f"{secret.url}/")
        meta = {"dont_obey_robotstxt": True}
        urls = (f"{site.url}/a", f"{site.url}/redirect", f"https://127.0.0.2:{secret.port}/")
        crawled = crawl(*urls, allowed=[site.url], render=True, meta=meta)
        assert [crawled.answers[url].get("error") for url in urls] == [None, "RefusedError", "RefusedError"]
        assert crawled.stats["playwright/browser_count"] == 1
        assert secret.hits == []


# --- what a hostile page may try in the browser --------------------------------------------------------------------------------

WAYS_IN = {
    "image": "<img src='{inside}'>",
    "frame": "<iframe src='{inside}'></iframe>",
    "fetch": "<script>fetch('{inside}', {{mode: 'no-cors'}})</script>",
    "beacon": "<script>navigator.sendBeacon('{inside}', 'x')</script>",
    "preload": "<link rel=preload as=image href='{inside}'>",
    "prefetch": "<link rel=prefetch href='{inside}'>",
    "preconnect": "<link rel=preconnect href='{inside}'>",
    "redirected image": "<img src='/to?{inside}'>",
    "redirected frame": "<iframe src='/to?{inside}'></iframe>",
    "redirected fetch": "<script>fetch('/to?{inside}', {{mode: 'no-cors'}})</script>",
    "style": "<style>body {{ background: url({inside}) }}</style>x",
    "event source": "<script>new EventSource('{inside}')</script>",
    "web socket": "<script>new WebSocket('{inside}'.replace('http', 'ws'))</script>",
    "popup": "<script>window.open('{inside}')</script>",
    "worker": """<script>new Worker(URL.createObjectURL(new Blob(["fetch('{inside}', {{mode: 'no-cors'}})"])))</script>""",
    "form": "<form action='{inside}' method=post id=f></form><script>f.submit()</script>",
    "refresh": "<meta http-equiv=refresh content='0;url={inside}'>",
    "location": "<script>location = '{inside}'</script>",
    "ping": "<a id=a href='#' ping='{inside}'>x</a><script>a.click()</script>",
    "object": "<object data='{inside}'></object>",
    "prefetch rule": """<script type=speculationrules>{{"prefetch": [{{"urls": ["{inside}"]}}]}}</script>""",
    "prerender rule": """<script type=speculationrules>{{"prerender": [{{"urls": ["{inside}"]}}]}}</script>""",
}


AT_ONCE = """<!doctype html><link rel=icon href='{inside}'><link rel=manifest href='{inside}'><style>
@import url({inside}a.css); @font-face {{ font-family: a; src: url({inside}a.woff) }} body {{ font-family: a }}</style>
<link rel=modulepreload href='{inside}m.js'><link rel=compression-dictionary href='{inside}d'><body background='{inside}b.png'>x
<svg><image href='{inside}s.png'/><use href='{inside}u.svg#x'/></svg><video src='{inside}v'><track default src='{inside}t'></video>
<embed src='{inside}e'><input type=image src='{inside}i'><img srcset='{inside}2 1x'>
<iframe srcdoc="<img src='{inside}f.png'>"></iframe>
<iframe src='file:///etc/passwd'></iframe><iframe src="data:text/html,<img src='{inside}g.png'>"></iframe>
<img src='http://[::ffff:127.0.0.2]:{port}/'><img src='http://127.0.0.2.:{port}/'><img src='http://0.0.0.0:{port}/'>
<img src='http://[::]:{port}/'><img src='http://a:b@127.0.0.2:{port}/'><img src='http://①②⑦.0.0.2:{port}/'>
<img src='http://2130706434:{port}/'><img src='http://x.localhost:{port}/'><img src='https://127.0.0.2:{port}/'>
<script type=module>import '{inside}n.js'</script><script>
new SharedWorker('data:application/javascript,fetch("{inside}w",{{mode:"no-cors"}})');
new Worker(URL.createObjectURL(new Blob(['importScripts("{inside}x.js")'])));
for (const act of [() => new WebTransport('https://127.0.0.2:{port}/'), () => fetchLater('{inside}l', {{activateAfter: 0}}),
  () => new WebSocket('wss://127.0.0.2:{port}/'),
  () => navigator.credentials.get({{identity: {{providers: [{{configURL: '{inside}c',
  clientId: '1'}}]}}}}).catch(() => 0)]) try {{ act() }} catch {{}}
</script>"""
"""All that asks for something without leaving the page; what of it is tried depends on the browser's version."""
HINTING = (
    "HTTP/1.1 103 Early Hints\r\nLink: <{inside}>; rel=preconnect, <{inside}h.js>; rel=preload; as=script\r\n\r\n"
    "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {length}\r\n"
    'Link: <{inside}h.png>; rel=preload; as=image, <{inside}>; rel=stylesheet\r\nSpeculation-Rules: "/rules.json"\r\n'
    'Alt-Svc: h2="127.0.0.2:{port}", h3="127.0.0.2:{port}"\r\nReporting-Endpoints: default="{inside}r"\r\n'
    "Content-Security-Policy-Report-Only: img-src 'none'; report-uri {inside}p; report-to default\r\n\r\n"
)


def hinting(inside: str, port: int) -> Answer:
    body = AT_ONCE.format(inside=inside, port=port).encode()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(HINTING.format(inside=inside, port=port, length=len(body)).encode() + body)

    return answer


def to(handler: object) -> None:
    redirect(handler.path.partition("?")[2])(handler)  # type: ignore[attr-defined, arg-type]


async def _visit(browser: Browser, url: str) -> None:
    context = await browser.new_context(**SAFE_CONTEXT)  # type: ignore[arg-type]
    page: Page = await context.new_page()
    try:
        await page.goto(url, timeout=4000)
        await page.wait_for_timeout(250)
    except PlaywrightError:
        pass
    await context.close()


def test_no_page_gets_the_browser_to_ask_inside() -> None:
    assert BROWSER is not None
    with Loopback() as site, Loopback({"/": html("secret")}, host="127.0.0.2") as secret:
        site.answers["/to"] = to
        for i, way in enumerate(WAYS_IN.values()):
            site.answers[f"/{i}"] = html(way.format(inside=f"{secret.url}/", port=secret.port))

        site.answers["/at-once"] = hinting(f"{secret.url}/", secret.port)
        site.answers["/rules.json"] = raw(
            b'{"prefetch": [{"urls": ["%s"]}]}' % secret.url.encode(), Content_Type="application/speculationrules+json"
        )

        async def run() -> int:
            async with GuardProxy(Guard.for_site(site.url)) as proxy, async_playwright() as playwright:
                browser = await playwright.chromium.launch(**launch_options(BROWSER, proxy=proxy.url))
                await _visit(browser, f"{site.url}/at-once")
                assert proxy.refusals >= 20, "few of the ways in were tried"
                for i in range(len(WAYS_IN)):
                    await _visit(browser, f"{site.url}/{i}")
                await _visit(browser, f"{site.url}/to?{secret.url}/")
                await _visit(browser, f"{secret.url}/")
                await _visit(browser, f"http://sub.localhost:{secret.port}/")
                await browser.close()
                return proxy.refusals

        assert asyncio.run(run()) >= 20 + len(WAYS_IN) - 2
        assert secret.hits == []
        assert {f"/{i}" for i in range(len(WAYS_IN))} <= set(site.hits)


PEER = """<script>
const pc = new RTCPeerConnection({{iceServers: [{{urls: 'stun:127.0.0.1:{port}'}}]}});
pc.createDataChannel('x'); pc.createOffer().then(o => pc.setLocalDescription(o));
</script>"""


def test_no_page_gets_past_the_proxy_by_udp() -> None:
    assert BROWSER is not None
    with Loopback() as site, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stun:
        stun.bind(("127.0.0.1", 0))
        stun.setblocking(False)
        site.answers["/"] = html(PEER.format(port=stun.getsockname()[1]))

        async def run() -> None:
            async with GuardProxy(Guard.for_site(site.url)) as proxy, async_playwright() as playwright:
                browser = await playwright.chromium.launch(**launch_options(BROWSER, proxy=proxy.url))
                page = await browser.new_page()
                await page.goto(f"{site.url}/")
                await page.wait_for_timeout(1000)
                await browser.close()

        asyncio.run(run())
        with pytest.raises(BlockingIOError):
            stun.recv(2048)


def test_the_token_works_in_the_browser_and_an_endless_body_is_cut_off() -> None:
    assert BROWSER is not None
    with Loopback({"/": html("<title>seen</title>"), "/endless": endless}) as site:

        async def run() -> tuple[str, int]:
            limits = Limits(burst=2**20)
            guard = Guard.for_site(site.url)
            async with GuardProxy(guard, limits=limits, token_needed=True) as proxy, async_playwright() as playwright:
                browser = await playwright.chromium.launch(**launch_options(BROWSER, proxy=proxy.url))
                page = await browser.new_page()
                await page.goto(f"{site.url}/")
                title = await page.title()
                await _visit(browser, f"{site.url}/endless")
                await browser.close()
                return title, proxy.received

        title, received = asyncio.run(run())
        assert title == "seen"
        assert received < 3 * 2**20


DENIED = {
    "alert": "alert('x'); 'done'",
    "confirm": "confirm('x') || 'done'",
    "service worker": "navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.controller || 'done')",
    "notifications": "Notification.requestPermission().then(given => given === 'granted' ? given : 'done')",
    "position": "new Promise(r => navigator.geolocation.getCurrentPosition(() => r('known'), () => r('done')))",
    "download": "document.body.innerHTML = '<a id=a href=/file download>x</a>'; a.click(); 'done'",
}


def test_dialogs_permissions_downloads_and_service_workers_are_denied() -> None:
    assert BROWSER is not None
    with Loopback({"/": html("x"), "/sw.js": raw(b"1", Content_Type="text/javascript"), "/file": raw(b"x")}) as site:

        async def run() -> dict[str, object]:
            async with GuardProxy(Guard.for_site(site.url)) as proxy, async_playwright() as playwright:
                browser = await playwright.chromium.launch(**launch_options(BROWSER, proxy=proxy.url))
                page = await (await browser.new_context(**SAFE_CONTEXT)).new_page()  # type: ignore[arg-type]
                await page.goto(f"{site.url}/")
                told = {
                    name: await asyncio.wait_for(page.evaluate(script), 10) for name, script in DENIED.items() if name != "download"
                }
                async with page.expect_download() as started:
                    told["download"] = await page.evaluate(DENIED["download"])
                assert await (await started.value).failure()
                await browser.close()
                return told

        assert asyncio.run(run()) == dict.fromkeys(DENIED, "done")
        assert site.asked("/sw.js") == 0
