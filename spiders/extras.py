"""How what is missing because it is an extra comes to be there: the package is installed from its source, so no index is named."""

from __future__ import annotations

__all__ = ["needs"]


def needs(what: str, extra: str) -> str:
    """The sentence for a person: what is asked for, the extra of `pyproject.toml` that it needs, and how to install it."""
    source = f'".[{extra}]"'
    return (
        f"{what} needs the extra {extra}: in the folder of auditor's source, pip install {source}, or pipx install --force {source}"
    )
