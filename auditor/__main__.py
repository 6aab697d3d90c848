"""The program `auditor`, and `python -m auditor`."""

from auditor.signals import leave_at_once
from spiders.garbage import collect_seldom

__all__ = ["main"]


def main() -> None:
    """Load the commands, which takes seconds in which the user may stop it, and run the one that is called."""
    leave_at_once()
    collect_seldom()
    from auditor.cli import main as run  # noqa: PLC0415

    run()


if __name__ == "__main__":
    main()
