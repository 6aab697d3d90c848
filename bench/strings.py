"""
How well the extractors read contact details that stand alone: precision and recall on files of strings with their truth.

    python bench/strings.py FOLDER [--examples 10]

FOLDER holds phone_strings.jsonl and address_strings.jsonl, a JSON object a line. Of a phone string are used: text, use, valid,
is_short, e164 and expected_e164 (the number it is), address_country (the company's own), default_region (the collection's). It is
read in three modes, by the country that is given: the company's own, the collection's default, none; and twice in each, alone and
below a label ("phone"), as a page has it. Alone, what only looks like a number is a hint: it counts as found in the row "hint".

Of an address string are used: text, country, postcode. An address is right that holds the postcode; where none is given, any is.
An address that is read as a telephone number is counted as wrong in a row of its own.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from spiders.extract.addresses import find_addresses
from spiders.extract.phones import find_numbers

_WIDTH = 120
_SAYS_NUMBER = re.compile(r"\b(?:tel|fax)", re.IGNORECASE)

Row = dict[str, Any]
Judged = tuple[str, frozenset[str], frozenset[str]]
"""A text, what it holds, and what was found in it."""

MODES: dict[str, Callable[[Row], str]] = {
    "the company's own": lambda row: row.get("address_country") or "",
    "the collection's default": lambda row: row.get("default_region") or "",
}
"""How the country is given; a row without one is left out of that mode."""


def rows(path: Path) -> list[Row]:
    """The objects of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def phones(strings: Iterable[Row], country_of: Callable[[Row], str], *, labelled: bool, hints: bool) -> Iterator[Judged]:
    """Each phone string that has a country, with the number it is and the numbers found."""
    for row in strings:
        truth = _truth(row)
        found = find_numbers(row["text"], country_of(row), label="phone" if labelled else "")
        values = frozenset(number.value for number in found if hints or number.basis != "digits")
        yield row["text"], truth, values


def _truth(row: Row) -> frozenset[str]:
    number = row.get("expected_e164") or row.get("e164")
    is_number = row["use"] in ("phone", "fax") and (row.get("valid") or row.get("is_short"))
    return frozenset({number} if number and is_number else ())


def addresses(strings: Iterable[Row]) -> Iterator[Judged]:
    """Each address string with its postcode (its text where it has none) and those found in the addresses."""
    for row in strings:
        code = "".join((row.get("postcode") or "").split())
        found = [address.value for address in find_addresses(row["text"], row["country"] or "")]
        hits = {code or "any" for value in found if code in "".join(value.split())}
        yield row["text"], frozenset({code or "any"}), frozenset(hits or found)


def numbers_in_addresses(strings: Iterable[Row]) -> Iterator[Judged]:
    """Each address string that holds no telephone number, with those found in it."""
    for row in strings:
        if not row.get("contains_phone") and not _SAYS_NUMBER.search(row["text"]):
            found = find_numbers(row["text"], row["country"] or "")
            yield row["text"], frozenset(), frozenset(number.value for number in found if number.basis != "digits")


def measured(folder: Path) -> Iterator[tuple[str, str, list[Judged]]]:
    """File, mode and what was judged."""
    strings = rows(folder / "phone_strings.jsonl")
    for mode, country_of in MODES.items():
        given = [row for row in strings if country_of(row)]
        yield "phones", f"{mode}, labelled", list(phones(given, country_of, labelled=True, hints=True))
        yield "phones", f"{mode}, alone", list(phones(given, country_of, labelled=False, hints=False))
        yield "phones", f"{mode}, alone, hints too", list(phones(given, country_of, labelled=False, hints=True))
    for labelled in (True, False):
        name = f"none, {'labelled' if labelled else 'alone'}"
        yield "phones", name, list(phones(strings, lambda _: "", labelled=labelled, hints=True))
    strings = rows(folder / "address_strings.jsonl")
    yield "addresses", "the address's own", list(addresses(strings))
    yield "addresses", "read as numbers", list(numbers_in_addresses(strings))


def counted(judged: Iterable[Judged]) -> Counter[str]:
    """How many were right, missed and wrong."""
    count: Counter[str] = Counter()
    for _, truth, found in judged:
        count.update(right=len(truth & found), missed=len(truth - found), wrong=len(found - truth))
    return count


def main() -> None:
    """Read the files and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--examples", type=int, default=0, help="print so many of the strings that were read wrongly")
    args = parser.parse_args()
    console = Console(width=_WIDTH)
    made = Table("file", "country given", "rows", "right", "missed", "wrong", "precision", "recall")
    for file, mode, judged in measured(args.folder):
        count = counted(judged)
        found, true = count["right"] + count["wrong"], count["right"] + count["missed"]
        shares = (f"{count['right'] / whole:.4f}" if whole and true else "" for whole in (found, true))
        made.add_row(file, mode, f"{len(judged):,}", *(str(count[name]) for name in ("right", "missed", "wrong")), *shares)
        for text, truth, got in [each for each in judged if each[1] != each[2]][: args.examples]:
            console.print(f"{mode}: {text!r}: {sorted(truth)} was read as {sorted(got)}", markup=False, highlight=False)
    console.print(made)


if __name__ == "__main__":
    main()
