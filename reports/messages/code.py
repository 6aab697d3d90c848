"""The sentences in program code: what `say`, `count` and `words.text` are given, and `_("…")` in templates."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from jinja2.ext import babel_extract

from reports.messages.model import Message

__all__ = ["in_python", "in_template"]


def in_python(path: Path, source: str, comment: str) -> Iterator[Message]:
    """The sentences of a module, in their order."""
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call) and node.args]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if _named(call.func) == "count" and len(call.args) == 3:
            one, many = (next(_texts(form), "") for form in call.args[1:])
            if one and many:
                yield Message(one, source, comment, many=many)
        elif _named(call.func) in {"say", "words.text"}:
            yield from (Message(text, source, comment) for text in _texts(call.args[0]))


def _named(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    if isinstance(function, ast.Attribute) and function.attr == "text":
        holder = function.value
        return f"{holder.attr if isinstance(holder, ast.Attribute) else getattr(holder, 'id', '')}.text"
    return ""


def _texts(argument: ast.expr) -> Iterator[str]:
    """The constant texts that it may be."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from (*_texts(argument.body), *_texts(argument.orelse))


def in_template(path: Path, source: str) -> Iterator[Message]:
    """The sentences of a template, in their order."""
    for _, _, found, _ in babel_extract(BytesIO(path.read_bytes()), ("_",), (), {"silent": "false"}):
        if isinstance(found, str):
            yield Message(found, source, path.name)
