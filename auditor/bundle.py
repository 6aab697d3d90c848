"""
The bundle: one folder with all that was seen and judged of one site, and the hash of every file in it.

It is written under a temporary name and renamed when whole, so that a half-written one is never taken for a bundle.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import ValidationError

from auditor import chain
from auditor.chain import Setting
from auditor.errors import CallError
from auditor.place import TakenError, flush, own, put, put_back
from rules.verdict import Verdicts
from spiders.evidence import Evidence, Frozen
from spiders.manifest import Made, Manifest, StoredFile

__all__ = [
    "EVIDENCE",
    "MANIFEST",
    "PACKS",
    "REPORT",
    "STAMP",
    "VERDICTS",
    "Bundle",
    "content",
    "draft",
    "dump",
    "first_mistake",
    "listed",
    "read",
    "read_manifest",
    "replace_file",
    "revised",
    "seal",
    "sound",
    "unjudged",
    "unsound",
]

MANIFEST, EVIDENCE, VERDICTS, REPORT = "manifest.json", "evidence.json", "verdicts.json", "report.html"
PACKS = "packs"
STAMP = "timestamp.tsr"
"""A time stamp of the seal, and so outside of what is sealed."""

_LARGEST = 2**25
"""Bytes of a record; that of a site of 30 pages has half a million, and in memory it takes many times as much."""

M = TypeVar("M", bound=Frozen)


@dataclass(frozen=True)
class Bundle:
    """A bundle that was read; `verdicts` is None where nothing was judged yet."""

    folder: Path
    manifest: Manifest
    evidence: Evidence
    verdicts: Verdicts | None


def read(folder: Path, *, judged: bool = True) -> Bundle:
    """
    Read a bundle; without `judged`, all but its verdicts, which another version may have written in other words.

    Raises:
        CallError: The folder is no bundle, or a file of it is missing, cut short or not what the schema says.
    """
    manifest = read_manifest(folder)
    verdicts = _load(folder / VERDICTS, Verdicts) if judged and (folder / VERDICTS).exists() else None
    return Bundle(folder, manifest, _load(folder / EVIDENCE, Evidence), verdicts)


def read_manifest(folder: Path) -> Manifest:
    """
    A bundle's manifest alone.

    Raises:
        CallError: There is none, or it is not what the schema says.
    """
    if not folder.is_dir():
        raise CallError(f"{folder}: there is no such folder; give the folder that `auditor audit` wrote")
    return _load(folder / MANIFEST, Manifest)


def _load(path: Path, model: type[M]) -> M:
    try:
        return model.model_validate_json(content(path))
    except FileNotFoundError:
        raise CallError(f"{path}: missing, so {path.parent} is not a whole bundle; audit the site again") from None
    except ValidationError as error:
        place, mistake = first_mistake(error)
        raise CallError(f"{path}: does not validate{f' at {place}' if place else ''}: {mistake}") from None


def first_mistake(error: ValidationError) -> tuple[str, str]:
    """Where a record is first not what its schema says, "" for the whole, and how."""
    first = error.errors()[0]
    return ".".join(str(part) for part in first["loc"]), first["msg"]


def content(path: Path) -> bytes:
    """
    What stands in the file of a record.

    Raises:
        FileNotFoundError: There is none.
        CallError: It is no file, or larger than any record of ours.
    """
    if path.exists() and not path.is_file():
        raise CallError(f"{path}: is no file; give what auditor wrote")
    if path.stat().st_size > _LARGEST:
        raise CallError(f"{path}: is larger than {_LARGEST >> 20} MB, as nothing is that auditor writes of a site")
    return path.read_bytes()


@contextmanager
def draft(target: Path) -> Iterator[Path]:
    """
    A temporary folder beside `target` that takes its place when the block ends well, and is removed when it does not.

    Raises:
        CallError: `target` is there and is not a bundle, another process is writing it, or its parent cannot be written.
    """
    target = target.absolute()
    with suppress(OSError):
        put_back(target)
    if (target.exists() or target.is_symlink()) and not _replaceable(target):
        raise CallError(f"{target}: is there already and is not a bundle; give another --out")
    with ExitStack() as block:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = block.enter_context(own(target.with_name(f".{target.name}.draft")))
        except TakenError:
            raise CallError(f"{target}: another process is writing it; wait until that has ended, or give another place") from None
        except OSError as error:
            raise CallError(f"{target.parent}: cannot be written ({error.strerror}); give another --out") from None
        yield temporary
        put(temporary, target)


@contextmanager
def revised(folder: Path) -> Iterator[Path]:
    """
    A copy of a bundle, to be changed by `replace_file` and the like, that takes its place when the block ends well.

    Raises:
        CallError: It is no bundle, another process is writing it, or the folder it is in cannot be written.
    """
    folder = folder.resolve()
    if folder.is_mount():  # it cannot be renamed
        yield folder
        return
    with draft(folder) as copy:
        shutil.copytree(folder, copy, copy_function=_linked, dirs_exist_ok=True)
        yield copy


def _linked(source: str, copy: str) -> None:
    """One file under two names, where the disk can; a copy of a site's pages takes no room then."""
    try:
        os.link(source, copy)
    except OSError:
        shutil.copy2(source, copy)


def _replaceable(target: Path) -> bool:
    """Whether nothing but a bundle of ours would be lost: an empty folder, or one whose files all stand in its manifest."""
    if target.is_symlink() or not target.is_dir():
        return False
    try:
        manifest = Manifest.model_validate_json((target / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return not any(target.iterdir())
    return {file.path for file in _files(target)} <= {file.path for file in manifest.files}


def replace_file(path: Path, content: bytes) -> None:
    """
    Write a file whole or not at all, whatever happens.

    Raises:
        OSError: It cannot be written; the error names it.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        temporary.write_bytes(content)
        flush(temporary)
        temporary.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        with suppress(OSError):  # there is one only where that was not done
            temporary.unlink()


def listed(folder: Path, manifest: Manifest) -> Manifest:
    """The manifest with the files of the folder as its report tells them: without the report, that cannot hold its own hash."""
    return manifest.model_copy(update={"files": tuple(file for file in _files(folder) if file.path != REPORT)})


def seal(
    folder: Path, manifest: Manifest, step: Made = "collected", settings: Mapping[str, Setting] = MappingProxyType({})
) -> Manifest:
    """
    Write the manifest with the folder's files and a link for the step that led to them; the manifest as written.

    Args:
        settings: By what the step was made.
    """
    whole = manifest.model_copy(update={"files": tuple(_files(folder))})
    sealed = chain.extended(whole, step, settings)
    replace_file(folder / MANIFEST, chain.written(sealed.model_dump(mode="json")))
    return sealed


def unjudged(folder: Path, manifest: Manifest) -> Manifest:
    """A bundle that was sealed, as it was before it was judged in part: the manifest it had then."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and chain.is_made(path.relative_to(folder).as_posix()):
            path.unlink()
    replace_file(folder / MANIFEST, chain.written(manifest.model_dump(mode="json")))
    return manifest


def sound(whole: Bundle) -> Bundle:
    """
    The bundle, if every byte is as it was written.

    Raises:
        CallError: Something differs; it must not be judged, told or decided on as if it were evidence.
    """
    changed = unsound(whole.folder, whole.manifest)
    if changed:
        raise CallError(f"{whole.folder}: was changed since it was written ({'; '.join(changed[:3])}); `auditor verify` tells all")
    return whole


def unsound(folder: Path, manifest: Manifest) -> list[str]:
    """What differs between the folder and its manifest, a line each; empty where every byte is as it was."""
    named = {file.path: file for file in manifest.files}
    there = {file.path: file for file in _files(folder)}
    lines = [f"{path}: missing" for path in sorted(named.keys() - there.keys())]
    lines += [f"{path}: not in the manifest" for path in sorted(there.keys() - named.keys())]
    lines += [f"{path}: changed" for path in sorted(named.keys() & there.keys()) if named[path] != there[path]]
    lines += [f"{path.relative_to(folder).as_posix()}: a link" for path in sorted(folder.rglob("*")) if path.is_symlink()]
    return lines + chain.faults((folder / MANIFEST).read_bytes())


def _files(folder: Path) -> Iterator[StoredFile]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in (MANIFEST, STAMP):
            with path.open("rb") as stored:
                sha256 = hashlib.file_digest(stored, "sha256").hexdigest()
                yield StoredFile(path=name, bytes=stored.tell(), sha256=sha256)


def dump(model: Frozen) -> bytes:
    """A record as JSON, the same record giving the same bytes."""
    return (model.model_dump_json(indent=1) + "\n").encode()
