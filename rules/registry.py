"""
The catalogue of rules: every folder of `rules/catalogue/` that has a `rule.py`. The next rule is one new folder.

A rule's folder holds `rule.py` (`check(evidence, entry) -> Result`), `rule.yaml` (its texts and its closed list of named
results), `rule.md` (its page, the source of "why" and "advice" too) and `cases/` (its tests).
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from rules import catalogue
from rules.model import Strict, read
from rules.result import Result
from rules.verdict import FixedBy, Outcome
from spiders.evidence import Evidence, PageKind

if TYPE_CHECKING:
    from rules.pack import Entry

__all__ = ["HEADINGS", "Check", "Named", "Question", "Rule", "Texts", "categories", "questions", "rules"]

WHY, REMEDY = "Why it matters to a customer", "How to fix"
HEADINGS = ("What it checks", WHY, "Applies when", "What it gets wrong", REMEDY, "Sources")
_SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.M | re.S)

Check = Callable[[Evidence, "Entry"], Result]


class Named(Strict):
    """
    A named result: its outcome, and whether it rests on something seen or on something not seen.

    A result that rests on absence only stands where enough was looked at; one that then does not apply, which the score leaves out,
    only where no budget ran out before every known page was visited. One that rests on words was seen, but what was seen fails only
    for the words it lacks, so that it stands only in a language whose words are known.
    """

    outcome: Outcome
    rests_on: Literal["presence", "absence", "words"] = "presence"


class Texts(Strict):
    """
    The `rule.yaml` of a rule.

    Attributes:
        title: The subject, for outcomes that say neither yes nor no.
        title_ok: The good state as a sentence; `title_failed`: the bad one.
        owner: Who fixes it.
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
    looks_on: tuple[PageKind, ...] = ("home", "contact")
    thresholds: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    results: dict[str, Named]


class Question(Strict):
    """What a website alone may not show, and a person can answer: `sign` is what on a site answers, `does` the same as a clause."""

    asks: str
    does: str
    sign: str


class _Questions(Strict):
    questions: dict[str, Question]


class _Categories(Strict):
    categories: dict[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue; `page` is its documentation, Markdown; `sections` the same by heading; `folder` its package name."""

    texts: Texts
    check: Check
    page: str
    sections: Mapping[str, str]
    folder: str

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
    """Every rule by its id, in order of id."""
    folders = (module.name for module in pkgutil.iter_modules(catalogue.__path__) if module.ispkg)
    found = sorted((_rule(folder) for folder in folders), key=lambda rule: rule.id)
    return MappingProxyType({rule.id: rule for rule in found})


def _rule(folder: str) -> Rule:
    package = f"{catalogue.__name__}.{folder}"
    home = files(package)
    texts = read(Texts, home.joinpath("rule.yaml").read_text("utf-8"), f"{folder}/rule.yaml")
    check: Check = importlib.import_module(f"{package}.rule").check
    page = home.joinpath("rule.md").read_text("utf-8")
    sections = {heading: " ".join(body.split()) for heading, body in _SECTION.findall(page)}
    if missing := [heading for heading in HEADINGS if not sections.get(heading)]:
        raise ValueError(f"{folder}/rule.md:1: has no text under {', '.join(missing)}")
    return Rule(texts, check, page, MappingProxyType(sections), folder)


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
