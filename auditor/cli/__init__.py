"""The commands, one a file; a module here with `register(app)` is a command (or a group of them)."""

from __future__ import annotations

import importlib
import io
import os
import pkgutil
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from auditor.cli.say import complain
from auditor.errors import AuditorError, Exit
from auditor.signals import INTERRUPTED, as_interrupt
from rules.registry import PluginError

__all__ = ["app", "main"]


class _Commands(TyperGroup):
    """The commands; one that is stopped tidies up, and says so in a line."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override] # click's own is typer's by another name
        try:
            with as_interrupt():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            complain("stopped")
            raise typer.Exit(INTERRUPTED) from None


app = typer.Typer(
    name="auditor",
    cls=_Commands,
    help="Look at a company's website as a customer with a problem would, and say, with evidence, where the way to a human "
    "being is missing, hidden, gated or ends nowhere.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"auditor {version('auditor')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
) -> None: ...


_ORDER = (
    "audit", "collect", "judge", "report", "verify", "stamp", "redact", "diff", "trend", "compare", "benchmark", "sweep", "gate",
    "rules", "demo", "doctor",
)  # fmt: skip


def _commands() -> list[str]:
    """Names of the command modules: the well-known first, in the order in which a user meets them."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    return sorted(names, key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))


def _needed(arguments: Sequence[str]) -> list[str]:
    """The module of the command that is called, for all of them take seconds to load; all of them where no command is."""
    called = arguments[0] if arguments else ""
    module = {"collect": "audit"}.get(called, called)
    return [module] if module in _commands() else _commands()


for _name in _needed(sys.argv[1:]):
    _module = importlib.import_module(f"{__name__}.{_name}")
    if hasattr(_module, "register"):
        _module.register(app)


def main() -> None:
    """The entry point: errors become one line and an exit code, a traceback only where AUDITOR_DEBUG is set."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter costs the letter
    try:
        app()
    except AuditorError as error:
        complain(str(error))
        sys.exit(error.code)
    except PluginError as error:
        complain(f"{error}; mend the distribution or remove it")
        sys.exit(Exit.WRONG_CALL)
    except OSError as error:
        if os.environ.get("AUDITOR_DEBUG"):
            raise
        complain(f"{error.filename or 'a file'}: {error.strerror or error}; give another place, or make room for it{_kept(error)}")
        sys.exit(Exit.WRONG_CALL)
    except MemoryError as error:
        complain(f"the memory did not suffice; leave it more, or lower --max-pages{_kept(error)}")
        sys.exit(Exit.FAULT)
    except Exception as error:
        if os.environ.get("AUDITOR_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}"
        complain(f"a fault of auditor's own: {what}. Set AUDITOR_DEBUG=1 to see where, and report it{_kept(error)}")
        sys.exit(Exit.FAULT)


def _kept(error: Exception) -> str:
    """What there is all the same, as the error notes it."""
    return "".join(f". {note}" for note in getattr(error, "__notes__", ()))
