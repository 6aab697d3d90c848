"""A new rule's folder: complete in structure, with a TODO wherever its author has something to say."""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from rules.registry import categories, rules

__all__ = ["ScaffoldError", "scaffold"]

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_SUFFIX = ".j2"


class ScaffoldError(ValueError):
    """The rule cannot be begun; the message says why."""


def scaffold(name: str, category: str, parent: Path) -> Path:
    """
    Write the folder of a new rule.

    Args:
        name: The rule's id, words in lower case with dashes between them.
        parent: Where its folder goes; made if need be.

    Raises:
        ScaffoldError: The name or the category is no such, or the rule or the folder is there already.
        OSError: The folder cannot be written.
    """
    if not _NAME.fullmatch(name) or len(name) > 60:
        raise ScaffoldError(f"{name!r}: a rule's id is words in lower case with dashes between them, as opening-hours-stated")
    if category not in categories():
        raise ScaffoldError(f"{category}: there is no such category; there are {', '.join(categories())}")
    folder = parent / name.replace("-", "_")
    if name in rules() or folder.exists():
        raise ScaffoldError(f"{name}: there is such a rule already" if name in rules() else f"{folder}: is there already")
    said = {"id": name, "category": category}
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)  # noqa: S701 - no HTML
    (folder / "cases").mkdir(parents=True)
    (folder / "__init__.py").write_text("", "utf-8")
    for below in (".", "cases"):
        for template in _templates(files(__name__).joinpath(below)):
            text = environment.from_string(template.read_text("utf-8")).render(said)
            (folder / below / template.name.removesuffix(_SUFFIX)).write_text(text, "utf-8")
    return folder


def _templates(home: Traversable) -> list[Traversable]:
    return sorted((each for each in home.iterdir() if each.name.endswith(_SUFFIX)), key=lambda each: each.name)
