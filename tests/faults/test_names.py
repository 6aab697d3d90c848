"""Name servers that do not answer for a while: what is waited for, what is not, and what is told."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from spiders.crawl import crawl
from spiders.job import Job
from spiders.look import End, Look
from spiders.net import scrapysettings
from spiders.net.guard import Guard
from spiders.net.names import PAUSES, KnownHosts
from tests.forking import forked
from tests.spiders.loopback import Loopback, html

AGAIN, FAIL, NONE = socket.EAI_AGAIN, socket.EAI_FAIL, socket.EAI_NONAME
SHOP, HELP = "www.example.com", "help.example.com"
PAGE = (
    "<html lang=sv><title>{title}</title><h1>{title}</h1><p>Vi lagar tak i hela landet sedan 1990.</p>"
    "<a href=http://help.example.com:{port}/kontakt>Kontakt</a> <a href=/kundservice>Kundservice</a>"
)
SILENT, UNKNOWN = "the name servers did not answer", "there is no such host"


@dataclass
class Names:
    """A resolver that knows two hosts, once it has failed for them with these numbers."""

    failures: dict[str, list[int]]
    asked: list[str] = field(default_factory=list)
    real: Any = socket.getaddrinfo

    def __call__(self, host: Any, *arguments: Any, **named: Any) -> Any:
        if host not in (SHOP, HELP):
            return self.real(host, *arguments, **named)
        self.asked.append(host)
        if left := self.failures.get(host):
            raise socket.gaierror(left.pop(0), "as the test says")
        return self.real("127.0.0.1", *arguments, **named)


@dataclass(frozen=True)
class Seen:
    """Each page's path, state and detail; how it ended; which hosts the resolver was asked for."""

    pages: dict[str, tuple[str, str]]
    stopped_by: str
    asked: list[str]


def _look(job: dict[str, Any], port: int, failures: dict[str, list[int]], pauses: Sequence[float]) -> Seen:
    pages: dict[str, tuple[str, str]] = {}
    ends: list[End] = []
    names = Names(failures)

    def keep(seen: object) -> None:
        if isinstance(seen, Look):
            pages[seen.page.url.rpartition("/")[2]] = (seen.page.state, seen.page.sentence("detail"))

    guard = Guard(frozenset((host, port) for host in (SHOP, HELP)))
    with (
        patch("socket.getaddrinfo", names),
        patch.object(Guard, "for_site", lambda *_, **__: guard),
        patch.dict(scrapysettings._POLITE, {PAUSES: pauses}),
    ):
        crawl(Job(browser=False, country="SE", walks=False, delay=0.0, **job), keep, ends.append)
    return Seen(pages, ends[0].stopped_by, names.asked)


def looked(folder: Path, failures: dict[str, list[int]], *, pauses: Sequence[float] = (0.01, 0.02, 0.03), **job: Any) -> Seen:
    with Loopback({"/robots.txt": html("")}) as site:
        for path, title in (("/", "Hem"), ("/kontakt", "Kontakt"), ("/kundservice", "Kundservice")):
            site.answers[path] = html(PAGE.format(title=title, port=site.port))
        return forked(
            _look, {"start_url": f"http://{SHOP}:{site.port}/", "folder": str(folder), **job}, site.port, failures, pauses
        )


@pytest.mark.parametrize("host", [SHOP, HELP], ids=["start", "later"])
@pytest.mark.parametrize("numbers", [[AGAIN], [AGAIN, FAIL, AGAIN]])
def test_a_name_server_that_is_away_for_a_moment_costs_that_moment(tmp_path: Path, host: str, numbers: list[int]) -> None:
    seen = looked(tmp_path, {host: list(numbers)})

    assert seen.stopped_by == "done"
    assert seen.pages == dict.fromkeys(("", "kontakt", "kundservice"), ("ok", ""))
    assert seen.asked.count(host) == len(numbers) + 1


@pytest.mark.parametrize(
    ("number", "job", "pauses", "asked", "told"),
    [
        (AGAIN, {}, (0.01, 0.02, 0.03), 4, SILENT),
        (AGAIN, {"max_seconds": 20.0}, (0.01, 60.0), 2, SILENT),
        (NONE, {}, (60.0,), 1, UNKNOWN),
    ],
    ids=["away for long", "no time to wait", "no such name"],
)
def test_what_is_told_of_a_host_without_an_address(
    tmp_path: Path, number: int, job: dict[str, Any], pauses: Sequence[float], asked: int, told: str
) -> None:
    seen = looked(tmp_path, {SHOP: [number] * 99}, pauses=pauses, **job)

    assert (seen.pages, seen.stopped_by) == ({"": ("broken", told)}, "unreachable")
    assert seen.asked == [SHOP] * asked


def test_a_crawl_waits_for_name_servers_once(tmp_path: Path) -> None:
    seen = looked(tmp_path, {SHOP: [AGAIN, AGAIN], HELP: [AGAIN] * 99})

    assert seen.pages == {"": ("ok", ""), "kundservice": ("ok", ""), "kontakt": ("broken", SILENT)}
    assert (seen.stopped_by, seen.asked.count(HELP)) == ("done", 2)


@pytest.mark.parametrize(("number", "known"), [(AGAIN, True), (NONE, False)])
def test_the_browser_goes_on_with_the_addresses_that_are_known(monkeypatch: pytest.MonkeyPatch, number: int, known: bool) -> None:
    names = Names({})
    monkeypatch.setattr(socket, "getaddrinfo", names)

    async def asked() -> list[list[str]]:
        hosts = KnownHosts(5.0)
        first = await hosts.addresses(SHOP, 80)
        names.failures |= {SHOP: [number], HELP: [number]}
        with pytest.raises(socket.gaierror):
            await hosts.addresses(HELP, 80)
        return [first, await hosts.addresses(SHOP, 80)]

    if known:
        assert asyncio.run(asked()) == [["127.0.0.1"]] * 2
    else:
        with pytest.raises(socket.gaierror):
            asyncio.run(asked())
