"""Every way a download fails, as a state and a sentence a person understands."""

from __future__ import annotations

import pytest
from playwright.async_api import Error as BrowserError
from playwright.async_api import TimeoutError as BrowserTimeout
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from twisted.internet import error as net
from twisted.python.failure import Failure

from spiders.browser.deadline import RenderTimeoutError
from spiders.failures import could_not_start, explain
from spiders.net.guard import RefusedError
from spiders.net.names import NoAnswerError
from spiders.net.politeness import NotNowError
from spiders.net.robots import RobotsError

SECRET = "https://acme.example/secret?token=1"


def failure(error: Exception) -> Failure:
    return Failure(error)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("error", "state", "words"),
    [
        (DownloadTimeoutError(SECRET), "timeout", "no answer in time"),
        (RenderTimeoutError("the page was not finished in time"), "timeout", "no answer in time"),
        (BrowserTimeout("Page.goto: Timeout 20000ms exceeded"), "timeout", "no answer in time"),
        (TimeoutError(), "timeout", "no answer in time"),
        (net.TimeoutError(), "timeout", "no answer in time"),  # type: ignore[no-untyped-call]
        (DownloadCancelledError("maxsize"), "not-html", "larger than 5 MB"),
        (CannotResolveHostError(SECRET), "broken", "no such host"),
        (net.DNSLookupError(), "broken", "no such host"),
        (DownloadConnectionRefusedError(SECRET), "broken", "refused the connection"),
        (net.ConnectionRefusedError(), "broken", "refused the connection"),  # type: ignore[no-untyped-call]
        (net.NoRouteError(), "broken", "could not be reached"),  # type: ignore[no-untyped-call]
        (net.SSLError("certificate verify failed"), "broken", "certificate"),  # type: ignore[no-untyped-call]
        (Exception("[('SSL routines', '', 'certificate verify failed')]"), "broken", "certificate"),
        (net.ConnectionLost(), "broken", "the connection failed (ConnectionLost)"),
        (KeyError("x"), "broken", "the connection failed (KeyError)"),
        (RobotsError("robots.txt forbids it"), "robots", "robots.txt forbids it"),
        (RefusedError("10.0.0.1 is not public: private"), "broken", "not public"),
        (NoAnswerError("the name servers did not answer"), "broken", "the name servers did not answer"),
        (NotNowError("the server asks to be left alone for 60 seconds"), "blocked", "left alone"),
        (IgnoreRequest("max redirections reached"), "broken", "max redirections reached"),
        (BrowserError("Page.goto: Page crashed"), "crashed", "crashed in the browser"),
        (BrowserError(f"Page.goto: net::ERR_CERT_DATE_INVALID at {SECRET}"), "broken", "certificate"),
        (BrowserError(f"Page.goto: net::ERR_EMPTY_RESPONSE at {SECRET}\nCall log:\n - more"), "broken", "net::ERR_EMPTY_RESPONSE"),
    ],
)
def test_it_is_told_in_words(error: Exception, state: str, words: str) -> None:
    told_state, told = explain(failure(error))
    assert told_state == state
    assert words in told
    assert "\n" not in told
    assert "secret" not in told


def test_a_robots_txt_that_could_not_be_had_is_told_by_why() -> None:
    unreachable = RobotsError("robots.txt could not be fetched", CannotResolveHostError("x"))
    assert explain(failure(unreachable)) == ("broken", "there is no such host")
    assert explain(failure(RobotsError("robots.txt answered with status 500"))) == ("robots", "robots.txt answered with status 500")


@pytest.mark.parametrize("words", ["hassle", "castle", "nutshell", "title"])
def test_a_word_that_holds_another_is_not_taken_for_it(words: str) -> None:
    assert "certificate" not in explain(failure(ValueError(words)))[1]


@pytest.mark.parametrize("error", [BrowserError(""), BrowserError("\n"), Exception(""), IgnoreRequest()])
def test_an_error_that_says_nothing_is_told_all_the_same(error: Exception) -> None:
    state, _ = explain(failure(error))
    assert state == "broken"


def test_a_browser_that_cannot_start_is_no_fault_of_the_page() -> None:
    assert could_not_start(failure(BrowserError("BrowserType.launch: Executable doesn't exist")))
    assert not could_not_start(failure(BrowserError("Page.goto: net::ERR_FAILED")))
    assert not could_not_start(failure(ValueError("BrowserType.launch")))
