"""Writing reports into files and on standard output, for every command that tells."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from auditor.audit import story
from auditor.bundle import Bundle
from auditor.cli.chosen import to_file
from auditor.cli.say import complain
from auditor.errors import AuditorError, CallError, Exit, PartMissingError
from auditor.settings import CONFIG, Settings
from auditor.telling import STDOUT, Target, anchor, target
from reports import formats
from reports.gated import Gated
from reports.story import Story
from spiders.browser.chromium import BrowserError

__all__ = ["told", "write", "write_reports"]


def told(whole: Bundle, language: str, config: Path | None) -> Story:
    """A judged bundle as the formats need it, pinned to the settings file in use."""
    return replace(story(whole, language), anchor=anchor(config or CONFIG, whole.evidence.site.host))


def write_reports(whole: Bundle, settings: Settings, config: Path | None, *, as_json: bool, decided: Gated | None = None) -> Exit:
    """The reports that are asked for, with what a gate decided; how it ended. Standard output may be kept for a JSON object."""
    junit = [Target(formats()["junit"], settings.junit)] if settings.junit else []
    wanted = [*map(target, settings.report), *junit]
    taken = [each for each in wanted if as_json and each.path == STDOUT]
    for each in taken:
        complain(f"--report {each.format.NAME}:-: --json has standard output for itself; give a file")
    if not wanted:
        return Exit.DONE
    one = replace(told(whole, settings.lang, config), gated=decided)
    return write(one, (each for each in wanted if each not in taken)) or (Exit.WRONG_CALL if taken else Exit.DONE)


def write(story: Story, targets: Iterable[Target]) -> Exit:
    """Write every report; one that cannot be written is told, and costs no other. The first such fault's exit code."""
    ended = Exit.DONE
    for each in targets:
        fault = _fault(story, each)
        if fault is not None:
            complain(str(fault))
            ended = ended or fault.code
    return ended


def _fault(story: Story, wanted: Target) -> AuditorError | None:
    """What went wrong in writing a report, or None."""
    try:
        _write(wanted, wanted.format.render(story))
    except AuditorError as fault:
        return fault
    except BrowserError as fault:
        return PartMissingError(f"{wanted.format.NAME}: {fault}")
    except Exception as fault:
        if os.environ.get("AUDITOR_DEBUG"):
            raise
        return AuditorError(f"{wanted.path}: a fault of auditor's own: {type(fault).__name__}: {fault}. Please report it.")
    return None


def _write(wanted: Target, content: bytes) -> None:
    if wanted.path == STDOUT and sys.stdout.isatty() and b"\0" in content:
        name, suffix = wanted.format.NAME, wanted.format.SUFFIX
        raise CallError(f"{name} is not for a terminal; give it a file, as --out report{suffix}")
    to_file(content, wanted.path)
