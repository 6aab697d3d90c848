"""What lets an audit in: read from the environment alone, and given to nobody but the site."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler

from spiders.browser.snapshot import Snapshot, Wish
from spiders.evidence import Shot
from spiders.net.access import BASIC_AUTH, SETTING, STORAGE_STATE, Access, AccessError
from spiders.net.accessmiddleware import AccessMiddleware
from spiders.net.cookies import OfflineCookiesMiddleware

START = "https://staging.acme.se/"
LOGIN = {BASIC_AUTH: "anna:kalkon-42"}


def state_of(tmp_path: Path, **state: Any) -> dict[str, str]:
    path = tmp_path / "state.json"
    path.write_text(json.dumps(state), "utf-8")
    return {STORAGE_STATE: str(path)}


def cookie(domain: str, value: str = "abc-123-def", **fields: Any) -> dict[str, Any]:
    return {"name": "sid", "value": value, "domain": domain, "path": "/", **fields}


def test_without_anything_in_the_environment_nothing_is_given() -> None:
    access = Access.from_environment(START, {})
    assert (access.given, access.context(), list(access.cookies()), access.header(START)) == ("", {}, [], "")


@pytest.mark.parametrize(
    ("start", "url", "sent"),
    [
        (START, "https://staging.acme.se/robots.txt", True),
        (START, "https://STAGING.acme.se:443/", True),
        (START, "https://www.staging.acme.se/", True),
        (START, "http://staging.acme.se/", False),  # not in the clear, where https was named
        (START, "https://acme.se/", False),
        (START, "https://staging.acme.se:8443/", False),
        (START, "https://staging.acme.se.evil.example/", False),
        (START, "https://staging.acme.se@evil.example/", False),
        (START, "https://[bad/", False),
        ("http://www.acme.se/", "https://acme.se/", True),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8001/", False),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/x", True),
        ("http://[::1]:8000/", "http://[::1]:8000/x", True),
    ],
)
def test_basic_auth_is_sent_to_the_named_host_alone(start: str, url: str, sent: bool) -> None:
    assert bool(Access.from_environment(start, LOGIN).header(url)) is sent


def test_the_browser_is_given_the_same_origins() -> None:
    credentials = Access.from_environment(START, LOGIN).context()["http_credentials"]
    assert {one["origin"] for one in credentials} == {"https://staging.acme.se", "https://www.staging.acme.se"}
    assert {(one["username"], one["password"]) for one in credentials} == {("anna", "kalkon-42")}


def test_of_a_storage_state_only_the_sites_part_is_taken(tmp_path: Path) -> None:
    domains = ("staging.acme.se", ".acme.se", "login.acme.se", ".other.example", "example")
    origins = [{"origin": START.rstrip("/")}, {"origin": "https://other.example"}]
    given = state_of(tmp_path, cookies=[cookie(domain) for domain in domains], origins=origins)
    access = Access.from_environment(START, given)
    taken = access.context()["storage_state"]
    assert [one["domain"] for one in taken["cookies"]] == ["staging.acme.se", ".acme.se", "login.acme.se"]
    assert [one["origin"] for one in taken["origins"]] == [START.rstrip("/")]
    assert access.given == "storage state"


@pytest.mark.parametrize(
    ("start", "domain", "fields", "url", "sent"),
    [
        (START, "staging.acme.se", {}, START, True),
        (START, ".acme.se", {"path": "/konto"}, START, False),
        (START, "staging.acme.se", {"secure": True}, "http://staging.acme.se/", False),
        (START, "staging.acme.se", {"expires": 1}, START, False),
        (START, "staging.acme.se", {}, "https://other.example/", False),
        ("http://localhost:3000/", "localhost", {}, "http://localhost:3000/x", True),
        ("http://127.0.0.1:3000/", "127.0.0.1", {}, "http://127.0.0.1:3000/x", True),
    ],
)
def test_scrapy_sends_the_states_cookies_as_a_browser_would(
    tmp_path: Path, start: str, domain: str, fields: dict[str, Any], url: str, sent: bool
) -> None:
    access = Access.from_environment(start, state_of(tmp_path, cookies=[cookie(domain, **fields)]))
    middleware = OfflineCookiesMiddleware.from_crawler(get_crawler(settings_dict={SETTING: access}))
    request = Request(url)
    middleware.process_request(request)
    assert (request.headers.get("Cookie") == b"sid=abc-123-def") is sent


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({BASIC_AUTH: "kalkon42"}, "AUDITOR_BASIC_AUTH: give it as user:password"),
        ({BASIC_AUTH: ":kalkon42"}, "AUDITOR_BASIC_AUTH: give it as user:password"),
        ({BASIC_AUTH: "anna:kalkon42\r\nX: y"}, "AUDITOR_BASIC_AUTH: give it as user:password"),
        ({STORAGE_STATE: "/kalkon42/none.json"}, "AUDITOR_STORAGE_STATE: its file cannot be read: No such file or directory"),
        ({STORAGE_STATE: "kalkon42\0"}, "AUDITOR_STORAGE_STATE: its file cannot be read: it names no file"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_and_not_repeated(environment: dict[str, str], told: str) -> None:
    with pytest.raises(AccessError) as error:
        Access.from_environment(START, environment)
    assert str(error.value) == told


@pytest.mark.parametrize(
    "text",
    ["", "kalkon42", "[]", '{"cookies": [{"name": "sid", "value": "kalkon42"}]}', '{"cookies": {"kalkon42": 1}}', "\x00\xff"],
)
def test_a_file_that_is_no_storage_state_is_told_without_what_is_in_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "state.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(AccessError, match=r"AUDITOR_STORAGE_STATE: its file is no storage state") as error:
        Access.from_environment(START, {STORAGE_STATE: str(tmp_path / "state.json")})
    assert "kalkon42" not in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", ["{}", '{"cookies": [], "origins": []}'])
def test_a_storage_state_with_nothing_in_it_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "state.json").write_text(text, "utf-8")
    with pytest.raises(AccessError, match=r"^AUDITOR_STORAGE_STATE: its file holds no cookie and no origin, and lets nobody in$"):
        Access.from_environment(START, {STORAGE_STATE: str(tmp_path / "state.json")})


def test_nothing_of_it_shows_in_settings_or_in_an_environment_that_forgot_it(tmp_path: Path) -> None:
    environment = {**LOGIN, **state_of(tmp_path, cookies=[cookie(".acme.se")]), "HOME": "/"}
    access = Access.from_environment(START, environment)
    told = repr(Settings({SETTING: access}).copy_to_dict()) + repr(access) + repr(access.mask)
    assert not [secret for secret in ("kalkon", "abc-123-def", "anna") if secret in told]
    Access.forget(environment)
    assert environment == {"HOME": "/"}


def test_a_request_that_is_led_elsewhere_loses_the_header() -> None:
    middleware = AccessMiddleware(Access.from_environment(START, LOGIN))
    request = Request(START)
    middleware.process_request(request)
    assert request.headers["Authorization"] == b"Basic YW5uYTprYWxrb24tNDI="
    led = request.replace(url="https://other.example/")
    middleware.process_request(led)
    assert "Authorization" not in led.headers


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("<p>anna:kalkon-42</p>", False),
        ("<input value=kalkon-42>", False),
        ("<input type=hidden value=kalkon-42>", True),
        ("<script>let token = 'kalkon-42'</script>", True),
    ],
)
def test_of_a_page_that_shows_a_secret_no_picture_is_kept(tmp_path: Path, body: str, kept: bool) -> None:
    picture = tmp_path / "001-desktop.jpg"
    picture.write_bytes(b"picture")
    snapshot = Snapshot(shots=[Shot(file=f"pages/{picture.name}", viewport="desktop", width=1, height=1)])
    request = Request(START, meta={"snapshot": snapshot, "wish": Wish(tmp_path, "001")})
    response = HtmlResponse(START, body=f"<html><body>{body}</body></html>".encode(), encoding="utf-8", request=request)
    masked = AccessMiddleware(Access.from_environment(START, LOGIN)).process_response(request, response)
    assert b"kalkon" not in masked.body
    assert (picture.exists(), bool(snapshot.shots)) == (kept, kept)
