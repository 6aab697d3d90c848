"""The program `auditor`, and `python -m auditor`."""

import os
import sys

from auditor.errors import Exit
from auditor.signals import leave_at_once
from spiders.garbage import collect_seldom, loading

__all__ = ["main"]


def main() -> None:
    """Load the commands, which takes seconds in which the user may stop it, and run the one that is called."""
    leave_at_once()
    _open_what_is_closed()
    collect_seldom()
    try:
        with loading():
            from auditor.cli import main as run  # noqa: PLC0415
    except Exception as error:
        if os.environ.get("AUDITOR_DEBUG"):
            raise
        sys.stderr.write(
            f"auditor: it could not be loaded ({type(error).__name__}: {error}); leave it more memory, or install it anew\n"
        )
        sys.exit(Exit.FAULT)
    run()


def _open_what_is_closed() -> None:
    """Give each standard stream that the caller has closed its number back, before a file of ours gets it and is written into."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - for as long as we live


if __name__ == "__main__":
    main()
