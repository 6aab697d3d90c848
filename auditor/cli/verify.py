"""`auditor verify`: is the bundle as it was written, does its evidence still give its verdicts, and what does that prove?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import typer

from auditor.cli import options as o
from auditor.cli.say import console, one_object
from auditor.errors import Exit
from auditor.verifying import Verified, verified

__all__ = ["register"]

_REWRITTEN = (
    "Who rewrites a bundle as a whole gives it another seal: keep this one elsewhere, or have it stamped (`auditor stamp`)."
)


def verify_command(
    folder: o.BundleFolder, pack: o.Packs = None, timestamp_ca: o.TimestampCa = None, as_json: o.Json = False
) -> None:
    """Recompute every hash of a bundle, and its verdicts from its evidence; say what differs. No network."""
    found = verified(folder, tuple(pack or ()), timestamp_ca)
    if as_json:
        told = asdict(found) | {"stamp": asdict(found.stamp) if found.stamp else None, "sound": found.sound}
        one_object({"bundle": str(folder), **told})
    else:
        for line in (*found.changed, *found.verdicts, *_summary(found)):
            console().print(line, markup=False, soft_wrap=True)
    raise typer.Exit(Exit.DONE if found.sound else Exit.GATE_FAILED)


def _summary(found: Verified) -> Iterator[str]:
    if not (found.changed or found.verdicts):
        told = "and the verdicts follow from the evidence" if found.judged else "nothing was judged yet"
        yield f"{found.files} files are as they were written, {told}."
    if found.stamp:
        yield _stamp(found)
    if found.changed:
        return
    if not found.seal:
        yield "It was made by an older version: nothing seals its manifest, and nothing tells what was done to it."
        return
    yield f"Done to it: {', then '.join(found.steps)}."
    yield f"Evidence (SHA-256): {found.evidence}"
    yield f"Seal (SHA-256): {found.seal}"
    if not found.stamp:
        yield _REWRITTEN


def _stamp(found: Verified) -> str:
    stamp = found.stamp
    if stamp is None or stamp.fault:
        return f"timestamp.tsr: {stamp.fault if stamp else 'missing'}"
    later = (
        "" if stamp.step == len(found.steps) else f" when it was {found.steps[stamp.step - 1]}; what was done since is not stamped"
    )
    return f"Its seal was stamped at {stamp.at} by {stamp.signer}{later}."


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("verify")(verify_command)
