"""One --format and one --out, for the commands that tell of several bundles at once."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from auditor import bundle
from auditor.cli.say import raw
from auditor.errors import CallError

__all__ = ["format_of", "to_file"]


def format_of(name: str | None, out: Path | None, names: Collection[str]) -> str:
    """
    The format that is asked for, by its name or by how the file ends; "" for none.

    Raises:
        CallError: There is no such format.
    """
    asked = name if name is not None else out.suffix.removeprefix(".") if out is not None else ""
    if (name is not None or out is not None) and asked not in names:
        said = f"--format {name}: there is no such format" if name is not None else f"--out {out}: that tells no format"
        raise CallError(f"{said}; choose --format from {', '.join(names)}")
    return asked


def to_file(content: bytes, path: Path | None) -> None:
    """
    Write to a file whole or not at all, or to standard output.

    Raises:
        CallError: It cannot be written.
    """
    if path is None or str(path) == "-":
        raw(content)
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        bundle.replace_file(path, content)
    except OSError as error:
        raise CallError(f"{path}: cannot be written ({error.strerror})") from None
