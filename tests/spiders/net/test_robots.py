from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Response
from scrapy.settings import Settings

from spiders.net.politeness import retry_after
from spiders.net.robots import SafeRobotsMiddleware
from tests.spiders.crawling import crawl
from tests.spiders.loopback import Loopback, html, one_after_the_other, raw, redirect

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def test_of_eight_requests_at_once_no_forbidden_one_is_sent() -> None:
    with Loopback({"/robots.txt": raw(b"User-agent: *\nDisallow: /hidden\n"), "/hidden": html("x"), "/open": html("x")}) as site:
        hidden = [f"{site.url}/hidden?{i}" for i in range(8)]
        crawled = crawl(*hidden, f"{site.url}/open", allowed=[site.url], CONCURRENT_REQUESTS=16, CONCURRENT_REQUESTS_PER_DOMAIN=16)
        assert {crawled.answers[url]["error"] for url in hidden} == {"RobotsError"}
        assert crawled.answers[f"{site.url}/open"]["status"] == 200
        assert site.asked("/hidden") == 0
        assert site.asked("/robots.txt") == 1


def test_a_robots_txt_that_fails_counts_as_the_standard_has_it() -> None:
    statuses = {200: True, 401: True, 403: True, 404: True, 429: False, 500: False, 503: False}
    with ExitStack() as stack:
        sites = {
            status: stack.enter_context(Loopback({"/robots.txt": raw(b"nothing", status, Retry_After="3600"), "/a": html("x")}))
            for status in statuses
        }
        urls = {status: f"{site.url}/a" for status, site in sites.items()}
        answers = crawl(*urls.values(), allowed=[site.url for site in sites.values()], RETRY_TIMES=0).answers
        assert {status: answers[url].get("status", answers[url].get("error")) for status, url in urls.items()} == {
            status: 200 if allowed else "RobotsError" for status, allowed in statuses.items()
        }
        assert {status: site.asked("/a") == 1 for status, site in sites.items()} == statuses


def test_a_robots_txt_that_cannot_be_had_forbids_and_says_why() -> None:
    with Loopback() as gone:
        url = f"{gone.url}/a"
    answer = crawl(url, allowed=[gone.url], RETRY_TIMES=0).answers[url]
    assert answer["error"] == "RobotsError"
    assert "could not be fetched" in answer["message"]


def test_of_a_robots_txt_without_end_half_a_megabyte_counts() -> None:
    reader = SafeRobotsMiddleware(SimpleNamespace(settings=Settings({"ROBOTSTXT_OBEY": True}), spider=None))  # type: ignore[arg-type]
    first, last = b"User-agent: *\nDisallow: /hemlig/\n", b"\nDisallow: /kontakt\nDisallow: /"
    body = first + b"# " + b"x" * (500 * 2**10 - len(first) - 2 - 20) + last + b"x" * 2**20

    rules = reader._read(Response("https://acme.example/robots.txt", body=body)).parser

    assert rules is not None
    assert not rules.allowed("https://acme.example/hemlig/x", "auditor")
    assert rules.allowed("https://acme.example/om", "auditor"), "a line that was cut says something else"


def test_our_own_group_counts_and_not_the_one_for_all() -> None:
    rules = b"User-agent: auditor\nDisallow: /b\n\nUser-agent: *\nDisallow: /a\n"
    with Loopback({"/robots.txt": raw(rules), "/a": html("x"), "/b": html("x")}) as site:
        answers = crawl(f"{site.url}/a", f"{site.url}/b", allowed=[site.url]).answers
        assert answers[f"{site.url}/a"]["status"] == 200
        assert answers[f"{site.url}/b"]["error"] == "RobotsError"


def test_a_redirect_to_a_forbidden_address_is_not_followed() -> None:
    with Loopback({"/robots.txt": raw(b"User-agent: *\nDisallow: /no\n"), "/no": html("x"), "/redirect": redirect("/no")}) as site:
        assert crawl(f"{site.url}/redirect", allowed=[site.url]).answers[f"{site.url}/redirect"]["error"] == "RobotsError"
        assert site.asked("/no") == 0


def test_crawl_delay_holds_up_to_a_cap() -> None:
    with Loopback({"/robots.txt": raw(b"User-agent: *\nCrawl-delay: 60\n"), "/a": html("x")}) as site:
        crawled = crawl(*(f"{site.url}/a?{i}" for i in range(4)), allowed=[site.url], AUDITOR_CRAWL_DELAY_CAP=0.5)
        assert 1.5 <= crawled.seconds < 60
        assert site.asked("/a") == 4


# --- a server that says "not now" ----------------------------------------------------------------------------------------------


def test_a_short_wait_is_waited_by_all_and_the_page_asked_for_again() -> None:
    with Loopback({"/robots.txt": raw(b"")}) as site:
        site.answers["/a"] = one_after_the_other(raw(b"", 429, Retry_After="1"), *[html("x")] * 9)
        urls = [f"{site.url}/a?{i}" for i in range(3)]
        crawled = crawl(*urls, allowed=[site.url])
        assert {crawled.answers[url]["status"] for url in urls} == {200}
        assert crawled.seconds >= 1
        assert crawled.stats["politeness/waited"] == 1
        assert site.asked("/a") == 4


def test_a_long_wait_ends_the_host() -> None:
    with Loopback({"/robots.txt": raw(b""), "/a": raw(b"", 503, Retry_After="3600")}) as site:
        urls = [f"{site.url}/a?{i}" for i in range(5)]
        crawled = crawl(*urls, allowed=[site.url])
        kinds = sorted(str(crawled.answers[url].get("status") or crawled.answers[url]["error"]) for url in urls)
        assert kinds == ["503", *["NotNowError"] * 4]
        assert site.asked("/a") == 1


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        (" 5 ", 5),
        ("Sat, 21 Nov 2026 12:00:30 GMT", 30),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 0),
        ("", None),
        ("soon", None),
        ("-1", None),
        ("٣", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text())
def test_no_retry_after_makes_it_fail(value: str) -> None:
    told = retry_after(value, NOW)
    assert told is None or told >= 0
