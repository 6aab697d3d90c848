"""The list of sites: `SITES.csv`, read and checked as a whole before any site is troubled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from auditor.audit import host_name, start_address
from auditor.benchmark.csvfile import checked, rows
from auditor.errors import CallError
from rules.applicability import read_answer
from rules.registry import questions
from spiders.net.inside import private_host
from spiders.urls import key

__all__ = ["Listed", "read_list", "unheard"]

_OWN = ("name", "url", "country", "sector", "bundle")
_COUNTRY = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True)
class Listed:
    """
    A line of the list.

    Attributes:
        url: The address, "" where only a bundle is given.
        slug: The name as that of a folder.
        tags: The columns that mean nothing to us: name and value.
        answers: What the list answers about the company, by question.
        bundle: A bundle that exists, so that the site is not looked at.
    """

    line: int
    name: str
    url: str
    country: str
    sector: str
    slug: str
    tags: tuple[tuple[str, str], ...]
    answers: Mapping[str, bool | str]
    bundle: Path | None


def read_list(path: Path, *, private: bool = False) -> tuple[Listed, ...]:
    """
    The sites of a list, in its order.

    Args:
        private: Whether it may name sites to look at that are not of the public internet. No name is resolved here: a public one
            that points inside is refused by the guard.

    Raises:
        CallError: The file or one of its lines is wrong, or two lines name one site; file and lines are told.
    """
    names, lines = rows(path)
    if "url" not in names and "bundle" not in names:
        raise CallError(f"{path}: line 1: there is no column url; it has {', '.join(names)}")
    if not lines:
        raise CallError(f"{path}: names no site")
    found = checked(path, lines, partial(_listed, folder=path.parent, private=private))
    _once(path, found)
    return tuple(found)


def _once(path: Path, sites: Iterable[Listed]) -> None:
    seen: dict[str, Listed] = {}
    for site in sites:
        for what, told in (("name", site.slug), ("url", key(site.url) if site.url else "")):
            before = seen.setdefault(f"{what} {told}", site) if told else site
            if before is not site:
                said = getattr(before, what)
                raise CallError(f"{path}: line {site.line}: has the {what} of line {before.line} ({said}); each site stands once")


def _listed(line: int, row: Mapping[str, str], *, folder: Path, private: bool) -> Listed:
    url = start_address(row["url"]) if row.get("url") else ""
    bundle = folder / row["bundle"] if row.get("bundle") else None
    if bundle is not None and not bundle.is_dir():
        raise CallError(f"{bundle}: there is no such folder")
    if not url and bundle is None:
        raise CallError("neither url nor bundle is given")
    if bundle is None and not private and private_host(urlsplit(url).hostname or ""):
        raise CallError(f"{url!r} is not of the public internet; where you trust the list, give --private")
    name = row.get("name") or (host_name(url) if url else row["bundle"])
    sector = row.get("sector", "")
    return Listed(
        line=line,
        name=name,
        url=url,
        country=_country(row.get("country", "")),
        sector=sector,
        slug=_slug(name) or (host_name(url) if url else f"line-{line}"),
        tags=tuple((tag, value) for tag, value in row.items() if tag and tag not in _OWN and tag not in questions()),
        answers=_answers(row),
        bundle=bundle,
    )


def _country(text: str) -> str:
    if text.upper() == "UK":
        raise CallError("country UK: the United Kingdom is GB in ISO 3166")
    if text and not _COUNTRY.fullmatch(text):
        raise CallError(f"country {text!r}: give two letters as in ISO 3166, such as SE")
    return text.upper()


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80]


def _answers(row: Mapping[str, str]) -> Mapping[str, bool | str]:
    """What columns named as questions answer; a sector that is none of the choices is a tag and no answer."""
    given: dict[str, bool | str] = {}
    for name, text in row.items():
        if name not in questions() or not text:
            continue
        answer = text.lower() == "yes" if text.lower() in {"yes", "no"} else text
        try:
            read_answer(name, answer)
        except ValueError as error:
            if name == "sector":
                continue
            raise CallError(str(error)) from None
        given[name] = answer.lower() if isinstance(answer, str) else answer
    return given


def unheard(sites: Iterable[Listed]) -> tuple[str, ...]:
    """The sectors that no pack is addressed to by this name, so that they are tags alone."""
    return tuple(sorted({site.sector for site in sites if site.sector and "sector" not in site.answers}))
