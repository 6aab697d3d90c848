"""
Where the results of a sweep go: a local folder, or a prefix of any store that fsspec knows, such as `s3://bucket/prefix`.

A bundle is there or it is not: locally it takes its place by one rename; elsewhere its manifest, which names every other file
and its size, goes first when it is replaced and comes last when it is put. What the network does meanwhile is tried again by
fsspec and botocore, as their own settings say (`AWS_MAX_ATTEMPTS`). Nothing here repeats a word of theirs, which may hold a secret.
"""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from fsspec.core import url_to_fs
from fsspec.registry import known_implementations
from pydantic import ValidationError

from auditor import bundle
from auditor.errors import AuditorError, CallError, Exit, PartMissingError
from auditor.place import temporary
from auditor.sweep.rows import Row, table
from reports.text import clean
from spiders.extras import needs
from spiders.manifest import Manifest

__all__ = ["BUNDLES", "ROWS", "TABLE", "StorageError", "Store"]

BUNDLES, ROWS, LOGS, TABLE = "bundles", "rows", "logs", "sweep.parquet"
_WORK = ".work"
_S3 = ("s3", "s3a")
_CURES = {
    "FileNotFoundError": "there is no such bucket or folder; make it first",
    "PermissionError": "it was refused; give credentials that may read, write and remove: AWS_PROFILE, or a key and its secret",
    "NoCredentialsError": "no credentials were found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "PartialCredentialsError": "the credentials are not complete; set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "EndpointConnectionError": "the store does not answer; set AWS_ENDPOINT_URL where it is not Amazon's",
}


class StorageError(AuditorError):
    """The store refused what was asked of it: full, not allowed, not there."""

    code = Exit.PART_MISSING


@dataclass(frozen=True)
class Store:
    """
    A place for results; small, so that it goes to every worker, and without a secret, which each takes from its environment.

    Attributes:
        address: An absolute folder, or an address that fsspec knows.
    """

    address: str

    @classmethod
    def at(cls, address: str) -> Store:
        """
        The store at an address; nothing is asked of it yet.

        Raises:
            CallError: The address could hold a secret, or is a chain of addresses.
        """
        protocol, elsewhere, path = address.partition("://")
        if not elsewhere or protocol.lower() in ("file", "local"):
            return cls(str(Path(path or address).expanduser().absolute()))
        if re.search(r"[@?#*[]|::", address):
            # Not told again: it may be a secret.
            raise CallError("the address of a store is one address, without any of @ ? # * [ and without user or password: "
                            "give these in the environment, as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")  # fmt: skip
        return cls(f"{protocol}://{clean(path).rstrip('/')}")

    @property
    def folder(self) -> Path | None:
        """The local folder, None where the store is elsewhere."""
        return None if "://" in self.address else Path(self.address)

    def ready(self) -> None:
        """
        Write a small object and remove it again, so that it is known before any site is troubled whether the store works.

        Raises:
            CallError: It does not, in words that say what to do.
            PartMissingError: A package is missing that it, or Parquet, needs.
        """
        from auditor.benchmark.earlier import can_write_parquet  # noqa: PLC0415 - pandas takes half a second

        can_write_parquet()
        try:
            with self._asked():
                self._write(probe := f".ready-{secrets.token_hex(4)}", b"")
                self._fs.rm_file(self._path(probe))
        except StorageError as error:
            raise CallError(str(error)) from None

    def work(self) -> Path:
        """A folder that is there, for drafts: on the file system of the store where that is local, else for temporary files."""
        if self.folder is None:
            return Path(tempfile.gettempdir())
        with self._asked():
            (self.folder / _WORK).mkdir(parents=True, exist_ok=True)
        return self.folder / _WORK

    def keep(self, slug: str, folder: Path) -> None:
        """
        Put a whole bundle, in the place of an older one of that slug.

        Args:
            folder: Made in `work()`; where the store is local, it is moved.

        Raises:
            StorageError: It was refused; the store has the older one still, or none.
        """
        with self._asked():
            if self.folder is None:
                self._put(f"{BUNDLES}/{slug}", folder)
            else:
                with bundle.draft(self.folder / BUNDLES / slug) as place:
                    folder.replace(place)

    def _put(self, name: str, folder: Path) -> None:
        files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        files.remove(bundle.MANIFEST)
        manifest = self._path(name, bundle.MANIFEST)
        with suppress(FileNotFoundError):
            self._fs.rm_file(manifest)
        if stale := sorted(self._sizes(name).keys() - set(files)):
            self._fs.rm([self._path(name, file) for file in stale])
        self._fs.put([str(folder / file) for file in files], [self._path(name, file) for file in files])
        self._fs.put_file(str(folder / bundle.MANIFEST), manifest)

    def whole(self, slug: str) -> bool:
        """Whether there is a bundle whose files are all there, each of the size that its manifest says."""
        name = f"{BUNDLES}/{slug}"
        with self._asked():
            try:
                manifest = Manifest.model_validate_json(self._fs.cat_file(self._path(name, bundle.MANIFEST)))
            except (FileNotFoundError, ValidationError):
                return False
            return {file.path: file.bytes for file in manifest.files}.items() <= self._sizes(name).items()

    @contextmanager
    def fetched(self, slug: str) -> Iterator[Path]:
        """The bundle of a slug as a folder to read, which is gone afterwards where the store is not local."""
        if self.folder is not None:
            yield self.folder / BUNDLES / slug
            return
        name = f"{BUNDLES}/{slug}"
        with temporary() as work:
            with self._asked():
                for file in self._sizes(name):
                    # A store may hold what no bundle of ours does: a name that leads out of the folder.
                    if ".." not in PurePosixPath(file).parts:
                        (work / file).parent.mkdir(parents=True, exist_ok=True)
                        self._fs.get_file(self._path(name, file), str(work / file))
            yield work

    def record(self, row: Row) -> None:
        """Write the row of a site, whole or not at all."""
        with self._asked():
            self._write(f"{ROWS}/{row.slug}.json", bundle.dump(row))

    def log(self, slug: str, text: str) -> None:
        """Write what the process of a site said, in the place of what it said before."""
        with self._asked():
            self._write(f"{LOGS}/{slug}.txt", f"{text}\n".encode())

    def forget(self, slugs: Iterable[str]) -> None:
        """Remove the rows of sites, so that they are looked at whatever comes between; bundles stay until they are replaced."""
        with self._asked():
            if self.folder is not None:
                for slug in slugs:
                    (self.folder / ROWS / f"{slug}.json").unlink(missing_ok=True)
            elif paths := [self._path(ROWS, f"{slug}.json") for slug in slugs]:
                self._fs.rm(paths)

    def row(self, slug: str) -> Row | None:
        """The row of one site, None where there is none or it is broken."""
        with self._asked(), suppress(FileNotFoundError):
            return _row(slug, self._fs.cat_file(self._path(ROWS, f"{slug}.json")))
        return None

    def rows(self) -> dict[str, Row]:
        """The rows by slug, in order; one that is broken is as if it were not there."""
        with self._asked():
            found = self._contents(ROWS)
        slugs = {PurePosixPath(path).stem: path for path in found if path.endswith(".json")}
        return {slug: row for slug in sorted(slugs) if (row := _row(slug, found[slugs[slug]])) is not None}

    def gather(self) -> str:
        """Write all rows as one Parquet table; its address."""
        from reports.benchmark import parquet  # noqa: PLC0415 - as above

        content = parquet(table(self.rows().values()))
        with self._asked():
            self._write(TABLE, content)
        return f"{self.address}/{TABLE}"

    @property
    def _fs(self) -> Any:
        """The file system: fsspec keeps one for each address, with its connections."""
        return url_to_fs(self.address)[0]

    def _path(self, *names: str) -> str:
        return "/".join((url_to_fs(self.address)[1].rstrip("/"), *names))

    def _sizes(self, name: str) -> dict[str, int]:
        """The files below a name, each with its bytes."""
        self._fs.invalidate_cache()
        root = self._path(name)
        found = self._fs.find(root, detail=True)
        return {PurePosixPath(path).relative_to(root).as_posix(): about["size"] for path, about in sorted(found.items())}

    def _contents(self, name: str) -> dict[str, bytes]:
        if self.folder is not None:
            return {str(path): path.read_bytes() for path in (self.folder / name).glob("*") if path.is_file()}
        paths = [self._path(name, file) for file in self._sizes(name)]
        return dict(self._fs.cat(paths)) if paths else {}

    def _write(self, name: str, content: bytes) -> None:
        if self.folder is None:
            self._fs.pipe_file(self._path(name), content)
            return
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        bundle.replace_file(path, content)

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """
        Ask something of the store.

        Raises:
            PartMissingError: A package for it is missing.
            StorageError: It refused.
        """
        try:
            yield
        except (StorageError, PartMissingError):
            raise
        except AuditorError as error:
            raise StorageError(str(error)) from None
        except ImportError:
            protocol = self.address.partition("://")[0]
            cure = known_implementations.get(protocol, {}).get("err", "install it beside fsspec")
            missing = needs("an S3 store", "s3") if protocol in _S3 else f"the package for it is missing: {cure}"
            raise PartMissingError(f"{self.address}: {missing}") from None
        except Exception as error:  # of fsspec's implementations each has exceptions of its own
            raise StorageError(f"{self.address}: {_why(error, local=self.folder is not None)}") from None


def _why(error: Exception, *, local: bool) -> str:
    """What went wrong, and what to do, in words of ours and by the names that libraries have for it."""
    name = type(error).__name__
    if local and isinstance(error, OSError):
        return f"cannot be written ({error.strerror}); make room, or give another --out"
    if isinstance(error, ValueError) and "Protocol not known" in str(error):
        return "fsspec knows no store of this kind; give a folder, or an address such as s3://bucket/prefix"
    response = getattr(error.__cause__, "response", None) or {}
    code = clean(str(response.get("Error", {}).get("Code", "")), 60)
    if not code and isinstance(error, OSError) and error.errno:
        code = os.strerror(error.errno)
    said = _CURES.get(name, "what was asked of it failed")
    return f"{said} ({', '.join(filter(None, (name, code)))})"


def _row(slug: str, content: bytes) -> Row | None:
    with suppress(ValidationError):
        row = Row.model_validate_json(content)
        return row if row.slug == slug else None
    return None
