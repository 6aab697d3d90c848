"""An audit of a site that is not open to everybody: what lets it in goes to the site alone, and stands nowhere in the bundle."""

from __future__ import annotations

import base64
import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from auditor.audit import audit, start_address
from auditor.bundle import Bundle
from auditor.cli.compare import compare_command
from auditor.errors import CallError
from auditor.settings import Settings
from auditor.wacz import CAPTURE
from spiders.browser import chromium
from spiders.journeys.declared import Declared
from spiders.net.access import BASIC_AUTH
from tests.auditor.archive import records, warc_of
from tests.spiders.loopback import Answer, Loopback, html, raw, redirect

try:
    BROWSER = chromium.find()
except chromium.BrowserError:
    BROWSER = None

LOGIN = "anna:kalkon&snö-42"
HEADER = f"Basic {base64.b64encode(LOGIN.encode()).decode()}"
COOKIE, THEIRS, TOKEN = "s-5b1f09c7e2", "t-900d1e55aa", "tok.A1b2C3d4E5f6G7h8"
OURS = ("proxy-71c0aa93", "key-5be2f1d4")
"""What else a machine's environment holds and no audit is to tell."""
PAGES = {
    "/": (
        "<title>Hem</title><h1>Hem</h1><nav><a href=/hjalp>Hjälp</a> <a href=/om>Om oss</a> <a href=/ut>Kontakt</a></nav>"
        "<img src={other}/bild.png><script src={other}/skript.js></script><iframe src={other}/ram></iframe>"
    ),
    "/hjalp": "<title>Hjälp</title><h1>Hjälp</h1><a href=/kontakta>Kontakta oss</a>",
    "/kontakta": (
        "<title>Kontakta oss</title><h1>Kontakta oss</h1><p>Ring <a href=tel:+46406180401>040-618 04 01</a></p>"
        f"<form><input type=hidden name=csrf value={COOKIE}><input name=q><button>Sök</button></form>"
    ),
    "/eko": "<title>Om oss</title><h1>Om oss</h1><p id=p></p><pre>{headers}</pre><script>p.append(localStorage.token)</script>",
}


@dataclass
class Asked:
    """What a server was asked: path, and the headers that let somebody in."""

    requests: list[tuple[str, str, str]] = field(default_factory=list)

    def note(self, handler: BaseHTTPRequestHandler) -> tuple[str, str]:
        told = (handler.headers.get("Authorization") or "", handler.headers.get("Cookie") or "")
        self.requests.append((handler.path, *told))
        return told


def closed(asked: Asked, answer: Answer | None = None, *, other: str = "") -> Answer:
    """An answer for those alone who show the header; a page is given its own, and the request's headers."""

    def answered(handler: BaseHTTPRequestHandler) -> None:
        authorization, cookie = asked.note(handler)
        if authorization != HEADER:
            raw(b"closed", 401, WWW_Authenticate='Basic realm="staging"')(handler)
        elif answer:
            answer(handler)
        else:
            body = (
                PAGES[handler.path.partition("?")[0]]
                .replace("{other}", other)
                .replace("{headers}", f"{authorization}\n{cookie}\n{LOGIN}")
            )
            html(f"<html lang=sv>{body}</html>")(handler)

    return answered


@dataclass
class Staging:
    """A site behind basic auth, and another one that its pages ask for things, and that asks for a password too."""

    url: str
    other: str
    site: Asked
    them: Asked


@pytest.fixture
def staging() -> Iterator[Staging]:
    site, them = Asked(), Asked()
    with Loopback() as home, Loopback(host="localhost") as other:
        other.answers = dict.fromkeys(("/bild.png", "/skript.js", "/ram", "/landa", "/robots.txt"), closed(them, html("never")))
        home.answers = {path: closed(site, other=other.url) for path in PAGES}
        home.answers["/om"] = closed(site, redirect(f"/eko?k={COOKIE}"))
        home.answers["/ut"] = closed(site, redirect(f"{other.url}/landa"))
        home.answers["/robots.txt"] = closed(site, raw(b"User-agent: *\nSitemap: /karta.xml\n", Content_Type="text/plain"))
        yield Staging(home.url, other.url, site, them)


@pytest.fixture
def given(staging: Staging, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways in, in the environment; and the guard told that the other site was named too, so that it does not hide a leak."""
    cookies = [
        {"name": "session", "value": COOKIE, "domain": "127.0.0.1", "path": "/", "expires": -1, "httpOnly": True},
        {"name": "theirs", "value": THEIRS, "domain": "localhost", "path": "/"},
    ]
    origins = [{"origin": staging.url, "localStorage": [{"name": "token", "value": TOKEN}]}]
    state = tmp_path / "state.json"
    state.write_text(json.dumps({"cookies": cookies, "origins": origins}), "utf-8")
    monkeypatch.setenv("AUDITOR_BASIC_AUTH", LOGIN)
    monkeypatch.setenv("AUDITOR_STORAGE_STATE", str(state))
    monkeypatch.setenv("https_proxy", f"http://anna:{OURS[0]}@127.0.0.1:9")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", OURS[1])
    named = f"lambda cls, *urls, **more: made(*urls, '{staging.other}', **more)"
    script = f"import runpy; from spiders.net.guard import Guard; made = Guard.for_site; Guard.for_site = classmethod({named}); "
    script += "from spiders.journeys import walks; walks._TASKS = (); "  # what was declared is enough here
    python = tmp_path / "python"
    run = "runpy.run_module('spiders', run_name='__main__')"
    python.write_text(f'#!/bin/sh\nshift 3\nexec {sys.executable} -c "{script}{run}" "$@"\n', "utf-8")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))


@pytest.mark.browser
@pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")
@pytest.mark.usefixtures("given")
def test_what_lets_an_audit_in_goes_to_the_site_alone_and_stands_nowhere(staging: Staging, tmp_path: Path) -> None:
    declared = Declared.model_validate(
        {"name": "Ring oss", "expect": "phone", "steps": ["click Hjälp", "click Kontakta"], "viewport": "mobile"}
    )
    lost = Declared.model_validate({"name": "Skriv", "expect": "email", "steps": ["click Hjälpen"]})
    settings = Settings(country="SE", delay=0.0, max_pages=6, max_rendered=4, journey=(declared, lost), wacz=True)
    whole, _ = audit(staging.url, settings, tmp_path / "bundle", lambda _: None)

    read = {page.title: page for page in whole.evidence.pages if page.state == "ok"}
    assert {"Hem", "Hjälp", "Kontakta oss", "Om oss"} <= read.keys()
    assert read["Om oss"].rendered

    assert read["Om oss"].final_url == f"{staging.url}/eko?k=***"

    let_in = {path.partition("?")[0] for path, header, _ in staging.site.requests if header == HEADER}
    assert let_in >= {*PAGES, "/robots.txt", "/ut", "/om"}
    assert all(f"session={COOKIE}" in cookie for _, _, cookie in staging.site.requests)
    assert {path for path, *_ in staging.them.requests} >= {"/bild.png", "/skript.js", "/ram", "/robots.txt"}
    assert not [request for request in staging.them.requests if any(request[1:])], "another site was shown what lets in"

    assert _told(whole, LOGIN, HEADER.removeprefix("Basic "), COOKIE, TOKEN, LOGIN.partition(":")[2], THEIRS, *OURS) == []
    echo = (whole.folder / read["Om oss"].dom).read_text("utf-8")
    assert "Basic ***\nsession=***\n***</pre>" in echo
    assert '<p id="p"' in echo
    assert not read["Om oss"].shots, "no picture is kept of a page that shows a secret"
    assert read["Kontakta oss"].shots
    assert not list((whole.folder / "pages").glob(f"{Path(read['Om oss'].dom).name.split('.')[0]}*.jpg"))

    captured = warc_of(whole.folder / CAPTURE)
    assert not [secret for secret in (COOKIE, TOKEN, LOGIN, HEADER, THEIRS) if secret.encode() in gzip.decompress(captured)]
    answers = {one.url: one for one in records(captured) if one.kind == "response" and one.status == "200"}
    assert {staging.url + "/", f"{staging.url}/kontakta", f"{staging.url}/eko?k=***"} <= answers.keys()
    theirs = {one.url: one.status for one in records(captured) if one.kind == "response" and one.url.startswith(staging.other)}
    assert {theirs.get(f"{staging.other}/{path}") for path in ("bild.png", "ram")} == {"401"}, "what the browser was told"

    assert whole.manifest.settings["access"] == "basic auth, storage state"
    walked = {journey.name: journey for journey in whole.evidence.journeys if journey.start_kind == "declared"}
    assert (walked["Ring oss"].outcome, walked["Ring oss"].reached) == ("arrived", ("phone +46406180401",))
    assert [step.label for step in walked["Ring oss"].steps] == ["Hjälp", "Kontakta oss"]
    assert walked["Skriv"].detail.startswith('step 1, click Hjälpen: nothing of that name can be seen; nearest are "click Hjälp"')
    assert whole.verdicts
    assert [one.result for one in whole.verdicts.verdicts if one.rule == "declared-journeys"] == ["did-not-arrive"]


def _told(whole: Bundle, *secrets: str) -> list[str]:
    """The files of a bundle that hold a secret."""
    files = [path for path in whole.folder.rglob("*") if path.is_file()]
    return [f"{path.name}: {secret}" for path in files for secret in secrets if secret.encode() in path.read_bytes()]


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(CallError, match=BASIC_AUTH) as refused:
        start_address("https://anna:hemligt@staging.example.se/")
    assert "hemligt" not in str(refused.value)


def test_a_password_is_not_given_to_several_sites(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BASIC_AUTH, LOGIN)
    with pytest.raises(CallError, match="is for one site"):
        compare_command(["https://one.example", "https://two.example"])


def test_a_value_that_cannot_be_used_is_told_before_the_site_is_troubled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BASIC_AUTH, "no-colon-in-it")
    with pytest.raises(CallError, match="AUDITOR_BASIC_AUTH: give it as user:password") as told:
        audit("https://example.invalid/", Settings(browser=False), tmp_path / "bundle", lambda _: None)
    assert "no-colon" not in str(told.value)
    assert not list(tmp_path.iterdir())


def test_a_declared_journey_starts_on_the_site(tmp_path: Path) -> None:
    elsewhere = Declared(name="Bort", expect="phone", start="https://www.example.com/")
    with pytest.raises(CallError, match="journey 'Bort': its start is not on the site"):
        audit("https://example.invalid/", Settings(journey=(elsewhere,)), tmp_path / "bundle", lambda _: None)
