"""The sites of a settings file: each with its own settings, folder and reports."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from auditor.audit import host_name, start_address
from auditor.errors import CallError
from auditor.settings import Settings
from auditor.telling import STDOUT, target
from spiders.net.access import BASIC_AUTH

__all__ = ["Audited", "settled_for", "to_audit"]

_NONE = (
    "there is nothing to audit: give an address, as `auditor audit https://www.example.se`, or list sites in auditor.toml, "
    'each with [[site]] and url = "…"'
)


class Audited(NamedTuple):
    """A site that is to be audited; `name` is what reports call it, or ""."""

    address: str
    settings: Settings
    name: str


def settled_for(address: str, settings: Settings) -> Audited:
    """An address with the settings of its site, where the settings file lists it, else with those for all."""
    site = next((each for each in settings.site if start_address(each.url) == address), None)
    return Audited(address, settings.of(site), site.name) if site else Audited(address, settings, "")


def to_audit(url: str | None, settings: Settings) -> tuple[Audited, ...]:
    """
    The address that was given, else the sites of the settings file; of several, each has a folder and reports of its own.

    Raises:
        CallError: There are none, an address is none, or several sites cannot be told apart or would share what is meant for one.
    """
    if url is not None:
        return (settled_for(start_address(url), settings),)
    found = tuple(Audited(start_address(each.url), settings.of(each), each.name) for each in settings.site)
    if not found:
        raise CallError(_NONE)
    if len(found) == 1:
        return found
    hosts = [host_name(each.address) for each in found]
    if twice := sorted({host for host in hosts if hosts.count(host) > 1}):
        raise CallError(f"site: {', '.join(twice)} is listed twice; give each host one [[site]]")
    if os.environ.get(BASIC_AUTH) or settings.chat_probe:
        what = "--chat-probe" if settings.chat_probe else BASIC_AUTH
        raise CallError(f"{what} is for one site: audit the sites one by one, as `auditor audit {found[0].address}`")
    return tuple(each._replace(settings=_apart(each.settings, host)) for each, host in zip(found, hosts, strict=True))


def _apart(settings: Settings, host: str) -> Settings:
    wanted = [target(text) for text in settings.report]
    reports = tuple(f"{each.format.NAME}:{_named(each.path, host)}" for each in wanted)
    junit = _named(settings.junit, host) if settings.junit else None
    return settings.model_copy(update={"out": settings.out and settings.out / host, "report": reports, "junit": junit})


def _named(path: Path, host: str) -> Path:
    """`auditor.xml` as `auditor-www.example.se.xml`."""
    stem, dot, ending = path.name.partition(".")
    return path if path == STDOUT else path.with_name(f"{stem}-{host}{dot}{ending}")
