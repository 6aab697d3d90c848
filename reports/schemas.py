"""The JSON Schemas of the documents that programs read, made from the models; published in `docs/schemas`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from reports.changes import Changes
from reports.json import Report
from reports.known import Baseline
from reports.trend import Trend
from rules.verdict import Verdicts
from spiders.evidence import Evidence
from spiders.manifest import Manifest

__all__ = ["publish", "schemas"]

_MODELS: dict[str, type[BaseModel]] = {
    "baseline": Baseline,
    "diff": Changes,
    "evidence": Evidence,
    "manifest": Manifest,
    "report": Report,
    "trend": Trend,
    "verdicts": Verdicts,
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """The schemas by document name, as they are written; further fields are allowed."""
    return {
        name: {"$schema": _DIALECT, **model.model_json_schema(by_alias=True, mode="serialization")}
        for name, model in _MODELS.items()
    }


def publish(folder: Path) -> None:
    """Write every schema into the folder as `<name>.schema.json`."""
    for name, schema in schemas().items():
        (folder / f"{name}.schema.json").write_text(text(schema), "utf-8", newline="\n")


def text(schema: dict[str, Any]) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    publish(Path(sys.argv[1]))
