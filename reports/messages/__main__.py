"""
The commands for those who translate.

    python -m reports.messages extract            how many messages there are, by where they come from
    python -m reports.messages update sv de       the catalogues of these languages brought up to date; a new one is begun
    python -m reports.messages check sv de        what lacks or is wrong in them; exit code 1 where anything is
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter

from reports.catalogue import LOCALES
from reports.messages.po import catalogue_of, problems, read, written
from reports.messages.sources import messages


def main() -> int:
    """Run a command; its exit code."""
    parser = ArgumentParser(prog="python -m reports.messages", description="What the reports say, for those who translate it.")
    parser.add_argument("command", choices=("extract", "update", "check"))
    parser.add_argument("languages", nargs="*", metavar="LANG", help="codes as sv")
    asked = parser.parse_args()
    if asked.command == "extract":
        return _extract()
    run = _update if asked.command == "update" else _check
    return max([run(language) for language in asked.languages], default=0)


def _extract() -> int:
    found = messages()
    for source, number in Counter(message.source for message in found).items():
        sys.stdout.write(f"{number:5} {source}\n")
    sys.stdout.write(f"{len(found):5} in all\n")
    return 0


def _update(language: str) -> int:
    path = LOCALES / f"{language}.po"
    old = read(path, language) if path.exists() else None
    path.write_bytes(written(catalogue_of(messages(), language, old)))
    return 0


def _check(language: str) -> int:
    found = messages()
    catalogue = read(LOCALES / f"{language}.po", language)
    wrong = list(problems(found, catalogue))
    for message, what in wrong:
        sys.stdout.write(f"{language}: {message.context or message.english[:100]!r} ({message.comment}) {what}\n")
    known = {message.key for message in found}
    left = [entry for entry in catalogue if entry.id and (entry.context or "", _first(entry.id)) not in known]
    sys.stdout.writelines(f"{language}: {_first(entry.id)[:100]!r} is said no more; run update\n" for entry in left)
    return 1 if wrong or left else 0


def _first(english: str | tuple[str, ...] | list[str]) -> str:
    return english if isinstance(english, str) else english[0]


if __name__ == "__main__":
    sys.exit(main())
