"""
Expressions of own rules: Google's Common Expression Language (CEL), behind this one module.

An expression cannot loop for ever, call anything or change anything. Names are checked when it is compiled; what goes wrong while
it is evaluated, as a fact that is not there, is an error and never a truth.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from cel_expr_python import cel

__all__ = ["Expression", "ExpressionError", "compiled"]

_STRINGS = re.compile(
    r"""//[^\n]*"""  # a comment is no code either
    r"""|[bB]?[rR][bB]?(?:\"{3}.*?\"{3}|'{3}.*?'{3}|"[^"\n]*"|'[^'\n]*')"""
    r"""|\"{3}(?:[^\\]|\\.)*?\"{3}|'{3}(?:[^\\]|\\.)*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""",
    re.S,
)
_NAMES = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
_SELECTED = re.compile(r"\.\s*([A-Za-z_]\w*)\b(?!\s*\()")
_MESSAGE = re.compile(r"ERROR: <input>:\d+:\d+: (.+)")
_STATUS = re.compile(r"^[A-Z_]+: |\s*\[[A-Z_]+\]$")
_LONGEST = 2000
_MOST_SUMS = 8
"""Each `+` may double a text, step by step, until no memory is left."""


class ExpressionError(ValueError):
    """The expression cannot be compiled, or has no value for these facts; the message is one line."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression; `names` are the facts it reads."""

    text: str
    names: frozenset[str]
    program: Any

    def holds(self, facts: Mapping[str, Any]) -> bool:
        """
        Whether it is true of the facts.

        Raises:
            ExpressionError: It has no value, or one that is neither true nor false.
        """
        value = self._value(facts)
        if not isinstance(value, bool):
            raise ExpressionError(f"{self.text}: is neither true nor false")
        return value

    def texts(self, facts: Mapping[str, Any]) -> tuple[str, ...]:
        """
        The list of texts that it gives.

        Raises:
            ExpressionError: It has no value, or another.
        """
        value = self._value(facts)
        plain = [item.plain_value() for item in value] if isinstance(value, list) else []
        texts = tuple(item for item in plain if isinstance(item, str))
        if not isinstance(value, list) or len(texts) < len(plain):
            raise ExpressionError(f"{self.text}: is no list of texts")
        return texts

    def _value(self, facts: Mapping[str, Any]) -> object:
        try:
            value = self.program.eval(data={name: facts[name] for name in self.names})
        except RuntimeError as error:
            raise ExpressionError(f"{self.text}: {_told(error)}") from None
        if value.type() == cel.Type.ERROR:  # an error comes back as a text, which would be taken for true
            raise ExpressionError(f"{self.text}: {_told(value.value())}")
        found: object = value.value()
        return found


@cache
def compiled(text: str, facts: frozenset[str], fields: frozenset[str], gives: str = "bool") -> Expression:
    """
    Compile an expression.

    Args:
        text: The expression.
        facts: The names it may use.
        fields: The names that may follow a dot.
        gives: What it must give: `bool` or `list`.

    Raises:
        ExpressionError: It is no expression, uses an unknown name, or gives something else.
    """
    if len(text) > _LONGEST:
        raise ExpressionError(f"an expression has at most {_LONGEST} characters")
    bare = _STRINGS.sub('""', text)
    if bare.count("+") > _MOST_SUMS:
        raise ExpressionError(f"an expression has at most {_MOST_SUMS} sums")
    if unknown := sorted({name for name in _SELECTED.findall(bare) if name not in fields}):
        raise ExpressionError(f"there is no fact {', '.join(unknown)}; there are {_listed(fields)}")
    try:
        program = cel.NewEnv(variables=dict.fromkeys(sorted(facts), cel.Type.DYN)).compile(text)
    except RuntimeError as error:
        told = _told(error)
        raise ExpressionError(f"{told}; there are {_listed(facts)}" if "undeclared reference" in told else told) from None
    wanted = {"bool": "BOOL", "list": "LIST"}[gives]
    if not str(program.return_type().name()).upper().startswith((wanted, "DYN")):
        raise ExpressionError("it must be true or false" if gives == "bool" else "it must give a list")
    return Expression(text, frozenset(_NAMES.findall(bare)) & facts, program)


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names))


def _told(error: object) -> str:
    text = str(error)
    found = _MESSAGE.search(text)
    first = found[1] if found else text.partition("\n")[0]
    return _STATUS.sub("", _STATUS.sub("", first)).replace(" (in container '')", "")[:200]
