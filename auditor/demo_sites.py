"""
The fictional companies that come with auditor: small sites as static files, each with a story.

A site is a folder with a `site.yaml` that says who the company is, what its story is, and where it behaves other than a plain
folder would: a status, a redirect, a delay, one page for everything. `auditor.demo` serves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from auditor.errors import AuditorError
from spiders import strictyaml

__all__ = ["Answer", "Content", "DemoError", "DemoSite", "load_content", "load_site", "sites"]

_SITE = "site.yaml"


class DemoError(AuditorError):
    """A `site.yaml` is not what it should be; the message starts with the file's path."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Repeat(_Record):
    """A body too big to keep in a file: `text`, `times` over."""

    text: str
    times: int


class Answer(_Record):
    """
    What the server says to one path.

    Attributes:
        status: HTTP status.
        headers: More headers, or others in place of the usual ones.
        redirect: Address to send on to; the status is 302 unless another is given.
        delay: Seconds before the answer begins.
        body: The body as text; `file`: a file of the folder; `body_repeat`: a body made on the spot.
        content_type: In place of the one the file's name tells.
        only_first: The answer holds for the first so many requests of the path; later ones get what they would without it.
        count: Pages without end: in the file `@n@` is the path's last number, `@next@` and `@previous@` are its neighbours.
    """

    status: int | None = None
    headers: Mapping[str, str] = {}
    redirect: str | None = None
    delay: float = 0
    body: str | None = None
    file: str | None = None
    content_type: str | None = None
    body_repeat: Repeat | None = None
    only_first: int | None = None
    count: bool = False


class SiteFile(_Record):
    """
    A `site.yaml`.

    Attributes:
        extends: Another site of the same collection whose files and answers hold where this one has none.
        responses: Answers by path, or by pattern (`/kalender/*`); a path with its query goes before one without.
        default: The answer to every path that is neither listed nor a file; a plain 404 where it is absent.
        expect: What an audit must see (tests/expectations.py); of no meaning to the server.
    """

    name: str
    country: str
    story: str
    extends: str | None = None
    responses: Mapping[str, Answer] = {}
    default: Answer = Answer(status=404, body="<!doctype html><title>Not found</title><h1>Not found</h1>")
    expect: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class DemoSite:
    """A fictional company: its folder's name, and what its `site.yaml` says."""

    slug: str
    folder: Path
    name: str
    country: str
    story: str
    expect: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Content:
    """What the server needs of a site; `files` are by the path that asks for them."""

    files: Mapping[str, Path]
    responses: Mapping[str, Answer]
    default: Answer


def sites() -> tuple[DemoSite, ...]:
    """
    The bundled fictional companies, by name of their folder.

    Raises:
        DemoError: A `site.yaml` does not validate, or the collection is not there.
    """
    beside = Path(__file__).with_name("sites")
    checkout = Path(__file__).parents[1] / "tests" / "sites"
    collection = next((folder for folder in (beside, checkout) if folder.is_dir()), None)
    if collection is None:
        raise DemoError(f"{beside}: the fictional sites are not installed")
    return tuple(load_site(path.parent) for path in sorted(collection.glob(f"*/{_SITE}")))


def load_site(folder: Path) -> DemoSite:
    """Read one site's description; raises DemoError as `sites` does."""
    known = _described(folder)
    return DemoSite(folder.name, folder, known.name, known.country, known.story.strip(), known.expect)


def _described(folder: Path) -> SiteFile:
    path = folder / _SITE
    try:
        return SiteFile.model_validate(strictyaml.load(path.read_text("utf-8"), str(path)))
    except (OSError, ValidationError, strictyaml.YamlError) as error:
        raise DemoError(f"{path}: {error}") from error


def load_content(folder: Path) -> Content:
    """The files and answers of a folder, over those of the site it extends."""
    if not (folder / _SITE).exists():
        return Content(_files(folder), {}, SiteFile.model_fields["default"].default)
    known = _described(folder)
    below = load_content(folder.parent / known.extends) if known.extends else Content({}, {}, known.default)
    return Content(
        files={**below.files, **_files(folder)},
        responses={**below.responses, **known.responses},
        default=known.default if "default" in known.model_fields_set else below.default,
    )


def _files(folder: Path) -> dict[str, Path]:
    """Every file by its path, and pages by their clean addresses too."""
    files: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.name == _SITE:
            continue
        name = "/" + path.relative_to(folder).as_posix()
        files[name] = path
        if path.suffix == ".html":
            clean = name.removesuffix(".html")
            clean = clean.removesuffix("index") if path.stem == "index" else clean
            files[clean] = path
    return files
