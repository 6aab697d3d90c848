"""What a dead end is to the customer who stands in it, to the owner of the site, and what would open it: `deadends.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from spiders import strictyaml
from spiders.evidence import DeadEndType

__all__ = ["Told", "told"]

_FILE = Path(__file__).with_name("deadends.yaml")


@dataclass(frozen=True, slots=True)
class Told:
    """
    A type of dead end in words, one or two sentences each.

    Attributes:
        customer: What a customer would say of it, in the first person.
        owner: What it means for the site.
        remedy: What would open it.
    """

    customer: str
    owner: str
    remedy: str


def told(kind: DeadEndType) -> Told:
    """The words for one type."""
    return Told(**strictyaml.load_file(_FILE)[kind])
