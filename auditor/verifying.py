"""Verifying a bundle: is every byte as it was written, do the verdicts follow from the evidence, and since when has it been so?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from auditor import bundle, chain
from auditor.bundle import Bundle
from auditor.errors import CallError
from auditor.judging import judge_again
from auditor.stamp import Stamped, checked
from rules.verdict import Verdict, Verdicts
from spiders.manifest import Manifest

__all__ = ["Verified", "outcomes_that_differ", "verified"]


@dataclass(frozen=True)
class Verified:
    """
    What was found of a bundle.

    Attributes:
        files: How many files its manifest names.
        changed: What is not as it was written, a line each.
        verdicts: What the evidence does not give again, a line each; empty where nothing was judged.
        judged: Whether anything was judged.
        evidence: Hash of what was seen, that judging again leaves as it is; `seal`: the bundle's; "" where it has none.
        steps: What was done to it, oldest first.
        stamp: Its time stamp, None where there is none.
    """

    files: int
    changed: tuple[str, ...]
    verdicts: tuple[str, ...] = ()
    judged: bool = False
    evidence: str = ""
    seal: str = ""
    steps: tuple[str, ...] = ()
    stamp: Stamped | None = None

    @property
    def sound(self) -> bool:
        return not self.changed and not self.verdicts and (self.stamp is None or not self.stamp.fault)


def verified(folder: Path, named: tuple[str, ...] = (), authority: Path | None = None) -> Verified:
    """
    Recompute every hash of a bundle, and its verdicts; no network.

    Args:
        named: Packs in place of those it was judged by.
        authority: File with the certificates that are trusted for time stamps; None for the system's.

    Raises:
        CallError: The folder is no bundle.
        PartMissingError: There is a time stamp, and what reads it is not installed.
    """
    try:
        manifest = bundle.read_manifest(folder)
    except CallError as error:
        if not (folder / bundle.MANIFEST).is_file():
            raise
        return Verified(0, (str(error),))
    changed = bundle.unsound(folder, manifest)
    try:
        whole = bundle.read(folder)
    except CallError as error:
        return _told(folder, manifest, (*changed, str(error)), authority)
    try:
        judged = _judged_otherwise(whole, named) if whole.verdicts else ()
    except Exception as error:
        if not changed:
            raise
        judged = (f"verdicts.json cannot be given again: {type(error).__name__}",)  # what was changed may say anything
    return _told(folder, manifest, tuple(changed), authority, judged, judged_at_all=whole.verdicts is not None)


def _told(
    folder: Path,
    manifest: Manifest,
    changed: tuple[str, ...],
    authority: Path | None,
    verdicts: tuple[str, ...] = (),
    *,
    judged_at_all: bool = False,
) -> Verified:
    token = folder / bundle.STAMP
    return Verified(
        files=len(manifest.files),
        changed=changed,
        verdicts=verdicts,
        judged=judged_at_all,
        evidence=manifest.chain[-1].seen if manifest.chain else "",
        seal=manifest.seal,
        steps=tuple(link.step for link in manifest.chain),
        stamp=checked(token.read_bytes(), chain.seals(manifest), authority) if token.is_file() else None,
    )


def _judged_otherwise(whole: Bundle, named: tuple[str, ...]) -> tuple[str, ...]:
    """Each verdict that the same evidence does not give again, a line each."""
    assert whole.verdicts is not None  # noqa: S101 - the caller asked
    try:
        again = judge_again(whole, named)
    except CallError as error:
        return (f"verdicts.json cannot be given again: {error}",)
    lines = [f"{name}: {_differs(was, now)}" for name, was, now in _pairs(whole.verdicts, again) if was != now]
    if not lines and again != whole.verdicts:
        lines.append("verdicts.json: score, method or upcoming expectations differ from what the evidence gives")
    return tuple(lines)


def outcomes_that_differ(before: Verdicts, after: Verdicts) -> tuple[str, ...]:
    """The rules whose outcome is another one, a line each."""
    told = ((name, _outcome(was), _outcome(now)) for name, was, now in _pairs(before, after))
    return tuple(f"{name}: was {was}, is {now}" for name, was, now in told if was != now)


def _pairs(before: Verdicts, after: Verdicts) -> list[tuple[str, Verdict | None, Verdict | None]]:
    """The verdicts of each pack and rule on both sides, None where there is none."""
    was, now = ({(one.pack, one.rule): one for one in side.verdicts} for side in (before, after))
    return [(f"{pack}/{rule}", was.get((pack, rule)), now.get((pack, rule))) for pack, rule in sorted(was.keys() | now.keys())]


def _outcome(verdict: Verdict | None) -> str:
    return verdict.outcome if verdict else "not there"


def _differs(before: Verdict | None, after: Verdict | None) -> str:
    was, now = _outcome(before), _outcome(after)
    if before is None or after is None or was != now:
        return f"was {was}, is {now}"
    fields = (name for name in Verdict.model_fields if getattr(before, name) != getattr(after, name))
    return f"is {now} as before, with another {', '.join(fields)}"
