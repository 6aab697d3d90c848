"""YAML files as validated records: an error always says `file:line: what is wrong`."""

from __future__ import annotations

import json
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from spiders.strictyaml import line_of, load

__all__ = ["Strict", "read"]

_MOST = 50
"""Mistakes of one file that are told."""


class Strict(BaseModel):
    """A frozen record of a data file; a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


Model = TypeVar("Model", bound=BaseModel)


def read(model: type[Model], text: str, name: str) -> Model:
    """
    Read a record from YAML text.

    Raises:
        ValueError: The text is not YAML, or not such a record; one line `name:line: message` for each of the first 50 mistakes.
    """
    data = load(text, name)
    try:
        # as JSON, so that strict validation takes a list for a tuple
        return model.model_validate_json(json.dumps(data))
    except ValidationError as error:
        first = error.errors()[:_MOST]
        lines = [f"{name}:{line_of(text, mistake['loc'])}: {_told(mistake['loc'], mistake['msg'])}" for mistake in first]
        if (more := error.error_count() - len(first)) > 0:
            lines.append(f"{name}:1: and {more} more")
        raise ValueError("\n".join(lines)) from error


def _told(location: tuple[str | int, ...], message: str) -> str:
    where = ".".join(map(str, location))
    what = message.removeprefix("Value error, ")
    return f"{where}: {what}" if where else what
