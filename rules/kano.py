"""Which kind of quality a rule asks for, in Kano's classes; `rules/kano.yaml` holds them with their sources."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import Field

from rules.model import Strict, read
from rules.verdict import Level

__all__ = ["Class", "Kano", "Quality", "class_of", "kano"]

Class = Literal["must-be by norm", "one-dimensional", "attractive", "reverse", "indifferent"]


class Quality(Strict):
    """What a class means for customers and for the score, and what it rests on."""

    means: str
    source: str


class _Told(Strict):
    class_: Class = Field(alias="class")
    because: str


class Kano(Strict):
    """The classes; `rules` names those that are not as `unless_told`, with the reason."""

    unless_told: Class = Field(alias="unless-told")
    classes: dict[Class, Quality]
    rules: dict[str, _Told]


@cache
def kano() -> Kano:
    """The classes of the present method version."""
    return read(Kano, files("rules").joinpath("kano.yaml").read_text("utf-8"), "kano.yaml")


def class_of(rule: str, level: Level) -> Class:
    """The class of a rule: a must-be where a norm makes it a must, else its own."""
    if level == "must":
        return "must-be by norm"
    told = kano().rules.get(rule)
    return told.class_ if told else kano().unless_told
