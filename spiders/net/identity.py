"""Who we say we are to every server we ask: one name, one version, one page that explains it."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version

PRODUCT_TOKEN = "auditor"  # noqa: S105 - the product token of RFC 9309, that robots.txt names us by
ABOUT_URL = "https://auditor.example/about"


@cache
def program_version() -> str:
    """The installed version of auditor, "0" where it runs without being installed."""
    try:
        return version("auditor")
    except PackageNotFoundError:
        return "0"


def user_agent(browser: str = "") -> str:
    """
    The user agent sent with every request.

    Args:
        browser: What the browser calls itself; our own name follows it, so that a server can tell a look from a customer.
    """
    own = f"{PRODUCT_TOKEN}/{program_version()} (+{ABOUT_URL}; accessible customer service audit)"
    return f"{browser} {own}".strip()
