from __future__ import annotations

import gzip
import re
import subprocess
import sys
from http.cookiejar import Cookie
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http.cookies import CookieJar
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from spiders.browser.chromium import Browser
from spiders.net.cookies import OfflineCookiesMiddleware
from spiders.net.fingerprints import ContextFingerprinter
from spiders.net.guard import Guard
from spiders.net.identity import program_version, read_contact, user_agent
from spiders.net.scrapysettings import settings
from tests.spiders.crawling import crawl
from tests.spiders.loopback import Loopback, endless, html, raw, redirect, silent

OPEN_BY_DEFAULT = ("REMOTE_CONTROL_ENABLED", "TELNETCONSOLE_ENABLED", "HTTPPROXY_ENABLED")
SHELL = Browser("/usr/bin/chromium-headless-shell", "system", True)


@pytest.mark.parametrize("name", OPEN_BY_DEFAULT)
def test_what_is_open_by_default_is_closed(name: str) -> None:
    assert Settings().getbool(name)
    assert not Settings(settings(Guard())).getbool(name)


def test_no_extension_is_loaded_but_the_one_that_waits_for_slow_servers() -> None:
    loaded = Settings(settings(Guard())).getwithbase("EXTENSIONS")
    assert list(loaded) == ["scrapy.extensions.throttle.AutoThrottle"]


@pytest.mark.parametrize("browser", [None, SHELL])
def test_only_the_web_has_a_handler(browser: Browser | None) -> None:
    handlers = Settings(settings(Guard(), browser=browser)).getwithbase("DOWNLOAD_HANDLERS")
    assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https"}


def test_every_class_that_is_named_is_there() -> None:
    made = settings(Guard(), browser=SHELL)
    middlewares, handlers = made["DOWNLOADER_MIDDLEWARES"], made["DOWNLOAD_HANDLERS"]
    assert isinstance(middlewares, dict)
    assert isinstance(handlers, dict)
    named = [name for name, order in middlewares.items() if order is not None] + [h for h in handlers.values() if h]
    for name in (*named, made["TWISTED_DNS_RESOLVER"], made["REQUEST_FINGERPRINTER_CLASS"]):
        assert load_object(name)


def test_every_setting_is_one_that_scrapy_knows() -> None:
    known = Settings()
    unknown = {name for name in settings(Guard()) if name not in known}
    assert unknown == {
        "AUDITOR_GUARD",
        "AUDITOR_CRAWL_DELAY_CAP",
        "AUDITOR_RETRY_AFTER_CAP",
        "AUDITOR_NAME_PAUSES",
    }


def test_the_user_agent_says_who_and_where_to_ask_but_no_address_that_was_not_given() -> None:
    assert user_agent() == f"auditor/{program_version()}"
    assert user_agent("audits@norrtel.example") == f"auditor/{program_version()} (+audits@norrtel.example)"
    assert settings(Guard())["USER_AGENT"] == user_agent()


@settings_of_hypothesis(deadline=None)  # the first example loads what reads them
@given(st.text() | st.from_regex(r"https?://\w+[^ ]*", fullmatch=True) | st.emails())
def test_a_contact_fits_into_a_header_and_is_read_again_as_it_is(text: str) -> None:
    try:
        contact = read_contact(text)
    except ValueError:
        return
    assert re.fullmatch(r"[!-~]{0,200}", contact)
    assert not set('()\\"<>') & set(contact)
    assert read_contact(contact) == contact


def test_one_address_in_several_contexts_is_several_requests() -> None:
    metas: list[dict[str, object]] = [{}, {"playwright": True}, {"playwright": True, "playwright_context": "phone"}]
    prints = {ContextFingerprinter().fingerprint(Request("https://a.example/", meta=meta)) for meta in metas}
    assert len(prints) == 3
    assert ContextFingerprinter().fingerprint(Request("https://a.example/", meta=metas[2])) in prints


@pytest.mark.parametrize(
    ("domain", "kept"),
    [("shop.example.co.uk", True), (".example.co.uk", True), (".co.uk", False), ("www.shop.example.co.uk", True)],
)
def test_a_cookie_for_a_public_suffix_is_dropped_without_a_network(
    domain: str, kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("the list of public suffixes was fetched")

    monkeypatch.setattr("socket.socket.connect", no_network)
    host = "www.shop.example.co.uk"
    cookie = Cookie(0, "a", "b", None, False, domain, True, domain.startswith("."), "/", True, False, None, False, None, None, {})
    jar = CookieJar()
    OfflineCookiesMiddleware()._process_cookies([cookie], jar=jar, request=Request(f"https://{host}/"))
    assert bool(list(jar)) == kept


def test_bodies_too_large_are_given_up_whichever_way_they_grow() -> None:
    bomb = gzip.compress(b"x" * 60 * 2**20)
    with Loopback(
        {"/robots.txt": raw(b""), "/endless": endless, "/plain": raw(b"x" * 6 * 2**20), "/ok": raw(b"x" * 4 * 2**20)}
    ) as site:
        site.answers["/bomb"] = raw(bomb, Content_Type="text/html", Content_Encoding="gzip")
        crawled = crawl(*(f"{site.url}/{name}" for name in ("endless", "plain", "bomb", "ok")), allowed=[site.url])
        assert crawled.answers[f"{site.url}/ok"]["size"] == 4 * 2**20
        assert {url.rpartition("/")[2] for url, answer in crawled.answers.items() if "error" in answer} == {
            "endless",
            "plain",
            "bomb",
        }


def test_a_slow_answer_and_a_ring_of_redirects_have_an_end() -> None:
    with Loopback({"/robots.txt": raw(b""), "/slow": silent}) as site:
        site.answers["/redirect"] = redirect(f"{site.url}/redirect?again")
        answers = crawl(f"{site.url}/slow", f"{site.url}/redirect", allowed=[site.url], seconds=1.0, RETRY_TIMES=0).answers
        assert answers[f"{site.url}/slow"]["error"] == "DownloadTimeoutError"
        assert answers[f"{site.url}/redirect"]["error"] == "IgnoreRequest"
        assert site.asked("/redirect") == 9


def test_a_self_signed_certificate_is_refused(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    options = "req -x509 -newkey rsa:2048 -nodes -subj /CN=other -days 2".split()
    if subprocess.run(["openssl", *options, "-keyout", key, "-out", certificate], capture_output=True, check=False).returncode:
        pytest.skip("there is no openssl here")
    pem = tmp_path / "both.pem"
    pem.write_bytes(key.read_bytes() + certificate.read_bytes())
    with Loopback({"/a": html("x")}, certificate=str(pem)) as site:
        meta = {"dont_obey_robotstxt": True}
        assert "error" in crawl(f"{site.url}/a", allowed=[site.url], meta=meta).answers[f"{site.url}/a"]
        assert site.hits == []
        assert (
            crawl(f"{site.url}/a", allowed=[site.url], meta=meta, DOWNLOAD_VERIFY_CERTIFICATES=False).answers[f"{site.url}/a"][
                "status"
            ]
            == 200
        )


def test_a_proxy_in_the_environment_or_in_a_request_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with Loopback({"/robots.txt": raw(b""), "/a": html("x")}) as site, Loopback() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        assert crawl(f"{site.url}/a", allowed=[site.url]).answers[f"{site.url}/a"]["status"] == 200
        asked = crawl(f"{site.url}/a", allowed=[site.url], meta={"proxy": proxy.url}).answers[f"{site.url}/a"]
        assert asked["error"] == "RefusedError"
        assert proxy.hits == []


def test_without_the_guarded_resolver_nothing_is_crawled() -> None:
    program = (
        "import asyncio, scrapy, sys\n"
        "from scrapy.crawler import AsyncCrawlerRunner\n"
        "from scrapy.utils.reactor import install_reactor\n"
        "install_reactor('twisted.internet.asyncioreactor.AsyncioSelectorReactor')\n"
        "from twisted.internet import reactor\n"
        "from spiders.net.guard import Guard\n"
        "from spiders.net.scrapysettings import settings\n"
        "class S(scrapy.Spider): name = 's'\n"
        "async def main():\n"
        "    try: await AsyncCrawlerRunner(settings(Guard())).crawl(S)\n"
        "    except RuntimeError as error: print(error)\n"
        "    reactor.stop()\n"
        "reactor.callWhenRunning(lambda: asyncio.ensure_future(main()))\n"
        "reactor.run()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert "guarded resolver is not installed" in done.stdout
