"""`auditor doctor`: is all there that an audit needs, and what to do where it is not."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated

import typer
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright
from rich.table import Table
from rich.text import Text

from auditor.cli.say import complain, console, one_object
from auditor.errors import Exit
from reports.text import clean
from rules.registry import ENTRY_POINTS, PluginError, rules
from spiders.browser import chromium
from spiders.browser.chromium import Browser, BrowserError
from spiders.browser.install import install
from spiders.browser.ordinary import can_leave_root

__all__ = ["register"]

_OLDEST_PYTHON = (3, 11)
_START_MS = 60_000
_INSTALL = "auditor doctor --install-browser"
_ANOTHER = f"name another one, {chromium.VARIABLE}=/path/to/chromium, or {_INSTALL}"


@dataclass(frozen=True)
class Check:
    """
    One line of the doctor.

    Attributes:
        well: True, False, or None where an audit works, but not as well as it could.
        cure: What to do, empty where nothing is to be done.
    """

    name: str
    well: bool | None
    detail: str
    cure: str = ""


def doctor_command(
    install_browser: Annotated[bool, typer.Option("--install-browser", help="Install a Chromium first, if there is none.")] = False,
    named: Annotated[str | None, typer.Option("--chromium", help="Path of the Chromium to use, not the first found.")] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder that audits are written to.")] = Path(),
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Say whether all is there that an audit needs: each line with its cure. Exit code 5 where something needed is missing."""
    checks = tuple(_checks(named, out, install_browser=install_browser))
    well = all(check.well is not False for check in checks)
    if as_json:
        one_object({"well": well, "checks": [asdict(check) for check in checks]})
    else:
        _print(checks)
    raise typer.Exit(Exit.DONE if well else Exit.PART_MISSING)


def _checks(named: str | None, out: Path, *, install_browser: bool) -> Iterator[Check]:
    yield _python()
    yield _writable("temporary folder", Path(tempfile.gettempdir()), "set TMPDIR to a folder that can be written to")
    yield _writable("output folder", out, "choose another folder with --out, or make this one writable")
    yield _rules()
    yield _shared_memory()
    try:
        browser = _installed(named) if install_browser else chromium.find(named)
    except BrowserError as error:
        yield Check("browser", False, "none that can be used", str(error))
        return
    if browser is None:
        yield Check("browser", False, "no Chromium was found", f"{_INSTALL}, or name one: {chromium.VARIABLE}=/path/to/chromium")
        return
    kind = "headless shell" if browser.shell else "full browser"
    yield Check("browser", True, f"{browser.path or 'the one Playwright downloaded'} ({browser.origin}, {kind})")
    yield Check("browser version", True, chromium.version(browser))
    yield _sandbox(browser, _there(out))
    yield _starts(browser)


def _installed(named: str | None) -> Browser:
    browser = chromium.find(named)
    if browser is not None:
        return browser
    complain("there is no Chromium yet, installing one (this can take some minutes)")
    return install().browser


def _python() -> Check:
    told = ".".join(map(str, sys.version_info[:3]))
    return (
        Check("Python", True, told)
        if sys.version_info >= _OLDEST_PYTHON
        else Check("Python", False, told, "use Python 3.11 or later")
    )


def _writable(name: str, folder: Path, cure: str) -> Check:
    """Whether a file can be made in the folder, or in the nearest one above it that exists."""
    there = _there(folder)
    try:
        with tempfile.TemporaryFile(dir=there):
            return Check(name, True, f"{folder.absolute()} can be written to")
    except OSError as error:
        return Check(name, False, f"{there} cannot be written to: {error.strerror or error}", cure)


def _there(folder: Path) -> Path:
    return next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())


def _rules() -> Check:
    """Whether every rule can be used, those that installed distributions bring too."""
    try:
        brought = len(entry_points(group=ENTRY_POINTS))
        return Check("rules", True, f"{len(rules())}{f', {brought} of them from installed distributions' if brought else ''}")
    except PluginError as error:
        return Check("rules", False, str(error), "mend the distribution or remove it")


def _shared_memory() -> Check:
    size = chromium.shared_memory()
    if size < 0:
        return Check("shared memory", True, "there is no /dev/shm, files are used")
    if size < chromium.SMALL_SHARED_MEMORY:
        return Check(
            "shared memory", None, f"{size // 2**20} MB, files are used instead", "in a container: --shm-size=1g is faster"
        )
    return Check("shared memory", True, f"{size // 2**20} MB")


def _sandbox(browser: Browser, out: Path) -> Check:
    if can_leave_root(browser, out):
        return Check("sandbox", True, "on: an audit that root starts goes on as an ordinary user before it starts the browser")
    on, why = chromium.sandbox()
    cure = "run as an ordinary user, with user namespaces allowed, to have the browser's sandbox"
    return Check("sandbox", True, why) if on else Check("sandbox", None, why, cure)


def _starts(browser: Browser) -> Check:
    """Start it through Playwright, and render a page."""
    libraries = "as root, python -m playwright install-deps chromium; or " if browser.origin == "playwright" else ""
    try:
        with sync_playwright() as playwright:
            started = playwright.chromium.launch(**chromium.launch_options(browser), timeout=_START_MS)
            try:
                page = started.new_page()
                page.set_content("<title>before</title><script>document.title = 'rendered'</script>", timeout=_START_MS)
                title = page.title()
            finally:
                started.close()
    except (PlaywrightError, OSError) as error:
        return Check("browser starts", False, clean(str(error).partition("\n")[0], 200), libraries + _ANOTHER)
    if title != "rendered":
        return Check("browser starts", False, "it started, but ran no script", _ANOTHER)
    return Check("browser starts", True, "and renders a page")


def _print(checks: tuple[Check, ...]) -> None:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for check in checks:
        mark = {True: "[green]ok[/]", False: "[red]missing[/]", None: "[yellow]note[/]"}[check.well]
        table.add_row(mark, check.name, Text(clean(check.detail, 500)))
        if check.cure:
            table.add_row("", "", Text(f"→ {check.cure}"))
    console().print(table)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor_command)
