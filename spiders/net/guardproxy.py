"""
The browser held to the guard: a forward proxy on loopback that is its only way out.

It resolves a name once, has every address checked, and connects to the very address that was checked; so neither a redirect, a
frame, a worker, a socket nor a name that changes its mind gets past. It reads no tunnel: what is inside TLS stays there.
"""

from __future__ import annotations

import asyncio
import base64
import secrets
import socket
import struct
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from spiders.net import peer
from spiders.net.guard import Guard, RefusedError
from spiders.net.names import KnownHosts
from spiders.net.requesthead import Head, parsed
from spiders.said import say

__all__ = ["Asked", "GuardProxy", "Limits"]

_Pipe = tuple[asyncio.StreamReader, asyncio.StreamWriter]
_CHUNK = 65536
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "CONNECT"})
_ALLOWED = "allowed"
_NOTHING_MORE = b"Content-Length: 0\r\nConnection: close\r\n\r\n"
_AUTHENTICATE = b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=auditor\r\n" + _NOTHING_MORE
_NO_TUNNEL = b"HTTP/1.1 403 Forbidden\r\n" + _NOTHING_MORE


@dataclass(frozen=True)
class Limits:
    """
    How much may pass.

    Attributes:
        burst: Bytes that may come over a connection without a pause; a tunnel carries many answers, an endless one has no pause.
        total: Bytes that may come over all connections together.
        pause: Seconds of silence that end a burst.
        idle: Seconds of silence after which a connection is closed.
        lifetime: Seconds after which a connection is closed, whatever it does.
        connect: Seconds to resolve a name, and again to connect.
        head: Bytes of a request's head.
        remembered: How many requests `GuardProxy.asked` keeps.
    """

    burst: int = 25 * 2**20
    total: int = 2 * 2**30
    pause: float = 0.5
    idle: float = 60.0
    lifetime: float = 1800.0
    connect: float = 10.0
    head: int = 65536
    remembered: int = 5000


@dataclass(frozen=True)
class Asked:
    """One request to the proxy; `outcome` is "allowed", or why it was refused or cut off."""

    method: str
    host: str
    port: int
    outcome: str


class _CutError(Exception):
    """More came than may."""


class GuardProxy:
    """
    The proxy; `async with GuardProxy(guard) as proxy` runs it.

    Only this user may use it: on Linux the kernel says who connects; elsewhere, or where `token_needed`, a random token is asked
    for (which makes Playwright intercept every request, at a price).

    Args:
        block_unsafe_methods: Refuse POST and the like over plain http; inside TLS no method can be seen.

    Attributes:
        asked: The latest requests, oldest first.
        refusals: How many were refused or cut off.
        received: Bytes that came.
    """

    def __init__(
        self, guard: Guard, *, limits: Limits | None = None, block_unsafe_methods: bool = False, token_needed: bool = False
    ) -> None:
        self.guard = guard
        self.limits = limits or Limits()
        self.asked: deque[Asked] = deque(maxlen=self.limits.remembered)
        self._hosts = KnownHosts(self.limits.connect)
        self.refusals = 0
        self.received = 0
        self._block_unsafe = block_unsafe_methods
        self._token_needed = token_needed
        self._token = secrets.token_urlsafe(24)
        self._server: asyncio.Server | None = None
        self._clients: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> GuardProxy:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def start(self) -> GuardProxy:
        """Listen on a free port of loopback."""
        self._server = await asyncio.start_server(self._client, "127.0.0.1", 0, limit=self.limits.head)
        self._token_needed |= not peer.kernel_tells(self.port)
        return self

    async def close(self) -> None:
        """Stop listening and end what is under way."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
        for task in tuple(self._clients):
            task.cancel()
        await asyncio.gather(*self._clients, return_exceptions=True)

    @property
    def port(self) -> int:
        """
        The port of loopback on which it listens.

        Raises:
            RuntimeError: It does not run.
        """
        if self._server is None:
            raise RuntimeError("the proxy is not running")
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def url(self) -> str:
        """Where it listens, with its token where one is asked for."""
        user = f"auditor:{self._token}@" if self._token_needed else ""
        return f"http://{user}127.0.0.1:{self.port}"

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._clients.add(task)
            task.add_done_callback(self._clients.discard)
        try:
            async with asyncio.timeout(self.limits.lifetime):
                await self._serve(reader, writer)
        except (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            _reset(writer)
        finally:
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(self.limits.idle):
            head = parsed(await reader.readuntil(b"\r\n\r\n"))
        if not self._authorised(head, writer):
            writer.write(_AUTHENTICATE)
            return await writer.drain()
        try:
            address = await self._address(head)
            async with asyncio.timeout(self.limits.connect):
                up_reader, up_writer = await asyncio.open_connection(address, head.port)
        except (RefusedError, OSError, UnicodeError) as error:
            return await self._refuse(head, writer, str(error) or "no answer in time")
        self.asked.append(Asked(head.method, head.host, head.port, _ALLOWED))
        try:
            if head.path is None:
                writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            else:
                up_writer.write(head.forwarded())
            await self._relay((reader, writer), (up_reader, up_writer), head.follows)
        except _CutError as cut:
            self._remember(head, str(cut))
            _reset(writer)
        finally:
            _reset(up_writer)

    def _authorised(self, head: Head, writer: asyncio.StreamWriter) -> bool:
        if not self._token_needed:
            return peer.same_user(writer.get_extra_info("peername"), writer.get_extra_info("sockname"))
        wanted = base64.b64encode(f"auditor:{self._token}".encode()).decode()
        return secrets.compare_digest(head.header("proxy-authorization").encode(), f"Basic {wanted}".encode())

    async def _address(self, head: Head) -> str:
        """
        The address to connect to, once all that the name stands for are allowed.

        Raises:
            RefusedError: It may not be asked for.
            OSError: The name cannot be resolved.
        """
        if self._block_unsafe and head.method not in _SAFE_METHODS:
            raise RefusedError(say("the method {method} is not allowed", method=head.method))
        if self.received >= self.limits.total:
            raise RefusedError(say("the audit has had all the bytes it may have"))
        addresses = await self._hosts.addresses(self.guard.address(head.host, head.port) or head.host, head.port)
        if reason := self.guard.refusal(head.host, head.port, addresses):
            raise RefusedError(reason)
        return addresses[0]

    async def _refuse(self, head: Head, writer: asyncio.StreamWriter, why: str) -> None:
        """End it without an answer: a page must not be taken to have said what the guard says."""
        self._remember(head, why)
        if head.path is None:
            writer.write(_NO_TUNNEL)
            await writer.drain()
        else:
            _reset(writer)

    def _remember(self, head: Head, outcome: str) -> None:
        self.refusals += 1
        self.asked.append(Asked(head.method, head.host, head.port, outcome))

    async def _relay(self, client: _Pipe, server: _Pipe, follows: float) -> None:
        """Pass bytes both ways until one side ends, is silent for too long, too much comes, or the client asks for more."""
        loop = asyncio.get_running_loop()
        burst, last, sent = 0, loop.time(), 0

        def came(size: int) -> None:
            nonlocal burst, last
            now = loop.time()
            burst = size if now - last > self.limits.pause else burst + size
            last = now
            self.received += size
            if burst > self.limits.burst or self.received > self.limits.total:
                raise _CutError(f"cut off after {burst} bytes without a pause")

        def goes(size: int) -> None:
            nonlocal sent
            sent += size
            if sent > follows:  # for another host, maybe, where this server kept the connection; the browser asks again
                raise ConnectionAbortedError

        async with asyncio.timeout(self.limits.idle) as clock:

            async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter, seen: Callable[[int], None]) -> None:
                while chunk := await source.read(_CHUNK):
                    clock.reschedule(loop.time() + self.limits.idle)
                    seen(len(chunk))
                    sink.write(chunk)
                    await sink.drain()

            tasks = (
                asyncio.create_task(pump(server[0], client[1], came)),
                asyncio.create_task(pump(client[0], server[1], goes)),
            )
            try:
                done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)


def _reset(writer: asyncio.StreamWriter) -> None:
    """End a connection so that the other side cannot take what it has for the whole: RST, not FIN."""
    end = writer.get_extra_info("socket")
    with suppress(OSError, AttributeError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
