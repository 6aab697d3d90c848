"""Settings: what the command line says, then `auditor.toml`, then the defaults."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, ValidationError, field_validator
from pydantic_core import ErrorDetails

from auditor.budgets import Budget
from auditor.errors import CallError
from auditor.gate import FailOn
from auditor.telling import target
from reports.catalogue import ENGLISH, languages
from rules.applicability import read_answer
from rules.verdict import Suppression
from spiders import strictyaml
from spiders.evidence import StartKind, Task
from spiders.journeys.declared import MOST, Declared
from spiders.net.identity import read_contact
from spiders.net.resolve import read_resolve

__all__ = ["CONFIG", "Settings", "Site", "settle"]

CONFIG = Path("auditor.toml")

_MISTAKES = {
    "bool_type": "write true or false",
    "date_from_datetime_inexact": "write a day, as 2026-12-28",
    "date_from_datetime_parsing": "write a day, as 2026-12-28",
    "extra_forbidden": "there is no such setting",
    "int_from_float": "write a whole number",
    "int_parsing": "write a whole number",
    "missing": "it is missing",
    "model_type": "write {table} above its settings",
    "path_type": "write the name of a file or folder, in quotation marks",
    "string_too_short": "it is empty",
    "string_type": "write it in quotation marks",
    "too_long": "there may be at most {max_length}",
    "tuple_type": "it must be a list",
}
"""What pydantic says in words for programmers, by its type of error."""


def _one_or_more(value: Any) -> Any:
    """A single name stands for a list of one."""
    return (value,) if isinstance(value, str) else value


def _several(table: str) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if isinstance(value, dict):
            raise ValueError(f"write [[{table}]], for there may be several")  # noqa: TRY004 - pydantic tells a ValueError
        return value

    return check


class _Suppress(Suppression):
    """An entry of the file, which may hold no key that nobody reads."""

    model_config = ConfigDict(extra="forbid")


def _country(code: str) -> str:
    if code and not re.fullmatch("[A-Za-z]{2}", code):
        raise ValueError(f"{code!r} is no country; write its two letters of ISO 3166, as SE")
    return code


def _language(name: str) -> str:
    if name not in languages():
        raise ValueError(f"there is no report in {name!r}; choose from {', '.join(languages())}")
    return name


def _resolve(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(str, read_resolve(given)))


def _told_where(given: tuple[str, ...]) -> tuple[str, ...]:
    paths = [target(text).path for text in given]
    if twice := next((path for path in paths if paths.count(path) > 1), None):
        raise ValueError(f"{twice}: two reports would go there; give each a place of its own")
    return given


class _Company(BaseModel):
    """
    What is about one company.

    `journey` declares journeys, `suppress` sets findings aside, `budget` limits what a gate lets pass; they stand in the file
    alone. `answers` tells what a website cannot show, by question id (`auditor rules show`).
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-"), validate_by_name=True
    )

    country: Annotated[str, AfterValidator(_country)] = ""
    journey: Annotated[tuple[Declared, ...], BeforeValidator(_several("journey")), Field(max_length=MOST)] = ()
    suppress: Annotated[tuple[_Suppress, ...], BeforeValidator(_several("suppress"))] = ()
    answers: dict[str, bool | str] = {}
    budget: Budget = Budget()
    baseline: Path | None = None

    @field_validator("answers")
    @classmethod
    def _answers_known_questions(cls, answers: dict[str, bool | str]) -> dict[str, bool | str]:
        for name, answer in answers.items():
            read_answer(name, answer)
        return answers

    @field_validator("journey")
    @classmethod
    def _journeys_by_name(cls, journeys: tuple[Declared, ...]) -> tuple[Declared, ...]:
        if len({journey.name for journey in journeys}) < len(journeys):
            raise ValueError("two journeys have the same name")
        return journeys


class Site(_Company):
    """A site that `auditor audit` audits where no address is given; `name` is what reports call it."""

    url: Annotated[str, Field(min_length=1)]
    name: str = ""


_TABLES: Mapping[str, tuple[type[BaseModel], str]] = MappingProxyType(
    {"journey": (Declared, "name"), "suppress": (_Suppress, "rule"), "site": (Site, "url")}
)
"""What may stand several times: its record, and the key by which a person finds it."""


class Settings(_Company):
    """
    Every option of `audit`, `collect` and `compare`, under the name it has on the command line.

    `rules` names files or folders of own packs that are judged beside the others; it stands in the file alone, as `site` does.
    """

    site: Annotated[tuple[Site, ...], BeforeValidator(_several("site"))] = ()
    out: Path | None = None
    pack: Annotated[tuple[str, ...], BeforeValidator(_one_or_more)] = ()
    as_of: date | None = None
    max_pages: Annotated[int, Field(ge=1, le=5000)] = 60
    max_seconds: Annotated[float, Field(gt=0, le=86400)] = 180.0
    max_rendered: Annotated[int, Field(ge=0, le=500)] = 12
    max_visits: Annotated[int, Field(ge=0, le=50)] = 6
    page_seconds: Annotated[float, Field(gt=0, le=600)] = 20.0
    delay: Annotated[float | None, Field(ge=0, le=60)] = None
    quick: StrictBool = False
    resolve: Annotated[tuple[str, ...], BeforeValidator(_one_or_more), AfterValidator(_resolve)] = ()
    contact: Annotated[str, AfterValidator(read_contact)] = ""
    browser: StrictBool = True
    clicks: StrictBool = True
    axe: StrictBool = True
    journeys: StrictBool = True
    tasks: tuple[Task, ...] = get_args(Task)
    starts: tuple[StartKind, ...] = get_args(StartKind)
    rules: Annotated[tuple[str, ...], BeforeValidator(_one_or_more)] = ()
    chat_probe: str = ""
    ocr: StrictBool = False
    wacz: StrictBool = False
    redact: StrictBool = False
    timestamp: str = ""
    timestamp_ca: Path | None = None
    chromium: str = ""
    lang: Annotated[str, AfterValidator(_language)] = ENGLISH
    fail_on: FailOn | None = None
    fail_under: Annotated[float | None, Field(ge=0, le=100)] = None
    allow_undecided: StrictBool = False
    junit: Path | None = None
    report: Annotated[tuple[str, ...], BeforeValidator(_one_or_more), AfterValidator(_told_where)] = ()
    quiet: StrictBool = False
    relook: StrictBool = True

    def on(self) -> date:
        """The date whose law is applied: --as-of, else today (UTC)."""
        return self.as_of or datetime.now(UTC).date()

    def of(self, site: Site) -> Settings:
        """The settings of one of the sites: what it says itself goes before what the file says for all; its answers one by one."""
        own = {name: getattr(site, name) for name in _Company.model_fields if name in site.model_fields_set}
        return self.model_copy(update={**own, "answers": {**self.answers, **site.answers}, "site": ()})


def settle(config: Path | None = None, **given: Any) -> Settings:
    """
    The settings in force.

    Args:
        config: A file that must be there; without it `auditor.toml` of the working folder counts if it is there.
        given: What the command line says; None is "not given". Its answers are laid over those of the file, one by one.

    Raises:
        CallError: The file cannot be read, or a setting is unknown or out of bounds; the message names it.
    """
    path = config or (CONFIG if CONFIG.is_file() else None)
    told = _from_file(path) if path else {}
    if "chat-probe" in told:
        raise CallError(f"{path}: chat-probe: it is given in the call alone, so that no forgotten file writes to a chat")
    said = {name.replace("_", "-"): value for name, value in given.items() if value is not None and value != ()}
    if isinstance(told.get("answers"), dict) and "answers" in said:
        said["answers"] = {**told["answers"], **said["answers"]}
    try:
        usual = _quick(told) if said.get("quick") is not False else {}
        return Settings.model_validate({**usual, **told, **_quick(said), **said, **_of_sites(told, given)})
    except ValidationError as error:
        first = error.errors()[0]
        where = f"{path}: " if path and first["loc"][0] not in said else "--"
        raise CallError(f"{where}{_place(first['loc'], told)}: {_told(first)}") from None


def _of_sites(told: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """The sites of the file, with what the command line says in place of what they say."""
    sites = told.get("site")
    if not isinstance(sites, list) or not all(isinstance(site, dict) for site in sites):
        return {}
    said = {name: given[name] for name in ("country", "baseline") if given.get(name) is not None}
    answers = given.get("answers") or {}
    own = [site.get("answers", {}) for site in sites]
    answered = [{**each, **answers} if isinstance(each, dict) else each for each in own]
    return {"site": [{**site, **said, "answers": each} for site, each in zip(sites, answered, strict=True)]}


def _quick(layer: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a quick look sets, where it is asked for in this layer: on the command line it goes before the file's settings too."""
    return strictyaml.load_file(Path(__file__).with_name("quick.yaml")) if layer.get("quick") is True else {}


def _place(loc: tuple[int | str, ...], told: dict[str, Any]) -> str:
    """Where a mistake stands, as a person finds it: a journey by its name, a suppression by its rule, else by its number."""
    table = str(loc[0])
    if table not in _TABLES or len(loc) == 1:
        return ".".join(map(str, loc))
    given = told[table][loc[1]]
    name = given.get(_TABLES[table][1]) if isinstance(given, dict) else None
    below = ".".join(map(str, loc[2:] if table == "site" else loc[2:3]))
    return ": ".join(filter(None, [f"{table} {name!r}" if name else f"{table} {int(loc[1]) + 1}", below]))


def _told(error: ErrorDetails) -> str:
    table = str(error["loc"][0])
    if error["type"] == "extra_forbidden" and table in _TABLES and len(error["loc"]) == 3:
        return f"a {table} has no such setting, but {', '.join(_TABLES[table][0].model_fields)}"
    if error["type"] == "extra_forbidden" and "budget" in error["loc"][:-1]:
        known = (field.alias or name for name, field in Budget.model_fields.items())
        return f"a budget has no such setting, but {', '.join(known)}"
    told = _MISTAKES.get(error["type"])
    heading = f"[[{table}]]" if table in _TABLES else f"[{table}]"
    return told.format_map({**error.get("ctx", {}), "table": heading}) if told else error["msg"].removeprefix("Value error, ")


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return {name.replace("_", "-"): value for name, value in tomllib.loads(path.read_text("utf-8-sig")).items()}
    except FileNotFoundError:
        raise CallError(f"{path}: there is no such file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise CallError(f"{path}: {error}") from None
