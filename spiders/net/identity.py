"""Who we say we are to every server we ask: one name, one version, and where whoever looks can be reached."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version

PRODUCT_TOKEN = "auditor"  # noqa: S105 - the product token of RFC 9309, that robots.txt names us by

_MOST = 200
_IN_COMMENT = re.compile(r"""[^\s\\()"<>]+""", re.A)
_HOW = (
    "give a web address (https://…) or an e-mail address where you can be reached, in ASCII, "
    f"at most {_MOST} characters, without parentheses or a password"
)


@cache
def program_version() -> str:
    """The installed version of auditor, "0" where it runs without being installed."""
    try:
        return version("auditor")
    except PackageNotFoundError:
        return "0"


def user_agent(contact: str = "") -> str:
    """
    The user agent sent with every request; a browser's own name stands before it, so that a server can tell a look from a customer.

    Args:
        contact: As `read_contact` gives it; it stands in a comment (RFC 9110, 10.1.5).
    """
    own = f"{PRODUCT_TOKEN}/{program_version()}"
    return f"{own} (+{contact})" if contact else own


def read_contact(text: str) -> str:
    """
    Where whoever looks can be reached, as a user agent may tell it: its host in IDNA, "" where nothing is given.

    Raises:
        ValueError: It is neither a web address nor an e-mail address, or would not fit there. What was given is not repeated, for
            it may hold a password.
    """
    if not text:
        return ""
    # These take long to load, and most calls give none.
    from email_validator import validate_email  # noqa: PLC0415
    from pydantic import HttpUrl  # noqa: PLC0415

    try:
        if "://" in text:
            page = HttpUrl(text)
            told = "" if page.username or page.password else str(page)
        else:
            told = validate_email(text, check_deliverability=False, allow_smtputf8=False).ascii_email or ""
    except ValueError:
        told = ""
    if not text.isprintable() or not _IN_COMMENT.fullmatch(told) or len(told) > _MOST:
        raise ValueError(_HOW)
    return told
