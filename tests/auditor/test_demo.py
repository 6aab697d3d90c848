"""The server of the fictional sites: it is what the whole test suite looks at, so it must do just what a site.yaml says."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from auditor.demo import DemoError, Request, busiest, serve, sites

SITE = """
name: Prov AB
country: SE
story: A company for trying things.
responses:
  /stängt: {status: 403, headers: {X-Guard: "yes"}, body: "stop"}
  /borta: {redirect: /kontakt}
  /flyttat: {redirect: "http://10.0.0.1/", status: 301}
  /trögt: {delay: 30}
  /segt: {delay: 0.3}
  /en-gång: {status: 429, only_first: 1}
  /stor: {body_repeat: {text: "0123456789", times: 1000}}
  /data: {file: kontakt.html, content_type: text/plain}
  /sök?q=1: {body: "one"}
  /sök: {body: "any"}
  "/vecka/*": {file: vecka.html, count: true}
default: {status: 404, file: 404.html}
"""
FILES = {
    "site.yaml": SITE,
    "_layout.html": "<!doctype html><title><!--title--> | Prov</title><main><!--content--></main>",
    "index.html": "<title>Hem</title>\n<h1>Hem</h1>",
    "kontakt.html": "<!doctype html><title>Kontakt</title>@base@",
    "segt.html": "<!doctype html>slow",
    "en-gång.html": "<!doctype html>later",
    "vecka.html": "<!doctype html>@previous@ @n@ @next@",
    "hjälp/index.html": "<!doctype html>help",
    "404.html": "<title>Borta</title>",
    "bild.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}
Get = Callable[..., tuple[int, dict[str, str], str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "prov" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "prov"


@pytest.fixture
def record() -> list[Request]:
    return []


@pytest.fixture
def base(folder: Path, record: list[Request]) -> Iterator[str]:
    with serve(folder, record=record) as address:
        yield address


def ask(base: str, path: str, method: str = "GET", body: str | None = None) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=5)
    try:
        connection.putrequest(method, path.encode().decode("latin-1"), skip_accept_encoding=True)
        connection.putheader("User-Agent", "tester")
        connection.putheader("Content-Length", str(len(body or "")))
        connection.endheaders((body or "").encode())
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode("utf-8")
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("/", 200, "<!doctype html><title>Hem | Prov</title><main><h1>Hem</h1></main>"),
        ("/index.html", 200, "<!doctype html><title>Hem | Prov</title><main><h1>Hem</h1></main>"),
        ("/hj%C3%A4lp/", 200, "<!doctype html>help"),
        ("/st%C3%A4ngt", 403, "stop"),
        ("/vecka/7", 200, "<!doctype html>6 7 8"),
        ("/vecka/ingen", 200, "<!doctype html>-1 0 1"),
        ("/stor", 200, "0123456789" * 1000),
        ("/s%C3%B6k?q=2", 200, "any"),
        ("/segt", 200, "<!doctype html>slow"),
        ("/nowhere", 404, "<!doctype html><title>Borta | Prov</title><main></main>"),
        ("/site.yaml", 404, "<!doctype html><title>Borta | Prov</title><main></main>"),
        ("/_layout.html", 404, "<!doctype html><title>Borta | Prov</title><main></main>"),
        ("/../../etc/passwd", 404, "<!doctype html><title>Borta | Prov</title><main></main>"),
        ("/%2e%2e/site.yaml", 404, "<!doctype html><title>Borta | Prov</title><main></main>"),
    ],
)
def test_a_path_is_answered_as_the_site_says(base: str, path: str, status: int, body: str) -> None:
    assert ask(base, path)[::2] == (status, body)


@pytest.mark.parametrize(
    ("path", "header", "value"),
    [
        ("/st%C3%A4ngt", "x-guard", "yes"),
        ("/borta", "location", "/kontakt"),
        ("/flyttat", "location", "http://10.0.0.1/"),
        ("/data", "content-type", "text/plain"),
        ("/", "content-type", "text/html; charset=utf-8"),
        ("/bild.svg", "content-type", "image/svg+xml; charset=utf-8"),
    ],
)
def test_headers_are_those_the_site_says(base: str, path: str, header: str, value: str) -> None:
    assert ask(base, path)[1][header] == value


def test_a_redirect_has_a_status_of_its_own(base: str) -> None:
    assert (ask(base, "/borta")[0], ask(base, "/flyttat")[0]) == (302, 301)


def test_the_address_of_the_server_is_filled_in(base: str) -> None:
    assert ask(base, "/kontakt")[2] == f"<!doctype html><title>Kontakt</title>{base}"
    assert base.startswith("http://127.0.0.1:")
    assert base.endswith("/")


def test_an_answer_for_the_first_requests_only_gives_way(base: str) -> None:
    assert [ask(base, "/en-g%C3%A5ng")[0] for _ in range(3)] == [429, 200, 200]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_what_would_change_something_is_refused_and_recorded(base: str, record: list[Request], method: str) -> None:
    assert ask(base, "/kontakt", method, "namn=x")[0] == 405
    assert [(request.method, request.path) for request in record] == [(method, "/kontakt")]


def test_head_has_the_length_and_no_body(base: str) -> None:
    status, headers, body = ask(base, "/stor", "HEAD")
    assert (status, headers["content-length"], body) == (200, "10000", "")


def test_a_request_is_recorded_with_who_asked(base: str, record: list[Request]) -> None:
    ask(base, "/s%C3%B6k?q=1")
    (request,) = record
    assert (request.method, request.path, request.user_agent) == ("GET", "/s%C3%B6k?q=1", "tester")


@pytest.mark.parametrize("threads", [1, 3])
def test_the_record_tells_how_many_requests_were_under_way(base: str, record: list[Request], threads: int) -> None:
    workers = [threading.Thread(target=ask, args=(base, "/segt")) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert busiest(record) == threads


def test_requests_one_after_the_other_are_one_at_a_time(base: str, record: list[Request]) -> None:
    for _ in range(3):
        ask(base, "/")
    deadline = time.monotonic() + 5
    while any(request.ended is None for request in record) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert busiest(record) == 1


def test_closing_does_not_wait_for_a_page_that_never_comes(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    begun = time.monotonic()
    with serve(folder) as base:
        connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=5)
        connection.request("GET", "/tr%C3%B6gt")
        time.sleep(0.05)
        connection.close()
    assert time.monotonic() - begun < 3
    assert capfd.readouterr().err == ""


def test_a_folder_without_description_is_served_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "sida.html").write_text("<!doctype html>bare", "utf-8")
    with serve(tmp_path) as base:
        assert (ask(base, "/sida")[0], ask(base, "/annan")[0]) == (200, 404)


def test_a_site_can_stand_on_another(folder: Path) -> None:
    above = folder.parent / "annan"
    above.mkdir()
    (above / "site.yaml").write_text("name: A\ncountry: SE\nstory: S\nextends: prov\nresponses: {/kontakt: {status: 410}}", "utf-8")
    with serve(above) as base:
        assert [ask(base, path)[0] for path in ("/", "/kontakt", "/st%C3%A4ngt", "/nowhere")] == [200, 410, 403, 404]


@pytest.mark.parametrize("text", ["name: A", "name: A\ncountry: SE\nstory: S\nrespones: {}", "name: [", "a: 1\na: 2"])
def test_a_wrong_description_is_an_error_that_names_the_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "site.yaml").write_text(text, "utf-8")
    with pytest.raises(DemoError, match=r"site\.yaml"), serve(tmp_path):
        pass


def test_the_bundled_sites_are_there_and_tell_their_story() -> None:
    known = sites()
    assert len(known) >= 10
    assert [site.slug for site in known] == sorted(site.slug for site in known)
    assert all(site.name and len(site.country) == 2 and site.story for site in known)
