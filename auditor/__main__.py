"""The program `auditor`, and `python -m auditor`."""

import sys

__all__ = ["main"]

_INTERRUPTED = 130


def main() -> None:
    """Load the commands, which takes seconds in which the user may stop it, and run the one that is called."""
    try:
        from auditor.cli import main as run  # noqa: PLC0415
    except KeyboardInterrupt:
        sys.stderr.write("auditor: stopped\n")
        sys.exit(_INTERRUPTED)
    run()


if __name__ == "__main__":
    main()
