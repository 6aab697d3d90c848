"""The options that several commands share, each written once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from auditor.errors import CallError

Url = Annotated[
    str, typer.Argument(metavar="URL", help="The page where a customer starts, usually the home page.", show_default=False)
]
BundleFolder = Annotated[Path, typer.Argument(metavar="BUNDLE", help="A folder that `auditor audit` wrote.", show_default=False)]
Out = Annotated[Path | None, typer.Option("--out", help="Folder for the bundle.", show_default="audits/HOST-DATE-TIME")]
Country = Annotated[
    str | None, typer.Option("--country", help="Country of the company, ISO 3166 (SE).", show_default="inferred from the site")
]
Packs = Annotated[
    list[str] | None, typer.Option("--pack", help="Rule pack, by name or file; may be repeated.", show_default="by country")
]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Apply the law in force on this date.", show_default="today"),
]
Answers = Annotated[
    list[str] | None,
    typer.Option(
        "--answer",
        metavar="NAME=yes|no",
        help="Tell what a website cannot show, as sells-at-a-distance=yes; may be repeated.",
        show_default=False,
    ),
]
MaxPages = Annotated[int | None, typer.Option("--max-pages", help="Most pages to fetch.", show_default="60")]
MaxSeconds = Annotated[float | None, typer.Option("--max-seconds", help="Wall-clock limit of the look.", show_default="180")]
Browser = Annotated[
    bool | None, typer.Option("--browser/--no-browser", help="Render pages in Chromium where it matters.", show_default="browser")
]
Config = Annotated[Path | None, typer.Option("--config", help="Settings file.", show_default="auditor.toml if it is there")]
Quiet = Annotated[bool | None, typer.Option("--quiet", help="Say nothing but errors.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output, nothing else there.")]
FailOnOption = Annotated[
    str | None,
    typer.Option("--fail-on", help="Fail on findings of this severity or worse: critical, serious, moderate, minor, never."),
]
FailUnder = Annotated[float | None, typer.Option("--fail-under", help="Fail when the score is lower, 0 to 100.")]
AllowUndecided = Annotated[
    bool | None,
    typer.Option(
        "--allow-undecided", help="Let the gate pass although something it asks for could not be told.", show_default=False
    ),
]
Junit = Annotated[Path | None, typer.Option("--junit", help="Also write the verdicts as JUnit XML to this file.")]


def read_answers(given: Sequence[str] | None) -> dict[str, bool | str] | None:
    """
    The answers of `--answer`, by question; None where none was given.

    Raises:
        CallError: One is not of the form NAME=yes or NAME=no.
    """
    answers: dict[str, bool | str] = {}
    for text in given or ():
        name, _, word = text.partition("=")
        if word.strip().lower() not in {"yes", "no"}:
            raise CallError(f"--answer {text}: give NAME=yes or NAME=no, as sells-at-a-distance=yes")
        answers[name.strip()] = word.strip().lower() == "yes"
    return answers or None
