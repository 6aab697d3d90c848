import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from pydantic import BaseModel

from reports import json as report
from reports.schemas import schemas, text
from reports.story import Story
from tests.reports import samples
from tests.reports.hostile import hostile

PUBLISHED = Path(__file__).parents[2] / "docs" / "schemas"


@pytest.mark.parametrize("name", list(schemas()))
def test_the_published_schema_is_current(name: str) -> None:
    again = "run: python -m reports.schemas docs/schemas"

    assert (PUBLISHED / f"{name}.schema.json").read_text("utf-8") == text(schemas()[name]), again


@pytest.mark.parametrize("make", [samples.story, samples.empty, hostile])
def test_documents_as_written_are_valid(make: Callable[[], Story]) -> None:
    story = make()
    documents: dict[str, BaseModel] = {"evidence": story.evidence, "verdicts": story.verdicts, "manifest": story.manifest}

    for name, document in documents.items():
        jsonschema.Draft202012Validator(schemas()[name]).validate(json.loads(document.model_dump_json()))


@pytest.mark.parametrize("make", [samples.story, samples.empty, hostile])
def test_the_report_has_exactly_the_fields_of_its_schema(make: Callable[[], Story]) -> None:
    document = json.loads(report.render(make()))
    schema = schemas()["report"]

    jsonschema.Draft202012Validator(schema).validate(document)
    assert document["schema"] == "auditor/report/1"
    assert list(document) == list(schema["properties"])
    for name, part in (("coverage", "Seen"), ("counts", "Counts"), ("looked_at", "LookedAt")):
        described = schema["$defs"][part]
        assert set(described["required"]) <= set(document[name]) <= set(described["properties"])


@pytest.mark.parametrize(("name", "value"), [("evidence", {"schema": "auditor/evidence/1"}), ("verdicts", {"verdicts": 3})])
def test_what_is_no_such_document_is_refused(name: str, value: object) -> None:
    assert not jsonschema.Draft202012Validator(schemas()[name]).is_valid(value)
