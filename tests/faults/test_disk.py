"""A full disk: one line that names the file, a code, and what was there or could still be kept stands whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from auditor import bundle
from tests.faults import forked
from tests.faults.conftest import PAGES, Spider
from tests.faults.moments import AUDIT, JUDGE, whole

REPORTED = ("report", "acme", "--out", "a.html", "--out", "a.xlsx", "--out", "a.md")


def size(folder: Path) -> int:
    """What a folder takes on a disk, kilobytes."""
    return sum(-(-path.stat().st_size // 4096) * 4 for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("there", [False, True], ids=["new", "again"])
def test_an_audit_on_a_disk_that_is_full_tells_which_file_and_keeps_what_it_can(
    judged: Path, tmp_path: Path, spider: Spider, there: bool
) -> None:
    disk, use = tmp_path / "disk", spider()
    disk.mkdir()
    needed = size(judged) + 16

    def act() -> None:
        if there:
            shutil.copytree(judged, disk / "acme")
        before = bundle.read(disk / "acme").manifest if there else None
        ended = forked.auditor(disk, *AUDIT, before=use)
        assert ended.code == 2, ended
        assert len(ended.said) == 1, ended
        assert "Traceback" not in ended.err
        assert [path.name for path in disk.iterdir()] in ([], ["acme"]), "no draft is left"
        if (disk / "acme").exists():
            kept = whole(disk / "acme")
            assert [page.title for page in kept.evidence.pages] == list(PAGES)
            assert kept.verdicts is None or kept.manifest == before, "half a judgement is none"
            assert "No space left on device" in ended.err
        else:
            assert not there, "the earlier bundle is gone"

    for kilobytes in (8, 24, needed // 2):
        forked.on_a_disk_of(kilobytes + there * needed, disk, act)


@pytest.mark.parametrize("call", [JUDGE, REPORTED], ids=["judge", "report"])
def test_what_is_made_of_a_bundle_on_a_full_disk_leaves_the_bundle_as_it_was(
    judged: Path, tmp_path: Path, call: tuple[str, ...]
) -> None:
    def act() -> None:
        shutil.copytree(judged, tmp_path / "acme")
        before = bundle.read(tmp_path / "acme").manifest
        ended = forked.auditor(tmp_path, *call)
        assert ended.code == 2, ended
        assert all("No space left on device" in line for line in ended.said), ended
        assert ended.said
        assert whole(tmp_path / "acme").manifest == before
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []

    forked.on_a_disk_of(size(judged) + 12, tmp_path, act)
