"""Time stamps by an authority on loopback: what is sent, what is believed, and what becomes of a bundle without one."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from auditor import bundle, stamp
from auditor.errors import PartMissingError
from auditor.verifying import verified
from spiders.evidence import Coverage, Evidence, Site
from spiders.manifest import Manifest
from tests.auditor.conftest import Run
from tests.auditor.tsa import OPENSSL, Authority, authority, openssl_verifies
from tests.spiders.loopback import Loopback, html

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="there is no openssl here")

MANIFEST = Manifest(started="2026-11-21T10:00:00Z", finished="2026-11-21T10:00:09Z")
EVIDENCE = Evidence(
    site=Site(start_url="https://acme.example/", final_url="https://acme.example/", host="acme.example"),
    coverage=Coverage(pages_fetched=1, pages_rendered=0, pages_known=1, stopped_by="done"),
)


@pytest.fixture(scope="module")
def tsa() -> Iterator[Authority]:
    with authority() as serves:
        yield serves


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    folder = tmp_path / "acme"
    folder.mkdir()
    bundle.replace_file(folder / bundle.EVIDENCE, bundle.dump(EVIDENCE))
    bundle.seal(folder, MANIFEST)
    return folder


def test_the_seal_alone_is_sent_and_the_stamp_verifies_offline(run: Run, whole: Path, tsa: Authority) -> None:
    tsa.asked.clear()
    code, said = run("stamp", str(whole), "--server", tsa.url, "--timestamp-ca", str(tsa.certificate))
    assert (code, "Clock of Fiction" in said) == (0, True), said
    seal = bundle.read(whole).manifest.seal
    [(kind, query)] = tsa.asked
    assert kind == "application/timestamp-query"
    assert bytes.fromhex(seal) in query
    assert len(query) < 100, "there is room for a hash, an algorithm and a nonce"

    code, said = run("verify", str(whole), "--timestamp-ca", str(tsa.certificate))
    assert (code, seal in said, "CN=Clock of Fiction" in said) == (0, True, True), said
    assert openssl_verifies(seal, whole / bundle.STAMP, tsa.certificate), "anybody can check it, without this program"
    assert not openssl_verifies("0" * 64, whole / bundle.STAMP, tsa.certificate)
    told = json.loads(run("verify", str(whole), "--timestamp-ca", str(tsa.certificate), "--json")[1])
    assert (told["sound"], told["stamp"]["step"], told["stamp"]["fault"]) == (True, 1, "")


def test_what_is_done_after_the_stamp_leaves_it_good_for_what_was_before(run: Run, whole: Path, tsa: Authority) -> None:
    stamp.stamp(whole, bundle.read(whole).manifest, tsa.url, tsa.certificate)
    assert run("judge", str(whole), "--quiet", "--pack", "int")[0] == 0
    code, said = run("verify", str(whole), "--timestamp-ca", str(tsa.certificate))
    assert (code, "when it was collected; what was done since is not stamped" in said) == (0, True), said


def test_a_bundle_made_anew_has_no_use_for_the_stamp_of_another(whole: Path, tsa: Authority) -> None:
    stamp.stamp(whole, bundle.read(whole).manifest, tsa.url, tsa.certificate)
    forged = EVIDENCE.model_copy(update={"coverage": EVIDENCE.coverage.model_copy(update={"pages_fetched": 2})})
    bundle.replace_file(whole / bundle.EVIDENCE, bundle.dump(forged))
    bundle.seal(whole, MANIFEST)
    found = verified(whole, authority=tsa.certificate)
    assert not found.changed, "all of it was written anew, and agrees with itself"
    assert found.stamp is not None
    assert found.stamp.fault == "it is of another bundle, or this one was changed since"
    assert not found.sound


def test_a_stamp_that_nobody_known_vouches_for_proves_nothing(run: Run, whole: Path, tsa: Authority) -> None:
    manifest = bundle.read(whole).manifest
    stamp.stamp(whole, manifest, tsa.url, tsa.certificate)
    code, said = run("verify", str(whole), "--timestamp-ca", str(tsa.stranger))
    assert (code, "timestamp.tsr: its signature does not hold, or none of the trusted" in said) == (1, True), said
    assert run("verify", str(whole))[0] == 1, "the system's authorities do not know it"
    (whole / bundle.STAMP).unlink()
    with pytest.raises(PartMissingError, match="none of the trusted certificates"):
        stamp.stamp(whole, manifest, tsa.url, tsa.stranger)
    assert not (whole / bundle.STAMP).exists()


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5, 0.7, 0.95])
def test_a_changed_byte_in_the_stamp_is_found(whole: Path, tsa: Authority, place: float) -> None:
    stamp.stamp(whole, bundle.read(whole).manifest, tsa.url, tsa.certificate)
    token = bytearray((whole / bundle.STAMP).read_bytes())
    token[int(len(token) * place)] ^= 1
    (whole / bundle.STAMP).write_bytes(token)
    assert not verified(whole, authority=tsa.certificate).sound


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((500, "text/plain", b"no"), "it answered 500"),
        ((302, "text/plain", b""), "it answered 302"),
        ((200, "text/html", b"<h1>Hello</h1>"), "gave no time stamp, but text/html"),
        ((200, "application/timestamp-reply", b"garbage"), "cannot be read"),
        ((200, "application/timestamp-reply", bytes(2**19)), "too much"),
    ],
)
def test_a_server_that_gives_no_time_stamp_is_told_and_the_bundle_is_as_it_was(
    whole: Path, tsa: Authority, answer: tuple[int, str, bytes], why: str
) -> None:
    with authority(lambda _: answer) as odd, pytest.raises(PartMissingError, match=why):
        stamp.stamp(whole, bundle.read(whole).manifest, odd.url, tsa.certificate)
    assert not (whole / bundle.STAMP).exists()
    assert verified(whole).sound


def test_an_old_answer_is_not_taken_for_a_new_one(whole: Path, tsa: Authority) -> None:
    manifest = bundle.read(whole).manifest
    stamp.stamp(whole, manifest, tsa.url, tsa.certificate)
    old = (whole / bundle.STAMP).read_bytes()
    with authority(lambda _: (200, "application/timestamp-reply", old)) as replays, pytest.raises(PartMissingError, match="Nonce"):
        stamp.stamp(whole, manifest, replays.url, tsa.certificate)


def test_a_server_that_never_answers_has_an_end(whole: Path, tsa: Authority) -> None:
    with (
        authority(lambda _: (200, "text/plain", b""), pause=2.0) as silent,
        pytest.raises(PartMissingError, match=r"within 0\.3 seconds"),
    ):
        stamp.stamp(whole, bundle.read(whole).manifest, silent.url, tsa.certificate, seconds=0.3)


def test_a_server_whose_headers_come_one_by_one_has_an_end(whole: Path, tsa: Authority) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        with suppress(OSError):
            for _ in range(20):
                handler.wfile.write(b"X: y\r\n")
                time.sleep(0.1)

    with Loopback({"/tsa": drip}) as slow, pytest.raises(PartMissingError, match=r"within 0\.3 seconds"):
        stamp.stamp(whole, bundle.read(whole).manifest, f"{slow.url}/tsa", tsa.certificate, seconds=0.3)


@pytest.mark.parametrize(
    ("server", "authority_file", "why"),
    [
        ("ftp://tsa.example/", None, "give the address of a time-stamp server"),
        ("https://anna:secret@tsa.example/", None, "give the address of a time-stamp server"),
        ("https://tsa.example/", "nowhere.pem", "there is no such file"),
        ("https://tsa.example/", "manifest.json", "holds no certificates"),
    ],
)
def test_what_cannot_be_used_is_told_before_anything_is_asked(
    run: Run, whole: Path, server: str, authority_file: str | None, why: str
) -> None:
    given = ("--timestamp-ca", str(whole / authority_file)) if authority_file else ()
    code, said = run("stamp", str(whole), "--server", server, *given)
    assert (code, why in " ".join(said.split())) == (2, True), said


def test_a_bundle_that_was_changed_is_not_stamped(run: Run, whole: Path, tsa: Authority) -> None:
    tsa.asked.clear()
    (whole / "more.txt").write_text("more", "utf-8")
    code, said = run("stamp", str(whole), "--server", tsa.url, "--timestamp-ca", str(tsa.certificate))
    assert (code, "more.txt: not in the manifest" in said, tsa.asked) == (2, True, []), said


def test_an_audit_whose_time_stamp_fails_is_kept_and_says_how_to_try_again(run: Run, tsa: Authority) -> None:
    with (
        Loopback({"/": html("<html lang=sv><title>Hem</title><h1>Hem</h1>")}) as site,
        authority(lambda _: (503, "a/b", b"")) as busy,
    ):
        stamped = ("--timestamp", busy.url, "--timestamp-ca", str(tsa.certificate))
        code, said = run("collect", site.url, "--no-browser", "--country", "SE", "--out", "kept", *stamped)
        hits = list(site.hits)
    assert (code, len(busy.asked)) == (5, 1), said
    assert f"auditor stamp kept --server {busy.url}` tries again" in said
    assert run("verify", "kept")[0] == 0
    assert "/tsa" not in hits


def test_the_stamp_is_of_the_hash_that_anybody_can_compute(whole: Path) -> None:
    link = bundle.read(whole).manifest.chain[-1].model_dump(exclude={"before", "settings"})
    canonical = json.dumps(link, sort_keys=True, separators=(",", ":")).encode()
    assert hashlib.sha256(canonical).hexdigest() == bundle.read(whole).manifest.seal
