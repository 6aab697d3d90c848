"""A time-stamp authority on loopback, made of openssl, that a test can have misbehave."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from tests.spiders.loopback import Loopback

OPENSSL = shutil.which("openssl")

_CONFIG = """
[req]
distinguished_name = none
[none]
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
serial = serial
crypto_device = builtin
signer_cert = signer.pem
signer_key = signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True)
class Authority:
    """
    Attributes:
        certificate: The root's, in PEM; `stranger`: another root's, that vouches for nothing here.
        asked: The queries that it got, `[content type, body]`.
    """

    url: str
    certificate: Path
    stranger: Path
    asked: list[tuple[str, bytes]]


@contextmanager
def authority(said: Callable[[bytes], tuple[int, str, bytes]] | None = None, pause: float = 0.0) -> Iterator[Authority]:
    """
    Serve time stamps.

    Args:
        said: What is answered (status, content type, body) in the place of what openssl says.
        pause: Seconds before the answer.
    """
    asked: list[tuple[str, bytes]] = []
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        if said is None:
            _make(folder)

        def answer(handler: BaseHTTPRequestHandler) -> None:
            query = handler.rfile.read(int(handler.headers["Content-Length"]))
            asked.append((str(handler.headers["Content-Type"]), query))
            time.sleep(pause)
            status, kind, body = said(query) if said else (200, "application/timestamp-reply", _signed(folder, query))
            handler.send_response(status)
            handler.send_header("Content-Type", kind)
            handler.end_headers()
            handler.wfile.write(body)

        with Loopback({"/tsa": answer}) as server:
            yield Authority(f"{server.url}/tsa", folder / "root.pem", folder / "stranger.pem", asked)


def _make(folder: Path) -> None:
    (folder / "tsa.cnf").write_text(_CONFIG, "ascii")
    (folder / "serial").write_text("01\n", "ascii")
    for name in ("root", "stranger"):
        _openssl(
            folder, "req", "-new", "-x509", *_key(name), "-subj", f"/CN=Root {name}", "-extensions", "ca", "-out", f"{name}.pem"
        )
    _openssl(folder, "req", "-new", *_key("signer"), "-subj", "/CN=Clock of Fiction", "-out", "signer.csr")
    signs = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-extfile", "tsa.cnf", "-extensions", "signer")
    _openssl(folder, "x509", "-req", "-in", "signer.csr", *signs, "-days", "30", "-out", "signer.pem")


def _key(name: str) -> tuple[str, ...]:
    return ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", f"{name}.key", "-config", "tsa.cnf")


def _signed(folder: Path, query: bytes) -> bytes:
    (folder / "query").write_bytes(query)
    _openssl(folder, "ts", "-reply", "-queryfile", "query", "-config", "tsa.cnf", "-section", "tsa", "-out", "reply")
    return (folder / "reply").read_bytes()


def _openssl(folder: Path, *arguments: str) -> None:
    done = subprocess.run([str(OPENSSL), *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def openssl_verifies(digest: str, token: Path, certificate: Path) -> bool:
    """Whether openssl by itself takes a time stamp for one of this hash."""
    call = [str(OPENSSL), "ts", "-verify", "-digest", digest, "-in", str(token), "-CAfile", str(certificate)]
    return subprocess.run(call, capture_output=True, check=False).returncode == 0
