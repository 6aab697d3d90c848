"""
A bundle in which one file was changed, and a command that reads it.

`sealed` tells whether whoever changed it made hashes and seal anew. Law: a command never ends in a traceback or with a code of a
fault, what it says can be shown, and of a bundle that is not as it was written nothing is told as if it were: never exit code 0.
"""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from auditor import bundle
from auditor.cli import main
from auditor.errors import CallError
from auditor.judging import judge_into
from auditor.settings import Settings
from rules.cases import evidence_from
from spiders.manifest import Manifest
from tests.fuzz.laws import clean_text, workshop
from tests.rules.observations import PLAIN

JSON = True
_MANIFEST = Manifest(started="2026-11-21T08:00:00Z", finished="2026-11-21T08:01:00Z", settings={"max_pages": 60, "country": ""})
_MORE = {
    "judge": ("--pack", "int", "--as-of", "2026-12-28", "--quiet"),
    "report": ("--format", "md"),
    "verify": (),
    "gate": ("--fail-on", "never", "--allow-undecided"),
    "diff": ("--across-hosts", "--format", "md"),
    "trend": ("--format", "csv"),
}
_FILES = (bundle.MANIFEST, bundle.EVIDENCE, bundle.VERDICTS)
_CODES = {0, 1, 2, 3, 4}


@cache
def _whole() -> dict[str, bytes]:
    """The files of a small bundle, judged once."""
    with workshop() as folder:
        evidence = evidence_from(PLAIN)
        bundle.replace_file(folder / bundle.EVIDENCE, bundle.dump(evidence))
        judge_into(
            folder, bundle.seal(folder, _MANIFEST), evidence, Settings.model_validate({"pack": "int", "as-of": "2026-11-21"})
        )
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _seeds() -> list[bytes]:
    wholes = {name: json.loads(_whole()[name]) for name in _FILES}
    cases = [
        {"command": command, "file": name, "sealed": sealed, "content": wholes[name]}
        for command in _MORE
        for name in _FILES
        for sealed in (True, False)
    ]
    cases += [
        {"command": "verify", "file": name, "sealed": False, "content": "{"}
        for name in (*_FILES, "packs", "timestamp.tsr", "a/../b")
    ]
    return [json.dumps(case).encode() for case in cases]


SEEDS = tuple(_seeds())
TOKENS = (b"{}",)


def target(data: bytes) -> None:
    case = json.loads(data)
    if (
        not isinstance(case, dict)
        or str(case.get("command")) not in _MORE
        or case.get("file") not in (*_FILES, "packs", "timestamp.tsr")
    ):
        return
    given = case.get("content")
    content = given.encode("utf-8", "replace") if isinstance(given, str) else json.dumps(given, indent=1).encode()
    with workshop() as folder:
        good, bad = folder / "good", folder / "bad"
        for place in (good, bad):
            place.mkdir()
            for name, kept in _whole().items():
                (place / name).write_bytes(kept)
        (bad / case["file"]).write_bytes(content)
        sealed = bool(case.get("sealed")) and _seal(bad)
        manifest = _manifest(bad)
        changed = manifest is None or bool(bundle.unsound(bad, manifest))
        said, code = _called(case["command"], good, bad)
        clean_text(said, also="\n\r")
        assert code in _CODES, f"exit code {code}: {said[-300:]}"
        assert not changed or code in {1, 2}, f"exit code {code} of a bundle that was changed: {said[:300]}"
        assert code != 2 or len(said.strip().splitlines()) == 1, f"more than one line: {said[:500]!r}"
        assert not sealed or not changed


def _manifest(folder: Path) -> Manifest | None:
    try:
        return bundle.read_manifest(folder)
    except CallError:
        return None


def _seal(folder: Path) -> bool:
    found = _manifest(folder)
    if found is None:
        return False
    bundle.seal(folder, found.model_copy(update={"chain": (), "seal": ""}))
    return True


def _called(command: str, good: Path, bad: Path) -> tuple[str, Any]:
    """What the command says, and its exit code; an error that nobody declared is raised."""
    places = [str(good), str(bad)] if command in {"diff", "trend"} else [str(bad)]
    error = io.StringIO()
    called = ["auditor", command, *places, *_MORE[command]]
    kept = io.BytesIO()
    code: Any = 0
    with (
        patch.object(sys, "argv", called),
        patch.dict(os.environ, {"AUDITOR_DEBUG": "1", "COLUMNS": "200"}),
        redirect_stdout(io.TextIOWrapper(kept, "utf-8", write_through=True)),
        redirect_stderr(error),
    ):
        try:
            main()
        except SystemExit as left:
            code = left.code or 0
        return kept.getvalue().decode() + error.getvalue(), code
