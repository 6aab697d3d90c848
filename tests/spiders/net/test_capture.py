"""What is kept of an exchange, and what never is."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from spiders.net import capture as module
from spiders.net.capture import Answered, Capture
from spiders.net.mask import Mask
from tests.auditor.archive import Record, records

AT = datetime(2026, 11, 22, 10, 0, 1, tzinfo=UTC)
HTML = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"), ("Content-Length", "3"))


def kept(*answers: Answered, secrets: tuple[str, ...] = ()) -> list[Record]:
    file = io.BytesIO()
    capture = Capture(file, Mask(secrets))
    for answer in answers:
        capture.keep(answer)
    return records(file.getvalue())


def answered(url: str = "https://acme.example/", body: bytes | None = b"<h1>Acme</h1>", **more: object) -> Answered:
    return Answered(**{"url": url, "status": 200, "headers": HTML, "body": body, "at": AT, **more})  # type: ignore[arg-type]


def test_an_exchange_is_a_response_and_its_request() -> None:
    response, request = kept(answered("https://acme.example/a?b=1#c", asked=(("Accept", "text/html"),), address="192.0.2.7"))
    assert (response.kind, response.url, response.status, response.body) == (
        "response",
        "https://acme.example/a?b=1",
        "200",
        b"<h1>Acme</h1>",
    )
    assert "HTTP/1.1 200 OK" in response.head
    assert "Content-Length: 13\r\n" in response.head
    assert "gzip" not in response.head + request.head, "the body is decoded"
    assert "chunked" not in response.head
    assert "WARC-Date: 2026-11-22T10:00:01.000000Z" in response.head
    assert response.address == "192.0.2.7"
    assert (request.kind, "GET /a?b=1 HTTP/1.1" in request.head, "Host: acme.example" in request.head) == ("request", True, True)


def test_cookies_and_what_lets_in_are_in_no_record() -> None:
    secret = "s-5b1f09c7e2"
    told = kept(
        answered(
            f"https://acme.example/?k={secret}",
            f"<p>{secret}</p>".encode(),
            headers=(*HTML, ("Set-Cookie", "a=1"), ("Location", f"/x?k={secret}"), ("X-Odd", "a\r\nSet-Cookie: b=2")),
            asked=(("Cookie", "a=1"), ("authorization", "Basic eA=="), ("Proxy-Authorization", "x"), ("X-Token", secret)),
        ),
        secrets=(secret,),
    )
    whole = "".join(one.head for one in told)
    assert secret not in whole
    assert "\nset-cookie" not in whole.lower()
    assert "\ncookie" not in whole.lower()
    assert "authorization" not in whole.lower()
    assert told[0].body == b"<p>***</p>"


@pytest.mark.parametrize("answer", [answered(method="POST"), answered("data:text/html,x"), answered("blob:https://acme.example/1")])
def test_what_was_sent_and_what_is_no_exchange_is_not_kept(answer: Answered) -> None:
    assert kept(answer) == []


def test_the_same_answer_is_kept_once_and_another_one_again() -> None:
    same = answered(headers=(("Content-Type", "text/html"), ("Date", "now")))
    told = kept(answered(), same, answered(body=b"<h1>New</h1>"), answered("https://acme.example/#help"))
    assert [one.body for one in told if one.kind == "response"] == [b"<h1>Acme</h1>", b"<h1>New</h1>"]


def test_a_body_that_is_too_large_or_was_lost_is_told_by_its_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 20)
    monkeypatch.setattr(module, "ALL_BYTES", 30)
    urls = [f"https://acme.example/{n}" for n in range(4)]
    bodies = (b"x" * 20, b"x" * 21, None, b"x" * 11)
    told = kept(*(answered(url, body) for url, body in zip(urls, bodies, strict=True)))
    cut = {one.url[-1]: (one.cut, len(one.body)) for one in told if one.kind == "response"}
    assert cut == {"0": ("", 20), "1": ("length", 0), "2": ("unspecified", 0), "3": ("length", 0)}
