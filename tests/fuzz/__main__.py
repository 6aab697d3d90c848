"""The long search: `python -m tests.fuzz --seconds 600 [target…]`; see docs/fuzzing.md."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.growth import pieces, steep
from tests.fuzz.search import guided, search, search_guided
from tests.fuzz.target import finds, load, names


def main() -> int:
    """Search each target in a process of its own, tell what came of it; 1 where something was found, or a search broke off."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Search for inputs that break a law.")
    asked.add_argument("--seconds", type=float, default=60.0, help="for each target")
    asked.add_argument("--seed", type=int, default=0, help="of chance, where Hypothesis searches")
    asked.add_argument("--engine", choices=("atheris", "hypothesis"), default="atheris" if guided() else "hypothesis")
    asked.add_argument(
        "--growth", action="store_true", help="repeat each word of the format instead, and tell where time grows too fast"
    )
    asked.add_argument("--child", help=argparse.SUPPRESS)
    asked.add_argument("targets", nargs="*", metavar="target", help=f"of {', '.join(names())}; all of them where none is named")
    told = asked.parse_args()
    if unknown := sorted(set(told.targets) - set(names())):
        asked.error(f"there is no target {', '.join(unknown)}")
    if told.child:
        return _child(told.targets[0], told.engine, told.seconds, told.seed, Path(told.child))
    if told.growth:
        return int(sum(_grown(name) for name in told.targets or names()) > 0)
    found = [_row(name, told.engine, told.seconds, told.seed) for name in told.targets or names()]
    return int(any(found))


def _child(name: str, engine: str, seconds: float, begin: int, corpus: Path) -> int:
    if engine == "atheris":
        search_guided(name, seconds, corpus)
    watched = search(name, seconds, begin)
    sys.stderr.write(f"Done {watched.cases} runs\n")
    return 0


def _grown(name: str) -> int:
    """Repeat each piece of a target; the number of those whose time grows too fast."""
    target = load(name)
    every = list(dict.fromkeys(pieces(target)))
    found = [each for piece in every if (each := steep(target, piece))]
    sys.stdout.write(f"{name:<12} growth {len(every)} pieces, {len(found)} too steep\n")
    for each in found:
        sys.stdout.write(f"    {each.piece[:60]!r}: x{each.ratio:.1f}, {each.seconds:.1f} s at {each.length} bytes\n")
    sys.stdout.flush()
    return len(found)


def _row(name: str, engine: str, seconds: float, begin: int) -> int:
    """Search one target; the number of new finds, a search that broke off being one."""
    before = set(finds(name))
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        called = [
            sys.executable,
            "-m",
            "tests.fuzz",
            "--child",
            str(corpus),
            "--engine",
            engine,
            "--seconds",
            str(seconds),
            "--seed",
            str(begin),
            name,
        ]
        ended = subprocess.run(called, stderr=subprocess.PIPE, check=False, text=True, errors="replace")
    ran = re.findall(r"^Done (\d+) runs|stat::number_of_executed_units: *(\d+)", ended.stderr, re.M)
    cases = int(next(filter(None, ran[-1]))) if ran else 0
    new = sorted(path.name for path in set(finds(name)) - before)
    sys.stdout.write(f"{name:<12} {engine} {cases:>9} cases {len(new):>3} found {' '.join(new)}\n")
    sys.stdout.flush()
    sys.stdout.writelines(f"    {line}\n" for line in re.findall(r"^FAULT (.*)", ended.stderr, re.M))
    if not cases:
        sys.stdout.write(ended.stderr[-2000:])
    return len(new) or int(not cases)


if __name__ == "__main__":
    sys.exit(main())
