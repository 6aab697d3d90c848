"""
The chain of a manifest: its first link fixes what was seen, each later one names the one before, the seal is the last one's hash.

So neither a file, nor a field of the manifest, nor what was done can be changed alone. Whoever writes the whole chain anew is only
found by a seal that was kept elsewhere: in a letter, or in a time stamp (`auditor.stamp`). Pure.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from spiders.manifest import Link, Made, Manifest
from spiders.net.identity import program_version

__all__ = ["digest", "extended", "faults", "is_made", "sealed_bytes", "seals", "written"]

Setting = str | int | float | bool | None

_MADE = ("verdicts.json", "report.html", "packs/")
_NOT_RECORD = frozenset({"files", "chain", "seal"})


def digest(value: object) -> str:
    """SHA-256 of a value as JSON in UTF-8 with sorted keys and no blanks."""
    return hashlib.sha256(_canonical(value)).hexdigest()


def sealed_bytes(manifest: Manifest) -> bytes:
    """That of which the seal is the hash: the last link."""
    return _canonical(_told(manifest.chain[-1]))


def written(manifest: Mapping[str, Any]) -> bytes:
    """The one way in which a manifest is written: without fields that are empty, so that a later version may have more of them."""
    told = {**_bare(manifest), "chain": [_bare(link) for link in manifest["chain"]]}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def is_made(path: str) -> bool:
    """Whether a file of a bundle was made out of the evidence, and may be made again."""
    return path.startswith(_MADE)


def extended(manifest: Manifest, step: Made, settings: Mapping[str, Setting] = MappingProxyType({})) -> Manifest:
    """The manifest with a link for the step that led to its files, and its seal; the same step once more adds no link."""
    told = json.loads(manifest.model_dump_json())
    chain = manifest.chain
    made = Link(step=step, versions={"auditor": program_version()}, settings=dict(settings), **_state(told))
    if not chain or made != chain[-1].model_copy(update={"before": ""}):
        chain = (*chain, made.model_copy(update={"before": _hash(chain[-1]) if chain else ""}))
    return manifest.model_copy(update={"chain": chain, "seal": _hash(chain[-1])})


def seals(manifest: Manifest) -> tuple[str, ...]:
    """The seal that the bundle had after each step."""
    return tuple(map(_hash, manifest.chain))


def faults(manifest: bytes) -> list[str]:
    """What shows that a manifest is not as it was written, a line each; one without chain or seal is an older version's."""
    try:
        told = json.loads(manifest)
    except ValueError:
        return ["manifest.json: changed, it is no JSON any more"]
    if not isinstance(told, dict) or ("chain" not in told and "seal" not in told):
        return []
    try:
        lines = _broken(told, told["chain"])
    except (KeyError, TypeError, IndexError, AttributeError):
        return ["manifest.json: changed, its chain cannot be read"]
    return lines or ([] if written(told) == manifest else ["manifest.json: changed, it is not written as it was"])


def _broken(told: Mapping[str, Any], links: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = []
    if told["seal"] != digest(links[-1]):
        lines.append("manifest.json: changed, its seal is not that of its last step")
    if "before" in links[0]:
        lines.append("manifest.json: changed, its first step is missing")
    for number, (earlier, later) in enumerate(pairwise(links), 2):
        if later["before"] != digest(earlier):
            lines.append(f"manifest.json: changed, step {number} does not follow from the one before")
        if later["seen"] != earlier["seen"] and later["step"] != "redacted":
            lines.append(f"manifest.json: the evidence was replaced between steps {number - 1} and {number}")
    now = _state(told)
    if links[-1]["seen"] != now["seen"]:
        lines.append("manifest.json: changed, it names other evidence than its chain")
    if links[-1]["made"] != now["made"]:
        lines.append("manifest.json: changed, it names other verdicts or another report than its chain")
    return lines


def _state(told: Mapping[str, Any]) -> dict[str, str]:
    """What a link says of the state of a bundle."""
    record = {name: value for name, value in _bare(told).items() if name not in _NOT_RECORD}
    seen, made = ([file for file in told.get("files", ()) if is_made(file["path"]) is kind] for kind in (False, True))
    return {"seen": digest([record, seen]), "made": digest(made)}


def _hash(link: Link) -> str:
    return digest(_told(link))


def _told(link: Link) -> dict[str, Any]:
    return _bare(json.loads(link.model_dump_json()))


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _bare(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value not in ("", None, [], {})}
