"""The page: parsed once, with what a person would see of each element, where, in which language, and where it leads."""

from spiders.page.blocks import Block
from spiders.page.parsed import ParsedPage, parse

__all__ = ["Block", "ParsedPage", "parse"]
