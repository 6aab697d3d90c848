"""The one place with Scrapy's settings: polite, guarded, and with what is open by default closed."""

from __future__ import annotations

from spiders.browser.chromium import Browser, launch_options
from spiders.browser.deadline import PAGE_SECONDS
from spiders.net.guard import Guard
from spiders.net.guardscrapy import SETTING
from spiders.net.identity import PRODUCT_TOKEN, user_agent
from spiders.net.names import PAUSES
from spiders.net.politeness import WAIT_CAP
from spiders.net.robots import DELAY_CAP

__all__ = ["settings"]

_SCRAPY = "scrapy.downloadermiddlewares"
_MIDDLEWARES = {
    f"{_SCRAPY}.robotstxt.RobotsTxtMiddleware": None,
    "spiders.net.held.HeldMiddleware": 90,
    "spiders.net.robots.SafeRobotsMiddleware": 100,
    # Inside of redirects and retrying, each of which sends a request through again; outside of decompression.
    f"{_SCRAPY}.httpauth.HttpAuthMiddleware": None,
    "spiders.net.accessmiddleware.AccessMiddleware": 300,
    f"{_SCRAPY}.retry.RetryMiddleware": None,
    "spiders.net.politeness.PoliteRetryMiddleware": 550,
    f"{_SCRAPY}.redirect.MetaRefreshMiddleware": None,
    "spiders.net.refresh.PageRefreshMiddleware": 580,
    "spiders.net.capturemiddleware.CaptureMiddleware": 650,
    f"{_SCRAPY}.cookies.CookiesMiddleware": None,
    "spiders.net.cookies.OfflineCookiesMiddleware": 700,
    "spiders.net.names.NameServersMiddleware": 880,
    # After httpproxy (750): closest to the network, so that its refusal comes before the retrying of errors.
    "spiders.net.guardscrapy.GuardMiddleware": 890,
}


def settings(
    guard: Guard,
    *,
    browser: Browser | None = None,
    handler: str = "spiders.browser.deadline.DeadlineHandler",
    seconds: float = 30.0,
    page_seconds: float = 45.0,
    delay: float = 0.25,
    tabs: int = 1,
    log_level: str = "ERROR",
) -> dict[str, object]:
    """
    Settings for one audit; give them to `AsyncCrawlerProcess`, not to `custom_settings` (resolver and log belong to the process).

    Args:
        guard: What may be asked for: `Guard.for_site(start_url)`.
        browser: Renders the requests with `meta["playwright"]`; without one nothing can be rendered.
        handler: Import path of the download handler, a `DeadlineHandler`.
        seconds: Limit of a plain request.
        page_seconds: Limit of a rendered request; `meta["page_seconds"]` says otherwise for one of them.
        delay: Least seconds between two requests to a host; AutoThrottle lengthens it to how long the server takes.
        tabs: Most pages open at once in a browser context.
    """
    return {
        **_POLITE,
        **_CLOSED,
        "AUTOTHROTTLE_START_DELAY": delay,
        "DOWNLOAD_DELAY": delay,
        "DOWNLOAD_TIMEOUT": seconds,
        "LOG_LEVEL": log_level,
        "USER_AGENT": user_agent(),
        SETTING: guard,
        **(_rendering(browser, handler, page_seconds, tabs) if browser else {}),
    }


_HANDLERS: dict[str, str | None] = {"data": None, "file": None, "ftp": None, "s3": None}

_POLITE: dict[str, object] = {
    "AUTOTHROTTLE_ENABLED": True,
    "AUTOTHROTTLE_MAX_DELAY": 10.0,
    "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
    "CONCURRENT_ITEMS": 1,  # of one response; Scrapy starts as many tasks for each
    "CONCURRENT_REQUESTS": 4,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY_JITTER": 0,  # the same crawl twice
    "DEPTH_LIMIT": 12,
    "ROBOTSTXT_OBEY": True,
    "ROBOTSTXT_USER_AGENT": PRODUCT_TOKEN,
    "RETRY_TIMES": 1,
    # Not a time-out: a page that did not come in its time would take twice of it from the others; and no name that does not exist.
    "RETRY_EXCEPTIONS": [
        "scrapy.exceptions.DownloadConnectionRefusedError",
        "scrapy.exceptions.DownloadFailedError",
        "scrapy.exceptions.ResponseDataLossError",
    ],
    "REDIRECT_MAX_TIMES": 8,
    "METAREFRESH_MAXDELAY": 10,
    "REFERRER_POLICY": "same-origin",
    DELAY_CAP: 10.0,
    WAIT_CAP: 30.0,
    PAUSES: (5.0, 15.0, 40.0),  # a minute: what a name server takes to start anew
}

_CLOSED: dict[str, object] = {
    "TWISTED_DNS_RESOLVER": "spiders.net.guardscrapy.GuardedResolver",
    "DNS_TIMEOUT": 10,
    "DOWNLOADER_MIDDLEWARES": _MIDDLEWARES,
    "DOWNLOAD_HANDLERS": _HANDLERS,
    "DOWNLOAD_MAXSIZE": 5 * 2**20,
    "DOWNLOAD_WARNSIZE": 0,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "HTTPPROXY_ENABLED": False,  # a proxy resolves names by itself, past the guard
    # No other is even loaded: one is a server that runs what it is sent, and takes as long to load as ten pages to read.
    "EXTENSIONS_BASE": {"scrapy.extensions.throttle.AutoThrottle": 0},
    "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REQUEST_FINGERPRINTER_CLASS": "spiders.net.fingerprints.ContextFingerprinter",
    "STATS_DUMP": False,
    "WARN_ON_GENERATOR_RETURN_VALUE": False,  # it would read the source of the callback again for every page
}


def _rendering(browser: Browser, handler: str, page_seconds: float, tabs: int) -> dict[str, object]:
    return {
        "DOWNLOAD_HANDLERS": {**_HANDLERS, "http": handler, "https": handler},
        "PLAYWRIGHT_LAUNCH_OPTIONS": launch_options(browser),
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": tabs,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": page_seconds * 1000,
        "PLAYWRIGHT_PROCESS_REQUEST_HEADERS": None,
        PAGE_SECONDS: page_seconds,
    }
