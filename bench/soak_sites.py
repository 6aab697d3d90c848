"""
The sites of the soak: fictional companies, each at an address of loopback of its own, of every kind that a sweep meets.

    python bench/soak_sites.py PLAN.json LOG.jsonl

One process serves them all. Each request is logged with the process that made it, by which one look is told from another: a
browser's come through the look's own proxy.
"""

from __future__ import annotations

import json
import os
import selectors
import socket
import sys
import threading
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import asdict, dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from auditor.demo import _Handler, _Server, sites
from auditor.demo_sites import load_content

__all__ = ["Site", "planned"]

COMPANIES = ("behind-clicks", "faq-loop", "fiberkungen", "german-craftsman", "mobile-only-menu", "norrtel", "obfuscated", "oldies")
KINDS = {0: "slow", 1: "refuses", 2: "fails first", 3: "leads to another", 4: "shares", 5: "shares", 6: "resets first", 27: "hangs"}
"""By the number of the site modulo 40, after which modulo 20; the others are plain."""
SLOW_SECONDS, HANG_SECONDS = 1.0, 600.0
_PORTS = (8801, 8802)
_LOOKS = (b"-m\0spiders\0", b"-m\0auditor.forker\0")
"""What the command of a process that looks holds, started or forked."""


@dataclass(frozen=True)
class Site:
    """
    A site of the soak.

    Attributes:
        name: A host's name that stands for the address, or "": the guard lets no site lead to another address of this machine.
        to: Where a site leads that leads to another.
    """

    number: int
    kind: str
    company: str
    host: str
    port: int
    name: str = ""
    to: str = ""

    @property
    def url(self) -> str:
        return f"http://{self.name or self.host}:{self.port}/"

    @property
    def resolve(self) -> str:
        return f"{self.name}:{self.port}:{self.host}"


def planned(count: int, network: int) -> list[Site]:
    """So many sites at 127.`network`.x.y."""
    found: list[Site] = []
    for n in range(count):
        kind = KINDS.get(n % 40) or KINDS.get(n % 20, "plain")
        second = kind == "shares" and n % 20 == 5
        number = n - 1 if second else n
        host = f"127.{network}.{number // 250}.{number % 250 + 1}"
        name = f"company{n}.example" if kind == "slow" else ""
        to = found[n - 3].url if kind == "leads to another" else ""  # a slow one, so that both may be under way at once
        found.append(Site(n, kind, COMPANIES[n % len(COMPANIES)], host, _PORTS[second], name, to))
    return found


class _Asked:
    """Who asks: looks by their process, each counted once a site."""

    def __init__(self, log: Path) -> None:
        self._log = log.open("a", buffering=1)
        self._lock = threading.Lock()
        self._looks: defaultdict[int, list[int]] = defaultdict(list)

    def nth(self, site: Site, look: int) -> int:
        """The how manieth look at the site this is, from 0."""
        with self._lock:
            if look not in self._looks[site.number]:
                self._looks[site.number].append(look)
            return self._looks[site.number].index(look)

    def note(self, site: Site, look: int, path: str, began: float) -> None:
        line = {"site": site.number, "host": site.host, "look": look, "path": path, "began": began, "ended": time.time()}
        with self._lock:
            self._log.write(json.dumps(line) + "\n")


def _owner(client: tuple[str, int]) -> int:
    """The process at the other end of a connection on loopback; 0 where it is gone already."""
    asked = f"{int.from_bytes(socket.inet_aton(client[0]), sys.byteorder):08X}:{client[1]:04X}"
    inode = ""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        words = line.split()
        if words[1] == asked:
            inode = f"socket:[{words[9]}]"
            break
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if any(each in (folder / "cmdline").read_bytes() for each in _LOOKS):
                for file in (folder / "fd").iterdir():
                    with suppress(OSError):
                        if inode and str(file.readlink()) == inode:
                            return int(folder.name)
    return 0


class _Answers(_Handler):
    """Answers as the kind of its site does."""

    server: _SoakServer

    def setup(self) -> None:
        super().setup()
        self.look = _owner(self.client_address)

    def do_GET(self) -> None:  # noqa: N802 - the name is the library's
        began, site, asked = time.time(), self.server.plan, self.server.asked
        nth = asked.nth(site, self.look)
        try:
            if site.kind == "slow":
                self.server.closing.wait(SLOW_SECONDS)
            if site.kind == "hangs":
                self.server.closing.wait(HANG_SECONDS)
            elif site.kind == "resets first" and nth == 0:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
            elif site.kind == "fails first" and nth == 0 and self.path != "/robots.txt":
                self.send_error(500)
            elif site.to:
                self.send_response(302)
                self.send_header("Location", site.to)
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                super().do_GET()
        finally:
            asked.note(site, self.look, self.path, began)

    do_HEAD = do_GET  # noqa: N815


class _SoakServer(_Server):
    """One site at its address."""

    def __init__(self, plan: Site, asked: _Asked, folders: dict[str, Path]) -> None:
        ThreadingHTTPServer.__init__(self, (plan.host, plan.port), _Answers)
        self.plan, self.asked = plan, asked
        self.site, self.record, self.base = load_content(folders[plan.company]), None, plan.url
        self.closing = threading.Event()
        self._asked: Any = defaultdict(int)
        self._lock = threading.Lock()


def main(plan: Path, log: Path) -> None:
    """Serve until the standard input is closed."""
    folders = {site.slug: site.folder for site in sites()}
    asked = _Asked(log)
    chosen = selectors.DefaultSelector()
    for each in json.loads(plan.read_text()):
        site = Site(**each)
        if site.kind != "refuses":
            server = _SoakServer(site, asked, folders)
            chosen.register(server, selectors.EVENT_READ)
    print("ready", flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    while True:
        for key, _ in chosen.select():
            key.fileobj._handle_request_noblock()  # as serve_forever, with one thread for all


def written(planned_sites: list[Site], path: Path) -> None:
    """Write the plan for the server."""
    path.write_text(json.dumps([asdict(site) for site in planned_sites]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
