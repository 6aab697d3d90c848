"""
The long search: many inputs for one target, each law that breaks once written down as small as it gets.

With atheris (`pip install atheris`) the search follows the branches that an input reached; without it Hypothesis draws the inputs.
"""

from __future__ import annotations

import hashlib
import importlib.util
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.inputs import NASTY, inputs
from tests.fuzz.laws import alone
from tests.fuzz.target import FINDS, Target, load

__all__ = ["TooLongError", "Watched", "guided", "search"]

LONGEST = 20.0
"""CPU seconds of one input, after which it is a find."""
_BATCH = 100
_ROOT = str(Path(__file__).parents[2])
_PACKAGES = ("auditor", "reports", "rules", "spiders")


class TooLongError(Exception):
    """An input took longer than any may."""


class Watched:
    """A target that counts its cases and keeps, of each fault, a small input that shows it."""

    def __init__(self, target: Target, folder: Path = FINDS) -> None:
        self.target = target
        self.cases = 0
        self.faults: dict[str, bytes] = {}
        self._folder = folder / target.name

    def __call__(self, data: bytes) -> None:
        self.cases += 1
        fault = _fault(self.target.run, data)
        if fault and fault not in self.faults:
            self.faults[fault] = small = _smaller(data, lambda one: _fault(self.target.run, one) == fault)
            self._folder.mkdir(parents=True, exist_ok=True)
            name = f"{fault.split()[0]}-{hashlib.sha256(small).hexdigest()[:8]}"
            (self._folder / name).write_bytes(small)
            sys.stderr.write(f"FAULT {name}: {fault}\n")


def guided() -> bool:
    """Whether atheris is there."""
    return importlib.util.find_spec("atheris") is not None


def search(name: str, seconds: float, begin: int) -> Watched:
    """Search by Hypothesis for so many CPU seconds; `begin` is the seed of chance of the first batch."""
    watched = Watched(load(name))
    until = time.process_time() + seconds
    every = settings(
        max_examples=_BATCH, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    for one in watched.target.seeds:
        watched(one)

    def case(data: bytes) -> None:
        watched(data)

    while time.process_time() < until:
        seed(begin)(every(given(inputs(watched.target))(case)))()
        begin += 1
    return watched


def search_guided(name: str, seconds: float, corpus: Path) -> None:
    """Search by atheris for so long; it ends the process, and says on standard error how many cases it ran."""
    import atheris  # type: ignore[import-untyped]  # noqa: PLC0415 - it need not be there

    with atheris.instrument_imports(include=list(_PACKAGES)):
        target = load(name)
    for number, one in enumerate(target.seeds):
        (corpus / f"seed-{number}").write_bytes(one)
    words = "".join(
        '"{}"\n'.format("".join(f"\\x{byte:02x}" for byte in token)) for token in (*target.tokens, *NASTY) if len(token) <= 60
    )
    told = corpus.with_name(f"{corpus.name}.dict")
    told.write_text(words)
    most = max(4096, *(2 * len(one) for one in target.seeds))
    flags = [
        f"-max_total_time={seconds:.0f}",
        f"-dict={told}",
        f"-max_len={most}",
        "-rss_limit_mb=0",
        "-timeout=600",
        "-len_control=0",
    ]
    atheris.Setup([sys.argv[0], *flags, "-print_final_stats=1", str(corpus)], Watched(target))
    atheris.Fuzz()


def _fault(run: Callable[[bytes], None], data: bytes) -> str:
    """What goes wrong, the same for the same fault: its type and where in the program; "" where nothing does."""
    try:
        with alone(), _limited(LONGEST):
            run(data)
    except TooLongError:
        return "TooLongError"
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if frame.filename.startswith(_ROOT) and ".venv" not in frame.filename]
        last = own[-1]
        return f"{type(error).__name__} {Path(last.filename).stem}.{last.name} {last.line}"
    return ""


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """An exception after so many CPU seconds, in the midst of a regular expression too."""

    def ring(_: int, __: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _smaller(data: bytes, fails: Callable[[bytes], bool], tries: int = 150) -> bytes:
    """The data with all left out that it fails without: halves first, then ever smaller pieces."""
    size = len(data) // 2
    while size and tries > 0:
        at = 0
        while at < len(data) and tries > 0:
            shorter = data[:at] + data[at + size :]
            tries -= 1
            if fails(shorter):
                data = shorter
            else:
                at += size
        size //= 2
    return data
