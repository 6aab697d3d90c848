"""Judging a bundle: by which packs, answers and suppressions; and what is kept so that it can be judged so again elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from auditor import bundle
from auditor.bundle import Bundle
from auditor.errors import CallError
from auditor.settings import Settings
from reports import formats
from reports.story import Story
from rules.applicability import chosen
from rules.engine import judge as judge_evidence
from rules.pack import Pack, PackError, bundled, load_pack, packs_for
from rules.registry import rules
from rules.verdict import Suppression, Verdicts
from spiders.evidence import Evidence
from spiders.manifest import Manifest

__all__ = ["judge", "judge_again", "judge_into", "packs", "ready", "tell_into"]

_YAML = (".yaml", ".yml")


def packs(
    names: Sequence[str],
    country: str | None,
    answers: Mapping[str, bool | str] = MappingProxyType({}),
    own: Sequence[str] = (),
) -> tuple[Pack, ...]:
    """
    The packs that were named, else the country's, with those of the sectors that the answers name; and own ones beside them.

    Args:
        own: Files of packs, or folders of such files.

    Raises:
        CallError: A pack is not there or is broken, or has the name of another; the message names file and line.
    """
    try:
        chosen_names = names or packs_for(country, chosen("sector", answers))
        beside = [file for name in own for file in _files(Path(name))]
        found = tuple(load_pack(name) for name in dict.fromkeys((*chosen_names, *beside)))
    except PackError as error:
        raise CallError(str(error)) from None
    for pack in found:
        if pack.id in bundled() and pack != load_pack(pack.id):
            raise CallError(f"{pack.id}: a bundled pack has this id; give yours another")
    ids = [pack.id for pack in found]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise CallError(f"{', '.join(twice)}: two of the packs have this id")
    return found


def _files(path: Path) -> list[str]:
    if not path.is_dir():
        return [str(path)]
    found = sorted(str(file) for file in path.iterdir() if file.suffix.lower() in _YAML)
    if not found:
        raise CallError(f"rules: {path}: holds no YAML file")
    return found


def ready(settings: Settings, country: str | None) -> tuple[Pack, ...]:
    """
    The packs of the settings, when all that they say about judging can be used.

    Raises:
        CallError: A pack cannot be used, or a suppression or a budget is of no rule there is.
    """
    found = packs(settings.pack, country, settings.answers, settings.rules)
    known = {*rules(), *(rule.id for pack in found for rule in pack.rules)}
    for each in settings.suppress:
        if each.rule not in known:
            raise CallError(f"suppress {each.rule!r}: rule: there is no such rule; `auditor rules list` names them all")
    settings.budget.only_of(known)
    return found


def judge(
    evidence: Evidence,
    by: Sequence[Pack],
    as_of: date,
    answers: Mapping[str, bool | str] = MappingProxyType({}),
    suppressions: Sequence[Suppression] = (),
) -> Verdicts:
    """
    Judge evidence by packs.

    Raises:
        CallError: Packs or answers do not fit together.
    """
    try:
        return judge_evidence(evidence, by, as_of, answers, suppressions)
    except ValueError as error:
        raise CallError(str(error)) from None


def judge_into(folder: Path, manifest: Manifest, evidence: Evidence, settings: Settings) -> tuple[Verdicts, Manifest]:
    """Judge what a bundle holds as the settings say: verdicts, report and the packs that no other copy of the program has."""
    by = ready(settings, evidence.site.country)
    verdicts = judge(evidence, by, settings.on(), settings.answers, settings.suppress)
    _keep(folder / bundle.PACKS, by)
    return verdicts, tell_into(folder, manifest, evidence, verdicts, settings.lang)


def tell_into(folder: Path, manifest: Manifest, evidence: Evidence, verdicts: Verdicts, language: str) -> Manifest:
    """Write the verdicts and the report into a bundle; the manifest with the step in its chain."""
    bundle.replace_file(folder / bundle.VERDICTS, bundle.dump(verdicts))
    listed = bundle.listed(folder, manifest)  # the report shows the hashes of what it rests on
    told = Story.told_in(language, evidence, verdicts, listed, folder)
    bundle.replace_file(folder / bundle.REPORT, formats()["html"].render(told))
    by = ", ".join(f"{pack.id} {pack.version}" for pack in verdicts.method.packs)
    return bundle.seal(folder, manifest, "judged", {"packs": by, "as_of": verdicts.method.as_of, "lang": language})


def _keep(folder: Path, by: Sequence[Pack]) -> None:
    for old in folder.glob("*.json"):
        old.unlink()
    for pack in by:
        if pack.id not in bundled():
            folder.mkdir(exist_ok=True)
            whole = pack.model_copy(update={"extends": None})  # its entries hold what it took over
            bundle.replace_file(folder / f"{pack.id}.json", (whole.model_dump_json(indent=1) + "\n").encode())


def judge_again(whole: Bundle, named: Sequence[str] = ()) -> Verdicts:
    """
    Judge a bundle as it was judged, by the packs it holds where it holds them.

    Args:
        named: Packs in place of those it was judged by.

    Raises:
        CallError: A pack is not at hand, or nothing was judged yet.
    """
    if whole.verdicts is None:
        raise CallError(f"{whole.folder}: nothing was judged yet")
    method = whole.verdicts.method
    kept = {path.stem: str(path) for path in (whole.folder / bundle.PACKS).glob("*.json")}
    by = packs(named or tuple(kept.get(used.id, used.id) for used in method.packs), None)
    try:
        as_of = date.fromisoformat(method.as_of)
    except ValueError:
        raise CallError(f"{whole.folder / bundle.VERDICTS}: as_of {method.as_of!r}: is no day") from None
    return judge(whole.evidence, by, as_of, method.answers, method.suppressions)
