"""
Packs: a jurisdiction's expectations as data. Which rules it asks for, at which level, by which authority, in force from when.

A pack is one YAML file, bundled in `rules/packs/` or anywhere on disk. It is checked when it is read, and a mistake is told as
`file:line: message`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from rules.law import Applies, Law, Watch
from rules.model import Strict, read
from rules.own import OwnRule
from rules.registry import Rule, categories, questions, rules
from rules.verdict import CONFIDENCES, FORCES, SETTINGS, Confidence, Force, Level, Severity
from spiders.strictyaml import line_of

__all__ = ["Entry", "Pack", "PackError", "bundled", "load_pack", "packs_for", "parse_pack"]

_COUNTRY_UNKNOWN, _NO_LAW_AT_HAND, EVERYWHERE = "eu", "int", "*"
_SUFFIXES = (".yaml", ".yml", ".json")


class PackError(ValueError):
    """The pack cannot be used; the message starts with `file:line:` where a line is to blame."""


class Entry(Strict):
    """
    One expectation of a pack.

    Attributes:
        rule: The id of a rule of the catalogue.
        level: must and should count in the score, each in its way; info never does.
        gate: Failing it caps the grade.
        points: What the rule weighs within its category.
        expects: The expectation in half a sentence, as "an e-mail address, not only a form".
        unless: The exceptions that a website does not show, as "all that it sells is exempt from withdrawal".
        category: In place of the rule's own.
        thresholds: Numbers and switches the rule reads.
        labels: Exact label texts the rule reads, by language.
        otherwise: The expectation on those whom this one is not addressed to, of the same rule.
    """

    rule: str
    level: Level
    gate: bool = False
    severity: Severity
    points: float = Field(default=1, gt=0, le=10)
    expects: str
    unless: str = ""
    category: str | None = None
    applies: Applies
    thresholds: dict[str, float | bool] = {}
    labels: dict[str, tuple[str, ...]] = {}
    citations: tuple[Law, ...] = Field(min_length=1)
    otherwise: Entry | None = None

    @model_validator(mode="after")
    def _level_is_earned(self) -> Self:
        if self.level != "info" and self.confidence == "low":
            raise ValueError(f"{self.rule}: law that nobody has read (confidence low) may only be level info")
        if self.gate and self.level != "must":
            raise ValueError(f"{self.rule}: only a must can be a gate")
        if self.otherwise is not None and (self.otherwise.rule != self.rule or not self.applies.asks):
            raise ValueError(f"{self.rule}: otherwise needs a question above it and is of the same rule")
        return self

    @property
    def force(self) -> Force:
        """The strongest force among its sources."""
        return min((law.force for law in self.citations), key=FORCES.index)

    @property
    def confidence(self) -> Confidence:
        """The confidence of its best known source."""
        return min((law.confidence for law in self.citations), key=CONFIDENCES.index)

    def laws(self, as_of: date) -> tuple[Law, ...]:
        """The sources in force on that day."""
        return tuple(law for law in self.citations if law.in_force(as_of))

    def coming(self, as_of: date) -> tuple[Law, ...]:
        """The sources that come into force later."""
        return tuple(law for law in self.citations if law.later(as_of))


class Pack(Strict):
    """
    A pack.

    Attributes:
        extends: The id of a bundled pack whose entries it takes over, but for the rules it has entries of its own for.
        countries: The ISO 3166 codes of the countries it is chosen for; "*" is every country.
        sectors: It is chosen only where the question `sector` is answered by one of these.
        watch: What is on the horizon and cannot be judged.
        rules: Own rules, which stand in no catalogue.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    version: str
    title: str
    extends: str | None = None
    countries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    watch: tuple[Watch, ...] = ()
    rules: tuple[OwnRule, ...] = ()
    entries: tuple[Entry, ...]

    @model_validator(mode="after")
    def _each_rule_once(self) -> Self:
        named = [entry.rule for entry in self.entries]
        if twice := sorted({rule for rule in named if named.count(rule) > 1}):
            raise ValueError(f"stands twice in the pack: {', '.join(twice)}")
        return self

    def rule(self, name: str) -> Rule:
        """
        A rule by its id: the pack's own, else that of the catalogue.

        Raises:
            KeyError: There is none.
        """
        own = next((rule for rule in self.rules if rule.id == name), None)
        return own.rule() if own else rules()[name]


def parse_pack(text: str, name: str) -> Pack:
    """
    Read a pack from YAML text and check that the catalogue has all its rules and questions.

    Raises:
        PackError: One line `name:line: message` for each mistake.
    """
    try:
        pack = read(Pack, text, name)
    except ValueError as error:
        raise PackError(str(error)) from error
    found = [((*place, key), message) for place, key, message in _all_mistakes(pack)]
    if found:
        raise PackError("\n".join(f"{name}:{line_of(text, location)}: {message}" for location, message in found))
    return _extended(pack)


def _extended(pack: Pack) -> Pack:
    """The pack with the entries that it takes over from the one it extends."""
    if pack.extends is None:
        return pack
    own = {entry.rule for entry in pack.entries}
    taken = tuple(entry for entry in load_pack(pack.extends).entries if entry.rule not in own)
    return pack.model_copy(update={"entries": pack.entries + taken})


Location = tuple[str | int, ...]


def _all_mistakes(pack: Pack) -> Iterator[tuple[Location, str, str]]:
    """What is wrong with a pack: the record to blame, its key and the message."""
    if pack.id == SETTINGS:
        yield (), "id", f"{SETTINGS} is no name for a pack"
    if pack.extends is not None and (pack.extends not in bundled() or pack.extends == pack.id):
        yield (), "extends", f"no such bundled pack: {pack.extends}"
    for index, rule in enumerate(pack.rules):
        yield from ((("rules", index), key, message) for key, message in _own_mistakes(pack, rule))
    for index, entry in enumerate(pack.entries):
        yield from ((("entries", index), key, message) for key, message in _mistakes(pack, entry))


def _own_mistakes(pack: Pack, rule: OwnRule) -> Iterator[tuple[str, str]]:
    if rule.id in rules() or sum(other.id == rule.id for other in pack.rules) > 1:
        yield "id", f"there is a rule {rule.id} already"
    if rule.category not in categories():
        yield "category", f"no such category: {rule.category}"
    if all(entry.rule != rule.id for entry in pack.entries):
        yield "id", f"no entry of the pack asks for {rule.id}"
    yield from rule.mistakes()


def _mistakes(pack: Pack, entry: Entry) -> Iterator[tuple[str, str]]:
    """What the catalogue has to say against an entry: the key to blame and the message."""
    try:
        rule = pack.rule(entry.rule)
    except KeyError:
        yield "rule", f"no such rule: {entry.rule}"
        return
    if entry.category not in {None, *categories()}:
        yield "category", f"no such category: {entry.category}"
    for asked in (*entry.applies.asks, *entry.applies.none):
        if (question := questions().get(asked.question)) is None:
            yield "applies", f"no such question: {asked.question}"
        elif bool(asked.among) != bool(question.choices) or not set(asked.among) <= set(question.choices):
            yield "applies", f"{asked.question} may be answered by {', '.join(question.choices) or 'yes or no alone'}"
    if set(entry.thresholds) != set(rule.texts.thresholds):
        yield "thresholds", f"{entry.rule} needs the thresholds {', '.join(rule.texts.thresholds) or '(none)'}"
    if missing := sorted(set(rule.texts.labels) - set(entry.labels)):
        yield "labels", f"{entry.rule} needs the labels {', '.join(missing)}"
    if entry.otherwise is not None:
        yield from (("otherwise", message) for _, message in _mistakes(pack, entry.otherwise))


def load_pack(name_or_path: str | Path) -> Pack:
    """
    A bundled pack by its id (`se`), or a pack file by its path.

    Raises:
        PackError: There is no such pack, or it cannot be used.
    """
    path = Path(name_or_path)
    if path.suffix.lower() not in _SUFFIXES:
        if str(name_or_path) not in bundled():
            raise PackError(f"no such pack: {name_or_path}; there are {', '.join(bundled())}, or give the path of a YAML file")
        return _bundled(str(name_or_path))
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{path}: cannot be read: {error}") from error
    return parse_pack(text, path.name)


def bundled() -> tuple[str, ...]:
    """The ids of the bundled packs, in order."""
    return tuple(sorted(name.removesuffix(".yaml") for name in _names()))


def packs_for(country: str | None, sectors: Collection[str] = ()) -> tuple[str, ...]:
    """
    The ids of the bundled packs for a country (ISO 3166) and the sectors a company trades in, the most particular first.

    A country that no pack names has the pack of good practice, for no law of another place is held against it; where the
    country is not known at all, the EU's. The packs for every country come last.
    """
    packs = [_bundled(name) for name in bundled()]
    fitting = [pack for pack in packs if not pack.sectors or set(pack.sectors) & set(sectors)]
    law = [pack for pack in fitting if country is not None and country.upper() in pack.countries]
    ranked = sorted(law, key=lambda pack: (not pack.sectors, len(pack.countries), pack.id))
    ground = _COUNTRY_UNKNOWN if country is None else _NO_LAW_AT_HAND
    everywhere = tuple(pack.id for pack in fitting if EVERYWHERE in pack.countries)
    return (tuple(pack.id for pack in ranked) or (ground,)) + everywhere


def _names() -> Iterator[str]:
    return (entry.name for entry in files("rules").joinpath("packs").iterdir() if entry.name.endswith(".yaml"))


@cache
def _bundled(name: str) -> Pack:
    return parse_pack(files("rules").joinpath("packs", f"{name}.yaml").read_text("utf-8"), f"{name}.yaml")
