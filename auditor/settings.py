"""Settings: what the command line says, then `auditor.toml`, then the defaults."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from auditor.errors import CallError
from auditor.gate import FailOn
from rules.applicability import answered
from rules.registry import questions

__all__ = ["CONFIG", "Settings", "settle"]

CONFIG = Path("auditor.toml")


def _one_or_more(value: Any) -> Any:
    """A single name stands for a list of one."""
    return (value,) if isinstance(value, str) else value


class Settings(BaseModel):
    """
    Every option of `audit`, `collect` and `compare`, under the name it has on the command line.

    `answers` tells what a website cannot show, by question id (`auditor rules show` names them).
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
    ocr: bool = False
    chromium: str = ""
    lang: Literal["en"] = "en"
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
            if name not in questions():
                raise ValueError(f"there is no question {name!r}; there are {', '.join(questions())}")
            answered(answer)
        return answers

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
    said = {name.replace("_", "-"): value for name, value in given.items() if value is not None and value != ()}
    if isinstance(told.get("answers"), dict) and "answers" in said:
        said["answers"] = {**told["answers"], **said["answers"]}
    try:
        return Settings.model_validate({**told, **said})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        where = f"{path}: " if path and name.split(".")[0] not in said else "--"
        what = "there is no such setting" if first["type"] == "extra_forbidden" else first["msg"].removeprefix("Value error, ")
        raise CallError(f"{where}{name}: {what}") from None


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return {name.replace("_", "-"): value for name, value in tomllib.loads(path.read_text("utf-8")).items()}
    except FileNotFoundError:
        raise CallError(f"{path}: there is no such file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise CallError(f"{path}: {error}") from None
