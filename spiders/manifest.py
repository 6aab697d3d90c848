"""The manifest: who looked, when, with which versions and settings, every other file of a bundle, and how it came to be so."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Key

from spiders.evidence import Frozen

SCHEMA: Literal["auditor/manifest/1"] = "auditor/manifest/1"

Made = Literal["collected", "redacted", "judged"]
"""What was done to a bundle."""


class StoredFile(Frozen):
    """A file of the bundle, its path relative to the bundle's folder."""

    path: str
    bytes: int
    sha256: str


class Link(Frozen):
    """
    One step in the making of a bundle; no clock is read for it, so that the same step gives the same link.

    Hashes are SHA-256, in hexadecimal, of a value as JSON (`auditor.chain`).

    Attributes:
        versions: Of the program that made the step.
        settings: By what the step was made.
        seen: Hash of the evidence as it stood then: the manifest's own record, and the list of the files of evidence.
        made: Hash of the list of the files made out of it: verdicts, report, packs.
        before: Hash of the link before, "" for the first.
    """

    step: Made
    versions: dict[str, str] = {}
    settings: dict[str, str | int | float | bool | None] = {}
    seen: str
    made: str
    before: str = ""


class Manifest(Frozen):
    """
    The record of one look at a site.

    Attributes:
        started, finished: UTC, ISO 8601 to the second.
        versions: Program, Python, libraries, browser.
        settings: Every setting that can change what is seen, as it was; secrets are never among them.
        browser: What the browser was and how it ran ("no browser", sandbox on or off and why).
        environment: Where the look was made: system, time zone, languages asked for, screen sizes; of the network only what is
            known without asking anybody.
        capture: What the capture of the HTTP exchange holds and lacks, in words; "" where there is none.
        chain: The steps that made the bundle, oldest first; empty in a bundle of an older version.
        seal: Hash of the last link, and by it of everything else.
    """

    schema_: Literal["auditor/manifest/1"] = Key(default=SCHEMA, alias="schema")
    started: str
    finished: str
    versions: dict[str, str] = {}
    settings: dict[str, str | int | float | bool | None] = {}
    browser: str = ""
    environment: dict[str, str] = {}
    capture: str = ""
    files: tuple[StoredFile, ...] = ()
    chain: tuple[Link, ...] = ()
    seal: str = ""
