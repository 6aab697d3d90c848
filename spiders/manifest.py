"""The manifest: who looked, when, with which versions and settings, and the size and hash of every other file of a bundle."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Key

from spiders.evidence import Frozen

SCHEMA: Literal["auditor/manifest/1"] = "auditor/manifest/1"


class StoredFile(Frozen):
    """A file of the bundle, its path relative to the bundle's folder."""

    path: str
    bytes: int
    sha256: str


class Manifest(Frozen):
    """
    The record of one look at a site.

    Attributes:
        started, finished: UTC, ISO 8601 to the second.
        versions: Program, Python, libraries, browser.
        settings: Every setting that can change what is seen, as it was; secrets are never among them.
        browser: What the browser was and how it ran ("no browser", sandbox on or off and why).
    """

    schema_: Literal["auditor/manifest/1"] = Key(default=SCHEMA, alias="schema")
    started: str
    finished: str
    versions: dict[str, str] = {}
    settings: dict[str, str | int | float | bool | None] = {}
    browser: str = ""
    files: tuple[StoredFile, ...] = ()
