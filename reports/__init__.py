"""
How we tell it: reports render evidence and verdicts; they judge nothing.

A format is a module of this package with

    NAME: str       what a person asks for, as "html"
    SUFFIX: str     how its files end, as ".html"
    render(story: Story) -> bytes

It opens no connection, reads no clock, and gives the same bytes for the same story. The next format is one new file.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Protocol, cast

from reports.story import Story

__all__ = ["Format", "Story", "formats"]


class Format(Protocol):
    """What every format's module holds."""

    NAME: str
    SUFFIX: str

    def render(self, story: Story, /) -> bytes:
        """The report."""
        ...


@cache
def formats() -> Mapping[str, Format]:
    """Every format by its name, in order of name."""
    plain = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg)
    modules = [importlib.import_module(f"{__name__}.{name}") for name in plain]
    found = [cast("Format", module) for module in modules if hasattr(module, "NAME") and hasattr(module, "render")]
    return MappingProxyType({found_.NAME: found_ for found_ in sorted(found, key=lambda f: f.NAME)})
