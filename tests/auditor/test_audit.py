"""What a person types as an address."""

from __future__ import annotations

import pytest

from auditor.audit import default_folder, start_address
from auditor.errors import CallError


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://www.acme.se", "https://www.acme.se/"),
        (" www.acme.se/kontakt?a=1#top ", "https://www.acme.se/kontakt?a=1"),
        ("HTTP://Acme.se", "http://acme.se/"),
        ("åkeri.se", "https://xn--keri-poa.se/"),
        ("localhost:8000", "http://localhost:8000/"),
        ("127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
    ],
)
def test_it_is_made_whole(typed: str, address: str) -> None:
    assert start_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    ["", "acme", "ftp://acme.se", "file:///etc/passwd", "http://", "acme.se /x", "http://[::1", "a..se"],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(CallError, match="not a web address"):
        start_address(typed)


def test_a_bundle_goes_where_its_host_and_time_say() -> None:
    assert default_folder("http://127.0.0.1:8000/../x").name.startswith("127.0.0.1_8000-")
