"""A site on the wire, with a browser: what scripts put there, and what they do to whoever opens their page."""

from __future__ import annotations

import pytest

from tests.spiders.browser.test_browser import BOTH, BROWSER, jpeg_size
from tests.spiders.wire import Crawled, crawled

pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")]


def page(title: str, body: str, head: str = "") -> str:
    return f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{body}</body></html>"


TROUBLE = "goes-on opens alerts leaves downloads sends clicks led-away alone refused other-spelling guarded".split()
LINKS = "".join(f"<li><a href='/{name}'>{name} number {n}</a></li>" for n, name in enumerate(TROUBLE))
WORDS = "Words that were served, as many as a page has that needs no script to be read. " * 5
FILES = {
    "index.html": "<!doctype html><html lang=sv><head><title>Skal</title></head><body><div id=app></div><script>"
    f"app.innerHTML = `<h1>Skal</h1><p>Ring oss: 08-465 004 04</p><ul>{LINKS}<li><a href='#/hjalp'>Hjälp</a></ul>`;"
    "const route = () => { if (location.hash == '#/hjalp') app.innerHTML = '<h1>Hjälp</h1><p>Mejla hjalp@acme.example</p>'; };"
    "addEventListener('hashchange', route); route();</script></body></html>",
    "goes-on.html": page("On its way", "<script>onload = () => setTimeout(() => location.replace('/arrived'), 400)</script>"),
    "arrived.html": page("Arrived", "<p>Here at last.</p>"),
    "opens.html": page("Opens", "<script>window.open('/popup'); document.title = 'Opened'</script>"),
    "popup.html": page("Popup", "<script>setInterval(() => { localStorage.beat = Math.random() }, 20)</script>"),
    "alerts.html": page("Alerts", "<script>alert(1); confirm(2); prompt(3); print(); document.title = 'Alerted'</script>"),
    "leaves.html": page(
        "Leaves", "<script>addEventListener('beforeunload', (e) => { e.preventDefault(); e.returnValue = 'no' })</script>"
    ),
    "downloads.html": page("Downloads", "<script>location = '/file.zip'</script>"),
    "sends.html": page("Sends", "<form method=post action=/sent><input name=a></form><script>document.forms[0].submit()</script>"),
    "clicks.html": page("Clicks", "<form method=POST action=/sent><button id=b>x</button></form><script>b.click()</script>"),
    "led-away.html": page("Away", "<script>location.replace('/arrived/')</script>"),
    "once.html": page("Refused to browsers", f"<p>{WORDS}</p>"),
    "guarded.html": page("Guarded", "<p>Nothing but text may be here.</p>"),
    "other-spelling.html": page("Spelling", "<script>history.replaceState(0, '', '/other-spelling/')</script>"),
    "alone.html": page(
        "Alone?",
        "<script>const before = localStorage.beat; setTimeout(() => {"
        " document.title = before && localStorage.beat != before ? 'not alone' : 'alone' }, 150)</script>",
    ),
    "file.zip": "PK",
    "site.yaml": """
name: Acme
country: SE
story: A site of scripts.
responses:
  /robots.txt: {body: "User-agent: *\\nAllow: /", content_type: text/plain}
  /file.zip: {file: file.zip, content_type: application/zip, headers: {Content-Disposition: "attachment; filename=file.zip"}}
  /arrived/: {redirect: /arrived}
  /refused: {file: once.html, only_first: 1}
  /guarded: {file: guarded.html, headers: {Content-Security-Policy: "default-src 'none'; require-trusted-types-for 'script'"}}
""",
}


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawled(FILES, tmp_path_factory.mktemp("troubled"), max_rendered=40)


def test_what_a_script_puts_there_is_seen(troubled: Crawled) -> None:
    phones = [channel for channel in troubled.evidence.channels if channel.kind == "phone"]
    assert [phone.value for phone in phones] == ["+46846500404"]
    assert [(s.via, s.visible, s.viewports) for s in phones[0].sightings] == [("text", True, BOTH)]
    home = troubled.page("/")
    assert (home.clicks, home.rendered, home.needs_script, len(home.shots)) == (0, True, True, 2)


def test_links_that_a_script_puts_there_are_followed_and_their_pages_rendered_too(troubled: Crawled) -> None:
    pages = [page for page in troubled.evidence.pages if page.clicks == 1]
    assert len(pages) == len(TROUBLE)  # one of them leads to another of them, and there is a route
    assert all(page.rendered for page in pages if page.final_url.rpartition("/")[2] != "refused")


def test_a_route_is_a_page_of_its_own(troubled: Crawled) -> None:
    route = troubled.page("/#/hjalp")
    assert (route.state, route.rendered, route.clicks, route.final_url.rpartition("#")[2]) == ("ok", True, 1, "/hjalp")
    emails = {channel.value: channel.sightings for channel in troubled.evidence.channels if channel.kind == "email"}
    assert [sighting.page for sighting in emails["hjalp@acme.example"]] == [route.final_url]


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/opens", "Opened"),
        ("/alerts", "Alerted"),
        ("/leaves", "Leaves"),
        ("/downloads", "Downloads"),
        ("/sends", "Sends"),
        ("/clicks", "Clicks"),
        ("/alone", "alone"),
        ("/guarded", "Guarded"),
    ],
)
def test_a_page_that_makes_trouble_is_read_all_the_same(troubled: Crawled, path: str, title: str) -> None:
    page = troubled.page(path)
    assert (page.state, page.rendered, page.title, page.detail) == ("ok", True, title, "")


def test_a_page_that_goes_on_after_a_while_is_read_where_it_ends(troubled: Crawled) -> None:
    page = troubled.page("/goes-on")
    assert (page.final_url.rpartition("/")[2], page.title, page.rendered) == ("arrived", "Arrived", True)


def test_a_page_whose_script_leads_to_a_known_one_is_not_there_twice(troubled: Crawled) -> None:
    assert [page.url for page in troubled.evidence.pages if page.url.endswith("/led-away")] == []
    assert len([page for page in troubled.evidence.pages if page.final_url.endswith("/arrived")]) == 1


def test_a_page_that_spells_its_address_otherwise_is_not_lost(troubled: Crawled) -> None:
    assert troubled.page("/other-spelling").final_url.endswith("/other-spelling/")


def test_a_page_that_is_refused_to_the_browser_alone_counts_as_it_was_served(troubled: Crawled) -> None:
    page = troubled.page("/refused")
    assert (page.state, page.status, page.rendered, page.unstable) == ("ok", 200, False, True)
    assert page.detail.startswith("not seen in the browser: answered with status 404")


def test_nothing_is_sent(troubled: Crawled) -> None:
    assert {request.method for request in troubled.record} <= {"GET", "HEAD"}
    assert [request.path for request in troubled.record if request.path == "/sent"] == []


def test_every_picture_that_is_named_is_there(troubled: Crawled) -> None:
    shots = [shot for page in troubled.evidence.pages for shot in page.shots]
    assert len(shots) == 2 * sum(page.rendered for page in troubled.evidence.pages)
    assert all(jpeg_size(troubled.folder / shot.file) == (shot.width, shot.height) for shot in shots)


def test_every_stored_document_that_is_named_is_there(troubled: Crawled) -> None:
    files = [file for page in troubled.evidence.pages for file in (page.served, page.dom) if file]
    assert len(files) == len(set(files))
    assert all((troubled.folder / file).stat().st_size for file in files)


HANGS = {
    "index.html": page("Start", "<a href=/waits>Contact</a> <a href=/loops>Help</a> <a href=/last>FAQ</a>"),
    "waits.html": page("Waits", f"<p>{WORDS}</p><script src=/never.js></script>"),
    "loops.html": page("Loops", f"<p>{WORDS}</p><script>onload = () => setTimeout(() => {{ for (;;); }}, 20)</script>"),
    "last.html": page("Last", f"<p>{WORDS}</p>"),
    "site.yaml": """
name: Acme
country: GB
story: A site that hangs.
responses:
  /robots.txt: {body: "", content_type: text/plain}
  /never.js: {delay: 600, body: "", content_type: text/javascript}
""",
}


@pytest.fixture(scope="module")
def hanging(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawled(HANGS, tmp_path_factory.mktemp("hanging"), page_seconds=4.0)


@pytest.mark.parametrize("path", ["/waits", "/loops"])
def test_a_page_that_hangs_costs_its_rendering_and_nothing_else(hanging: Crawled, path: str) -> None:
    page = hanging.page(path)
    assert (page.state, page.rendered, page.words > 50) == ("ok", False, True)
    assert page.detail == "not seen in the browser: no answer in time"
    assert {each.title for each in hanging.evidence.pages} == {"Start", "Waits", "Loops", "Last"}
    assert hanging.evidence.coverage.stopped_by == "done"


def test_the_page_after_one_that_hangs_is_rendered(hanging: Crawled) -> None:
    assert hanging.page("/last").rendered
