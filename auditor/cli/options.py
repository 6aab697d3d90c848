"""The options that several commands share, each written once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any

import typer

from auditor.errors import CallError
from auditor.settings import Settings, settle
from reports import formats
from reports.catalogue import ENGLISH, languages

Url = Annotated[
    str, typer.Argument(metavar="URL", help="The page where a customer starts, usually the home page.", show_default=False)
]
MaybeUrl = Annotated[
    str | None,
    typer.Argument(
        metavar="[URL]",
        help="The page where a customer starts, usually the home page.",
        show_default="the sites of the settings file",
    ),
]
Private = Annotated[
    bool, typer.Option("--private", help="Look at sites of the list that are not public, too, as 10.0.0.5, localhost.")
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
Clicks = Annotated[
    bool | None,
    typer.Option(
        "--clicks/--no-clicks",
        help="Click on what shows more: a number behind a button, a chat, the consent dialog. Nothing is sent.",
        show_default="clicks",
    ),
]
Axe = Annotated[
    bool | None,
    typer.Option("--axe/--no-axe", help="Run axe-core on the pages of the contact path that are rendered.", show_default="axe"),
]
Journeys = Annotated[
    bool | None,
    typer.Option(
        "--journeys/--no-journeys",
        help="Walk a customer's jobs in the browser, those declared in the settings file too; not with --no-clicks.",
        show_default="journeys",
    ),
]
Ocr = Annotated[
    bool | None,
    typer.Option("--ocr/--no-ocr", help="Read phone numbers in pictures (needs the extra ocr).", show_default="no-ocr"),
]
ChatProbe = Annotated[
    str | None,
    typer.Option(
        "--chat-probe",
        metavar="HOST",
        help="Write to the site's chat and see whether a person comes: at most five fixed sentences that ask for one, none after a "
        "person or a queue has appeared. Only for who owns the site: HOST is its name, typed again.",
        show_default=False,
    ),
]
Lang = Annotated[
    str | None, typer.Option("--lang", help=f"Language of the report: {', '.join(languages())}.", show_default=ENGLISH)
]
OutFile = Annotated[
    Path | None, typer.Option("--out", help="File for the format; `-` is standard output.", show_default="standard output")
]
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
Baseline = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help="Fail on what is new beside this file of known findings.", show_default=False),
]
WriteBaseline = Annotated[
    Path | None,
    typer.Option(
        "--write-baseline", metavar="FILE", help="Write what was found as the baseline, and hold it back.", show_default=False
    ),
]
Relook = Annotated[
    bool | None,
    typer.Option(
        "--relook/--no-relook",
        help="Where the gate would fail, look once more, and count only what fails twice.",
        show_default="relook",
    ),
]
Junit = Annotated[Path | None, typer.Option("--junit", help="Also write the verdicts as JUnit XML to this file.")]
Reports = Annotated[
    list[str] | None,
    typer.Option(
        "--report",
        metavar="[FORMAT:]FILE",
        help=f"Also write a report, whatever comes of it; may be repeated. The format by the file's ending, or one of "
        f"{', '.join(formats())}.",
        show_default=False,
    ),
]

Wacz = Annotated[
    bool | None,
    typer.Option(
        "--wacz/--no-wacz",
        help="Keep the HTTP exchange as capture.wacz, for replay tools (needs the extra wacz).",
        show_default="no-wacz",
    ),
]
Redact = Annotated[
    bool | None,
    typer.Option(
        "--redact/--no-redact",
        help="Blur e-mail addresses and telephone numbers that are not the company's (needs the extra redact).",
        show_default="no-redact",
    ),
]
Timestamp = Annotated[
    str | None,
    typer.Option(
        "--timestamp",
        metavar="URL",
        help="Have this RFC 3161 server stamp the bundle; only a hash is sent to it (needs the extra timestamp).",
        show_default=False,
    ),
]
TimestampCa = Annotated[
    Path | None,
    typer.Option(
        "--timestamp-ca",
        metavar="FILE",
        help="Certificates (PEM) that are trusted to vouch for time stamps.",
        show_default="the system's",
    ),
]


Quick = Annotated[
    bool | None,
    typer.Option(
        "--quick/--no-quick",
        help="A quick look, for each change of a site: what decides how a way to the company is found. The rest is left open.",
        show_default="no-quick",
    ),
]
Resolve = Annotated[
    list[str] | None,
    typer.Option(
        "--resolve",
        metavar="HOST:[PORT:]ADDRESS",
        help="Ask this IP address where HOST is asked for, as a staging server under the production name; may be repeated.",
        show_default=False,
    ),
]

Contact = Annotated[
    str | None,
    typer.Option(
        "--contact",
        metavar="URL|E-MAIL",
        help="Where you can be reached: sites read it in the user agent of each request.",
        show_default=False,
    ),
]

LOOK: dict[str, Any] = {
    "out": Out,
    "quick": Quick,
    "resolve": Resolve,
    "contact": Contact,
    "country": Country,
    "max_pages": MaxPages,
    "max_seconds": MaxSeconds,
    "browser": Browser,
    "clicks": Clicks,
    "axe": Axe,
    "journeys": Journeys,
    "ocr": Ocr,
    "config": Config,
    "quiet": Quiet,
}
"""What every look at a site takes."""
JUDGE: dict[str, Any] = {"pack": Packs, "as_of": AsOf, "lang": Lang}
"""What every judgement takes."""
PROBE: dict[str, Any] = {"chat_probe": ChatProbe}
"""What the owner of one site may ask for."""
KEEP: dict[str, Any] = {"wacz": Wacz, "redact": Redact, "timestamp": Timestamp, "timestamp_ca": TimestampCa}
"""What may be kept beside the evidence, or kept out of it."""
ANSWER: dict[str, Any] = {"answer": Answers}
GATE: dict[str, Any] = {
    "fail_on": FailOnOption,
    "fail_under": FailUnder,
    "allow_undecided": AllowUndecided,
    "baseline": Baseline,
    "relook": Relook,
    "junit": Junit,
}
TELL: dict[str, Any] = {"report": Reports}
"""What writes reports besides the bundle's own."""


def takes(*groups: Mapping[str, Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of these groups; those it names itself go before. They reach it as keywords, None if not given."""
    options = {name: option for group in groups for name, option in group.items()}

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = [each for each in signature(command, eval_str=True).parameters.values() if each.kind is not Parameter.VAR_KEYWORD]
        named = {each.name for each in own}
        added = [
            Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=option)
            for name, option in options.items()
            if name not in named
        ]

        @wraps(command)
        def called(*args: Any, **given: Any) -> None:
            command(*args, **given)

        called.__signature__ = Signature([*own, *added])  # type: ignore[attr-defined]
        called.__annotations__ = {each.name: each.annotation for each in (*own, *added)}
        return called

    return decorate


def settled(**given: Any) -> Settings:
    """The settings in force, from options as they come from the command line."""
    config, as_of, answers = given.pop("config", None), given.pop("as_of", None), read_answers(given.pop("answer", None))
    several = {name: tuple(given.pop(name, None) or ()) for name in ("pack", "report", "resolve")}
    return settle(config, as_of=as_of.date() if as_of else None, answers=answers, **several, **given)


def read_answers(given: Sequence[str] | None) -> dict[str, bool | str] | None:
    """
    The answers of `--answer`, by question; None where none was given.

    Raises:
        CallError: One is not of the form NAME=ANSWER, or a question is answered in two ways.
    """
    answers: dict[str, bool | str] = {}
    for text in given or ():
        name, _, word = text.partition("=")
        said = word.strip().lower()
        if not name.strip() or not said:
            raise CallError(f"--answer {text}: give NAME=ANSWER, as sells-at-a-distance=yes or sector=telecom")
        answer = said == "yes" if said in {"yes", "no"} else said
        if answers.setdefault(name.strip(), answer) != answer:
            raise CallError(f"--answer {text}: {name.strip()} is answered in another way before; give one answer")
    return answers or None
