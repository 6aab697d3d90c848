"""`auditor verify`: is the bundle as it was written, and does its evidence still give its verdicts?"""

from __future__ import annotations

import typer

from auditor import bundle
from auditor.bundle import Bundle
from auditor.cli import options as o
from auditor.cli.say import console, one_object
from auditor.errors import CallError, Exit
from auditor.judging import judge_again
from rules.verdict import Verdict

__all__ = ["register"]


def verify_command(folder: o.BundleFolder, pack: o.Packs = None, as_json: o.Json = False) -> None:
    """Recompute every hash of a bundle, and its verdicts from its evidence; say what differs. No network."""
    whole = bundle.read(folder)
    changed = bundle.unsound(folder, whole.manifest)
    judged = _judged_otherwise(whole, tuple(pack or ())) if whole.verdicts else ()
    if as_json:
        one_object({"bundle": str(folder), "files": len(whole.manifest.files), "changed": changed, "verdicts": list(judged)})
    else:
        for line in (*changed, *judged):
            console().print(line, markup=False)
        if not (changed or judged):
            told = "and the verdicts follow from the evidence" if whole.verdicts else "nothing was judged yet"
            console().print(f"{len(whole.manifest.files)} files are as they were written, {told}.", markup=False)
    raise typer.Exit(Exit.GATE_FAILED if changed or judged else Exit.DONE)


def _judged_otherwise(whole: Bundle, named: tuple[str, ...]) -> tuple[str, ...]:
    """Each verdict that the same evidence does not give again, a line each."""
    assert whole.verdicts is not None  # noqa: S101 - the caller asked
    try:
        again = judge_again(whole, named)
    except CallError as error:
        return (f"verdicts.json cannot be given again: {error}",)
    was = {(v.pack, v.rule): v for v in whole.verdicts.verdicts}
    now = {(v.pack, v.rule): v for v in again.verdicts}
    lines = [
        f"{pack}/{rule}: {_differs(was.get((pack, rule)), now.get((pack, rule)))}"
        for pack, rule in sorted(was.keys() | now.keys())
        if was.get((pack, rule)) != now.get((pack, rule))
    ]
    if not lines and again != whole.verdicts:
        lines.append("verdicts.json: score, method or upcoming expectations differ from what the evidence gives")
    return tuple(lines)


def _differs(before: Verdict | None, after: Verdict | None) -> str:
    was, now = (verdict.outcome if verdict else "not there" for verdict in (before, after))
    if before is None or after is None or was != now:
        return f"was {was}, is {now}"
    fields = (name for name in Verdict.model_fields if getattr(before, name) != getattr(after, name))
    return f"is {now} as before, with another {', '.join(fields)}"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("verify")(verify_command)
