"""Settings: what the command line says, then `auditor.toml`, then the defaults."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails

from auditor.errors import CallError
from auditor.gate import FailOn
from reports.catalogue import ENGLISH, languages
from rules.applicability import read_answer
from rules.verdict import Suppression
from spiders.journeys.declared import MOST, Declared

__all__ = ["CONFIG", "Settings", "settle"]

CONFIG = Path("auditor.toml")

_MISTAKES = {
    "extra_forbidden": "there is no such setting",
    "missing": "it is missing",
    "model_type": "write [[{table}]] above its settings",
    "string_too_short": "it is empty",
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


def _language(name: str) -> str:
    if name not in languages():
        raise ValueError(f"there is no report in {name!r}; choose from {', '.join(languages())}")
    return name


_TABLES: Mapping[str, tuple[type[BaseModel], str]] = MappingProxyType(
    {"journey": (Declared, "name"), "suppress": (_Suppress, "rule")}
)
"""What may stand several times: its record, and the key by which a person finds it."""


class Settings(BaseModel):
    """
    Every option of `audit`, `collect` and `compare`, under the name it has on the command line.

    `journey` declares journeys, `suppress` sets findings aside, `rules` names files or folders of own packs that are judged beside
    the others; they stand in the file alone. `answers` tells what a website cannot show, by question id (`auditor rules show`).
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-"), validate_by_name=True
    )

    out: Path | None = None
    country: Annotated[str, Field(pattern=r"^([A-Za-z]{2})?$")] = ""
    pack: Annotated[tuple[str, ...], BeforeValidator(_one_or_more)] = ()
    as_of: date | None = None
    max_pages: Annotated[int, Field(ge=1, le=5000)] = 60
    max_seconds: Annotated[float, Field(gt=0, le=86400)] = 180.0
    max_rendered: Annotated[int, Field(ge=0, le=500)] = 12
    page_seconds: Annotated[float, Field(gt=0, le=600)] = 20.0
    delay: Annotated[float, Field(ge=0, le=60)] = 0.25
    browser: bool = True
    clicks: bool = True
    axe: bool = True
    journeys: bool = True
    journey: Annotated[tuple[Declared, ...], BeforeValidator(_several("journey")), Field(max_length=MOST)] = ()
    suppress: Annotated[tuple[_Suppress, ...], BeforeValidator(_several("suppress"))] = ()
    rules: Annotated[tuple[str, ...], BeforeValidator(_one_or_more)] = ()
    chat_probe: str = ""
    ocr: bool = False
    chromium: str = ""
    lang: Annotated[str, AfterValidator(_language)] = ENGLISH
    fail_on: FailOn | None = None
    fail_under: Annotated[float | None, Field(ge=0, le=100)] = None
    allow_undecided: bool = False
    junit: Path | None = None
    quiet: bool = False
    answers: dict[str, bool | str] = {}

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

    def on(self) -> date:
        """The date whose law is applied: --as-of, else today (UTC)."""
        return self.as_of or datetime.now(UTC).date()


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
        return Settings.model_validate({**told, **said})
    except ValidationError as error:
        first = error.errors()[0]
        where = f"{path}: " if path and first["loc"][0] not in said else "--"
        raise CallError(f"{where}{_place(first['loc'], told)}: {_told(first)}") from None


def _place(loc: tuple[int | str, ...], told: dict[str, Any]) -> str:
    """Where a mistake stands, as a person finds it: a journey by its name, a suppression by its rule, else by its number."""
    table = str(loc[0])
    if table not in _TABLES or len(loc) == 1:
        return ".".join(map(str, loc))
    given = told[table][loc[1]]
    name = given.get(_TABLES[table][1]) if isinstance(given, dict) else None
    return ": ".join([f"{table} {name!r}" if name else f"{table} {int(loc[1]) + 1}", *map(str, loc[2:3])])


def _told(error: ErrorDetails) -> str:
    table = str(error["loc"][0])
    if error["type"] == "extra_forbidden" and table in _TABLES:
        return f"a {table} has no such setting, but {', '.join(_TABLES[table][0].model_fields)}"
    told = _MISTAKES.get(error["type"])
    return told.format_map({**error.get("ctx", {}), "table": table}) if told else error["msg"].removeprefix("Value error, ")


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return {name.replace("_", "-"): value for name, value in tomllib.loads(path.read_text("utf-8")).items()}
    except FileNotFoundError:
        raise CallError(f"{path}: there is no such file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise CallError(f"{path}: {error}") from None
