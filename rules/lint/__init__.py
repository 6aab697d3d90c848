"""
The linter of rules and packs: what every rule and every pack must have, so that the next one cannot leave it out.

It reads rules as folders and packs as text, and names file and line of each problem. `auditor rules check` and the tests call it.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from rules.cases import case_files
from rules.lint.of_packs import lint_pack
from rules.lint.of_rules import lint_rule
from rules.lint.problem import Problem, forbidden_in, placed
from rules.pack import bundled, parse_pack
from rules.registry import PluginError, Rule, catalogue_folders, read_rule, rules

__all__ = ["Problem", "Report", "bundled_texts", "forbidden_in", "lint", "lint_pack", "lint_rule"]


class Report(NamedTuple):
    """The problems, and how much was checked."""

    problems: tuple[Problem, ...]
    rules: int = 0
    cases: int = 0
    packs: int = 0
    entries: int = 0

    @property
    def errors(self) -> int:
        return sum(problem.level == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors


def lint(packs: Sequence[tuple[str, str]] = (), folders: Sequence[Path] = ()) -> Report:
    """
    Check the catalogue, the rules of installed distributions and the bundled packs, with more packs and rule folders besides.

    Packs are held against the catalogue only where all of it can be read, and cases against packs only where those are sound.

    Args:
        packs: File name and text of each.
        folders: Folders of rules that stand in no catalogue; their code is run.
    """
    problems: list[Problem] = []
    found = [*_catalogue(problems), *_beside(folders, problems)]
    if problems:
        return Report(tuple(problems), len(found))
    written = (*bundled_texts(), *packs)
    problems += [problem for name, text in written for problem in lint_pack(text, name)]
    if problems:
        return Report(tuple(problems), len(found), packs=len(written))
    read = [parse_pack(text, name) for name, text in written]
    asked = {entry.rule for pack in read for entry in pack.entries}
    for rule, home in found:
        problems += lint_rule(rule, home, read)
        if rule.id not in asked:
            problems.append(Problem(f"{home}/rule.yaml", 1, "no pack asks for this rule", "warning"))
    cases = sum(len(case_files(rule)) for rule, _ in found)
    return Report(tuple(problems), len(found), cases, len(read), sum(len(pack.entries) for pack in read))


def bundled_texts() -> tuple[tuple[str, str], ...]:
    """The bundled packs as they are written: file name and text."""
    home = files("rules").joinpath("packs")
    return tuple((f"{home}/{name}.yaml", home.joinpath(f"{name}.yaml").read_text("utf-8")) for name in bundled())


def _catalogue(problems: list[Problem]) -> list[tuple[Rule, Traversable]]:
    """The rules of the catalogue and of distributions, each with its folder; those that cannot be read go to the problems."""
    found = [
        pair
        for package in catalogue_folders()
        for pair in _read(files(package), lambda package=package: importlib.import_module(f"{package}.rule"), problems)  # type: ignore[misc]
    ]
    if problems:
        return found
    try:
        return [(rule, rule.home) for rule in rules().values() if rule.home is not None]
    except PluginError as error:
        problems.append(Problem("an installed distribution", 1, str(error)))
        return found


def _beside(folders: Sequence[Path], problems: list[Problem]) -> list[tuple[Rule, Traversable]]:
    homes = [home for folder in folders for home in sorted({folder, *folder.iterdir()}) if (home / "rule.yaml").is_file()]
    return [pair for home in homes for pair in _read(home, lambda home=home: _module(home / "rule.py"), problems)]  # type: ignore[misc]


def _module(path: Path) -> object:
    spec = importlib.util.spec_from_file_location(f"_rule_{path.parent.name}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path}: no Python")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read(home: Traversable, module: Callable[[], object], problems: list[Problem]) -> list[tuple[Rule, Traversable]]:
    try:
        return [(read_rule(home, module().check), home)]  # type: ignore[attr-defined]
    except FileNotFoundError as error:
        problems.append(Problem(str(error.filename), 1, "is missing"))
        return []
    except Exception as error:  # a rule's code may do anything when it is imported
        folder = str(home).removesuffix(f"/{home.name}")
        problems += [placed(line, f"{home}/rule.py", folder) for line in (str(error) or type(error).__name__).splitlines()]
        return []
