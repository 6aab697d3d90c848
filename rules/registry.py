"""
The catalogue of rules: every folder of `rules/catalogue/` that has a `rule.py`. The next rule is one new folder.

A rule's folder holds `rule.py` (`check(evidence, entry) -> Result`), `rule.yaml` (its texts and its closed list of named
results), `rule.md` (its page, the source of "why" and "advice" too), `cases/` (its tests) and, where something can be added to the
site as it stands, `remedy.j2`. Such a folder may also be a package of an installed distribution, which names it under the entry
points of `auditor.rules`.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from rules import catalogue
from rules.model import Strict, read
from rules.result import Result
from rules.verdict import Effort, FixedBy, Outcome, RemedyKind
from spiders.evidence import Evidence, PageKind

if TYPE_CHECKING:
    from rules.pack import Entry

__all__ = [
    "ENTRY_POINTS",
    "HEADINGS",
    "Check",
    "Making",
    "Named",
    "PluginError",
    "Question",
    "Rule",
    "Texts",
    "catalogue_folders",
    "categories",
    "questions",
    "read_rule",
    "rules",
]

ENTRY_POINTS = "auditor.rules"
WHY, REMEDY = "Why it matters to a customer", "How to fix"
HEADINGS = ("What it checks", WHY, "Applies when", "What it gets wrong", REMEDY)
_SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.M | re.S)

Check = Callable[[Evidence, "Entry"], Result]


class PluginError(ValueError):
    """An installed distribution brings a rule that cannot be used; to judge without it would hide that it is not asked."""


class Named(Strict):
    """
    A named result: its outcome, and whether it rests on something seen or on something not seen.

    A result that rests on absence only stands where enough was looked at; one that then does not apply, which the score leaves out,
    only where no budget ran out before every known page was visited. One that rests on words was seen, but what was seen fails only
    for the words it lacks, so that it stands only in a language whose words are known.
    """

    outcome: Outcome
    rests_on: Literal["presence", "absence", "words"] = "presence"


class Making(Strict):
    """What a remedy is: its kind, and `where` it goes, as half a sentence."""

    kind: RemedyKind
    where: str


class Texts(Strict):
    """
    The `rule.yaml` of a rule.

    Attributes:
        title: The subject, for outcomes that say neither yes nor no.
        title_ok: The good state as a sentence; `title_failed`: the bad one.
        follows: Rules whose failure makes this one fail, too, so that mending them mends it; the nearest cause first.
        owner: Who fixes it; `effort`: what that takes, by the project's own estimate.
        remedy: What `remedy.j2` of the rule's folder makes: text, or markup to add.
        looks_on: Kinds of pages that could hold the thing: while one of them was not readable, absence is not decided.
        thresholds: The thresholds a pack's entry must give, no more and no less; `labels`: the lists of words it must give.
        results: The closed list of named results.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    category: str
    title: str
    title_ok: str
    title_failed: str
    owner: FixedBy
    effort: Effort
    remedy: Making | None = None
    follows: tuple[str, ...] = ()
    looks_on: tuple[PageKind, ...] = ("home", "contact")
    thresholds: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    results: dict[str, Named]


class Question(Strict):
    """
    What a website alone may not show, and a person can answer.

    Attributes:
        does: The same as half a sentence after "the company".
        sign: What on a site answers it, "" where nothing does.
        choices: The answers there are; none for a question of yes or no.
    """

    asks: str
    does: str = ""
    sign: str = ""
    choices: tuple[str, ...] = ()


class _Questions(Strict):
    questions: dict[str, Question]


class _Categories(Strict):
    categories: dict[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """
    A rule of the catalogue.

    Attributes:
        page: Its documentation, Markdown; `sections`: the same by heading.
        home: Its folder; None for an own rule of a pack.
        remedy: The template of what to add to the site, "" where there is none (`rules.remedies`).
    """

    texts: Texts
    check: Check
    page: str
    sections: Mapping[str, str]
    home: Traversable | None
    remedy: str = ""

    @property
    def id(self) -> str:
        """The rule's id, as packs and verdicts name it."""
        return self.texts.id

    @property
    def why(self) -> str:
        """Why it matters to a customer, in plain words."""
        return self.sections[WHY]

    @property
    def advice(self) -> str:
        """The exact remedy."""
        return self.sections[REMEDY]


@cache
def rules() -> Mapping[str, Rule]:
    """
    Every rule by its id, in order of id: the catalogue's and those of installed distributions.

    Raises:
        ValueError: A rule of the catalogue cannot be used.
        PluginError: One of a distribution cannot; the message names it.
    """
    found = {rule.id: rule for rule in map(_packaged, catalogue_folders())}
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: (point.name, point.value)):
        rule = _plugged(point)
        if found.setdefault(rule.id, rule) is not rule:
            raise PluginError(f"{_origin(point)}: there is a rule {rule.id} already")
    return MappingProxyType(dict(sorted(found.items())))


def catalogue_folders() -> Iterator[str]:
    """The packages of the catalogue's rules."""
    return (f"{catalogue.__name__}.{module.name}" for module in pkgutil.iter_modules(catalogue.__path__) if module.ispkg)


def _packaged(package: str) -> Rule:
    return read_rule(files(package), importlib.import_module(f"{package}.rule").check)


def _plugged(point: EntryPoint) -> Rule:
    try:
        rule = _packaged(point.value)
    except Exception as error:  # whatever a stranger's code does when it is imported
        told = " ".join(f"{type(error).__name__}: {error}".split())
        raise PluginError(f"{_origin(point)} cannot be used: {told}"[:500]) from error
    if rule.texts.category not in categories():
        raise PluginError(f"{_origin(point)}: no such category: {rule.texts.category}")
    return rule


def _origin(point: EntryPoint) -> str:
    return f"{point.dist.name if point.dist else 'a distribution'}: its rule {point.name} ({point.value})"


def read_rule(home: Traversable, check: Check) -> Rule:
    """
    The rule of a folder.

    Raises:
        ValueError: A part of it is missing or is not what it should be; `FOLDER/FILE:LINE: message`.
    """
    folder = home.name
    texts = read(Texts, home.joinpath("rule.yaml").read_text("utf-8"), f"{folder}/rule.yaml")
    page = home.joinpath("rule.md").read_text("utf-8")
    sections = {heading: " ".join(body.split()) for heading, body in _SECTION.findall(page)}
    if missing := [heading for heading in HEADINGS if not sections.get(heading)]:
        raise ValueError(f"{folder}/rule.md:1: has no text under {', '.join(missing)}")
    template = home.joinpath("remedy.j2")
    if template.is_file() != (texts.remedy is not None):
        raise ValueError(f"{folder}/rule.yaml:1: remedy and the file remedy.j2 go together")
    remedy = template.read_text("utf-8") if texts.remedy else ""
    return Rule(texts, check, page, MappingProxyType(sections), home, remedy)


@cache
def questions() -> Mapping[str, Question]:
    """The questions about applicability by id."""
    text = files("rules").joinpath("questions.yaml").read_text("utf-8")
    return MappingProxyType(read(_Questions, text, "questions.yaml").questions)


@cache
def categories() -> Mapping[str, str]:
    """The categories of the score in their order, with what each is about."""
    text = files("rules").joinpath("categories.yaml").read_text("utf-8")
    return MappingProxyType(read(_Categories, text, "categories.yaml").categories)
