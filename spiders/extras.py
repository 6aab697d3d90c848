"""How what is missing because it is an extra comes to be there: the package is installed from its source, so no index is named."""

from __future__ import annotations

__all__ = ["needs"]


def needs(what: str, extra: str) -> str:
    """The sentence for a person: what is asked for, the extra of `pyproject.toml` that it needs, and how to install it."""
    return f'{what} needs the extra {extra}: from auditor\'s source, pip install ".[{extra}]" (or pipx install --force ".[{extra}]")'
