"""A list of sites as a command takes it: all that is said of them is tried before the first one is troubled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from auditor.benchmark.kept import own_settings
from auditor.benchmark.listing import Listed, unheard
from auditor.cli.say import complain
from auditor.judging import ready
from auditor.settings import Settings
from spiders.net.inside import private_host

__all__ = ["ask_for_contact", "try_out"]


def try_out(sites: Sequence[Listed], settings: Settings, *, quiet: bool) -> None:
    """
    See that each site can be judged as the list says; complain of sectors that no pack knows.

    Raises:
        CallError: A pack cannot be used.
    """
    alike = {(site.country, site.answers.get("sector")): site for site in sites}
    for site in alike.values():
        ready(own_settings(site, settings), site.country or settings.country or None)
    if (tags := unheard(sites)) and not quiet:
        complain(f"no pack is addressed to a sector of the name {', '.join(tags)}: taken as a tag alone")


def ask_for_contact(urls: Iterable[str], settings: Settings) -> None:
    """Complain where public sites are about to be looked at by somebody whom their owners cannot reach."""
    if not (settings.contact or settings.quiet) and any(not private_host(urlsplit(url).hostname or "") for url in urls):
        complain("--contact is not given: owners of these sites cannot learn who looks at them, nor ask to be left out")
