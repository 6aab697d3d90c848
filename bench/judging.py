"""
How fast stored bundles are judged again: load the evidence, judge it by its country's packs, write the verdicts out. One core.

    python bench/judging.py FOLDER [--rounds 5] [--as-of 2026-11-21]

FOLDER holds bundles, at any depth; nothing in it is changed. The first round fills what is read once a process (rules, packs,
words) and is told apart. The digest is of all verdicts: two runs of the same code over the same bundles give the same one.
"""

from __future__ import annotations

import argparse
import hashlib
import statistics
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.console import Console

from auditor.bundle import EVIDENCE, dump
from auditor.judging import judge, packs
from spiders.evidence import Evidence

_PARTS = ("load", "judge", "dump")
_MINUTE = 60


def once(files: Sequence[Path], as_of: date) -> tuple[list[float], str]:
    """Judge every bundle once: CPU seconds for each part, and the digest of all verdicts."""
    spent, digest = [0.0] * len(_PARTS), hashlib.sha256()
    for file in files:
        marks = [time.process_time()]
        evidence = Evidence.model_validate_json(file.read_bytes())
        marks.append(time.process_time())
        verdicts = judge(evidence, packs((), evidence.site.country), as_of)
        marks.append(time.process_time())
        written = dump(verdicts)
        marks.append(time.process_time())
        spent = [sum_ + end - start for sum_, start, end in zip(spent, marks, marks[1:], strict=False)]
        digest.update(written)
    return spent, digest.hexdigest()


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--as-of", type=date.fromisoformat, default=date(2026, 11, 21))
    given = arguments.parse_args()
    files = sorted(given.folder.rglob(EVIDENCE))
    if not files:
        arguments.error(f"{given.folder}: holds no {EVIDENCE}")
    first, digest = once(files, given.as_of)
    rounds = [once(files, given.as_of) for _ in range(given.rounds)]
    if {digest} != {each for _, each in rounds}:
        raise SystemExit("the same bundles gave other bytes")
    totals = sorted(sum(spent) for spent, _ in rounds)
    say = Console(highlight=False, soft_wrap=True).print
    size = sum(file.stat().st_size for file in files) / len(files) / 1000
    say(f"{len(files)} bundles, {size:.0f} kB of evidence each, {given.rounds} rounds after a first of {sum(first):.2f} CPU s")
    rates = [_MINUTE * len(files) / total for total in (statistics.median(totals), totals[-1], totals[0])]
    say(f"{rates[0]:.0f} bundles a minute on one core ({rates[1]:.0f} to {rates[2]:.0f})")
    for number, part in enumerate(_PARTS):
        each = 1000 * statistics.median(spent[number] for spent, _ in rounds) / len(files)
        say(f"{part:8} {each:6.1f} CPU ms a bundle")
    say(f"verdicts  sha256 {digest}")


if __name__ == "__main__":
    main()
