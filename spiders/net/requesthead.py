"""The head of a request that a browser sends to a proxy: where it is to go, what follows it, and how it goes on from there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from urllib.parse import urlsplit

__all__ = ["Head", "parsed"]


@dataclass(frozen=True)
class Head:
    """A request's head: `path` is None for a tunnel."""

    method: str
    host: str
    port: int
    path: str | None
    version: str
    headers: tuple[tuple[str, str], ...]

    def header(self, name: str) -> str:
        """The first value of the header of this name, in any case; "" where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def follows(self) -> float:
        """Bytes that come after it from the browser; what is more is another request."""
        endless = self.path is None or self.header("upgrade") or self.header("transfer-encoding")
        return math.inf if endless else int(self.header("content-length") or 0)

    def forwarded(self) -> bytes:
        """The head as it goes to the server: one request a connection, unless it is upgraded to a web socket."""
        upgrade = bool(self.header("upgrade"))
        dropped = {"proxy-connection", "proxy-authorization"} | (set() if upgrade else {"connection", "keep-alive"})
        lines = [f"{self.method} {self.path} {self.version}"]
        lines += [f"{key}: {value}" for key, value in self.headers if key.lower() not in dropped]
        lines += [] if upgrade else ["Connection: close"]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


def parsed(raw: bytes) -> Head:
    """
    A request's head.

    Raises:
        ValueError: It is not one that a browser sends to a proxy.
    """
    line, *rest = raw.decode("latin-1").split("\r\n")
    method, target, version = line.split(" ")
    headers = tuple((name.strip(), value.strip()) for name, _, value in (entry.partition(":") for entry in rest if entry))
    if method == "CONNECT":
        host, _, port = target.rpartition(":")
        return Head(method, host.strip("[]"), int(port), None, version, headers)
    parts = urlsplit(target)
    if parts.scheme not in {"http", "ws"} or not parts.hostname:
        raise ValueError(f"no address a proxy can fetch: {target[:80]}")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Head(method, parts.hostname, parts.port or 80, path, version, headers)
