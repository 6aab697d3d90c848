"""
A time stamp of a bundle's seal by RFC 3161: an authority that the user names signs that it has seen the hash, and when.

Nothing but the hash goes out, to the named server and to no other; the answer is believed only where its nonce, its hash and its
certificates are as they must be. It needs the extra `timestamp`.
"""

from __future__ import annotations

import http.client
import importlib
import ssl
import urllib.error
import urllib.request
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from auditor import bundle, chain
from auditor.errors import CallError, PartMissingError
from spiders.extras import needs
from spiders.manifest import Manifest
from spiders.net.identity import user_agent

__all__ = ["SECONDS", "Stamped", "checked", "ready", "stamp"]

SECONDS = 20.0
_LARGEST = 2**18
_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"
_UNTRUSTED = "its signature does not hold, or none of the trusted certificates (--timestamp-ca) vouches for it"
_CA_FILES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")


@dataclass(frozen=True)
class Stamped:
    """
    A time stamp that was read.

    Attributes:
        at: When the authority signed, UTC, ISO 8601; "" where nothing can be believed.
        signer: The name in the certificate that signed.
        step: The number of the bundle's step whose seal it is, from 1.
        fault: Why it proves nothing, or "".
    """

    at: str = ""
    signer: str = ""
    step: int = 0
    fault: str = ""


def ready(server: str, authority: Path | None) -> None:
    """
    Say so where no time stamp could be had, before anything is asked.

    Raises:
        CallError: The server is no web address, or the certificates cannot be read.
        PartMissingError: The extra is not installed.
    """
    _server(server)
    _client()
    _roots(authority)


def stamp(folder: Path, manifest: Manifest, server: str, authority: Path | None = None, *, seconds: float = SECONDS) -> Stamped:
    """
    Have the seal of a bundle stamped, and keep the answer in the bundle.

    Args:
        server: Address of the authority.
        authority: File with the certificates that are trusted; None for the system's.
        seconds: Limit of the whole exchange.

    Raises:
        CallError: The bundle has no seal, or what was given cannot be used.
        PartMissingError: The extra is not installed, or no time stamp could be had; the bundle is as it was.
    """
    if not manifest.chain:
        raise CallError(f"{folder}: it was made by an older version and has no seal; `auditor judge` gives it one")
    client = _client()
    sealed = chain.sealed_bytes(manifest)
    request = client.TimestampRequestBuilder().data(sealed).hash_algorithm(client.HashAlgorithm.SHA256).build()
    token = _asked(_server(server), request.as_bytes(), seconds)
    told = checked(token, chain.seals(manifest), authority, nonce=request.nonce)
    if told.fault or told.step != len(manifest.chain):
        raise PartMissingError(f"{server}: its time stamp cannot be used: {told.fault or 'it is of another bundle'}")
    with bundle.revised(folder) as copy:
        bundle.replace_file(copy / bundle.STAMP, token)
    return told


def checked(token: bytes, seals: Sequence[str], authority: Path | None = None, *, nonce: int | None = None) -> Stamped:
    """
    What a time stamp proves of a bundle that had these seals, one after the other.

    Raises:
        CallError: The certificates cannot be read.
        PartMissingError: The extra is not installed.
    """
    client = _client()
    roots = _roots(authority)
    try:
        answer = client.decode_timestamp_response(token)
        imprint = answer.tst_info.message_imprint.message
        builder = client.VerifierBuilder(roots=roots, nonce=nonce)
        builder.build().verify(answer, imprint)
        at, signer = _moment(answer.tst_info.gen_time), _signer(answer)
    except client.VerificationError as error:
        return Stamped(fault=f"{_UNTRUSTED} ({_line(error).partition(':')[0]})")
    except Exception as error:  # what a parser of others raises at bytes of others
        return Stamped(fault=f"it cannot be read ({_line(error)})")
    if imprint.hex() not in seals:
        return Stamped(at, signer, fault="it is of another bundle, or this one was changed since")
    return Stamped(at, signer, step=len(seals) - tuple(reversed(seals)).index(imprint.hex()))


def _asked(server: str, query: bytes, seconds: float) -> bytes:
    """
    The answer to the query, within so many seconds in all.

    Raises:
        PartMissingError: There was no answer, or not the kind that a time stamp is.
    """
    answers: SimpleQueue[bytes | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(_exchange(server, query, seconds))
        except Exception as error:
            answers.put(error)

    # The time limit of a socket begins anew with each byte that comes, and headers may come one by one.
    Thread(target=ask, daemon=True).start()
    try:
        said = answers.get(timeout=seconds)
    except Empty:
        raise _late(server, seconds) from None
    if isinstance(said, Exception):
        raise said
    return said


def _exchange(server: str, query: bytes, seconds: float) -> bytes:
    """
    Post the query; no proxy of the environment's, no redirect, no more than so many bytes.

    Raises:
        PartMissingError: There was no answer, or not the kind that a time stamp is.
    """
    headers = {"Content-Type": _QUERY, "Accept": _REPLY, "User-Agent": user_agent()}
    request = urllib.request.Request(server, query, headers)  # noqa: S310 - http or https, see _server
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)
    try:
        with opener.open(request, timeout=seconds) as answer:
            kind = answer.headers.get_content_type()
            said = b""
            while len(said) <= _LARGEST and (more := answer.read1(_LARGEST)):
                said += more
    except urllib.error.HTTPError as error:
        raise PartMissingError(f"{server}: gave no time stamp: it answered {error.code}") from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        why = getattr(error, "reason", error)
        if isinstance(why, TimeoutError):
            raise _late(server, seconds) from None
        raise PartMissingError(f"{server}: gave no time stamp ({_line(why) or type(error).__name__})") from None
    if kind != _REPLY or len(said) > _LARGEST:
        raise PartMissingError(f"{server}: gave no time stamp, but {'too much' if kind == _REPLY else _line(kind)}")
    return said


def _late(server: str, seconds: float) -> PartMissingError:
    return PartMissingError(f"{server}: gave no time stamp within {seconds:g} seconds")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Ask nobody but whom the user named."""


def _server(server: str) -> str:
    try:
        parts = urlsplit(server)
        good = parts.scheme in ("http", "https") and parts.hostname and not parts.username and parts.port != 0
    except ValueError:
        good = False
    if not good or not server.isprintable() or " " in server:
        raise CallError(f"--timestamp {server}: give the address of a time-stamp server, as https://tsa.example/")
    return server


def _client() -> Any:
    try:
        return importlib.import_module("rfc3161_client")
    except ImportError:
        raise PartMissingError(needs("a time stamp", "timestamp")) from None


def _roots(authority: Path | None) -> list[Any]:
    x509 = importlib.import_module("cryptography.x509")
    paths = [authority] if authority else [Path(name) for name in (ssl.get_default_verify_paths().cafile, *_CA_FILES) if name]
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        raise CallError(f"--timestamp-ca {authority}: there is no such file" if authority else _NO_ROOTS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # old roots with odd serial numbers
            return list(x509.load_pem_x509_certificates(path.read_bytes()))
    except (ValueError, OSError) as error:
        raise CallError(f"--timestamp-ca {path}: holds no certificates in PEM ({_line(error)})") from None


_NO_ROOTS = "no certificates of trusted authorities were found here; give those of the time-stamp server by --timestamp-ca"


def _signer(answer: Any) -> str:
    """The name in the certificate that signed: the one that the signature names."""
    x509 = importlib.import_module("cryptography.x509")
    (signed,) = answer.signed_data.signer_infos
    certificates = map(x509.load_der_x509_certificate, sorted(answer.signed_data.certificates))
    names = (one.subject.rfc4514_string() for one in certificates if one.serial_number == signed.serial_number)
    return next(names, "unnamed")


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _line(told: object) -> str:
    return " ".join(str(told).split())[:160]
