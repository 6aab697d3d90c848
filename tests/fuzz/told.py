"""Every format of a report, and what each must be whatever a site says."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from functools import cache
from pathlib import Path

import jsonschema
from lxml import etree, html  # type: ignore[import-untyped]

from reports import formats
from reports.catalogue import languages
from reports.story import Story
from rules.verdict import Verdicts
from spiders.evidence import Evidence
from spiders.manifest import Manifest
from tests.fuzz.laws import clean_text, no_constants

__all__ = ["told"]

_SCHEMA = Path(__file__).parents[1] / "reports/data/sarif-schema-2.1.0.json"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ACTS = re.compile(r"\s*(?:javascript|data|vbscript):", re.I)
_MANIFEST = Manifest(started="2026-11-21T12:00:00Z", finished="2026-11-21T12:01:00Z")


def told(evidence: Evidence, verdicts: Verdicts, turn: int) -> None:
    """Render two of the formats in one of the languages, by `turn`; and hold each to what it promises."""
    language = languages()[turn % len(languages())]
    story = Story.told_in(language, evidence, verdicts, _MANIFEST)
    names = sorted(set(formats()) - {"pdf"})
    for name in (names[turn % len(names)], names[(turn // len(names)) % len(names)]):
        made = formats()[name].render(story)
        _LAWS.get(name, _plain)(made)
    assert formats()[names[turn % len(names)]].render(story) == formats()[names[turn % len(names)]].render(story)


def _plain(made: bytes) -> None:
    clean_text(made.decode(), also="\n")


def _json(made: bytes) -> None:
    clean_text(made.decode(), also="\n")
    no_constants(made.decode())


def _csv(made: bytes) -> None:
    text = clean_text(made.decode("utf-8-sig"), also="\n\r")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.startswith(_FORMULA)]


def _html(made: bytes) -> None:
    text = clean_text(made.decode(), also="\n")
    page = html.document_fromstring(text)
    assert not page.xpath("//script | //iframe | //object | //embed | //base | //form | //meta[@http-equiv='refresh']")
    for value in page.xpath("//@href | //@src | //@*[starts-with(name(), 'on')]"):
        assert not value.getparent().keys() or not value.attrname.startswith("on")
        acts = _ACTS.match(value) and not value.startswith("data:image/")
        assert not acts, f"{value.attrname}={value[:80]}"


def _xml(made: bytes) -> None:
    etree.fromstring(made, etree.XMLParser(resolve_entities=False))
    clean_text(made.decode(), also="\n\t")


def _sarif(made: bytes) -> None:
    _json(made)
    _sarif_schema().validate(json.loads(made))


@cache
def _sarif_schema() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(_SCHEMA.read_text("utf-8")))


def _xlsx(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        for name in book.namelist():
            sheet = book.read(name)
            if name.endswith((".xml", ".rels")):
                etree.fromstring(sheet)
            assert b"<f>" not in sheet


_LAWS = {"json": _json, "gitlab": _json, "csv": _csv, "html": _html, "junit": _xml, "sarif": _sarif, "xlsx": _xlsx}
