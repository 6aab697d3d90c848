"""Bundles to put into a store, and a store that breaks off."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from auditor import bundle
from auditor.sweep.rows import Row
from auditor.sweep.store import Store
from spiders.manifest import Manifest
from tests.auditor.looks import judged, phone, seen

SECRET, KEY = "S3cr3tOfNobody", "AKIDNOBODY"
"""Credentials that are to be seen nowhere."""


def look(store: Store, name: str, *, score: float = 80.0, pages: int = 2) -> Path:
    """A whole bundle, in a draft of the store."""
    folder = store.work() / name
    (folder / "pages").mkdir(parents=True)
    for n in range(pages):
        (folder / "pages" / f"{n}.html").write_text(f"<p>{name} {score} {n}", "utf-8")
    (folder / bundle.EVIDENCE).write_bytes(bundle.dump(seen(phone())))
    (folder / bundle.VERDICTS).write_bytes(bundle.dump(judged(score=score)))
    bundle.seal(folder, Manifest(started="2026-11-22T01:02:03Z", finished="2026-11-22T01:03:00Z"))
    return folder


def row(slug: str = "acme", **fields: Any) -> Row:
    return Row(**{"slug": slug, "name": "Acme", "url": "https://acme.example/", "state": "audited", "final": True, **fields})


class KilledError(BaseException):
    """What no program can catch: from here on it does nothing."""


class Fuse:
    """Lets so many changes pass, and none after that; `fatal` ends the process, as kill -9 does."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.fatal = False

    def burn(self) -> None:
        if self.left is None:
            return
        self.left -= 1
        if self.left < 0 and self.fatal:
            os._exit(9)
        if self.left < 0:
            raise KilledError

    def cuts(self, passed: int, change: Callable[[], None]) -> bool:
        """Whether it cut the change off."""
        self.left = passed
        try:
            change()
        except KilledError:
            return True
        finally:
            self.left = None
        return False

    def kills(self, passed: int, change: Callable[[], None]) -> bool:
        """The same in a process of its own, which it kills."""
        child = os.fork()
        if child == 0:
            self.fatal = True
            os._exit(int(self.cuts(passed, change)))
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


FUSE = Fuse()


class Breaking(MemoryFileSystem):  # type: ignore[misc]  # without types
    """A store that can be cut off in the middle of any change; a file that is being put is half there by then."""

    protocol = "breaking"
    store: dict[str, Any] = {}
    pseudo_dirs = [""]

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return str(super()._strip_protocol(path.removeprefix("breaking:/")))

    def rm_file(self, path: str) -> None:
        FUSE.burn()
        super().rm_file(path)

    def rm(self, path: Any, *given: Any, **named: Any) -> None:
        for each in [path] if isinstance(path, str) else path:
            self.rm_file(each)

    def put_file(self, lpath: str, rpath: str, **named: Any) -> None:
        content = Path(lpath).read_bytes()
        FUSE.burn()
        super().pipe_file(rpath, content[: len(content) // 2])
        FUSE.burn()
        super().pipe_file(rpath, content)

    def pipe_file(self, path: str, value: bytes, **named: Any) -> None:
        FUSE.burn()
        super().pipe_file(path, value, **named)


def fused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What changes a local file system burns the fuse, too."""

    def burning(call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*given: Any, **named: Any) -> Any:
            FUSE.burn()
            return call(*given, **named)

        return called

    for name in ("rename", "replace", "mkdir", "rmdir", "unlink"):
        monkeypatch.setattr(os, name, burning(getattr(os, name)))
